//! Fields that a FlinkCluster does not have: whose they are, and where they belong.

use super::super::slips::foreign::{self, Here, Of};
use super::super::slips::{shape, typography};
use super::super::strictness::Strictness;
use super::super::{alike, codes, suggest};
use super::checker::Checker;
use crate::api::shape::{Object, Shape};
use crate::fields;
use crate::k8s::labels;
use crate::tree::path::{Path, Step};
use crate::tree::{Entry, Value};

const FLINK_PROPERTIES: &str = fields!("spec.flinkProperties");

/// Beginnings of Flink's properties, which people nest.
const PROPERTIES: &[&str] = &[
    "state",
    "execution",
    "rest",
    "metrics",
    "restart-strategy",
    "s3",
    "kubernetes",
    "pipeline",
    "table",
    "security",
    "akka",
    "pekko",
    "heartbeat",
    "cluster",
    "web",
    "blob",
    "fs",
    "classloader",
    "high-availability",
    "historyserver",
];

/// What becomes of an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fate {
    /// It is left out.
    Goes,
    /// It stays as what it was meant to be, and is checked as such.
    Stays,
    /// It stays in the place of what was meant, and nothing more is said of it.
    Broken,
}

impl Checker<'_> {
    /// Says what is meant by an entry, and where that is certain enough makes it so, for the checks that follow. `taken`: what the
    /// object has, first the `written` that somebody wrote.
    pub fn unknown(
        &mut self,
        entry: &mut Entry,
        object: &'static Object,
        taken: &mut Vec<&'static str>,
        written: usize,
        parent: &Path,
    ) -> Fate {
        let (key, span) = (entry.key.clone(), entry.key_span);
        let path = parent.key(key.clone());
        if key.is_empty() {
            // Of a key that is no text.
            let is_said = self.found.iter().any(|found| found.code == codes::KEY && found.span == span);
            if !is_said {
                let message = format!("a key of this {} is empty", object.name);
                let help = "write the name of the field, or remove the line";
                self.strict(codes::UNKNOWN_FIELD, span, message, help);
            }
            return Fate::Goes;
        }
        let there = taken[..written].to_vec();
        // Written twice it would be refused.
        let once = |name: &'static str, help: String| match there.contains(&name) {
            true if help.ends_with('?') => format!("{help} That is written, too: keep one of them"),
            true => format!("{help}; that is written, too: keep one of them"),
            false => help,
        };
        let mut rename = |name: &'static str, broken: bool| {
            let free = self.strictness == Strictness::Strict && !taken.contains(&name);
            if free {
                taken.push(name);
                entry.key = name.into();
                if broken {
                    entry.value.value = Value::Bool(false);
                }
            }
            let fate = if broken { Fate::Broken } else { Fate::Stays };
            if free { fate } else { Fate::Goes }
        };
        let left = if object.open { Fate::Stays } else { Fate::Goes };
        if let Some(odd) = key.chars().find(|c| typography::is_odd(*c)) {
            let typed = typography::typed(&key);
            let name = typed.trim_start_matches(['-', ' ']).trim_end_matches([':', ' ']);
            let fate = match object.member(name) {
                Some(member) => rename(member.name, false),
                None => left,
            };
            self.misplaced.extend(suggest::places(name, self.dialects()));
            let dash = if typed.starts_with('-') { "- " } else { "" };
            let message =
                format!("the key {} contains {}", parent.key(name.to_owned()), typography::name(odd));
            let help = format!("retype it: `{dash}{name}:`");
            let help = object.member(name).map_or(help.clone(), |member| once(member.name, help));
            self.strict(codes::TYPOGRAPHY, span, message, help);
            return if fate == Fate::Goes { left } else { fate };
        }
        if object.open {
            let meant = suggest::member(&key, object, self.dialects());
            if let Some(meant) = meant.filter(|meant| alike::near(&key, meant)) {
                let fate = rename(meant, false);
                let message = format!("{path} is not a field of a {}", object.name);
                let help = once(meant, format!("did you mean `{meant}`?"));
                self.strict(codes::UNKNOWN_FIELD, span, message, help);
                return if fate == Fate::Goes { left } else { fate };
            }
            let message = format!("{path} is not a known field of a {}", object.name);
            let help = "it is passed through unchanged; the API server decides";
            self.warning(codes::NEW_FIELD, span, message, help);
            return left;
        }
        let of_annotation =
            matches!(parent.0.first(), Some(Step::Key(key)) if key.starts_with(labels::PREFIX));
        let whole = if of_annotation { "this annotation" } else { "a FlinkCluster" };
        let (mut message, mut help, mut fate) =
            (format!("{path} is not a field of {whole}"), String::new(), Fate::Goes);
        let own = suggest::member(&key, object, self.dialects());
        let foreign = foreign::find(object.name, &key, self.dialects());
        if let Some((of, here)) =
            foreign.filter(|(of, _)| *of != Of::OtherDialect || own.is_none_or(|own| !alike::same(own, &key)))
        {
            match of {
                Of::V1beta1 => message = format!("{path} is a field of v1beta1, not of v1alpha1"),
                Of::OtherDialect => {
                    message = format!("{path} is a field of another dialect, not of {}", self.dialect);
                }
                Of::FlinkDeployment => message.push_str(", but of Apache's FlinkDeployment"),
                Of::Elsewhere => {}
            }
            help = match here {
                Here::Called(name) => {
                    fate = rename(name, false);
                    once(name, format!("it is called `{name}` here"))
                }
                Here::Instead(name, way) => {
                    // Something is meant, and nobody knows what: no text, no mapping.
                    fate = rename(name, true);
                    match there.contains(&name) {
                        true => format!("{way}; `{name}` is there already"),
                        false => way.to_owned(),
                    }
                }
                Here::Way(way) => way.to_owned(),
            };
            if of == Of::V1beta1 {
                help.push_str("; or write `apiVersion: flinkoperator.k8s.io/v1beta1`, which has it");
            }
        } else if let Some(meant) = suggest::member(&key, object, self.dialects()) {
            fate = rename(meant, false);
            help = once(meant, format!("did you mean `{meant}`?"));
        } else if is_property(&key) {
            message = format!("{path} is a Flink property, not a field of a FlinkCluster");
            help = match &entry.value.value {
                Value::String(text) | Value::Number(text) if text.len() < 60 => {
                    format!("move it to {FLINK_PROPERTIES}: `{key}: \"{}\"`", text.escape_debug())
                }
                _ => format!("move it to {FLINK_PROPERTIES}: `{key}: \"...\"`"),
            };
        } else if PROPERTIES.contains(&key.as_ref()) && matches!(entry.value.value, Value::Map(_)) {
            message = format!("{path} is part of a Flink property, not a field of a FlinkCluster");
            let way = shape::way(Shape::Text, self.dialect, &entry.value.value, &key, "");
            help = format!("in {FLINK_PROPERTIES}, {}", way.help);
        } else if key.contains('/') {
            help = fields!(
                "if it is an annotation or a label, it belongs under `metadata.annotations` or `metadata.labels`"
            )
            .into();
        } else if let places = suggest::places(&key, self.dialects())
            && !places.is_empty()
        {
            help = belongs(&places, parent);
            self.misplaced.extend(places);
        }
        if help.is_empty() {
            help = self.names(&key, object, parent);
        }
        self.strict(codes::UNKNOWN_FIELD, span, message, help);
        fate
    }

    /// The names that there are: once for each object.
    fn names(&mut self, key: &str, object: &'static Object, parent: &Path) -> String {
        let place = if parent.0.is_empty() { "a FlinkCluster".to_owned() } else { parent.to_string() };
        if self.listed.contains(&object.name) {
            return format!("`flink-render explain {place}` lists the fields");
        }
        self.listed.push(object.name);
        format!(
            "no field has a similar name; the fields of {place} are {}",
            alike::members(key, object, self.dialects())
        )
    }
}

fn is_property(key: &str) -> bool {
    let fits = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_');
    key == "high-availability" || key.contains('.') && key.chars().all(fits) && !key.starts_with('.')
}

/// Where a field belongs that stands in another place.
fn belongs(places: &[String], parent: &Path) -> String {
    let parent = parent.to_string();
    let inner = |place: &str| match parent.as_str() {
        "" => true,
        parent => place.strip_prefix(parent).is_some_and(|rest| rest.starts_with('.')),
    };
    let [place] = places else {
        let owners: Vec<_> = places.iter().map(|place| format!("`{}`", owner(place))).collect();
        return format!("it belongs under one of {}: move or indent it", owners.join(", "));
    };
    let owner = owner(place);
    match owner {
        "" => "it belongs to the FlinkCluster itself: write it without indentation".to_owned(),
        owner if inner(owner) => format!("it belongs under `{owner}`: indent it"),
        owner if parent.starts_with(owner) => format!("it belongs under `{owner}`: indent it less"),
        owner => format!("it belongs under `{owner}`: move it there"),
    }
}

fn owner(place: &str) -> &str {
    place.rsplit_once('.').map_or("", |(owner, _)| owner)
}
