//! Annotations whose values are fields: read as YAML, checked as fields are, each value and each finding at its place in the
//! file.

use super::yaml;
use super::{Manner, alike, check, codes};
use crate::api::annotations::{Annotations, JobPod, NetworkPolicy, PodMonitor};
use crate::api::flink_cluster::{PodDisruptionBudget, Resources};
use crate::api::read::{Field, Read};
use crate::api::shape::Shape;
use crate::diagnostic::{Capped, Diagnostic, Span};
use crate::fields;
use crate::k8s::annotations::{TABLE, Takes, find};
use crate::k8s::dialect::Dialect;
use crate::k8s::labels;
use crate::tree::{Map, Node, Value};

/// Those of a FlinkCluster, whose form was checked.
pub fn read(root: &Node, text: &str, dialect: Dialect, manner: Manner, found: &mut Capped) -> Annotations {
    let written = root.get("metadata").and_then(|node| node.get("annotations")).and_then(Node::as_map);
    let Some(written) = written else { return Annotations::default() };
    unknown(written, found);
    let mut reader = Reader { written, text, dialect, manner, found };
    Annotations {
        job_pod: reader.fields(labels::JOB_POD),
        script_resources: reader.fields(labels::SCRIPT_RESOURCES),
        pod_disruption_budget: reader.fields(labels::POD_DISRUPTION_BUDGET),
        network_policy: reader.fields(labels::NETWORK_POLICY),
        pod_monitor: reader.fields(labels::POD_MONITOR),
    }
}

/// What is in an annotation that has fields.
pub fn shape(key: &str) -> Option<Shape> {
    match key {
        labels::JOB_POD => Some(JobPod::SHAPE),
        labels::SCRIPT_RESOURCES => Some(Resources::SHAPE),
        labels::POD_DISRUPTION_BUDGET => Some(PodDisruptionBudget::SHAPE),
        labels::NETWORK_POLICY => Some(NetworkPolicy::SHAPE),
        labels::POD_MONITOR => Some(PodMonitor::SHAPE),
        _ => None,
    }
}

/// One of the compiler's own prefix that nobody reads.
fn unknown(written: &Map, found: &mut Capped) {
    let known = |key: &str| key == labels::RENDER_HASH || TABLE.iter().any(|row| row.key == key);
    for entry in written.0.iter().filter(|entry| entry.key.starts_with(labels::PREFIX) && !known(&entry.key))
    {
        let message = format!(
            "`{}` is not an annotation of a FlinkCluster: it has no effect",
            entry.key.escape_debug()
        );
        let names = TABLE.iter().filter_map(|row| row.key.strip_prefix(labels::PREFIX));
        let written = entry.key.strip_prefix(labels::PREFIX).unwrap_or_default();
        let help = match alike::closest(written, names) {
            Some(meant) => format!("did you mean `{}{meant}`?", labels::PREFIX),
            None => fields!("`flink-render explain metadata.annotations` lists them").to_owned(),
        };
        found.push(Diagnostic::warning(codes::UNKNOWN_ANNOTATION, entry.key_span, message).help(help));
    }
}

struct Reader<'a> {
    written: &'a Map,
    text: &'a str,
    dialect: Dialect,
    manner: Manner,
    found: &'a mut Capped,
}

impl Reader<'_> {
    /// The fields in an annotation.
    fn fields<T: Read>(&mut self, key: &'static str) -> Field<T> {
        let Some(node) = self.written.get(key) else { return Field::Absent };
        // That it is no text was said.
        let Some(inner) = node.as_str() else { return Field::Broken };
        let is_switch = find(key).is_some_and(|row| row.takes == Takes::Switch);
        if is_switch && inner.trim() == "false" {
            return Field::Absent;
        }
        let places = Places::new(node.span, self.text, inner);
        let mut own = Capped::default();
        let value = value(inner, key, self.manner, &mut own).map(|mut value| {
            if is_switch && value.value == Value::Bool(true) {
                value.value = Value::Map(Map::default());
            }
            check::part(&mut value, T::SHAPE, key, inner, self.dialect, self.manner.strictness, &mut own);
            places.move_node(&mut value);
            value
        });
        self.found.extend(own.into_iter().map(|mut found| {
            found.span = places.of(found.span);
            found.related.iter_mut().for_each(|label| label.span = places.of(label.span));
            found
        }));
        value.as_ref().and_then(T::read).map_or(Field::Broken, Field::Given)
    }
}

/// The one value of a text.
fn value(text: &str, key: &str, manner: Manner, found: &mut Capped) -> Option<Node> {
    let whole = Span::new(0, text.len());
    let (documents, failure) = yaml::read(text, manner.strictness.severity());
    let failed = failure.is_some();
    let mut values = Vec::new();
    let mut problems: Vec<_> = failure.into_iter().collect();
    for yaml::Document { root, findings, region: _, pairs: _ } in documents {
        problems.extend(findings);
        values.extend((!root.is_null()).then_some(root));
    }
    found.extend(problems.into_iter().map(|problem| {
        let message = format!("{key}: {}", problem.message);
        Diagnostic { message, ..problem }
    }));
    if failed {
        return None;
    }
    let count = values.len();
    let value = values.pop();
    if count != 1 {
        let what = if count == 0 { "is empty" } else { "has more than one value" };
        let help = "write its fields, one a line, or remove the annotation";
        found.push(Diagnostic::error(codes::ANNOTATION_VALUE, whole, format!("{key} {what}")).help(help));
        return None;
    }
    value
}

/// Where the bytes of a text stand that was written in one way or another: known of each line that stands there as it is.
struct Places {
    whole: Span,
    /// The first byte of each line, and where that is in the input.
    lines: Vec<(usize, Option<usize>)>,
}

impl Places {
    fn new(whole: Span, input: &str, text: &str) -> Self {
        let raw = input.get(whole.start as usize..whole.end as usize).unwrap_or_default();
        let (mut start, mut behind) = (0, 0);
        let lines = text.split_inclusive('\n').map(|line| {
            let bare = line.trim_end_matches(['\n', '\r']);
            let at = raw.get(behind..).and_then(|rest| rest.find(bare)).map(|n| behind + n);
            behind = at.map_or(behind, |at| at + bare.len());
            let first = start;
            start += line.len();
            (first, at.map(|at| whole.start as usize + at))
        });
        Self { whole, lines: lines.collect() }
    }

    /// Where a part of the text is in the input; the whole of it, where that is not known.
    fn of(&self, part: Span) -> Span {
        let byte = |at: u32| {
            let at = at as usize;
            let line = self.lines.partition_point(|(first, _)| *first <= at).checked_sub(1)?;
            let (first, place) = self.lines.get(line)?;
            Some((*place)? + at - first)
        };
        match (byte(part.start), byte(part.end)) {
            (Some(start), Some(end)) => Span::new(start.min(end), end.min(self.whole.end as usize)),
            _ => self.whole,
        }
    }

    fn move_node(&self, node: &mut Node) {
        node.span = self.of(node.span);
        match &mut node.value {
            Value::List(items) => items.iter_mut().for_each(|item| self.move_node(item)),
            Value::Map(map) => map.0.iter_mut().for_each(|entry| {
                entry.key_span = self.of(entry.key_span);
                self.move_node(&mut entry.value);
            }),
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
        }
    }
}
