//! What is written is read back as the same.

use std::borrow::Cow;

use flink_render::diagnostic::{Severity, Span};
use flink_render::render::emit::emit;
use flink_render::render::parse::yaml;
use flink_render::tree::{Entry, Map, Node, Value};
use flink_render::{list, map};
use proptest::prelude::*;

fn without_places(node: Node) -> Node {
    match node.value {
        Value::List(items) => Value::List(items.into_iter().map(without_places).collect()).into(),
        Value::Map(map) => {
            let entry = |entry: Entry| Entry {
                key_span: Span::default(),
                key: entry.key,
                value: without_places(entry.value),
            };
            Map(map.0.into_iter().map(entry).collect()).into()
        }
        value => value.into(),
    }
}

fn read(text: &str) -> Node {
    let (mut documents, failure) = yaml::read(text, Severity::Error);
    assert_eq!(failure, None, "{text}");
    assert_eq!(documents.len(), 1, "{text}");
    let document = documents.remove(0);
    assert!(document.findings.is_empty(), "{text}");
    without_places(document.root)
}

fn nasty_text() -> impl Strategy<Value = String> {
    let words = [
        "",
        " ",
        "  ",
        "\t",
        "\n",
        "\n\n",
        "\r",
        "\0",
        "\x1b",
        "\x7f",
        "\u{85}",
        "\u{a0}",
        "\u{2028}",
        "\u{feff}",
        "\u{fffe}",
        "😀",
        "é",
        "- ",
        "? ",
        ": ",
        ":",
        " #",
        "#",
        "---",
        "...",
        "%",
        "@",
        "`",
        "!",
        "&",
        "*",
        "|",
        ">",
        "'",
        "\"",
        "\\",
        "{",
        "}",
        "[",
        "]",
        ",",
        "=",
        "<<",
        "~",
        "null",
        "y",
        "no",
        "On",
        "true",
        "0",
        "1",
        "9",
        "0x",
        "0o7",
        "0b1",
        "08",
        "0777",
        "_",
        "+",
        "-",
        ".",
        "e",
        "1e3",
        ".inf",
        ".NaN",
        "12:30",
        "2020-01-01",
        "T00:00:00Z",
        "1.5",
        "a",
        "f",
        "word",
        "several words",
    ];
    prop_oneof![
        prop::collection::vec(prop::sample::select(words.to_vec()), 0..7).prop_map(|parts| parts.concat()),
        any::<String>(),
        "[-+0-9._:eEx]{0,6}",
        "[ \t\na#]{0,12}",
        "(word ){0,300}",
    ]
}

fn tree() -> impl Strategy<Value = Node> {
    let leaf = prop_oneof![
        1 => Just(Value::Null.into()),
        1 => any::<bool>().prop_map(Node::from),
        1 => any::<i64>().prop_map(Node::from),
        1 => any::<f64>().prop_filter("JSON has none", |n| n.is_finite() && *n != 0.0)
            .prop_map(|n| Value::Number(Cow::Owned(n.to_string())).into()),
        6 => nasty_text().prop_map(Node::from),
    ];
    leaf.prop_recursive(5, 40, 5, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..5).prop_map(Node::from),
            prop::collection::vec((nasty_text(), inner), 0..5).prop_map(|pairs| {
                let mut map = Map::default();
                for (key, value) in pairs {
                    if map.get(&key).is_none() {
                        map.push(key, value);
                    }
                }
                map.into()
            }),
        ]
    })
}

proptest! {
    #[test]
    fn any_tree_comes_back(tree in tree()) {
        let text = emit(&tree);
        prop_assert!(text.ends_with('\n') && !text.starts_with("---"));
        prop_assert_eq!(read(&text), tree, "{}", text);
    }

    #[test]
    fn any_text_comes_back(text in nasty_text()) {
        let mut map = Map::default();
        map.push(text.clone(), text.clone());
        let tree = Node::from(map! { "value" => text.clone(), "list" => list![text.clone(), list![text]], "key" => map });
        let text = emit(&tree);
        prop_assert_eq!(read(&text), tree, "{}", text);
    }

    #[test]
    fn no_plain_text_is_anything_else(text in "[-+0-9a-fx_.:~=<nyoulsrtNYOFT]{1,6}") {
        let text = emit(&Node::from(text));
        prop_assert!(matches!(read(&text).value, Value::String(_)), "{}", text);
    }
}

#[test]
fn it_reads_as_kubectl_writes() {
    let tree = Node::from(map! {
        "kind" => "ConfigMap",
        "empty" => map! {},
        "none" => Value::List(Vec::new()),
        "args" => list!["jobmanager", "-Dkey=value", "8081", "yes", 8081, list!["a", "b"], map! { "a" => 1, "b" => Value::Null }],
        "data" => map! {
            "run.sh" => "#!/bin/sh\n\necho \"$@\"\n",
            "indented" => "  a\nb",
            "two" => "a\n\n",
            "tab" => "\ta\n",
            "json" => r#"{"a": "it's"}"#,
            "escape" => "a\tb",
            "on" => "10.0.0.1:80",
        },
        "last" => true,
    });
    let expected = r#"kind: ConfigMap
empty: {}
none: []
args:
- jobmanager
- -Dkey=value
- "8081"
- "yes"
- 8081
- - a
  - b
- a: 1
  b: null
data:
  run.sh: |
    #!/bin/sh

    echo "$@"
  indented: |2-
      a
    b
  two: |+
    a

  tab: "\ta\n"
  json: '{"a": "it''s"}'
  escape: "a\tb"
  "on": "10.0.0.1:80"
last: true
"#;
    assert_eq!(emit(&tree), expected);
}

#[test]
fn numbers_are_numbers_to_every_reader() {
    let number = |text: &'static str| emit(&Value::Number(Cow::Borrowed(text)).into());
    assert_eq!(number("-0.5"), "-0.5\n");
    assert_eq!(number("1e21"), "1.0e+21\n");
    assert_eq!(number("1.5E-7"), "1.5e-7\n");
}

#[test]
fn long_keys_are_read() {
    for length in [999, 1000, 1001, 1024, 3000] {
        let long = "k".repeat(length);
        let mut map = Map::default();
        for value in
            [Node::from(1), Value::Null.into(), list![1, 2], map! { "a" => list![1] }.into(), "a\nb".into()]
        {
            let mut inner = Map::default();
            inner.push(long.clone(), value);
            map.push(format!("{long}{}", map.0.len()), list![inner.clone(), inner]);
        }
        let tree = Node::from(map);
        let text = emit(&tree);
        assert_eq!(read(&text), tree, "{text}");
    }
}
