//! Where the objects of a graph stand: in columns by what they are, in an order in which few arrows cross, with a place of its own
//! at the border of a box for each arrow. An arrow to a farther column has a lane between the boxes of each column on its way, so
//! that none is hidden behind a box.

use std::collections::BTreeMap;

use super::edges::{Edge, Graph, Thing};
use crate::k8s::object::{
    CLAIM, CLUSTER_ROLE, CLUSTER_ROLE_BINDING, CONFIG_MAP, CRON_JOB, FLINK_CLUSTER, JOB, ROLE, ROLE_BINDING,
    SECRET, SERVICE, SERVICE_ACCOUNT,
};
use crate::k8s::workload::Workload;

/// Pixels of a letter of the names, of a box' least height, and between boxes and columns.
const LETTER: usize = 8;
const HEIGHT: usize = 46;
const GAP: usize = 26;
const GUTTER: usize = 150;
/// Pixels between two arrows at a border.
const PORT: usize = 13;
/// How far an arrow within a column goes around it, with its head.
const AROUND: usize = 70;
/// Longer names are cut.
const LONGEST: usize = 46;

/// A box.
#[derive(Debug, Clone)]
pub struct Place {
    /// Its upper left corner.
    pub x: usize,
    /// The same.
    pub y: usize,
    /// Its size.
    pub width: usize,
    /// The same.
    pub height: usize,
}

/// An arrow: where it begins and ends, and whether it leaves and arrives at the right.
#[derive(Debug, Clone, Default)]
pub struct Line {
    /// Where it begins.
    pub from: (usize, usize),
    /// The columns that it passes: where it enters and leaves, and how high.
    pub lanes: Vec<(usize, usize, usize)>,
    /// Where it ends.
    pub to: (usize, usize),
    /// At which sides: right or not.
    pub right: (bool, bool),
}

/// A picture, from 0, 0.
#[derive(Debug)]
pub struct Layout {
    /// Of each thing.
    pub places: Vec<Place>,
    /// Of each edge.
    pub lines: Vec<Line>,
    /// Its size.
    pub width: usize,
    /// The same.
    pub height: usize,
}

/// A name as it is shown.
pub fn shown(name: &str) -> String {
    match name.char_indices().nth(LONGEST - 3) {
        Some((end, _)) if name.chars().count() > LONGEST => format!("{}...", &name[..end]),
        _ => name.to_owned(),
    }
}

/// From who is asked from outside, to what is read.
fn column(kind: &str) -> usize {
    match kind {
        _ if [SERVICE_ACCOUNT.1, CONFIG_MAP.1, SECRET.1, CLAIM.1].contains(&kind) => 3,
        _ if [ROLE.1, CLUSTER_ROLE.1, ROLE_BINDING.1, CLUSTER_ROLE_BINDING.1].contains(&kind) => 4,
        _ if Workload::is(kind) || kind == JOB.1 || kind == CRON_JOB.1 => 2,
        _ if kind == SERVICE.1 => 1,
        _ if kind == FLINK_CLUSTER.1 => 0,
        // What is only a resource of a role.
        _ if kind.starts_with(|c: char| c.is_ascii_lowercase()) => 5,
        _ => 0,
    }
}

/// Where everything stands.
pub fn layout(graph: &Graph) -> Layout {
    let columns = columns(graph);
    let mut places: Vec<_> =
        graph.things.iter().map(|thing| Place { x: 0, y: 0, width: 0, height: boxed(thing) }).collect();
    // An arrow at each side takes room.
    for (n, place) in places.iter_mut().enumerate() {
        let arrows = graph.edges.iter().filter(|edge| edge.from == n || edge.to == n).count();
        place.height = place.height.max((arrows.div_ceil(2) + 1) * PORT).min(HEIGHT * 6);
    }
    let mut x = 0;
    let mut borders = Vec::new();
    for column in &columns {
        let width = column.iter().map(|n| width(&graph.things[*n])).max().unwrap_or_default();
        column.iter().for_each(|n| (places[*n].x, places[*n].width) = (x, width));
        borders.push((x, x + width));
        x += width + GUTTER;
    }
    stack(&columns, &Gaps::new(), &mut places);
    let gaps = gaps(graph, &columns, &places);
    let height = stack(&columns, &gaps, &mut places);
    let mut lines = vec![Line::default(); graph.edges.len()];
    for ((c, gap), edges) in &gaps {
        let (top, bottom) = gap_of(&columns[*c], *gap, edges.len(), &places);
        for (at, e) in edges.iter().enumerate() {
            let y = top + (bottom - top) * (at + 1) / (edges.len() + 1);
            lines[*e].lanes.push((borders[*c].0, borders[*c].1, y));
        }
    }
    ports(graph, &places, &mut lines);
    // Arrows go around the last column.
    let around = lines.iter().any(|line| line.right == (true, true));
    let width = x.saturating_sub(GUTTER) + if around { AROUND } else { 0 };
    Layout { width, height, places, lines }
}

/// What is written in the upper right corner of a box.
pub fn note(thing: &Thing) -> String {
    match (thing.wave, thing.is_outside) {
        (_, true) => "not rendered here".to_owned(),
        (Some(wave), false) => format!("wave {wave}"),
        (None, false) => String::new(),
    }
}

/// Names are set in larger letters than kinds and notes.
fn width(thing: &Thing) -> usize {
    let name = shown(&thing.name).chars().count() * LETTER;
    let head = (shown(&thing.kind).chars().count() + note(thing).chars().count()) * (LETTER - 1) + LETTER;
    name.max(head).max(14 * LETTER) + 28
}

fn boxed(thing: &Thing) -> usize {
    if thing.wave.is_some() { HEIGHT + 4 } else { HEIGHT }
}

/// The things of each column that has some, in their order.
fn columns(graph: &Graph) -> Vec<Vec<usize>> {
    let mut all: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (n, thing) in graph.things.iter().enumerate() {
        all.entry(column(&thing.kind)).or_default().push(n);
    }
    let mut all: Vec<_> = all.into_values().collect();
    for column in &mut all {
        column.sort_by_key(|n| {
            let thing = &graph.things[*n];
            (thing.wave.unwrap_or_default(), thing.is_outside, thing.kind.clone(), thing.name.clone())
        });
    }
    // Nearer to what they are tied to, seen from both ends in turn. What runs keeps the order in which it is applied.
    for sweep in 0..8 {
        let order: Vec<usize> =
            if sweep % 2 == 0 { (0..all.len()).collect() } else { (0..all.len()).rev().collect() };
        for c in order {
            if all[c].iter().any(|n| column(&graph.things[*n].kind) == 2) {
                continue;
            }
            let mut at = vec![0usize; graph.things.len()];
            for column in &all {
                let step = 1_000_000 / column.len().max(1);
                column.iter().enumerate().for_each(|(place, n)| at[*n] = place * step + step / 2);
            }
            let middle = |n: &usize| {
                let others =
                    graph.edges.iter().filter_map(|Edge { from, to, tie: _, note: _ }| match (from, to) {
                        (from, to) if from == n => Some(at[*to]),
                        (from, to) if to == n => Some(at[*from]),
                        _ => None,
                    });
                let (count, sum) = others.fold((0, 0), |(count, sum), at| (count + 1, sum + at));
                sum.checked_div(count).unwrap_or(at[*n])
            };
            all[c].sort_by_cached_key(|n| (middle(n), *n));
        }
    }
    all
}

/// The edges that pass a column between two of its boxes, from above: by the column and how many boxes are above them.
type Gaps = BTreeMap<(usize, usize), Vec<usize>>;

/// How much room arrows need that pass above, between or below boxes.
fn room(edges: usize) -> usize {
    if edges == 0 { 0 } else { (edges + 1) * PORT }
}

/// Sets how high the boxes of each column stand; says how high all are together.
fn stack(columns: &[Vec<usize>], gaps: &Gaps, places: &mut [Place]) -> usize {
    let gap = |c: usize, n: usize| {
        let room = room(gaps.get(&(c, n)).map_or(0, Vec::len));
        if n == 0 || n == columns[c].len() { room } else { room.max(GAP) }
    };
    let tall = |(c, column): (usize, &Vec<usize>)| -> usize {
        let boxes: usize = column.iter().map(|n| places[*n].height).sum();
        boxes + (0..=column.len()).map(|n| gap(c, n)).sum::<usize>()
    };
    let heights: Vec<_> = columns.iter().enumerate().map(tall).collect();
    let height = heights.iter().copied().max().unwrap_or_default();
    for (c, column) in columns.iter().enumerate() {
        let mut y = (height - heights[c]) / 2;
        for (at, n) in column.iter().enumerate() {
            y += gap(c, at);
            places[*n].y = y;
            y += places[*n].height;
        }
    }
    height
}

/// From where to where a gap reaches that so many arrows pass.
fn gap_of(column: &[usize], gap: usize, edges: usize, places: &[Place]) -> (usize, usize) {
    let above = gap.checked_sub(1).and_then(|n| column.get(n)).map(|n| places[*n].y + places[*n].height);
    let below = column.get(gap).map(|n| places[*n].y);
    match (above, below) {
        (Some(above), Some(below)) => (above, below),
        (Some(above), None) => (above, above + room(edges)),
        (None, Some(below)) => (below.saturating_sub(room(edges)), below),
        (None, None) => (0, room(edges)),
    }
}

/// Where each edge passes the columns on its way: at the gap that is nearest to the straight line.
fn gaps(graph: &Graph, columns: &[Vec<usize>], places: &[Place]) -> Gaps {
    let mut column_of = vec![0; places.len()];
    columns.iter().enumerate().for_each(|(c, column)| column.iter().for_each(|n| column_of[*n] = c));
    let mut wanted: BTreeMap<(usize, usize), Vec<(usize, usize)>> = BTreeMap::new();
    for (e, Edge { from, to, tie: _, note: _ }) in graph.edges.iter().enumerate() {
        let (left, right) = if column_of[*from] < column_of[*to] { (*from, *to) } else { (*to, *from) };
        let (begin, end) = (column_of[left], column_of[right]);
        for (c, column) in columns.iter().enumerate().take(end).skip(begin + 1) {
            let (part, whole) = (c - begin, end - begin);
            let y = (centre(&places[left]) * (whole - part) + centre(&places[right]) * part) / whole;
            let away = |gap: &usize| {
                let (top, bottom) = gap_of(column, *gap, 1, places);
                y.abs_diff(usize::midpoint(top, bottom))
            };
            let gap = (0..=column.len()).min_by_key(away).unwrap_or_default();
            wanted.entry((c, gap)).or_default().push((y, e));
        }
    }
    let sorted = wanted.into_iter().map(|(gap, mut edges)| {
        edges.sort_unstable();
        (gap, edges.into_iter().map(|(_, e)| e).collect())
    });
    sorted.collect()
}

fn centre(place: &Place) -> usize {
    place.y + place.height / 2
}

/// Where each line begins and ends.
fn ports(graph: &Graph, places: &[Place], lines: &mut [Line]) {
    // Of each border of a box, by its side: the edges with the height where they go next, and whether they begin here.
    type Borders = BTreeMap<(usize, bool), Vec<(usize, usize, bool)>>;
    let mut borders = Borders::new();
    for (e, Edge { from, to, tie: _, note: _ }) in graph.edges.iter().enumerate() {
        let (a, b) = (&places[*from], &places[*to]);
        let line = &mut lines[e];
        // Within a column arrows go around at the right.
        line.right = (a.x <= b.x, a.x >= b.x);
        // Lanes come from the left to the right.
        if a.x > b.x {
            line.lanes.reverse();
            line.lanes.iter_mut().for_each(|(enters, leaves, _)| std::mem::swap(enters, leaves));
        }
        let next = line.lanes.first().map_or(centre(b), |(_, _, y)| *y);
        let last = line.lanes.last().map_or(centre(a), |(_, _, y)| *y);
        borders.entry((*from, line.right.0)).or_default().push((next, e, true));
        borders.entry((*to, line.right.1)).or_default().push((last, e, false));
    }
    for ((n, right), mut ends) in borders {
        ends.sort_unstable();
        let place = &places[n];
        let x = if right { place.x + place.width } else { place.x };
        for (at, (_, e, begins)) in ends.iter().enumerate() {
            let y = place.y + place.height * (at + 1) / (ends.len() + 1);
            *(if *begins { &mut lines[*e].from } else { &mut lines[*e].to }) = (x, y);
        }
    }
}
