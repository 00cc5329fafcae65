//! The ResourceList, written as the text that was read wherever nothing changed.
//!
//! Text that was put together is read once more before it is written: when it does not say what is meant, or the list
//! was written in another way, all of it is written anew, with every value as it was spelled.

use super::anew::Anew;
use super::list::{Item, List};
use crate::diagnostic::{Severity, Span};
use crate::render::emit::emit;
use crate::render::parse::yaml;
use crate::tree::{Entry, Map, Node, Value};

impl List<'_> {
    /// The text of a list with these items and results.
    pub fn write(&self, items: Vec<Item>, results: Vec<Node>) -> String {
        let items = items.into_iter().map(|item| match item {
            Item::New(node) => Item::New(unplaced(node)),
            kept => kept,
        });
        let items: Vec<_> = items.collect();
        let meant = self.meant(&items, results.into_iter().map(unplaced).collect());
        let results = meant.get("results").and_then(Node::as_list).unwrap_or_default();
        let ways = [self.in_lines(&items, results), self.in_brackets(&items, results)];
        let fine = |text: &String| {
            let (documents, failure) = yaml::read(text, Severity::Error);
            let mut roots = documents.iter().map(|document| &document.root).filter(|root| !root.is_null());
            let (root, more) = (roots.next(), roots.next());
            failure.is_none() && more.is_none() && root.is_some_and(|root| same(root, &meant))
        };
        ways.into_iter().flatten().find(fine).unwrap_or_else(|| Anew(self.text).root(&meant))
    }

    /// What the output says.
    fn meant(&self, items: &[Item], results: Vec<Node>) -> Node {
        let nodes: Vec<_> = items.iter().filter_map(|item| self.node(item)).cloned().collect();
        let mut root = self.root.clone();
        root.0.retain(|entry| !matches!(&*entry.key, "results"));
        match root.0.iter_mut().find(|entry| entry.key == "items") {
            Some(entry) if entry.value.is_null() && nodes.is_empty() => {}
            Some(entry) => entry.value.value = Value::List(nodes),
            None if nodes.is_empty() => {}
            None => root.push("items", nodes),
        }
        if !results.is_empty() {
            root.push("results", results);
        }
        root.into()
    }

    fn node<'b>(&'b self, item: &'b Item) -> Option<&'b Node> {
        match item {
            Item::Kept(n) => self.items().get(*n),
            Item::New(node) => Some(node),
        }
    }

    /// A list in lines: each item is its lines, with the comments above it.
    fn in_lines(&self, wanted: &[Item], results: &[Node]) -> Option<String> {
        let (items, text) = (self.items(), self.text);
        let dashes: Vec<_> = items.iter().map(|item| self.dash(item)).collect::<Option<_>>()?;
        let (first, last) = (*dashes.first()?, *dashes.last()?);
        let indent = text.get(first..)?.find('-')?;
        let behind =
            self.root.0.iter().map(|entry| entry.key_span.start as usize).filter(|at| *at > last).min();
        let document = (self.region.end as usize).min(text.len());
        let end = behind.map_or(document, |at| line_start(text, at));
        let behind = items.iter().zip(dashes.iter().skip(1).copied().chain([end]));
        let ends: Vec<_> = behind.map(|(item, next)| self.comments(item, next)).collect();
        let starts = [first].into_iter().chain(ends.iter().copied());
        let lines: Vec<_> =
            starts.zip(&ends).map(|(start, end)| text.get(start..*end)).collect::<Option<_>>()?;

        let mut out = text.get(..first)?.to_owned();
        for item in wanted {
            end_line(&mut out);
            match item {
                Item::Kept(n) => out.push_str(lines.get(*n)?),
                Item::New(node) => out.push_str(&as_item(node, indent)),
            }
        }
        let rest = text.get(*ends.last()?..document)?;
        if !rest.is_empty() {
            end_line(&mut out);
        }
        out.push_str(rest);
        self.close(out, results)
    }

    /// Where the line of an item's dash begins.
    fn dash(&self, item: &Node) -> Option<usize> {
        let start = item.span.start as usize;
        let mut line = line_start(self.text, start);
        if self.text.get(line..start)?.trim_start().starts_with('-') {
            return Some(line);
        }
        loop {
            let end = line.checked_sub(1)?;
            line = line_start(self.text, end);
            let text = self.text.get(line..end)?.trim();
            match text.strip_prefix('-') {
                Some(rest) => return is_comment(rest.trim()).then_some(line),
                None if is_comment(text) => {}
                None => return None,
            }
        }
    }

    /// Where the comments between an item and what follows it begin.
    fn comments(&self, item: &Node, mut next: usize) -> usize {
        while let Some(end) = next.checked_sub(1) {
            let line = line_start(self.text, end);
            if line < item.span.end as usize || !is_comment(self.text[line..end].trim()) {
                break;
            }
            next = line;
        }
        next
    }

    /// A list in brackets, as JSON has it.
    fn in_brackets(&self, wanted: &[Item], results: &[Node]) -> Option<String> {
        let (items, text) = (self.items(), self.text);
        let list = self.root.get("items")?.span;
        let of = |item: &Node| text.get(item.span.start as usize..item.span.end as usize);
        let (start, end) = (list.start as usize, list.end as usize);
        let inner = text.get(start..end)?.strip_prefix('[')?.strip_suffix(']')?;
        let (first, last) = match (items.first(), items.last()) {
            (Some(first), Some(last)) => (first.span.start as usize, last.span.end as usize),
            _ => (start + 1, start + 1 + inner.len()),
        };
        let mut out = text.get(..first)?.to_owned();
        let mut before: Option<usize> = None;
        for item in wanted {
            let kept = match item {
                Item::Kept(n) => Some(*n),
                Item::New(_) => None,
            };
            match (out.len() > first, before.zip(kept)) {
                (false, _) => {}
                (true, Some((before, kept))) if before + 1 == kept => {
                    let (before, kept) = (items.get(before)?, items.get(kept)?);
                    out.push_str(text.get(before.span.end as usize..kept.span.start as usize)?);
                }
                (true, _) => out.push_str(", "),
            }
            match item {
                Item::Kept(n) => out.push_str(of(items.get(*n)?)?),
                Item::New(node) => Anew(text).value(node, &mut out),
            }
            before = kept;
        }
        let document = (self.region.end as usize).min(text.len());
        if text[self.span.start as usize..].starts_with('{') {
            let close = (self.span.end as usize).checked_sub(1)?;
            out.push_str(text.get(last..close)?);
            if !results.is_empty() {
                out.push_str(", \"results\": ");
                Anew(text).value(&results.to_vec().into(), &mut out);
            }
            out.push_str(text.get(close..)?);
            return Some(out);
        }
        out.push_str(text.get(last..document)?);
        self.close(out, results)
    }

    /// The rest of a list in lines, behind its last one: results, and what follows the document.
    fn close(&self, mut out: String, results: &[Node]) -> Option<String> {
        if !results.is_empty() {
            end_line(&mut out);
            let mut map = Map::default();
            map.push("results", results.to_vec());
            out.push_str(&emit(&map.into()));
        }
        out.push_str(self.text.get((self.region.end as usize).min(self.text.len())..)?);
        Some(out)
    }
}

/// Whether two values are the same, wherever they stand.
fn same(one: &Node, other: &Node) -> bool {
    match (&one.value, &other.value) {
        (Value::List(one), Value::List(other)) => {
            one.len() == other.len() && one.iter().zip(other).all(|(one, other)| same(one, other))
        }
        (Value::Map(Map(one)), Value::Map(Map(other))) => {
            one.len() == other.len()
                && one
                    .iter()
                    .zip(other)
                    .all(|(one, other)| one.key == other.key && same(&one.value, &other.value))
        }
        (one, other) => one == other,
    }
}

/// A value that stands nowhere in the input.
fn unplaced(node: Node) -> Node {
    match node.value {
        Value::List(items) => Value::List(items.into_iter().map(unplaced).collect()).into(),
        Value::Map(Map(entries)) => {
            let unplaced = |entry: Entry| Entry {
                key_span: Span::default(),
                key: entry.key,
                value: unplaced(entry.value),
            };
            Map(entries.into_iter().map(unplaced).collect()).into()
        }
        value => value.into(),
    }
}

fn end_line(out: &mut String) {
    if !out.is_empty() && !out.ends_with('\n') {
        out.push('\n');
    }
}

/// A node as the item of a list in lines.
fn as_item(node: &Node, indent: usize) -> String {
    let list = emit(&vec![node.clone()].into());
    let spaces = " ".repeat(indent);
    list.split_inclusive('\n')
        .map(|line| if line == "\n" { line.to_owned() } else { format!("{spaces}{line}") })
        .collect()
}

fn line_start(text: &str, at: usize) -> usize {
    text[..at].rfind('\n').map_or(0, |n| n + 1)
}

fn is_comment(line: &str) -> bool {
    line.is_empty() || line.starts_with('#')
}
