//! Which changes of the input stand behind a line of a manifest: those without which the line would not be there, or would be still.

use std::collections::{BTreeMap, BTreeSet};

use super::manifests::{Block, Cause, Line, operations};
use super::words;
use crate::k8s::object::FLINK_CLUSTER;
use crate::review::{ClusterReview, Compiler, FieldChange, ObjectChange, Subject, Trees, without};
use crate::tree::Node;
use crate::tree::path::Path;

/// A line has so many links at most.
const MOST: usize = 3;

/// What each change of a cluster does.
pub struct Causes<'a> {
    /// The cluster's name: it tells roles.
    cluster: &'a str,
    /// The changed fields, in their order.
    all: Vec<Cause>,
    /// The changed objects of each.
    objects: Vec<&'a [usize]>,
    /// Places of fields, and the renderings before and after their change; none when it is all that changed.
    changes: Vec<(Vec<usize>, Option<Trees<'a>>)>,
}

impl<'a> Causes<'a> {
    /// The changes of a cluster, whose part of the page has this id. What cannot be told from others is the cause of no line.
    pub fn of(
        id: &str,
        review: &'a ClusterReview,
        (base, head): (Option<&'a Subject<'a>>, Option<&'a Subject<'a>>),
        compiler: &dyn Compiler,
    ) -> Self {
        let mut parts: BTreeMap<&Path, Vec<usize>> = BTreeMap::new();
        review.fields.iter().enumerate().for_each(|(n, field)| parts.entry(&field.part).or_default().push(n));
        let alone = parts.len() == 1;
        let changes = parts.into_iter().filter_map(|(part, fields)| match alone {
            true => Some((fields, None)),
            false => Some((fields, Some(without(part, base?, head?, compiler)?))),
        });
        let cause = |(n, field): (usize, &FieldChange)| Cause {
            id: format!("{id}-f{}", n + 1),
            path: words::value(&field.path.to_string(), str::to_owned),
            file: review.source.name.clone(),
            line: review.source.position(field.at.start).0,
        };
        Self {
            cluster: head.or(base).map_or("", |side| &side.cluster.name.value),
            all: review.fields.iter().enumerate().map(cause).collect(),
            objects: review.fields.iter().map(|field| &field.objects[..]).collect(),
            changes: changes.collect(),
        }
    }

    /// The causes of a changed object, by its place.
    pub fn of_object(&self, n: usize, object: &ObjectChange) -> Vec<Cause> {
        let own = self.all.iter().zip(&self.objects);
        let own = own.filter(|(_, objects)| objects.contains(&n) || object.kind == FLINK_CLUSTER.1);
        own.map(|(cause, _)| cause.clone()).collect()
    }

    /// Adds the causes to the changed rows of an object's manifests.
    pub fn add(
        &self,
        object: &ObjectChange,
        texts: (&str, &str),
        blocks: &mut [Block],
        write: impl Fn(&Node) -> String,
    ) {
        let (base, head) = self.of_lines(object, texts, write);
        for block in blocks {
            let Block::Rows { rows } = block else { continue };
            for row in rows.iter_mut().filter(|row| !row.same) {
                let of = |lines: &Lines, line: &Option<Line>| {
                    line.as_ref().and_then(|line| lines.get(&line.number).cloned()).unwrap_or_default()
                };
                let mut fields = of(&base, &row.base);
                fields.extend(of(&head, &row.head));
                row.more = fields.len().saturating_sub(MOST);
                row.causes = fields.into_iter().take(MOST).map(|n| self.all[n].clone()).collect();
            }
        }
    }

    fn of_lines(
        &self,
        object: &ObjectChange,
        (base, head): (&str, &str),
        write: impl Fn(&Node) -> String,
    ) -> (Lines, Lines) {
        let [base, head] = [base, head].map(|text| text.lines().collect::<Vec<_>>());
        let (mut before, mut after) = (Lines::new(), Lines::new());
        for (fields, trees) in &self.changes {
            let (gone, new) = match trees {
                None => touched(&base, &head),
                Some(trees) => {
                    let (one, other) = trees.pair(object, self.cluster);
                    let [one, other] = [one, other].map(|node| node.map(&write).unwrap_or_default());
                    let [one, other] = [&one, &other].map(|text| text.lines().collect::<Vec<_>>());
                    let (gone, new) = touched(&one, &other);
                    (carried(&base, &one, &gone), carried(&head, &other, &new))
                }
            };
            gone.into_iter().for_each(|line| before.entry(line).or_default().extend(fields));
            new.into_iter().for_each(|line| after.entry(line).or_default().extend(fields));
        }
        (before, after)
    }
}

/// Of a text's lines, counted from 1, the places of changed fields.
type Lines = BTreeMap<usize, BTreeSet<usize>>;

/// The lines of each that are not the other's.
fn touched(one: &[&str], other: &[&str]) -> (BTreeSet<usize>, BTreeSet<usize>) {
    let (mut gone, mut new) = (BTreeSet::new(), BTreeSet::new());
    for (was, is, _) in operations(one, other).into_iter().filter(|(_, _, equal)| !equal) {
        gone.extend(was.map(|n| n + 1));
        new.extend(is.map(|n| n + 1));
    }
    (gone, new)
}

/// The lines of a text that are those of another one.
fn carried(text: &[&str], other: &[&str], lines: &BTreeSet<usize>) -> BTreeSet<usize> {
    let equal = operations(text, other).into_iter().filter(|(_, _, equal)| *equal);
    let pairs = equal.flat_map(|(own, its, _)| own.zip(its));
    pairs.filter(|(_, its)| lines.contains(&(its + 1))).map(|(own, _)| own + 1).collect()
}
