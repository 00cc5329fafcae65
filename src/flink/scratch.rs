//! Folders that Flink's processes write to, beside where state is kept: a file system that is read-only needs volumes there.

/// Where Java, Flink and its scripts put what may be lost.
pub const TEMPORARY: &str = "/tmp";
/// Where the scripts of Flink's distributions make their log files.
pub const LOGS: &str = "/opt/flink/log";
/// What is loaded beside Flink's own libraries, a folder for each.
pub const PLUGINS: &str = "/opt/flink/plugins";
/// The variable for which the entry point of Flink's images links plugins of the distribution into [`PLUGINS`].
pub const BUILT_IN_PLUGINS: &str = "ENABLE_BUILT_IN_PLUGINS";

/// Options that name a folder, or several, on the disk of the process.
const OPTIONS: &[&str] = &[
    "blob.storage.directory",
    "env.log.dir",
    "env.pid.dir",
    "io.tmp.dirs",
    "jobmanager.web.tmpdir",
    "process.jobmanager.working-dir",
    "process.taskmanager.working-dir",
    "process.working-dir",
    "state.backend.rocksdb.localdir",
    "state.backend.rocksdb.log.dir",
    "taskmanager.state.local.root-dirs",
    "taskmanager.tmp.dirs",
    "web.tmpdir",
    "web.upload.dir",
];

/// What Flink's images have: a volume in its place, or above it, would hide it.
const OF_THE_IMAGE: &[&str] = &[
    "/bin",
    "/dev",
    "/etc",
    "/lib",
    "/opt/flink/bin",
    "/opt/flink/conf",
    "/opt/flink/lib",
    "/opt/flink/opt",
    PLUGINS,
    "/opt/flink/usrlib",
    "/opt/java",
    "/proc",
    "/sys",
    "/usr/bin",
    "/usr/lib",
];

/// The absolute folders that a configuration names, each once.
pub fn folders<'a>(properties: &[(&'a str, &'a str)]) -> Vec<&'a str> {
    let mut all: Vec<&str> = Vec::new();
    for folder in properties.iter().flat_map(|(key, value)| named(key, value)) {
        if !all.contains(&folder) {
            all.push(folder);
        }
    }
    all
}

/// The absolute folders that one setting names.
pub fn named<'a>(key: &str, value: &'a str) -> Vec<&'a str> {
    let folders: Vec<&str> = if OPTIONS.contains(&key) {
        // Flink takes a comma and the separator of paths, and a URI of the local file system.
        value.trim().trim_start_matches("file://").split([',', ':']).collect()
    } else if key.starts_with("env.java.") {
        value.split_whitespace().filter_map(of_java).map(unquoted).collect()
    } else {
        Vec::new()
    };
    let folders = folders.into_iter().map(|folder| folder.trim().trim_end_matches('/'));
    folders.filter(|folder| folder.starts_with('/')).collect()
}

/// The folder that Java writes to for one of its options: its logs, and what it leaves when it fails.
fn of_java(option: &str) -> Option<&str> {
    let option = unquoted(option);
    if let Some(path) = option.strip_prefix("-XX:HeapDumpPath=") {
        // In a folder that is there, the file gets a name of Java's.
        return if path.ends_with(".hprof") { above(path) } else { Some(path) };
    }
    let file = option.strip_prefix("-Xloggc:").or_else(|| option.strip_prefix("-XX:ErrorFile="));
    above(file.or_else(|| {
        // What is logged, where, and how.
        let (_, output) = option.strip_prefix("-Xlog:")?.split_once(':')?;
        output.strip_prefix("file=").unwrap_or(output).split(':').next()
    })?)
}

fn unquoted(text: &str) -> &str {
    text.trim_matches(['"', '\''])
}

fn above(file: &str) -> Option<&str> {
    file.rsplit_once('/').map(|(folder, _)| folder)
}

/// Whether a volume there would hide what the image has.
pub fn hides(folder: &str) -> bool {
    OF_THE_IMAGE.iter().any(|own| is_within(own, folder))
}

/// Whether a folder is this one, or below it.
pub fn is_within(folder: &str, above: &str) -> bool {
    let above = above.trim_end_matches('/');
    folder.strip_prefix(above).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

#[cfg(test)]
mod tests {
    use super::{folders, hides, named};

    #[test]
    fn finds_folders() {
        let all = [
            ("io.tmp.dirs", "/data/a, /data/b:/data/c/"),
            ("state.backend.rocksdb.localdir", "file:///data/a"),
            ("web.upload.dir", "relative"),
            ("state.checkpoints.dir", "/state"),
        ];
        assert_eq!(folders(&all), ["/data/a", "/data/b", "/data/c"]);
        assert!(folders(&[]).is_empty());
    }

    #[test]
    fn finds_what_java_writes() {
        for (options, found) in [
            ("-Xmx1g -Xloggc:/gc/gc-%p.log", vec!["/gc"]),
            ("-Xlog:gc*:file=/gc/gc.log:time,uptime:filecount=5", vec!["/gc"]),
            ("-Xlog:gc:/gc/gc.log", vec!["/gc"]),
            ("-Xlog:gc -Xlog:gc*:stdout:time", vec![]),
            ("-XX:HeapDumpPath=/dumps -XX:ErrorFile='/errors/hs_err.log'", vec!["/dumps", "/errors"]),
            ("-XX:HeapDumpPath=/dumps/heap.hprof -Dlog=/other/file", vec!["/dumps"]),
            ("-Xloggc:gc.log", vec![]),
        ] {
            assert_eq!(named("env.java.opts.taskmanager", options), found, "{options}");
        }
    }

    #[test]
    fn knows_what_the_image_has() {
        for (folder, hidden) in [
            ("/opt/flink", true),
            ("/opt/flink/lib", true),
            ("/opt/flink/lib/more", false),
            ("/opt/flinks", false),
            ("/usr", true),
        ] {
            assert_eq!(hides(folder), hidden, "{folder}");
        }
    }
}
