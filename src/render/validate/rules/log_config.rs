//! Logging files by the user.

use crate::diagnostic::codes;
use crate::fields;
use crate::model::Cluster;
use crate::model::conventions::Configuration;
use crate::render::validate::findings::Findings;

codes! {
    /// A file in `logConfig` has the name of a file that the compiler writes: Flink's configuration (its settings belong into
    /// `flinkProperties`), or the script that submits.
    OWN_FILE = 185, "a file that the compiler writes";
    /// The name of a file in a ConfigMap consists of letters, digits, `-`, `_` and `.`.
    FILE_NAME = 187, "an invalid file name";
}

const FILES: &str = fields!("spec.logConfig");

/// Files that are not the user's.
const OWN: [&str; 3] = ["flink-conf.yaml", "config.yaml", "submit-job.sh"];

/// Checks their names.
pub fn check(cluster: &Cluster, found: &mut Findings) {
    for (name, _) in &cluster.log_config {
        let text = name.value.as_str();
        let of_version = match cluster.conventions.configuration {
            // What an operator replaces without a word.
            Configuration::Google { script: _ } | Configuration::Spotify { unified_memory: _, yaml: _ } => {
                OWN[0] == text || OWN[2] == text
            }
            Configuration::Flink(..) => OWN.contains(&text),
        };
        if of_version {
            let message = format!("{FILES}: `{text}` is replaced by the compiler's file");
            let help = fields!("remove it; settings belong into spec.flinkProperties");
            found.strict(OWN_FILE, name.span, message, help);
        }
        let fits = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'.');
        if text.is_empty()
            || text.len() > 253
            || !text.bytes().all(fits)
            || text == "."
            || text.starts_with("..")
        {
            let message = format!("{FILES}: `{}` cannot be the name of a file", text.escape_debug());
            found.strict(FILE_NAME, name.span, message, "write letters, digits, `-`, `_` and `.`");
        }
    }
}
