//! Attacks the compiler: texts that were fixtures until bytes of them were changed, and trees of all kinds.
//!
//! `fuzz texts COUNT SEED FOLDER`: every text through the whole pipeline, natively and as the operator; it must not panic,
//! an error must leave no object, and what is rendered must be read back.
//! `fuzz trees COUNT SEED`: emitted trees to standard output, one JSON object `{"yaml", "json"}` a line, for other readers.
#![allow(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "an attack"
)]

use std::io::Write;
use std::sync::{Arc, LazyLock};

use flink_render::diagnostic::{Severity, Source};
use flink_render::flink::version::Version;
use flink_render::render::body::{Bodies, Shelf};
use flink_render::render::parse::yaml;
use flink_render::render::{self, Options, emit};
use flink_render::tree::{Map, Node, Value};
use rayon::prelude::*;

static SHELF: LazyLock<Shelf> = LazyLock::new(Shelf::default);

/// xorshift64*
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 16
    }

    fn below(&mut self, end: usize) -> usize {
        (self.next() % end.max(1) as u64) as usize
    }

    fn of<'a, T>(&mut self, all: &'a [T]) -> &'a T {
        &all[self.below(all.len())]
    }
}

/// What YAML, Kubernetes and Flink give a meaning to.
const PARTS: &[&str] = &[
    "",
    " ",
    "  ",
    "\t",
    "\n",
    "\n\n",
    "\r\n",
    "\0",
    "\u{85}",
    "\u{2028}",
    "\u{feff}",
    "é",
    "😀",
    "- ",
    "? ",
    ": ",
    ":",
    " #",
    "#",
    "---\n",
    "...\n",
    "%YAML 1.1\n",
    "@",
    "`",
    "!!str ",
    "!x ",
    "&a ",
    "*a",
    "|",
    "|+2\n",
    ">-\n",
    "'",
    "\"",
    "\\",
    "{",
    "}",
    "[",
    "]",
    ",",
    "=",
    "<<: ",
    "~",
    "null",
    "y",
    "no",
    "On",
    "true",
    "0",
    "-1",
    "9",
    "0x1f",
    "0o7",
    "0b1",
    "08",
    "0777",
    "1_000",
    "+",
    ".",
    "1e3",
    ".inf",
    ".NaN",
    "12:30:00",
    "2020-01-01",
    "1.5",
    "99999999999999999999",
    "2147483648",
    "600M",
    "1Gi",
    "0.1Ei",
    "-5Gi",
    "spec:",
    "job: {}",
    "image:\n",
    "name: x",
    "{{$clusterName}}",
    "gs://",
    "kind: FlinkCluster",
    "a",
    "volumes: []",
    "flinkProperties:\n",
    "flink:1.20",
    "latest",
];

fn changed(random: &mut Random, texts: &[String]) -> String {
    let mut text = random.of(texts).clone().into_bytes();
    for _ in 0..=random.below(4) {
        let at = random.below(text.len() + 1);
        let end = (at + random.below(12)).min(text.len());
        let part: Vec<u8> = match random.below(5) {
            0 => Vec::new(),
            1 => vec![random.next() as u8],
            2 => {
                let other = random.of(texts).as_bytes();
                let start = random.below(other.len());
                other[start..(start + random.below(80)).min(other.len())].to_vec()
            }
            _ => random.of(PARTS).as_bytes().to_vec(),
        };
        text.splice(at..end, part);
    }
    String::from_utf8_lossy(&text).into_owned()
}

fn attack(text: &str) {
    let source = Arc::new(Source::new("fuzz", text));
    for compat_operator in [false, true] {
        let flink_version = Some(Version { major: 1, minor: 20 });
        // As the program does: each text is packed with those of the first attacks.
        let bodies = Bodies::Packed(SHELF.clone());
        let rendering = render::render(
            &source,
            &Options { compat_operator, flink_version, bodies, ..Options::default() },
        );
        for found in &rendering.diagnostics {
            assert!(found.span.start <= found.span.end && found.span.end as usize <= text.len());
        }
        for object in rendering
            .objects
            .iter()
            .filter(|object| rendering.counts.clusters > 0 && object.body.text().len() > 1)
        {
            let (documents, failure) = yaml::read(&object.body.text(), Severity::Warning);
            assert!(
                failure.is_none() && documents.len() <= 1
                    || rendering.diagnostics.iter().any(|found| found.is_error())
            );
        }
    }
}

fn text(random: &mut Random) -> String {
    (0..random.below(7)).map(|_| *random.of(PARTS)).collect()
}

fn tree(random: &mut Random, depth: usize) -> Node {
    match random.below(if depth == 0 { 6 } else { 9 }) {
        0 => Value::Null.into(),
        1 => Node::from(random.below(2) == 0),
        2 => Node::from(random.next() as i64 >> random.below(60)),
        3..=5 => Node::from(text(random)),
        6 | 7 => {
            let mut map = Map::default();
            for _ in 0..random.below(5) {
                let key = text(random);
                if map.get(&key).is_none() {
                    map.push(key, tree(random, depth - 1));
                }
            }
            map.into()
        }
        _ => Node::from((0..random.below(5)).map(|_| tree(random, depth - 1)).collect::<Vec<_>>()),
    }
}

fn json(node: &Node) -> serde_json::Value {
    match &node.value {
        Value::Null => serde_json::Value::Null,
        Value::Bool(value) => (*value).into(),
        Value::Number(number) => serde_json::from_str(number).unwrap(),
        Value::String(text) => text.as_ref().into(),
        Value::List(items) => items.iter().map(json).collect(),
        Value::Map(map) => map.0.iter().map(|entry| (entry.key.to_string(), json(&entry.value))).collect(),
    }
}

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    let (count, seed): (u64, u64) = (arguments[2].parse().unwrap(), arguments[3].parse().unwrap());
    let random = |n: u64| Random((seed + n).wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1);
    match arguments[1].as_str() {
        "texts" => {
            let files =
                walkdir::WalkDir::new(&arguments[4]).sort_by_file_name().into_iter().map(Result::unwrap);
            let texts = files.filter_map(|file| std::fs::read_to_string(file.path()).ok());
            let texts: Vec<_> = texts.filter(|text| !text.is_empty() && text.len() < 20_000).collect();
            (0..count).into_par_iter().for_each(|n| {
                let text = changed(&mut random(n), &texts);
                if std::panic::catch_unwind(|| attack(&text)).is_err() {
                    panic!("text {n} of seed {seed}:\n{text}");
                }
            });
        }
        _ => {
            let mut out = std::io::BufWriter::new(std::io::stdout().lock());
            for n in 0..count {
                let mut map = Map::default();
                map.push("tree", tree(&mut random(n), 4));
                let node = Node::from(map);
                let line = serde_json::json!({ "yaml": emit::emit(&node), "json": json(&node) });
                writeln!(out, "{line}").unwrap();
            }
        }
    }
}
