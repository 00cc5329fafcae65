//! How the job is submitted.

use crate::diagnostic::codes;
use crate::fields;
use crate::flink::class_path;
use crate::flink::features::Feature;
use crate::flink::jar::Jar;
use crate::model::Cluster;
use crate::render::validate::cel::Cel;
use crate::render::validate::findings::Findings;

codes! {
    /// The client's option `--sysoutLogging` has had no effect since Flink 1.10, and is gone since 1.12: it is not written.
    LOGGING_OPTION = 151, "an option that Flink no longer has", warning;
    /// A jar file of another scheme than `http` and `https` is fetched with the tool of its storage (`gsutil` or `gcloud`,
    /// `aws`, `hdfs` or `hadoop`). Flink's official images have none of them: use an image that has it, or put the jar
    /// into the image or on a volume.
    JAR_TOOL = 152, "a jar that needs a tool in the image", warning;
    /// The path or the URI of a jar file names the file at its end.
    JAR_FILE = 153, "a jar without a name";
    /// A jar file's URI may end with `#sha256=` and the checksum of the file: another file is refused when it is fetched.
    JAR_CHECKSUM = 155, "an invalid checksum of a jar";
    /// A path contains no control characters.
    JAR_CONTROL = 154, "a control character in a jar's path";
    /// An entry of `classPath` is a URL that Java can open, at the same place on every node: `file:///opt/lib/udf.jar` in the image or on
    /// a volume, `http`, `https` or `ftp`. Flink's client ends with another one, and the job is not submitted.
    CLASS_PATH_URL = 202, "an entry of the class path that is no URL", warning;
}

const NO_LOGGING: &str = fields!("spec.job.noLoggingToStdout");
const CLASS_PATH: &str = fields!("spec.job.classPath");
const FILE: &str = fields!("spec.job.jarFile");

/// Checks it.
pub fn check(cluster: &Cluster, found: &mut Findings) {
    for url in cluster.job.iter().flat_map(|job| &job.class_path) {
        if let Err((wrong, help)) = class_path::url(&url.value) {
            let message = format!("{CLASS_PATH}: `{}` {wrong}", url.value.escape_debug());
            found.strict(CLASS_PATH_URL, url.span, message, help);
        }
    }
    let Some((job, version)) = cluster.life() else { return };
    let option = job.no_logging_to_stdout;
    if option.value && !version.has(Feature::SysoutLogging) {
        let message = format!("{NO_LOGGING} has no effect on Flink {version}");
        found.warning(LOGGING_OPTION, option.span, message, "remove it");
    }
    let Some(text) = &job.program.jar_file else { return };
    if text.value.contains(char::is_control) {
        found.error(
            JAR_CONTROL,
            text.span,
            fields!("spec.job.jarFile contains a control character"),
            "remove it",
        );
    }
    let jar = Jar::of(&text.value);
    // That it is empty is said elsewhere.
    if matches!(jar.name().trim(), "" | "." | "..") && !text.value.is_empty() {
        let message = fields!("spec.job.jarFile does not name a file");
        let help = "write the whole of it: `/opt/flink/job.jar`, or `https://example.org/jobs/job.jar`";
        found.error(JAR_FILE, text.span, message, help);
    }
    let Jar::Remote { scheme, uri: _, file: _, sha256 } = jar else { return };
    if sha256.is_some_and(|sum| sum.len() != 64 || !sum.bytes().all(|b| b.is_ascii_hexdigit())) {
        let message = fields!("spec.job.jarFile: the text after `#sha256=` is not a SHA-256 checksum");
        found.error(
            JAR_CHECKSUM,
            text.span,
            message,
            "write its 64 hexadecimal digits, as `sha256sum` prints them",
        );
    }
    if !matches!(scheme, "http" | "https") {
        let message = format!("a jar file of `{scheme}://` needs a tool in the image that fetches it");
        let help =
            "official images have none; put the jar into the image or on a volume, or serve it over https";
        found.warning(JAR_TOOL, text.span, message, help);
    }
}

/// The same for the API server.
pub fn cel() -> Vec<Cel> {
    let remote = "^[A-Za-z][A-Za-z0-9+.-]*://";
    let local = "self.matches('^(file|local)://')";
    let nameless = "[[:space:]]*[.]{0,2}[[:space:]]*";
    vec![
        Cel::new(FILE, "!self.matches('[[:cntrl:]]')", "no control characters"),
        Cel::new(
            FILE,
            format!("{local} || !self.matches('{remote}([^/?#]*|[^?#]*/{nameless})([?#].*)?$')"),
            "a URI names a file",
        ),
        Cel::new(
            FILE,
            format!("!{local} && self.matches('{remote}') || !self.matches('(^|/){nameless}$')"),
            "a path names a file",
        ),
    ]
}
