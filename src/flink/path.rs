//! Paths in the containers of Flink's images, compared by their parts: `/data//a/.` is `/data/a`.

/// Relative paths begin here.
pub const WORKING_FOLDER: &str = "/opt/flink";

/// A path from the root, without `.`, `..` and slashes that say nothing.
pub fn absolute(path: &str) -> String {
    let whole = if path.starts_with('/') { path.to_owned() } else { format!("{WORKING_FOLDER}/{path}") };
    of_mount(&whole)
}

/// Where a volume is mounted: Kubernetes takes each path from the root on.
pub fn of_mount(path: &str) -> String {
    let mut mounted = String::with_capacity(path.len() + 1);
    for part in parts(path) {
        mounted.push('/');
        mounted.push_str(part);
    }
    if mounted.is_empty() { "/".to_owned() } else { mounted }
}

/// The parts of a path, without `.` and `..`.
pub fn parts(path: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop();
            }
            _ => parts.push(part),
        }
    }
    parts
}

/// Whether a folder is this one, or below it.
pub fn is_within(folder: &str, above: &str) -> bool {
    parts(folder).starts_with(&parts(above))
}

#[cfg(test)]
mod tests {
    use super::{absolute, is_within};

    #[test]
    fn reads_paths() {
        for (path, whole) in [
            ("/", "/"),
            ("//opt//flink/./lib/", "/opt/flink/lib"),
            ("/opt/flink/x/../lib", "/opt/flink/lib"),
            ("/../../tmp", "/tmp"),
            ("up", "/opt/flink/up"),
            ("./../up", "/opt/up"),
        ] {
            assert_eq!(absolute(path), whole, "{path}");
        }
    }

    #[test]
    fn compares_parts() {
        for (folder, above, is) in [
            ("/tmp/a", "//tmp/.", true),
            ("/tmp", "/tmp/", true),
            ("/tmpfs", "/tmp", false),
            ("/tmp", "/", true),
            ("/", "/tmp", false),
        ] {
            assert_eq!(is_within(folder, above), is, "{folder} {above}");
        }
    }
}
