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

/// The absolute folders that a configuration names, each once.
pub fn folders<'a>(properties: &[(&'a str, &'a str)]) -> Vec<&'a str> {
    let named = properties.iter().filter(|(key, _)| OPTIONS.contains(key));
    // Flink takes a comma and the separator of paths, and a URI of the local file system.
    let named = named.flat_map(|(_, value)| value.trim().trim_start_matches("file://").split([',', ':']));
    let mut all: Vec<&str> = Vec::new();
    for folder in named.map(|folder| folder.trim().trim_end_matches('/')) {
        if folder.starts_with('/') && !all.contains(&folder) {
            all.push(folder);
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::folders;

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
}
