//! Older names of options, and options that will be gone.

use super::has_field;
use crate::diagnostic::codes;
use crate::flink::metrics::factory;
use crate::flink::options::successors;
use crate::model::Pairs;
use crate::render::validate::findings::Findings;
use crate::render::validate::property::Property;

codes! {
    /// An option that has another name in this version of Flink, which still reads the older one and warns of it in its log. A
    /// later version will not.
    RENAMED_OPTION = 212, "an older name of a setting", warning;
    /// An option that Flink still has, and calls deprecated: a later version may not read it any more.
    DEPRECATED_OPTION = 213, "a deprecated setting", warning;
    /// A setting under two of its names: Flink reads the newer one, and this one does nothing.
    SECOND_NAME = 214, "a setting under two names", warning;
}

/// `to`: the options that it is another name of.
pub fn renamed(property: &Property<'_>, to: &[&str], deprecated: bool, all: &Pairs, found: &mut Findings) {
    let Property { key, value, version, file: _ } = property;
    let names = names(to);
    let other = |name: &&str| all.iter().find(|(key, _)| key.value == **name);
    // What is not set under its own name is read from here.
    let set: Vec<_> = to.iter().filter_map(other).collect();
    if let (true, Some((first, other))) = (set.len() == to.len(), set.first()) {
        if other.value != value.value {
            let message = format!("{}: Flink reads {names} instead", property.field());
            found
                .warning(SECOND_NAME, key.span, message, "keep one of them")
                .relate(first.span, "this one is read");
        }
    } else if deprecated {
        let message = format!("{}: Flink {version} calls it {names}", property.field());
        found.note(
            RENAMED_OPTION,
            key.span,
            message,
            match to {
                // What its port or its address is, a field says.
                _ if to.iter().any(|name| has_field(name)) => "remove it: a field says it".to_owned(),
                [_] => format!("write {names}"),
                _ => format!("write each of {names}"),
            },
        );
    }
}

/// `` `a` and `b` ``
pub fn names(keys: &[&str]) -> String {
    keys.iter().map(|key| format!("`{key}`")).collect::<Vec<_>>().join(" and ")
}

/// An option without another name.
pub fn deprecated(property: &Property<'_>, found: &mut Findings) {
    let Property { key, value, version, file: _ } = property;
    let message = format!("{}: deprecated in Flink {version}", property.field());
    let successors = successors::of(&key.value, Some(&value.value), *version);
    let help = match factory(&key.value, &value.value) {
        _ if !successors.is_empty() => format!("write {} instead", names(&successors)),
        Some(factory) => format!("write `{factory}` instead"),
        None => format!("look for what replaces it in the documentation of Flink {version}"),
    };
    found.note(DEPRECATED_OPTION, key.span, message, help);
}
