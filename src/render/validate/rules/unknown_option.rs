//! A key that Flink does not know, and nearly knows.

use super::has_field;
use crate::diagnostic::codes;
use crate::render::validate::findings::Findings;
use crate::render::validate::property::Property;

codes! {
    /// Flink ignores settings that it does not know, without a word: the option keeps its default. This key differs from one of
    /// Flink's by a letter or two, or by its spelling. What is not like one of Flink's is taken for your own, and nothing is said;
    /// if this one is your own, too, ignore the warning with that reason.
    UNKNOWN_OPTION = 208, "a setting that Flink does not know", warning;
}

/// `near`: the option that it is like.
pub fn check(property: &Property<'_>, near: &str, found: &mut Findings) {
    let Property { key, value: _, version, file: _ } = property;
    let message = format!("{}: Flink {version} has no such setting, and ignores it", property.field());
    let help = match has_field(near) {
        true => format!("did you mean `{near}`? remove it: a field says it"),
        false => format!("did you mean `{near}`?"),
    };
    found.warning(UNKNOWN_OPTION, key.span, message, help);
}
