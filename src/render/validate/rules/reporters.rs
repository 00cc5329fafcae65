//! Reporters that are not started.

use std::collections::BTreeMap;

use crate::diagnostic::codes;
use crate::flink::metrics::{FAMILIES, Family, named, unknown_factory};
use crate::flink::options::{Kind, lookup};
use crate::flink::reference;
use crate::model::{Cluster, Text};
use crate::render::validate::findings::Findings;
use crate::render::validate::property::field;

codes! {
    /// Flink starts a reporter by its `factory.class` (up to Flink 1.16 by its `class`, too), and where `metrics.reporters` (or
    /// `traces.reporters`, `events.reporters`) names some, those alone, separated by `,`. Of Flink's own, only those are there that it brings. Without a word it starts none of the others.
    /// A reporter's name has no dots. Up to Flink 1.11, its interval is a number and a unit of Java's, such as `60 SECONDS`, else the
    /// default.
    NOT_STARTED = 239, "a reporter that is not started, or not as it says", warning;
}

/// What is set of a reporter.
#[derive(Default)]
struct Reporter<'a> {
    first: Option<&'a Text>,
    has_class: bool,
    /// A class under a name with a dot.
    dotted: bool,
}

/// Flink up to 1.11 wants a number and one of Java's units, and takes its default for anything else.
// MetricRegistryImpl of 1.11.4 and 1.12.5.
fn interval(cluster: &Cluster, key: &Text, value: &Text, found: &mut Findings) {
    let Some(version) = cluster.version() else { return };
    let is_text = lookup(&key.value, version).read().is_some_and(|read| read.kind == Kind::Text);
    let units = ["DAYS", "HOURS", "MINUTES", "SECONDS", "MILLISECONDS", "MICROSECONDS", "NANOSECONDS"];
    let mut parts = value.value.trim().split(' ');
    let is_sound = parts.next().is_some_and(|number| number.parse::<i64>().is_ok())
        && parts.next().is_some_and(|unit| units.contains(&unit));
    if is_text && !is_sound && !reference::is_in(&value.value) {
        let message = format!(
            "{}: Flink {version} cannot read `{}`, and reports every 10 seconds",
            field(&key.value),
            value.value.trim().escape_debug()
        );
        found.warning(NOT_STARTED, value.span, message, "write a number and a unit, such as `60 SECONDS`");
    }
}

/// Flink loads a factory, and goes on without a reporter whose factory it does not find.
// ReporterSetup.loadReporterFactories, asked in 1.14.6 and 1.20.5.
fn factory(key: &Text, value: &Text, found: &mut Findings) {
    let class = value.value.trim();
    let Some(near) = unknown_factory(class) else { return };
    let message = format!(
        "{}: the reporter is not started: Flink brings no factory `{}`",
        field(&key.value),
        class.escape_debug()
    );
    let help = match near {
        Some(near) => format!("write `{near}`"),
        None => "look for its name in the documentation of Flink's reporters".to_owned(),
    };
    found.warning(NOT_STARTED, value.span, message, help);
}

/// Looks at each.
pub fn check(cluster: &Cluster, found: &mut Findings) {
    for Family { list, head } in FAMILIES {
        let mut reporters: BTreeMap<&str, Reporter<'_>> = BTreeMap::new();
        for (key, value) in &cluster.properties {
            let Some((name, setting)) = key.value.strip_prefix(head).and_then(|rest| rest.split_once('.'))
            else {
                continue;
            };
            let reporter = reporters.entry(name).or_default();
            reporter.first.get_or_insert(key);
            reporter.has_class |= matches!(setting, "class" | "factory.class");
            if setting == "interval" {
                interval(cluster, key, value, found);
            }
            if setting == "factory.class" {
                factory(key, value, found);
            }
            reporter.dotted |= setting.ends_with(".class") && setting != "factory.class";
        }
        let listed = cluster.property(list).map(|(_, value)| value);
        // Which they are, only the pod knows.
        if listed.is_some_and(|value| reference::is_in(&value.value)) {
            continue;
        }
        let names = listed.and_then(|value| named(&value.value));
        if let Some(value) = listed.filter(|value| value.value.contains(';')) {
            let message = format!("{}: `;` does not separate reporters", field(list));
            found.warning(NOT_STARTED, value.span, message, "write `,` between names");
            continue;
        }
        for name in names.iter().flatten() {
            let missing = reporters.get(name).is_none_or(|reporter| reporter.first.is_none());
            if let (Some(value), true) = (listed, missing) {
                let message = format!("{}: there is no reporter `{}`", field(list), name.escape_debug());
                let help = format!("add `{head}{}.factory.class`, or remove the name", name.escape_debug());
                found.warning(NOT_STARTED, value.span, message, help);
            }
        }
        for (name, Reporter { first, has_class, dotted }) in reporters {
            let Some(first) = first else { continue };
            let shown = name.escape_debug();
            let is_named = names.as_ref().is_none_or(|names| names.contains(&name));
            let (why, help) = if !is_named {
                (
                    format!("`{list}` does not name it"),
                    format!("add `{shown}` to `{list}`, or remove its settings"),
                )
            } else if has_class {
                continue;
            } else if dotted {
                ("a reporter's name has no dots".to_owned(), "give it a name without dots".to_owned())
            } else {
                (
                    "it has no class".to_owned(),
                    format!("add `{head}{shown}.factory.class`, or remove its settings"),
                )
            };
            let message = format!("{}: the reporter `{shown}` is not started: {why}", field(&first.value));
            found.warning(NOT_STARTED, first.span, message, help);
        }
    }
}
