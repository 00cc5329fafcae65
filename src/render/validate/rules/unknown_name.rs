//! Options whose values are names of parts that Flink brings, or of classes: their type says any text.

use crate::diagnostic::codes;
use crate::flink::image::Official;
use crate::flink::options;
use crate::flink::options::names::{self, Unknown};
use crate::flink::reference;
use crate::model::Cluster;
use crate::render::validate::findings::Findings;
use crate::render::validate::property::field;

codes! {
    /// Flink brings few parts of this kind, each with a name, and each version others; another value is taken for the name of a class,
    /// with its package, where there may be one. A name of neither kind stops the processes, or each job when it is submitted. With an
    /// image of your own it is a warning: its Flink may know more. So it is where Flink takes its default instead: an unknown restart
    /// strategy up to Flink 1.9.
    UNKNOWN_NAME = 236, "a name that Flink does not know", warning;
}

/// Looks at each of them.
pub fn check(cluster: &Cluster, found: &mut Findings) {
    let Some(version) = cluster.version() else { return };
    for (key, value) in &cluster.properties {
        let text = value.value.trim();
        if text.is_empty() || reference::is_in(text) {
            continue;
        }
        let Some(unknown) = names::unknown(&key.value, text, version) else { continue };
        if options::is_shadowed(&key.value, version, |name| cluster.property(name).is_some()) {
            continue;
        }
        let Unknown { known, classes, default } = unknown;
        let message = format!(
            "{}: `{}` is not a name that Flink {version} knows here",
            field(&key.value),
            text.escape_debug()
        );
        let listed: Vec<_> = known.iter().map(|name| format!("`{name}`")).collect();
        let one_of = if listed.len() > 1 { "one of " } else { "" };
        let class = if classes { ", or a class with its package" } else { "" };
        let help = format!("write {one_of}{}{class}", listed.join(", "));
        if Official::of(&cluster.image.name.value).is_some() && !default {
            found.strict(UNKNOWN_NAME, value.span, message, help);
        } else {
            found.warning(UNKNOWN_NAME, value.span, message, help);
        }
    }
}
