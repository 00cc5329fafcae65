//! A value that Flink takes, and that hardly anybody means.

use crate::diagnostic::codes;
use crate::flink::options::unlikely::Unlikely;
use crate::render::validate::findings::Findings;
use crate::render::validate::property::Property;

codes! {
    /// Flink takes it, and makes of it what is hardly meant. A duration without a unit is one of milliseconds, an amount of memory one
    /// of bytes: this is said below a tenth of the default, a second at most, and below a 1024th of the default; where there is no
    /// default, below a second, 4 kb, and 1 mb of a process' memory. A fraction or a ratio is between 0 and 1. Items of a list stand
    /// between `;`: with `,` between them they are one. A value with its unit, or in quotes, is what it says.
    UNLIKELY_VALUE = 238, "a value that is hardly meant", warning;
}

/// Says why.
pub fn check(property: &Property<'_>, why: &Unlikely, found: &mut Findings) {
    let Property { key: _, value, version: _, file: _ } = property;
    let (field, text) = (property.field(), value.value.trim().escape_debug());
    let (message, help) = match why {
        Unlikely::NoUnit { counts, unit, perhaps } => (
            format!("{field}: without a unit, `{text}` are {counts}"),
            format!("write `{text} {perhaps}`, or `{text} {unit}` if that is meant"),
        ),
        Unlikely::NoPart => (
            format!("{field}: `{text}` is not between 0 and 1"),
            "write a part of 1, such as `0.4`".to_owned(),
        ),
        Unlikely::OneItem => (
            format!("{field}: this is one item, with commas in it"),
            "write `;` between items; or the item in quotes if it is one".to_owned(),
        ),
    };
    found.warning(UNLIKELY_VALUE, value.span, message, help);
}
