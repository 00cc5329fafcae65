//! Folders that Flink's processes write to, beside where state is kept: a file system that is read-only needs volumes there.

use super::options::{Fact, fact, history};
use super::path::{absolute, is_within};
use super::version::Version;

/// Where Java, Flink and its scripts put what may be lost.
pub const TEMPORARY: &str = "/tmp";
/// Where the scripts of Flink's distributions make their log files.
pub const LOGS: &str = "/opt/flink/log";
/// What is loaded beside Flink's own libraries, a folder for each.
pub const PLUGINS: &str = "/opt/flink/plugins";
/// The variable for which the entry point of Flink's images links plugins of the distribution into [`PLUGINS`].
pub const BUILT_IN_PLUGINS: &str = "ENABLE_BUILT_IN_PLUGINS";

/// Options that name a folder, or several, on the disk of the process; their other names, the table of options has.
const OPTIONS: &[&str] = &[
    "blob.storage.directory",
    "env.log.dir",
    "env.pid.dir",
    "execution.checkpointing.local-backup.dirs",
    "io.tmp.dirs",
    "jobmanager.archive.fs.dir",
    "process.jobmanager.working-dir",
    "process.taskmanager.working-dir",
    "process.working-dir",
    "rest.profiling.dir",
    "state.backend.forst.cache.dir",
    "state.backend.forst.local-dir",
    "state.backend.forst.log.dir",
    "state.backend.rocksdb.localdir",
    "state.backend.rocksdb.log.dir",
    "table.resources.download-dir",
    "taskmanager.state.local.root-dirs",
    "user.artifacts.base-dir",
    "web.tmpdir",
    "web.upload.dir",
];

/// The same of file systems, which each version hands on to them.
const OF_FILE_SYSTEMS: &[&str] = &[
    "flink.hadoop.fs.azure.buffer.dir",
    "flink.hadoop.fs.oss.buffer.dir",
    "flink.hadoop.fs.s3a.buffer.dir",
    "flink.hadoop.hadoop.tmp.dir",
    "fs.azure.buffer.dir",
    "fs.oss.buffer.dir",
    "fs.s3a.buffer.dir",
    "presto.s3.staging-directory",
    "s3.buffer.dir",
    "s3.staging-directory",
    "s3a.buffer.dir",
];

/// Variables that the scripts of Flink's distributions, and Bash, take a folder from.
const FOLDER_VARIABLES: &[&str] = &["FLINK_LOG_DIR", "FLINK_PID_DIR", "TMPDIR"];

/// Variables with options for Java: its own, and those of Flink's scripts.
const JAVA_VARIABLES: &[&str] = &["JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "JVM_ARGS", "_JAVA_OPTIONS"];
const JAVA_VARIABLES_OF_FLINK: &str = "FLINK_ENV_JAVA_OPTS";

/// Where Java is told to put the dump of its heap.
const HEAP_DUMP_PATH: &str = "-XX:HeapDumpPath=";

/// Options of Java, and of libraries that unpack native code, that name a folder.
const FOLDERS_OF_JAVA: &[&str] =
    &["-Dio.netty.native.workdir=", "-Djava.io.tmpdir=", "-Djna.tmpdir=", "-Dorg.xerial.snappy.tempdir="];

/// Options of Java that name a file which it writes.
const FILES_OF_JAVA: &[&str] = &[
    "-Dlog.file=",
    "-XX:ArchiveClassesAtExit=",
    "-XX:ErrorFile=",
    "-XX:LogFile=",
    "-XX:ReplayDataFile=",
    "-Xloggc:",
];

/// What Flink's images have: a volume in its place, or above it, would hide it.
const OF_THE_IMAGE: &[&str] = &[
    "/bin",
    "/dev",
    "/etc",
    "/lib",
    "/lib64",
    "/opt/flink/bin",
    "/opt/flink/conf",
    "/opt/flink/lib",
    "/opt/flink/opt",
    PLUGINS,
    "/opt/flink/usrlib",
    "/opt/java",
    "/proc",
    "/sbin",
    "/sys",
    "/usr/bin",
    "/usr/lib",
    "/usr/local",
    "/usr/sbin",
];

/// The folders that a configuration and variables name, from the root, each once. Without a version: in any.
pub fn folders(
    properties: &[(&str, &str)],
    variables: &[(&str, &str)],
    logging: &[&str],
    version: Option<Version>,
) -> Vec<String> {
    let of_properties = properties.iter().flat_map(|(key, value)| named(key, value, version));
    let of_variables = variables.iter().flat_map(|(name, value)| of_variable(name, value));
    let of_logging = logging.iter().flat_map(|file| of_logging(file));
    let mut all: Vec<String> = Vec::new();
    for folder in of_properties.chain(of_variables).chain(of_logging) {
        if !all.contains(&folder) {
            all.push(folder);
        }
    }
    all
}

/// The folders that a configuration of Log4j (properties) or Logback (XML) writes to, from the root; none for what Flink's scripts say
/// (`${sys:log.file}`).
pub fn of_logging(file: &str) -> Vec<String> {
    let of_line = |line: &str| {
        let line = line.trim();
        let value = match line.split_once('=').filter(|(key, _)| !key.contains(['<', '#'])) {
            Some((key, value)) => {
                let key = key.trim().to_ascii_lowercase();
                ["filename", "filepattern", ".file"].iter().any(|end| key.ends_with(end)).then_some(value)
            }
            None => ["<file>", "<fileNamePattern>"]
                .iter()
                .find_map(|tag| line.split_once(tag))
                .map(|(_, rest)| rest),
        };
        let value = value?.trim();
        let path = value.split('<').next()?.trim();
        let folder = above(path);
        (path.starts_with('/') && !folder.contains(['$', '%'])).then(|| absolute(folder))
    };
    file.lines().filter_map(of_line).collect()
}

/// The folders that one setting names, from the root.
pub fn named(key: &str, value: &str, version: Option<Version>) -> Vec<String> {
    if names_folders(key, version) {
        listed(value)
    } else if key.starts_with("env.java.") {
        of_java(value)
    } else {
        Vec::new()
    }
}

/// The folders that a variable of a container names, from the root. What Kubernetes puts in for `$(NAME)` is in the folder
/// above it.
pub fn of_variable(name: &str, value: &str) -> Vec<String> {
    let folders = if FOLDER_VARIABLES.contains(&name) && !value.is_empty() {
        vec![absolute(value)]
    } else if takes_java_options(name) {
        of_java(value)
    } else {
        Vec::new()
    };
    let known = |folder: String| match folder.split_once("$(") {
        Some((known, _)) => absolute(above(known)),
        None => folder,
    };
    folders.into_iter().map(known).collect()
}

/// Whether a variable says where Flink's scripts, Bash or Java write.
pub fn is_read(variable: &str) -> bool {
    FOLDER_VARIABLES.contains(&variable) || takes_java_options(variable)
}

/// Whether a variable has options for Java.
pub fn takes_java_options(name: &str) -> bool {
    JAVA_VARIABLES.contains(&name) || name.starts_with(JAVA_VARIABLES_OF_FLINK)
}

/// Whether Java would leave the dump of its heap in its working folder; `beside` are options that it has, too.
pub fn dumps_here(options: &str, beside: &str) -> bool {
    let mut dumps = false;
    for option in options.split_whitespace().map(unquoted) {
        match option {
            "-XX:+HeapDumpOnOutOfMemoryError" | "-XX:+HeapDumpBeforeFullGC" | "-XX:+HeapDumpAfterFullGC" => {
                dumps = true
            }
            "-XX:-HeapDumpOnOutOfMemoryError" => dumps = false,
            _ => {}
        }
    }
    dumps && !options.contains(HEAP_DUMP_PATH) && !beside.contains(HEAP_DUMP_PATH)
}

/// Whether a version reads folders of the disk under a key.
fn names_folders(key: &str, version: Option<Version>) -> bool {
    OF_FILE_SYSTEMS.contains(&key)
        || match version {
            Some(version) => fact(key, version).is_some_and(|fact| is_of_folders(key, fact)),
            None => history(key).iter().any(|(_, fact)| is_of_folders(key, fact)),
        }
}

fn is_of_folders(key: &str, fact: &Fact) -> bool {
    match fact {
        Fact::Option { .. } => OPTIONS.contains(&key),
        Fact::Name { of, deprecated: _ } => of.iter().any(|key| OPTIONS.contains(key)),
        Fact::Gone => false,
    }
}

/// Flink takes a comma and the separator of paths, and a URI of the local file system.
fn listed(value: &str) -> Vec<String> {
    let parts = value.split(',').map(str::trim);
    let local = parts.filter_map(|part| match part.strip_prefix("file:") {
        Some(path) => Some(path),
        // On no disk, and refused by Flink.
        None => (!part.contains("://") || part.contains("file://")).then_some(part),
    });
    let folders = local.flat_map(|part| part.split(':')).map(str::trim);
    folders.filter(|folder| !matches!(*folder, "" | "file")).map(absolute).collect()
}

/// The folders that Java writes to for its options: its logs and recordings, and what it leaves when it fails.
fn of_java(options: &str) -> Vec<String> {
    options.split_whitespace().map(unquoted).filter_map(of_option).map(|folder| absolute(&folder)).collect()
}

fn of_option(option: &str) -> Option<String> {
    let file = |file: &str| above(unquoted(file)).to_owned();
    // In a folder that is there, the file gets a name of Java's.
    let either = |path: &str, ending: &str| {
        let path = unquoted(path);
        if path.ends_with(ending) { above(path).to_owned() } else { path.to_owned() }
    };
    if let Some(path) = option.strip_prefix(HEAP_DUMP_PATH) {
        return Some(either(path, ".hprof"));
    }
    if let Some(path) = FOLDERS_OF_JAVA.iter().find_map(|prefix| option.strip_prefix(prefix)) {
        return Some(unquoted(path).to_owned());
    }
    if let Some(recording) = option.strip_prefix("-XX:StartFlightRecording") {
        let mut settings =
            recording.trim_start_matches([':', '=']).split(',').filter_map(|one| one.split_once('='));
        return match settings.clone().find(|(name, _)| *name == "filename") {
            Some((_, path)) => Some(either(path, ".jfr")),
            // Java finds a name.
            None => settings.any(|setting| setting == ("dumponexit", "true")).then(String::new),
        };
    }
    if let Some(settings) = option.strip_prefix("-XX:FlightRecorderOptions") {
        let mut settings =
            settings.trim_start_matches([':', '=']).split(',').filter_map(|one| one.split_once('='));
        return settings.find(|(name, _)| *name == "repository").map(|(_, path)| unquoted(path).to_owned());
    }
    if let Some(path) = FILES_OF_JAVA.iter().find_map(|prefix| option.strip_prefix(prefix)) {
        return Some(file(path));
    }
    // What is logged, where, and how.
    let (_, output) = option.strip_prefix("-Xlog:")?.split_once(':')?;
    let output = output.strip_prefix("file=").unwrap_or(output).split(':').next()?;
    (!matches!(output, "" | "stdout" | "stderr")).then(|| file(output))
}

fn unquoted(text: &str) -> &str {
    text.trim_matches(['"', '\''])
}

/// The folder of a file, as written.
fn above(file: &str) -> &str {
    match file.rsplit_once('/') {
        Some(("", _)) => "/",
        Some((folder, _)) => folder,
        None => "",
    }
}

/// Whether a volume there would hide what the image has.
pub fn hides(folder: &str) -> bool {
    OF_THE_IMAGE.iter().any(|own| is_within(own, folder))
}

#[cfg(test)]
mod tests {
    use super::{OPTIONS, dumps_here, folders, hides, named, names_folders, of_logging, of_variable};
    use crate::flink::options::{Fact, Kind, all_keys, history};
    use crate::flink::version::Version;

    /// Options that sound like folders, and are none that a process writes to here.
    const OTHERS: &[(&str, &str)] = &[
        ("application-result-store.storage-path", "shared state"),
        ("dstl.dfs.base-path", "shared state"),
        ("env.hadoop.conf.dir", "read"),
        ("env.hbase.conf.dir", "read"),
        ("env.yarn.conf.dir", "read"),
        ("execution.checkpointing.dir", "shared state"),
        ("execution.checkpointing.savepoint-dir", "shared state"),
        ("execution.savepoint.path", "read"),
        ("execution.state-recovery.path", "read"),
        ("high-availability.storageDir", "shared state"),
        ("high-availability.zookeeper.storageDir", "shared state"),
        ("historyserver.archive.fs.dir", "of the history server"),
        ("historyserver.web.tmpdir", "of the history server"),
        ("internal.jobgraph-path", "written by Flink itself"),
        ("job-result-store.storage-path", "shared state"),
        ("kubernetes.", "read where Flink starts pods itself"),
        ("pipeline.classpaths", "read"),
        ("python.", "read"),
        ("rest.path", "of a URL"),
        ("s3.s5cmd.path", "a program"),
        ("savepoints.state.backend.fs.dir", "shared state"),
        ("security.kerberos.krb5-conf.path", "read"),
        ("state.backend.forst.primary-dir", "shared state"),
        ("state.backend.fs.checkpointdir", "shared state"),
        ("state.changelog.dstl.dfs.base-path", "shared state"),
        ("state.checkpoints.dir", "shared state"),
        ("state.savepoints.dir", "shared state"),
        ("taskmanager.log.path", "read: the scripts say where logs are"),
        ("taskmanager.network.hybrid-shuffle.remote.path", "shared"),
        ("web.log.path", "read: the scripts say where logs are"),
        ("yarn.", "of YARN"),
    ];

    #[test]
    fn knows_each_option_for_a_folder() {
        let sounds = |key: &&str| {
            let last = key.rsplit('.').next().unwrap_or_default().to_ascii_lowercase();
            ["dir", "tmp", "path"].iter().any(|word| last.contains(word))
        };
        let is_text = |key: &&str| {
            history(key).iter().any(|(_, fact)| match fact {
                Fact::Option { read, deprecated: _ } => matches!(read.kind, Kind::Text | Kind::Texts),
                Fact::Name { .. } | Fact::Gone => false,
            })
        };
        let is_other = |key: &str| {
            OTHERS.iter().any(|(other, _)| key == *other || other.ends_with('.') && key.starts_with(other))
        };
        for key in all_keys().filter(sounds).filter(is_text) {
            assert!(OPTIONS.contains(&key) != is_other(key), "{key}: does a process write there?");
        }
        for key in OPTIONS {
            assert!(is_text(key), "{key}: is it an option?");
        }
    }

    #[test]
    fn knows_what_a_version_reads() {
        for (key, version, is) in [
            ("jobmanager.web.upload.dir", "1.20", true),
            ("state.backend.rocksdb.checkpointdir", "1.20", true),
            ("state.backend.rocksdb.checkpointdir", "2.0", false),
            ("taskmanager.state.local.root-dirs", "1.19", true),
            ("taskmanager.state.local.root-dirs", "1.20", true),
            ("execution.checkpointing.local-backup.dirs", "1.19", false),
            ("execution.checkpointing.local-backup.dirs", "1.20", true),
            ("state.backend.forst.local-dir", "2.0", true),
            ("fs.s3a.buffer.dir", "1.8", true),
        ] {
            assert_eq!(names_folders(key, Version::parse(version)), is, "{key} {version}");
            assert!(names_folders(key, None), "{key}");
        }
    }

    #[test]
    fn finds_folders() {
        let all = [
            ("io.tmp.dirs", "/data//a, /data/b:/data/./c/"),
            ("state.backend.rocksdb.localdir", "file:///data/a,file:///data/d:file:///data/e"),
            ("web.upload.dir", "up"),
            ("blob.storage.directory", "s3://bucket/blobs"),
            ("state.checkpoints.dir", "/state"),
        ];
        let variables = [("FLINK_LOG_DIR", "/logs/$(POD_NAME)"), ("OTHER", "/other")];
        let found = ["/data/a", "/data/b", "/data/c", "/data/d", "/data/e", "/opt/flink/up", "/logs"];
        let logging = ["appender.a.fileName = /audit/a.log\n# x.file=/no/a\nlog.file=${sys:log.file}"];
        let found = [found.as_slice(), &["/audit"]].concat();
        assert_eq!(folders(&all, &variables, &logging, None), found);
        assert!(folders(&[], &[], &[], None).is_empty());
    }

    #[test]
    fn finds_what_is_logged_to() {
        for (file, found) in [
            ("appender.r.filePattern=/l/%d{yyyy}/a-%i.log", vec![]),
            ("appender.r.filePattern=/l/a-%d{yyyy}.log", vec!["/l"]),
            ("log4j.appender.f.File=/l4/a.log", vec!["/l4"]),
            ("<appender>\n  <file>/lb/a.log</file>", vec!["/lb"]),
            ("<fileNamePattern>${LOGS}/a</fileNamePattern>", vec![]),
            ("appender.c.type = Console", vec![]),
        ] {
            assert_eq!(of_logging(file), found, "{file}");
        }
    }

    #[test]
    fn finds_what_java_writes() {
        for (options, found) in [
            ("-Xmx1g -Xloggc:/gc/gc-%p.log", vec!["/gc"]),
            ("-Xlog:gc*:file=/gc/gc.log:time,uptime:filecount=5", vec!["/gc"]),
            ("-Xlog:gc:/gc/gc.log", vec!["/gc"]),
            ("-Xlog:gc -Xlog:gc*:stdout:time -Xlog:gc::time", vec![]),
            ("-XX:HeapDumpPath=/dumps -XX:ErrorFile='/errors/hs_err.log'", vec!["/dumps", "/errors"]),
            ("-XX:HeapDumpPath=/dumps/heap.hprof -Dlog=/other/file", vec!["/dumps"]),
            ("-Xloggc:gc.log -Xlog:gc*:file=gc.log", vec!["/opt/flink", "/opt/flink"]),
            ("-Xlog:gc:/gc.log", vec!["/"]),
            ("-Djava.io.tmpdir=/jtmp -Dlog.file=/logs/flink.log", vec!["/jtmp", "/logs"]),
            ("-XX:StartFlightRecording=duration=60s,filename=/jfr/x.jfr", vec!["/jfr"]),
            ("-XX:StartFlightRecording:filename=/jfr/ -XX:StartFlightRecording", vec!["/jfr"]),
            ("-XX:StartFlightRecording=dumponexit=true", vec!["/opt/flink"]),
            ("-XX:FlightRecorderOptions=stackdepth=99,repository=/repository", vec!["/repository"]),
        ] {
            assert_eq!(named("env.java.opts.taskmanager", options, None), found, "{options}");
            assert_eq!(of_variable("JAVA_TOOL_OPTIONS", options), found, "{options}");
            assert_eq!(of_variable("FLINK_ENV_JAVA_OPTS_TM", options), found, "{options}");
        }
    }

    #[test]
    fn knows_where_the_heap_is_dumped() {
        for (options, beside, here) in [
            ("-XX:+HeapDumpOnOutOfMemoryError", "", true),
            ("-XX:+HeapDumpOnOutOfMemoryError", "-XX:HeapDumpPath=/dumps", false),
            ("-XX:+HeapDumpOnOutOfMemoryError -XX:HeapDumpPath=/dumps", "", false),
            ("-XX:+HeapDumpOnOutOfMemoryError -XX:-HeapDumpOnOutOfMemoryError", "", false),
            ("-Xmx1g", "", false),
        ] {
            assert_eq!(dumps_here(options, beside), here, "{options} {beside}");
        }
    }

    #[test]
    fn knows_what_the_image_has() {
        for (folder, hidden) in [
            ("/", true),
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
