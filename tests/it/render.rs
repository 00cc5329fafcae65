//! What holds for every input.

use std::sync::{Arc, LazyLock};

use flink_render::diagnostic::{Severity, Source};
use flink_render::flink::version::Version;
use flink_render::k8s::dialect::Dialect;
use flink_render::k8s::labels;
use flink_render::map;
use flink_render::render::body::{Bodies, Shelf};
use flink_render::render::emit;
use flink_render::render::parse::yaml;
use flink_render::render::resolve::defaults;
use flink_render::render::{self, Options, Origin, Rendering};
use flink_render::tree::{Entry, Map, Node, Value};
use proptest::prelude::*;
use proptest::sample::Index;

use crate::support::{inputs, root};

fn rendered(text: &str, options: &Options) -> Rendering {
    render::render(&Arc::new(Source::new("input.yaml", text)), options)
}

fn stream(rendering: &Rendering) -> String {
    rendering.objects.iter().map(|object| format!("---\n{}", object.body.text())).collect()
}

fn options(operator: bool) -> Options {
    Options {
        compat_operator: operator,
        flink_version: Some(Version { major: 1, minor: 20 }),
        ..Options::default()
    }
}

/// Clusters that are accepted, natively or as by the operator.
static ACCEPTED: LazyLock<Vec<Node>> = LazyLock::new(|| {
    let files = inputs("accept").into_iter().chain(inputs("versions")).chain(inputs("operator/valid"));
    files.flat_map(|file| clusters(&std::fs::read_to_string(file).unwrap())).collect()
});

/// The same value in another order and another style.
fn disguised(node: &Node, seed: u64, out: &mut String) {
    match &node.value {
        Value::Null => out.push_str("null"),
        Value::Bool(value) => out.push_str(if *value { "true" } else { "false" }),
        Value::Number(text) => out.push_str(text),
        Value::String(text) => out.push_str(&serde_json::Value::from(text.as_ref()).to_string()),
        Value::List(items) => {
            out.push('[');
            for item in items {
                disguised(item, seed / 3 + 1, out);
                out.push_str(", ");
            }
            out.push(']');
        }
        Value::Map(map) => {
            let mut entries: Vec<&Entry> = map.0.iter().collect();
            entries.sort_by_key(|entry| {
                entry
                    .key
                    .bytes()
                    .fold(seed, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3))
            });
            out.push('{');
            for entry in entries {
                out.push_str(&serde_json::Value::from(entry.key.as_ref()).to_string());
                out.push_str(": ");
                disguised(&entry.value, seed / 3 + 1, out);
                out.push_str(", ");
            }
            out.push('}');
        }
    }
}

fn clusters(text: &str) -> Vec<Node> {
    let (documents, _) = yaml::read(text, Severity::Warning);
    let kind = |node: &Node| node.get("kind").and_then(Node::as_str) == Some("FlinkCluster");
    documents.into_iter().map(|document| document.root).filter(|root| kind(root)).collect()
}

/// Changes one value somewhere below.
pub fn mutate(node: &mut Node, path: &mut impl Iterator<Item = Index>, to: &Value) {
    let Some(index) = path.next() else { return node.value = to.clone() };
    match &mut node.value {
        Value::List(items) if !items.is_empty() => {
            let n = index.index(items.len());
            mutate(&mut items[n], path, to);
        }
        Value::Map(Map(entries)) if !entries.is_empty() => {
            let n = index.index(entries.len());
            mutate(&mut entries[n].value, path, to);
        }
        value => *value = to.clone(),
    }
}

pub fn odd_value() -> impl Strategy<Value = Value> {
    prop_oneof![
        Just(Value::Null),
        Just(Value::Bool(true)),
        Just(Value::List(Vec::new())),
        Just(Value::Map(Map::default())),
        prop::sample::select(vec!["0", "-1", "1.5", "99999999999999999999", "2147483647", "1e300"])
            .prop_map(|text| Value::Number(text.into())),
        prop::sample::select(vec![
            "",
            "0",
            "-1Gi",
            "9999999Ei",
            "1e-400",
            "600M",
            "://",
            "gs://",
            "{{$clusterName}}",
            "{{",
            "\n",
            "é\u{feff}",
            "#",
            "a: b",
            "Always",
            "../..",
            "1.8",
            "99.99",
            "0.999999999999",
            "-",
        ])
        .prop_map(|text| Value::String(text.into())),
        ".*".prop_map(|text| Value::String(text.into())),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn order_and_style_of_the_input_do_not_matter(index: Index, seed: u64, operator: bool) {
        let cluster = &ACCEPTED[index.index(ACCEPTED.len())];
        let (mut plain, mut other) = (String::new(), String::new());
        disguised(cluster, 0, &mut plain);
        disguised(cluster, seed, &mut other);
        let options = options(operator);
        let expected = stream(&rendered(&plain, &options));
        prop_assert_eq!(stream(&rendered(&other, &options)), expected.as_str());
        prop_assert_eq!(stream(&rendered(&emit::emit(cluster), &options)), expected);
    }

    #[test]
    fn what_was_rendered_renders_the_same_again(index: Index, operator: bool) {
        let options = options(operator);
        let first = rendered(&emit::emit(&ACCEPTED[index.index(ACCEPTED.len())]), &options);
        if let Some(resource) = first.objects.first() {
            prop_assert_eq!(&*resource.kind, "FlinkCluster");
            prop_assert_eq!(stream(&rendered(&resource.body.text(), &options)), stream(&first));
        }
    }

    #[test]
    fn no_cluster_panics(
        index: Index,
        path in prop::collection::vec(any::<Index>(), 0..8),
        to in odd_value(),
        operator: bool,
    ) {
        let mut cluster = ACCEPTED[index.index(ACCEPTED.len())].clone();
        mutate(&mut cluster, &mut path.iter().copied(), &to);
        let rendering = rendered(&emit::emit(&cluster), &options(operator));
        // All or nothing, and never silence; only an empty document says nothing.
        let errors = rendering.diagnostics.iter().any(|found| found.is_error());
        prop_assert!(errors == rendering.objects.is_empty() || cluster.is_null());
        for object in &rendering.objects {
            let (documents, failure) = yaml::read(&object.body.text(), Severity::Error);
            prop_assert!(failure.is_none() && documents.len() == 1, "{}", object.body.text());
        }
    }
}

/// Whatever cluster is the first that others are packed with.
#[test]
fn what_was_packed_is_the_same_text() {
    for operator in [false, true] {
        let plain = options(operator);
        let packed = Options { bodies: Bodies::Packed(Shelf::default()), ..options(operator) };
        let omitted = Options { bodies: Bodies::Omitted, ..options(operator) };
        for cluster in ACCEPTED.iter().rev() {
            let text = emit::emit(cluster);
            let expected = rendered(&text, &plain);
            let found = rendered(&text, &packed);
            assert_eq!(stream(&found), stream(&expected));
            let lengths = |rendering: &Rendering| -> Vec<_> {
                rendering.objects.iter().map(|object| object.body.length()).collect()
            };
            assert_eq!(lengths(&found), lengths(&expected));
            let without = rendered(&text, &omitted);
            assert_eq!(without.diagnostics, expected.diagnostics);
            assert!(without.objects.iter().all(|object| object.body.length() == 0));
        }
    }
}

/// A written default changes nothing.
#[test]
fn defaults_are_what_the_table_says() {
    let base = std::fs::read_to_string(root().join("fixtures/accept/default-values/cluster.yaml")).unwrap();
    let options = Options { no_custom_resource: true, ..options(false) };
    for dialect in Dialect::ALL {
        let [mut cluster] = <[Node; 1]>::try_from(clusters(&base)).unwrap();
        insert(&mut cluster, "apiVersion", dialect.api_version().into());
        if let Some(word) = dialect.word() {
            insert(&mut cluster, "metadata.annotations", map! { labels::DIALECT => word }.into());
        }
        // The one that has one.
        if dialect == Dialect::Spotify {
            insert(&mut cluster, "spec.taskManager.replicas", defaults::TASK_MANAGER_REPLICAS.into());
        }
        let expected = stream(&rendered(&emit::emit(&cluster), &options));
        assert!(!expected.is_empty());
        for (path, _, default) in defaults::all().into_iter().filter(|(_, dialects, _)| dialects.has(dialect))
        {
            let mut written = cluster.clone();
            insert(&mut written, path, default.into());
            assert_eq!(stream(&rendered(&emit::emit(&written), &options)), expected, "{dialect}: {path}");
        }
    }
}

fn insert(node: &mut Node, path: &str, value: Node) {
    let (key, rest) = path.split_once('.').map_or((path, None), |(key, rest)| (key, Some(rest)));
    let Value::Map(map) = &mut node.value else { panic!("{path}") };
    if map.get(key).is_none() {
        map.push(key.to_owned(), Map::default());
    }
    let entry = map.0.iter_mut().find(|entry| entry.key == key).unwrap();
    match rest {
        Some(rest) => insert(&mut entry.value, rest, value),
        None => entry.value = value,
    }
}

/// What may run is lowered, and only for a review; what is wrong with it is told the same.
#[test]
fn what_newer_rules_refuse_is_rendered_as_it_runs() {
    let mut cases = 0;
    for file in inputs("refuse") {
        let source = Arc::new(Source::new("input.yaml", std::fs::read_to_string(&file).unwrap()));
        for operator in [false, true] {
            let options = options(operator);
            let [strict, running] =
                [render::render(&source, &options), render::render_as_it_runs(&source, &options)];
            assert!(strict.outdated.is_empty());
            let told = |rendering: &Rendering| {
                let all = rendering.diagnostics.iter().chain(&rendering.outdated);
                let mut all: Vec<_> = all.map(|found| (found.span.start, found.message.clone())).collect();
                all.sort();
                all
            };
            assert_eq!(told(&strict), told(&running), "{}", file.display());
            if running.outdated.is_empty() {
                assert_eq!(stream(&strict), stream(&running), "{}", file.display());
                continue;
            }
            cases += 1;
            assert!(running.fleet.len() > strict.fleet.len(), "{}", file.display());
            assert!(yaml::read(&stream(&running), Severity::Error).1.is_none(), "{}", file.display());
        }
    }
    assert!(cases > 5, "{cases}");
}

#[test]
fn objects_have_the_name_of_their_cluster_and_more_behind_it() {
    let mut seen = 0;
    for operator in [false, true] {
        for (text, rendering) in accepted_renderings(operator) {
            for object in rendering
                .objects
                .iter()
                .filter(|object| matches!(object.origin, Origin::Cluster | Origin::ClusterOfAnOutput))
            {
                let cluster =
                    &text[object.span.start as usize..object.span.end as usize].trim_matches(['"', '\'']);
                let name =
                    object.name.strip_prefix("flink-").filter(|name| name == cluster).unwrap_or(&object.name);
                let rest = name.strip_prefix(cluster);
                assert!(
                    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('-')),
                    "{} of {cluster}",
                    object.name
                );
                seen += 1;
            }
        }
    }
    assert!(seen > 1000, "{seen}");
}

/// Of all files that are accepted.
fn accepted_renderings(operator: bool) -> impl Iterator<Item = (String, Rendering)> {
    let files = inputs("accept").into_iter().chain(inputs("versions"));
    files.map(move |file| {
        let text = std::fs::read_to_string(file).unwrap();
        let rendering = rendered(&text, &options(operator));
        (text, rendering)
    })
}
