//! Clusters as pictures: their objects, and how they refer to each other. SVG, which needs nothing else.

mod edges;
mod layout;

use std::collections::BTreeSet;

use serde::Serialize;

use self::edges::{Edge, Graph, Thing};

pub use self::edges::Tie;
use self::layout::{Layout, layout, note, shown};
use crate::k8s::object::{CRON_JOB, FLINK_CLUSTER, JOB};
use crate::k8s::workload::Workload;
use crate::report::words::plural;
use crate::review::{Manifest, Side};
use crate::sink::html;

const TEMPLATES: &[(&str, &str)] = &[
    ("graph.svg", include_str!("../../../templates/graph/graph.svg")),
    ("style.css", include_str!("../../../templates/graph/style.css")),
];

/// Pixels around everything, of a title, of a row of the legend, and between two clusters.
const MARGIN: usize = 28;
const TITLE: usize = 62;
const ROW: usize = 24;
const BETWEEN: usize = 48;
/// The width of a word of the legend, and the least of a picture.
const WORD: usize = 250;
const LEAST: usize = 800;

/// The picture of all clusters of a side, one under the other; none when there is no cluster.
///
/// # Errors
/// A defect of its template, in words.
pub fn report(side: &Side<'_>) -> Result<Option<String>, String> {
    let (mut pictures, mut y, mut width, mut ties) = (Vec::new(), MARGIN, LEAST, BTreeSet::new());
    for (n, subject) in side.clusters.iter().enumerate() {
        let own: Vec<_> = subject.objects.iter().collect();
        let graph = edges::graph(&with_others(own, &side.others));
        let layout = layout(&graph);
        ties.extend(graph.edges.iter().map(|edge| edge.tie));
        width = width.max(layout.width + 2 * MARGIN);
        let height = layout.height;
        pictures.push(Picture::of(n + 1, y, &subject.cluster.title(), &graph, &layout));
        y += TITLE + height + BETWEEN;
    }
    if pictures.is_empty() {
        return Ok(None);
    }
    let columns = (width - 2 * MARGIN) / WORD;
    let mut words: Vec<(&str, Vec<&str>)> = Vec::new();
    for (tie, phrase) in Tie::ALL.iter().filter(|(tie, _)| ties.contains(tie)) {
        match words.iter_mut().find(|(of, _)| *of == class(*tie)) {
            Some((_, phrases)) => phrases.push(phrase),
            None => words.push((class(*tie), vec![phrase])),
        }
    }
    let legend = words.into_iter().enumerate().map(|(n, (class, phrases))| Word {
        class,
        phrase: phrases.join(", "),
        x: MARGIN + n % columns * WORD,
        y: y + n / columns * ROW,
    });
    let legend: Vec<_> = legend.collect();
    let height = legend.last().map_or(y, |word| word.y) + MARGIN;
    let title = format!("How the objects of {} refer to each other", plural(pictures.len(), "cluster"));
    html::render(TEMPLATES, Page { title, width, height, pictures, legend }).map(Some)
}

/// Objects of a cluster, and those of no cluster that they name or that name them.
fn with_others<'a>(own: Vec<&'a Manifest<'a>>, others: &'a [Manifest<'a>]) -> Vec<&'a Manifest<'a>> {
    let count = own.len();
    let all: Vec<_> = own.iter().copied().chain(others).collect();
    let Graph { things: _, edges } = edges::graph(&all);
    let near: BTreeSet<_> = edges
        .iter()
        .filter(|edge| edge.from < count || edge.to < count)
        .flat_map(|edge| [edge.from, edge.to])
        .collect();
    let is_near = |(n, _): &(usize, &&Manifest<'_>)| *n < count || near.contains(n);
    all.iter().enumerate().filter(is_near).map(|(_, object)| *object).collect()
}

#[derive(Serialize)]
struct Page {
    title: String,
    width: usize,
    height: usize,
    pictures: Vec<Picture>,
    legend: Vec<Word>,
}

#[derive(Serialize)]
struct Word {
    class: &'static str,
    phrase: String,
    x: usize,
    y: usize,
}

#[derive(Serialize)]
struct Picture {
    id: String,
    x: usize,
    y: usize,
    below: usize,
    title: String,
    count: String,
    boxes: Vec<Drawn>,
    arrows: Vec<Arrow>,
}

#[derive(Serialize)]
struct Drawn {
    class: &'static str,
    kind: String,
    name: String,
    whole: String,
    note: String,
    x: usize,
    y: usize,
    width: usize,
    height: usize,
    middle: usize,
}

#[derive(Serialize)]
struct Arrow {
    class: &'static str,
    sentence: String,
    path: String,
}

impl Picture {
    fn of(n: usize, y: usize, title: &str, graph: &Graph, layout: &Layout) -> Self {
        let boxes = graph.things.iter().zip(&layout.places).map(|(thing, place)| {
            let Thing { kind, namespace, name, wave: _, is_outside } = thing;
            let class = match kind.as_str() {
                _ if *is_outside => "outside",
                kind if kind == FLINK_CLUSTER.1 => "input",
                kind if Workload::is(kind) => "runs",
                kind if [JOB.1, CRON_JOB.1].contains(&kind) => "acts",
                _ => "is",
            };
            let place_of = namespace.as_ref().map_or(String::new(), |namespace| format!("{namespace}/"));
            Drawn {
                class,
                kind: shown(kind),
                name: shown(name),
                whole: format!("{kind} {place_of}{name}"),
                note: note(thing),
                x: place.x,
                y: place.y,
                width: place.width,
                height: place.height,
                middle: place.y + place.height / 2,
            }
        });
        let arrows = graph.edges.iter().zip(&layout.lines).map(|(edge, line)| {
            let Edge { from, to, tie, note } = edge;
            let thing = |n: &usize| format!("{} {}", graph.things[*n].kind, graph.things[*n].name);
            let note = if note.is_empty() { String::new() } else { format!(" ({note})") };
            let sentence = format!("{} {} {}{note}", thing(from), tie.phrase(), thing(to));
            Arrow { class: class(*tie), sentence, path: path(line) }
        });
        Self {
            id: format!("g{n}"),
            x: MARGIN,
            y,
            below: TITLE,
            title: title.to_owned(),
            count: format!(
                "{}, {}",
                plural(graph.things.len(), "object"),
                plural(graph.edges.len(), "reference")
            ),
            boxes: boxes.collect(),
            arrows: arrows.collect(),
        }
    }
}

/// Curves that leave and arrive level, and are so where they pass a column.
fn path(line: &layout::Line) -> String {
    let layout::Line { from, lanes, to, right: (leaves, arrives) } = line;
    let at = |x: usize, right: bool, by: usize| match right {
        true => i64::try_from(x).unwrap_or_default() + i64::try_from(by).unwrap_or_default(),
        false => i64::try_from(x).unwrap_or_default() - i64::try_from(by).unwrap_or_default(),
    };
    let curve = |(x, y): (usize, usize), (to_x, to_y): (usize, usize), head: usize| {
        let bend =
            if (*leaves, *arrives) == (true, true) { 80 } else { (x.abs_diff(to_x) / 2).clamp(40, 160) };
        let (first, second) = (at(x, *leaves, bend), at(to_x, *arrives, bend));
        let end = at(to_x, *arrives, head);
        format!("C{first} {y} {second} {to_y} {end} {to_y}")
    };
    let (mut path, mut here) = (format!("M{} {}", from.0, from.1), *from);
    for (enters, passed, y) in lanes {
        path += &curve(here, (*enters, *y), 0);
        path += &format!("H{passed}");
        here = (*passed, *y);
    }
    // Room for the arrow's head.
    path + &curve(here, *to, 7)
}

fn class(tie: Tie) -> &'static str {
    match tie {
        Tie::Owns | Tie::Placed => "owns",
        Tie::Shows => "shows",
        Tie::Mounts => "mounts",
        Tie::Reads | Tie::Pulls => "reads",
        Tie::RunsAs => "as",
        Tie::Selects | Tie::Admits => "selects",
        Tie::Routes | Tie::Calls => "calls",
        Tie::Binds | Tie::Grants => "binds",
        Tie::Acts | Tie::Scales | Tie::Notes => "mayact",
    }
}
