//! The ResourceList: read as a tree, written as the text that was read wherever nothing changed.

use flink_render::render::emit::emit;
use flink_render::tree::{Map, Node, Value};

/// A list.
pub struct List<'a> {
    text: &'a str,
    root: Map,
}

/// An item of the output.
pub enum Item {
    /// The input's, by its number.
    Kept(usize),
    /// One that was rendered.
    New(Node),
}

impl<'a> List<'a> {
    /// None when it is something else.
    pub fn new(text: &'a str, root: Node) -> Option<Self> {
        let Value::Map(root) = root.value else { return None };
        let is = |key: &str, values: &[&str]| {
            root.get(key).and_then(Node::as_str).is_some_and(|found| values.contains(&found))
        };
        let versions =
            ["config.kubernetes.io/v1", "config.kubernetes.io/v1beta1", "config.kubernetes.io/v1alpha1"];
        let items = root.get("items").is_none_or(|items| items.is_null() || items.as_list().is_some());
        (is("apiVersion", &versions) && is("kind", &["ResourceList"]) && items).then_some(Self { text, root })
    }

    pub fn items(&self) -> &[Node] {
        self.root.get("items").and_then(Node::as_list).unwrap_or_default()
    }

    pub fn function_config(&self) -> Option<&Node> {
        self.root.get("functionConfig").filter(|config| !config.is_null())
    }

    /// The input's items.
    pub fn unchanged(&self) -> Vec<Item> {
        (0..self.items().len()).map(Item::Kept).collect()
    }

    /// The text of a list with these items and results.
    pub fn write(&self, items: Vec<Item>, results: Vec<Node>) -> String {
        let lines = self.lines().unwrap_or_else(|| self.written_anew());
        let mut out = lines.head;
        for item in items {
            match item {
                Item::Kept(n) => out.push_str(lines.items.get(n).map_or("", String::as_str)),
                Item::New(node) => out.push_str(&as_item(&node, lines.indent)),
            }
        }
        out.push_str(&lines.tail);
        if !results.is_empty() {
            let mut map = Map::default();
            map.push("results", results);
            out.push_str(&emit(&map.into()));
        }
        out
    }

    /// The lines of each item, when the list is written in lines.
    fn lines(&self) -> Option<Lines> {
        let (items, text) = (self.items(), self.text);
        if self.root.get("results").is_some() {
            return None;
        }
        let start = |at: u32| text[..at as usize].rfind('\n').map_or(0, |n| n + 1);
        let starts: Vec<_> = items.iter().map(|item| start(item.span.start)).collect();
        let indent = text.get(*starts.first()?..)?.find('-')?;
        for (item, start) in items.iter().zip(&starts) {
            let before = text.get(*start..item.span.start as usize)?;
            if before.trim() != "-" || before.find('-') != Some(indent) {
                return None;
            }
        }
        let behind = self
            .root
            .0
            .iter()
            .map(|entry| entry.key_span.start as usize)
            .filter(|at| Some(at) > starts.last());
        let end = behind.min().map_or(text.len(), |at| start(at as u32));
        // A marker ends the document, and with it what may follow.
        let end =
            text.get(*starts.last()?..end)?.find("\n...").map_or(end, |n| starts[starts.len() - 1] + n + 1);
        let ends = starts.iter().skip(1).chain([&end]);
        let with_break = |text: &str| {
            if text.is_empty() || text.ends_with('\n') { text.to_owned() } else { format!("{text}\n") }
        };
        let items = starts.iter().zip(ends).map(|(start, end)| with_break(&text[*start..*end])).collect();
        let tail = text[end..].trim_start_matches("...\n").trim_start_matches("...");
        Some(Lines { head: text[..starts[0]].to_owned(), items, tail: with_break(tail), indent })
    }

    /// The same list in lines.
    fn written_anew(&self) -> Lines {
        let mut head = self.root.clone();
        head.0.retain(|entry| !matches!(&*entry.key, "items" | "results"));
        let items = self.items().iter().map(|item| as_item(item, 0)).collect();
        Lines { head: format!("{}items:\n", emit(&head.into())), items, tail: String::new(), indent: 0 }
    }
}

/// A list's text in parts, each with a line break at its end.
struct Lines {
    head: String,
    items: Vec<String>,
    tail: String,
    /// Before the `-` of an item.
    indent: usize,
}

/// A node as the item of a list in lines.
fn as_item(node: &Node, indent: usize) -> String {
    let list = emit(&vec![node.clone()].into());
    let blanks = " ".repeat(indent);
    list.split_inclusive('\n')
        .map(|line| if line == "\n" { line.to_owned() } else { format!("{blanks}{line}") })
        .collect()
}
