//! The value of an option, as Flink's own parsers see it.

use super::{read_elsewhere, unlikely_value};
use crate::diagnostic::codes;
use crate::flink::options::judge::{File, Instead, Verdict};
use crate::flink::options::unlikely;
use crate::flink::options::{Kind, Read, is_structure};
use crate::flink::{credentials, reference};
use crate::render::validate::findings::Findings;
use crate::render::validate::property::Property;

codes! {
    /// Flink refuses this value where it reads the option, with `Could not parse value '...' for key '...'`: a process does not
    /// start, or a job is not submitted. Up to Flink 1.9, a wrong number was the option's default, and any other word than `true` was
    /// `false`: that is a warning, and so is a setting of what is not part of each cluster (a history server, the SQL gateway, Flink's
    /// client of Kubernetes), or is left out then (a reporter).
    OPTION_VALUE = 209, "a value that Flink refuses", warning;
    /// Up to Flink 1.18 the configuration is no YAML: a list of YAML is one item to it, with its brackets. Items stand between `;`,
    /// and a map's `key:value` between `,`. From 1.19 on such a value is what it looks like: `config.yaml` is written then.
    NO_YAML = 219, "a list or map of YAML where Flink reads none", warning;
}

/// Settings of what is not in every cluster.
const NOT_EVERYWHERE: &[&str] = &["historyserver.", "sql-gateway.", "sql-client."];
/// Settings of what is left out where they cannot be read.
const LEFT_OUT: &[&str] = &["metrics.reporter.", "traces.reporter.", "events.reporter."];

/// The longest value that a message repeats.
const LONGEST: usize = 80;

/// `read`: what the option is.
pub fn check(property: &Property<'_>, read: Read, found: &mut Findings) {
    let Property { key, value, version, file } = property;
    let Read { kind, default } = read;
    let text = match file {
        File::Lines => value.value.trim(),
        File::Yaml => value.value.as_str(),
    };
    // An empty line sets nothing, and is found elsewhere; what replaces a variable is not known here.
    if (text.is_empty() && *file == File::Lines) || reference::is_in(text) {
        return;
    }
    let shown = || shown(&key.value, kind, text);
    let noun = kind.noun();
    let way_out = || match kind.mended(text) {
        // Unquoted, YAML would make something else than a text of it.
        Some(meant) if matches!(kind, Kind::Boolean | Kind::Int | Kind::Long) => {
            format!("write `\"{meant}\"`")
        }
        Some(meant) => format!("write `{meant}`"),
        None if matches!(kind, Kind::Boolean | Kind::Enum(_) | Kind::Enums(_)) => format!("write {kind}"),
        None => {
            let example = default.filter(|_| kind.is_short()).unwrap_or(kind.example());
            format!("write {kind}, such as `{example}`")
        }
    };
    let verdict = match kind.judge(text, *version, *file) {
        // It is read where nothing ends for it.
        Verdict::Refused(_)
            if key.value.starts_with("metrics.reporter.") && key.value.ends_with(".interval") =>
        {
            Verdict::Instead(Instead::Default)
        }
        verdict => verdict,
    };
    match verdict {
        Verdict::Taken => {
            if let Some(why) = unlikely::unlikely(&key.value, read, text, *file) {
                unlikely_value::check(property, &why, found);
            }
            if *file == File::Lines && is_structure(&key.value, text, *version) {
                let message = format!("{}: Flink {version} reads no YAML in {}", property.field(), shown());
                found.warning(
                    NO_YAML,
                    value.span,
                    message,
                    format!("write {kind}, such as `{}`", kind.example()),
                );
            }
        }
        Verdict::Instead(instead) => {
            let taken = match instead {
                Instead::Default => "the option's default",
                Instead::False => "`false`",
            };
            let message =
                format!("{}: {} is not {noun}; Flink {version} takes {taken}", property.field(), shown());
            found.warning(OPTION_VALUE, value.span, message, way_out());
        }
        Verdict::Refused(why) => {
            let message =
                format!("{}: {} is not {noun}; Flink {version} refuses it: {why}", property.field(), shown());
            let elsewhere = read_elsewhere::by_whom(&key.value).is_some();
            if elsewhere || NOT_EVERYWHERE.iter().chain(LEFT_OUT).any(|prefix| key.value.starts_with(prefix))
            {
                found.warning(OPTION_VALUE, value.span, message, way_out());
            } else {
                found.strict(OPTION_VALUE, value.span, message, way_out());
            }
        }
    }
}

/// The value in a message. Maps may hold credentials.
fn shown(key: &str, kind: Kind, text: &str) -> String {
    if matches!(kind, Kind::Map | Kind::Maps) || credentials::plain(key, text).is_some() {
        return "this".to_owned();
    }
    let cut: String = text.chars().take(LONGEST).collect();
    let more = if cut.len() < text.len() { "..." } else { "" };
    format!("`{}{more}`", cut.escape_debug())
}
