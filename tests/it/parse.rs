//! What is read is what kubectl reads, or refused; and no input breaks the reader.

use flink_render::diagnostic::{Code, Source};
use flink_render::render::parse::{Document, Manner, Parsed, Strictness, codes, parse};
use flink_render::tree::Node;
use proptest::prelude::*;

use crate::support::{inputs, root};

const HEAD: &str = "apiVersion: flinkoperator.k8s.io/v1alpha1\nkind: FlinkCluster\n";

fn strict(text: &str) -> Parsed {
    parse(text, Manner { strictness: Strictness::Strict, dialect: None })
}

/// The codes that are found in a cluster with these annotations.
fn found(annotations: &str) -> Vec<Code> {
    let parsed = strict(&format!("{HEAD}metadata:\n  name: a\n  annotations:{annotations}"));
    let codes = parsed.diagnostics.iter().map(|diagnostic| diagnostic.code);
    codes.filter(|code| *code != codes::MISSING_FIELD).collect()
}

/// The value of the annotation `k`.
fn annotation(annotations: &str) -> String {
    assert_eq!(found(annotations), [], "{annotations}");
    let mut parsed = strict(&format!("{HEAD}spec: {{}}\nmetadata:\n  name: a\n  annotations:{annotations}"));
    let Some(Document::Cluster(cluster)) = parsed.documents.pop() else { panic!("{parsed:?}") };
    let annotations = cluster.root.get("metadata").and_then(|node| node.get("annotations"));
    annotations.and_then(|node| node.get("k")).and_then(Node::as_str).unwrap().to_owned()
}

#[test]
fn a_block_at_the_end_of_the_input_gets_no_line_break() {
    assert_eq!(annotation("\n    k: |\n      a"), "a");
    assert_eq!(annotation("\n    k: |+\n      a\n\n      b "), "a\n\nb ");
    assert_eq!(annotation("\n    k: >\n      a\n      b"), "a b");
    assert_eq!(annotation("\n    k: |\n      a\n        "), "a\n  ");
    assert_eq!(annotation("\n    k: |\n      a\n     "), "a\n");
    assert_eq!(annotation("\n    k: |\n      a\n"), "a\n");
    assert_eq!(annotation("\n    k: |-\n      a"), "a");
    assert_eq!(annotation("\n    k: |\n      é"), "é");
    assert_eq!(annotation("\n    k: !!str |\n     a"), "a");
}

#[test]
fn a_lone_exclamation_mark_makes_text() {
    assert_eq!(annotation("\n    k: ! 1\n"), "1");
}

#[test]
fn numbers_are_those_of_kubectl() {
    let kinds = |text: &str| found(&format!("\n    k: {text}\n"));
    for number in [
        "0b+1",
        "0b-1",
        "0_x1F",
        "+_0",
        "1_000",
        ".1_234",
        "0o17",
        "08",
        ".5e-3",
        "-0.",
        "18446744073709551615",
    ] {
        assert_eq!(kinds(number), [codes::WRONG_TYPE], "{number}");
    }
    for text in [
        "0b+2",
        "-0b+1",
        "0x+1",
        "0o-1",
        "0x",
        "1e",
        "1:30",
        "2020-01-01",
        "_1",
        "0b--1",
        "1__e",
        ".5_",
        "-",
        "+",
    ] {
        assert!(!kinds(text).contains(&codes::WRONG_TYPE), "{text}");
    }
}

#[test]
fn what_json_has_no_number_for_is_refused() {
    for text in [".nan", ".INF", "+.inf", "-.Inf"] {
        assert_eq!(found(&format!("\n    k: {text}\n")), [codes::NOT_JSON], "{text}");
    }
}

#[test]
fn a_merge_does_not_replace_what_stands_above_it() {
    assert_eq!(annotation(" {<<: {k: merged}, k: own}\n"), "own");
    assert_eq!(annotation(" {<<: [{k: first}, {k: second}]}\n"), "first");
    assert_eq!(found(" {k: own, <<: {k: merged}}\n"), [codes::MERGE]);
    assert_eq!(found(" {<<: {k: a}, <<: {k: b}}\n"), [codes::MERGE]);
    assert_eq!(found(" {<<: {a: b}, <<: {b: c}, k: d}\n"), []);
    assert_eq!(annotation(" {!!str <<: text, k: own}\n"), "own");
}

#[test]
fn keys_that_kubectl_rounds_are_refused() {
    for key in ["1e6", "1.0", ".5", "18446744073709551615", "9223372036854775808", "&a 1e6"] {
        assert_eq!(found(&format!(" {{{key}: a}}\n")), [codes::KEY], "{key}");
    }
    assert_eq!(found(" {0x10: a, -1: b, 1_000: c, 9223372036854775807: d, \"1e6\": e}\n"), []);
}

#[test]
fn text_that_readers_cut_in_different_places_is_refused() {
    for text in [
        "{k: &a:b c}",
        "{k: !!str &a:b c}",
        "{k:}",
        "{k:, a: b}",
        "{?k: a}",
        "{k: [a, ?b]}",
        "{k: !!str, a: b}",
    ] {
        assert!(found(&format!(" {text}\n")).contains(&codes::YAML_TRAP), "{text}");
    }
    assert_eq!(annotation(" {k: &a-b_1 \"a:\", ? a : *a-b_1 }\n"), "a:");
    assert_eq!(annotation("\n    k: ?a:b\n"), "?a:b");
    assert_eq!(found(" {k: !!str a, b: c}\n"), []);
}

#[test]
fn strange_characters_are_refused() {
    for c in
        ['\u{85}', '\u{2028}', '\u{2029}', '\u{80}', '\u{9f}', '\u{fffe}', '\u{feff}', '\0', '\x1b', '\x7f']
    {
        for text in
            [format!(" {{k: a{c}b}}\n"), format!("\n    k: |\n      a{c}\n"), format!(" # {c}\n    k: a\n")]
        {
            assert_eq!(found(&text), [codes::CONTROL_CHARACTER], "{text:?}");
        }
    }
    assert_eq!(annotation("\n    k: \u{a0}é字😀\u{fffd}\u{fdd0}\n"), "\u{a0}é字😀\u{fffd}\u{fdd0}");
    assert_eq!(annotation("\n    k: \"\\u2028\\x1b\\ufeff\"\n"), "\u{2028}\x1b\u{feff}");
}

#[test]
fn a_line_separator_is_no_fault_of_another_document() {
    let map = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata: {a: \"\u{2028}\"}\n";
    let parsed = strict(&format!("{map}---\n{HEAD}metadata: {{name: a}}\n"));
    assert!(parsed.diagnostics.iter().all(|diagnostic| diagnostic.code == codes::MISSING_FIELD));
    assert_eq!(parsed.documents.len(), 2);
}

#[test]
fn a_byte_order_mark_may_begin_the_input() {
    let map = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n";
    assert!(strict(&format!("\u{feff}{map}")).diagnostics.is_empty());
    assert_eq!(
        strict(&format!("\u{feff}{map}---\n\u{feff}{map}")).diagnostics[0].code,
        codes::CONTROL_CHARACTER
    );
}

#[test]
fn documents_know_their_text() {
    let map = |name| format!("apiVersion: v1\nkind: ConfigMap\nmetadata: {{name: {name}}}\n");
    for marker in ["---\n", "...\n", "...\n---\n", "... # c\n\n---\n"] {
        let text = format!("# c\n{}{marker}{}{marker}{}", map("a"), map("é"), map("c"));
        let texts: Vec<_> = strict(&text)
            .documents
            .iter()
            .map(|document| match document {
                Document::Other(other) => {
                    text[other.region.start as usize..other.region.end as usize].to_owned()
                }
                Document::Cluster(_) | Document::LeftOut | Document::Refused => panic!("{text}"),
            })
            .collect();
        assert_eq!(texts, [format!("# c\n{}", map("a")), map("é"), map("c")], "{marker}");
    }
}

#[test]
fn lines_within_brackets_and_quotes_may_begin_anywhere() {
    for text in [
        "\n    a: [\n      \"x\"\n    ]\n    k: é\n",
        "\n    é: {\n\"x\": \"y\"\n}\n    k: é\n",
        "\n                                        é: [\n\"x\", [\n\"y\"\n], []\n]\n",
        "\n    a: \"x\n  y\n\n  z\n\"\n    k: é\n",
        "\n    a: 'x\n    y'\n    k: é\n",
        " {\n\"a\": \"\"\n, \"k\":\n\"é\"\n}\n",
    ] {
        let text = format!("# é\n---\n# é\n---\n{HEAD}metadata:\n  name: a\n  annotations:{text}");
        let parsed = strict(&text);
        let messages: Vec<_> = parsed.diagnostics.iter().map(|found| (found.code, found.span)).collect();
        assert!(
            messages.iter().all(|(code, _)| [codes::WRONG_TYPE, codes::MISSING_FIELD].contains(code)),
            "{text} {parsed:?}"
        );
        let Some(Document::Cluster(cluster)) = parsed.documents.first() else { panic!("{text}") };
        let annotations = cluster.root.get("metadata").and_then(|node| node.get("annotations")).unwrap();
        if let Some(node) = annotations.get("k") {
            assert_eq!(node.as_str(), Some("é"));
            assert_eq!(text[node.span.start as usize..node.span.end as usize].trim_matches('"'), "é");
        }
    }
    assert_eq!(annotation("\n    k: \"a\n  b\\\n\n c\n\""), "a b\nc ");
}

#[test]
fn a_missing_quote_or_bracket_is_looked_for_where_it_is_missing() {
    let line = |text: &str| {
        let parsed = strict(&format!("a: b\n---\n{HEAD}{text}"));
        let found = parsed.diagnostics.iter().find(|found| found.code == codes::SYNTAX).unwrap();
        Source::new("", format!("a: b\n---\n{HEAD}{text}")).position(found.span.start).0
    };
    assert_eq!(line("spec:\n  a: \"b\n  c: d\n  e: \"f\"\n"), 6);
    assert_eq!(line("spec:\n  a: 'b\n  c: d\n"), 6);
    assert_eq!(line("spec:\n  a: [\"b\", \"c\"\n  d: e\n  f: g\n"), 7);
    assert_eq!(line("spec:\n  a: [\n    \"b\"\n  ]\n  d: \"e\" f\n"), 9);
}

/// Each of these once took more than its share of time or memory, or would in a reader without limits.
#[test]
fn hostile_input_costs_no_more_than_its_size() {
    let many = 10_000;
    let deep = |open: &str| strict(&open.repeat(many)).diagnostics[0].code;
    for open in ["[", "{", "[a: ", "{a: ", "- ", "? ", "&a [", "{? "] {
        assert_eq!(deep(open), codes::TOO_DEEP, "{open}");
    }
    let stairs: String = (0..1_000).map(|n| format!("{}a:\n", " ".repeat(n))).collect();
    assert_eq!(strict(&stairs).diagnostics[0].code, codes::TOO_DEEP);

    let laughs: String = (1..60).map(|n| format!("a{n}: &a{n} [*a{0}, *a{0}]\n", n - 1)).collect();
    let text = format!("a: &a \"{}\"\nb: [{}]\n", "x".repeat(many), "*a, ".repeat(many));
    let nested =
        (0..50).map(|n| format!("&a{n} [")).collect::<String>() + &"a, ".repeat(many) + &"]".repeat(50);
    for text in [format!("a0: &a0 [a, a]\n{laughs}"), text, nested] {
        assert_eq!(strict(&text).diagnostics[0].code, codes::ALIAS_COST);
    }

    let keys: String = (0..many).map(|n| format!("k{n}: v\n")).collect();
    let merges: String = (0..many).map(|n| format!("  <<: *a\n  k{n}: v\n")).collect();
    for text in [
        keys,
        format!("a: &a {{x: y}}\nb:\n{merges}"),
        "k: v\n".repeat(many),
        "&a a\n---\n".repeat(many),
        "a\n...\n".repeat(many),
        format!("[{}]", "{a: b}, ".repeat(many)),
        format!("a: \"{}\"", "\\n".repeat(many)),
        format!("a: |\n  {}", "b\n\n  ".repeat(many)),
        format!("a: [\n{}]", "\"b\",\n".repeat(many)),
        "a: [\n\"é\"\n]\n---\n".repeat(many / 10),
        format!("a: \"{}\"", "\nb".repeat(many)),
    ] {
        assert!(strict(&text).documents.iter().all(|document| matches!(document, Document::Refused)));
    }
}

fn fragment() -> impl Strategy<Value = String> {
    let words = [
        " ",
        "  ",
        "\n",
        "\n  ",
        "\n- ",
        "\t",
        "\r\n",
        "\r",
        "a",
        ": ",
        ":",
        "- ",
        "-",
        "? ",
        "?",
        "[",
        "]",
        "{",
        "}",
        ",",
        "&a ",
        "*a",
        "<<: ",
        "<<",
        "!",
        "!!str ",
        "|",
        "|+\n",
        ">-\n",
        "'",
        "\"",
        "\\",
        "\\n",
        "#",
        " #",
        "%",
        "---",
        "---\n",
        "...\n",
        "@",
        "`",
        "=",
        "~",
        "1e3",
        "0x1F",
        ".inf",
        "2020-01-01",
        "\u{feff}",
        "\u{85}",
        "é",
        "😀",
        "\0",
        "name",
        "spec",
        "kind: FlinkCluster\n",
        "replicas: ",
        "500m",
    ];
    prop_oneof![4 => prop::sample::select(words.to_vec()).prop_map(str::to_owned), 1 => any::<String>()]
}

fn soup() -> impl Strategy<Value = String> {
    prop::collection::vec(fragment(), 0..30).prop_map(|parts| parts.concat())
}

/// An input of the fixtures, with fragments put in and pieces cut out.
fn damaged() -> impl Strategy<Value = String> {
    let sources: Vec<String> =
        inputs("accept").iter().map(|path| std::fs::read_to_string(path).unwrap()).collect();
    let edit = (any::<prop::sample::Index>(), 0_usize..20, fragment());
    (prop::sample::select(sources), prop::collection::vec(edit, 1..5)).prop_map(|(mut text, edits)| {
        for (at, length, fragment) in edits {
            let boundary = |mut n: usize| {
                n = n.min(text.len());
                while !text.is_char_boundary(n) {
                    n -= 1;
                }
                n
            };
            let start = boundary(at.index(text.len() + 1));
            let end = boundary(start + length).max(start);
            text.replace_range(start..end, &fragment);
        }
        text
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1500, ..ProptestConfig::default() })]

    #[test]
    fn no_input_panics(text in prop_oneof![any::<String>(), soup(), damaged()]) {
        for strictness in [Strictness::Strict, Strictness::AsOperator] {
            for diagnostic in parse(&text, Manner { strictness, dialect: None }).diagnostics.iter() {
                let places = [diagnostic.span].into_iter().chain(diagnostic.related.iter().map(|label| label.span));
                for span in places {
                    prop_assert!(text.get(span.start as usize..span.end as usize).is_some(), "{diagnostic:?}");
                }
            }
        }
    }
}

#[test]
fn the_inputs_of_the_properties_are_there() {
    assert!(inputs("accept").len() > 10, "{}", root().display());
}

/// What `explain` and the checks of form say of annotations is what is read.
#[test]
fn annotations_with_fields_have_a_shape() {
    use flink_render::k8s::annotations::{TABLE, Takes};
    for row in TABLE {
        let shape = flink_render::render::parse::annotations::shape(row.key);
        assert_eq!(shape.is_some(), row.takes != Takes::Text, "{}", row.key);
    }
}
