//! An option of another version of Flink.

use crate::diagnostic::codes;
use crate::flink::metrics::factory;
use crate::flink::options::successors;
use crate::flink::version::Version;
use crate::render::validate::findings::Findings;
use crate::render::validate::property::Property;
use crate::render::validate::rules::option_names::names;

codes! {
    /// This version of Flink does not read this setting any more: it does nothing. Where its work is done by another one now, the
    /// help names that; `explain flinkProperties.KEY` says what the setting is in each version.
    REMOVED_OPTION = 210, "a setting that this Flink does not read any more", warning;
    /// Only later versions of Flink read this setting: in this one it does nothing. `explain flinkProperties.KEY` says since which.
    LATER_OPTION = 211, "a setting that this Flink does not read yet", warning;
}

/// `until`: the last version that reads it; `now`: what it was another name of.
pub fn removed(property: &Property<'_>, until: Version, now: Option<&str>, found: &mut Findings) {
    let Property { key, value, version, file: _ } = property;
    let message =
        format!("{}: Flink {version} does not read it: {until} was the last one to do so", property.field());
    let successors = successors::of(&key.value, Some(&value.value), *version);
    let help = match (now, factory(&key.value, &value.value)) {
        _ if !successors.is_empty() => format!("write {} instead", names(&successors)),
        (Some(now), _) => format!("write `{now}`"),
        (None, Some(factory)) => format!("write `{factory}`"),
        (None, None) => "remove it".to_owned(),
    };
    found.warning(REMOVED_OPTION, key.span, message, help);
}

/// `since`: the first version that reads it; `now`: a name that this one reads for it.
pub fn not_yet(property: &Property<'_>, since: Version, now: Option<&str>, found: &mut Findings) {
    let Property { key, value: _, version, file: _ } = property;
    let message =
        format!("{}: Flink {version} does not read it: {since} is the first one to do so", property.field());
    let help =
        now.map_or_else(|| format!("remove it, or move to Flink {since}"), |now| format!("write `{now}`"));
    found.warning(LATER_OPTION, key.span, message, help);
}
