//! The JSON Schema says what the compiler and the CustomResourceDefinition do.

use std::sync::LazyLock;

use flink_render::diagnostic::Severity;
use flink_render::k8s::labels;
use flink_render::k8s::resource::{API_V1ALPHA1, KIND, V1ALPHA1};
use flink_render::render::emit;
use flink_render::render::parse::{self, Document, Manner, Strictness, yaml};
use flink_render::tree::Node;
use flink_render::{crd, schema};
use jsonschema::Validator;
use proptest::prelude::*;
use proptest::sample::Index;
use serde_json::{Value, json};

use crate::render::{mutate, odd_value};
use crate::support::{documents, inputs};

const MANNER: Manner = Manner { strictness: Strictness::Strict, dialect: None };

static SCHEMA: LazyLock<Value> = LazyLock::new(|| serde_json::from_str(&schema::json(V1ALPHA1)).unwrap());
static VALIDATOR: LazyLock<Validator> = LazyLock::new(|| jsonschema::draft7::new(&SCHEMA).unwrap());

/// Clusters of the fixtures, good and bad.
static CLUSTERS: LazyLock<Vec<Node>> = LazyLock::new(|| {
    let suites = ["accept", "versions", "refuse", "operator"].into_iter().flat_map(inputs);
    let texts = suites.map(|file| std::fs::read_to_string(file).unwrap());
    let nodes = texts.flat_map(|text| yaml::read(&text, Severity::Warning).0).map(|document| document.root);
    nodes.filter(is_cluster).collect()
});

fn is_cluster(node: &Node) -> bool {
    node.get("kind").and_then(Node::as_str) == Some(KIND)
        && node.get("apiVersion").and_then(Node::as_str) == Some(API_V1ALPHA1)
}

/// Whether the compiler takes its form.
fn is_sound(text: &str) -> bool {
    let parsed = parse::parse(text, MANNER);
    matches!(&parsed.documents[..], [Document::Cluster(cluster)] if cluster.sound)
}

/// What no schema says: how large a quantity is, whether a new field of Kubernetes' types is a slip, and whether a text is a
/// template or holds characters of typesetters; nor what fields in an annotation are.
fn is_beyond(text: &str) -> bool {
    let codes = parse::parse(text, MANNER).diagnostics.into_iter().filter(|found| found.is_error());
    let beyond = |found: &flink_render::diagnostic::Diagnostic| {
        let of = found.message.rsplit_once(" is not a field of a ").map(|(_, of)| of);
        [parse::codes::QUANTITY, parse::codes::TEMPLATE, parse::codes::TYPOGRAPHY].contains(&found.code)
            // To a schema the fields in an annotation are text.
            || found.message.starts_with(labels::PREFIX)
            || found.code == parse::codes::UNKNOWN_FIELD && of.is_some_and(|of| !of.starts_with(KIND))
    };
    codes.into_iter().all(|found| beyond(&found))
}

fn agree(cluster: &Node) -> Result<(), TestCaseError> {
    let text = emit::emit(cluster);
    let value = documents(&text).remove(0);
    let errors: Vec<_> = VALIDATOR.iter_errors(&value).map(|error| error.to_string()).collect();
    let sound = is_sound(&text);
    prop_assert!(sound == errors.is_empty() || (!sound && is_beyond(&text)), "{sound} {errors:?}\n{text}");
    Ok(())
}

#[test]
fn it_is_a_schema() {
    assert!(jsonschema::draft7::meta::is_valid(&SCHEMA));
    assert_eq!(schema::file(V1ALPHA1), "flinkoperator.k8s.io/flinkcluster_v1alpha1.json");
}

#[test]
fn it_takes_every_fixture_as_the_compiler_does() {
    let taken = CLUSTERS.iter().filter(|cluster| is_sound(&emit::emit(cluster))).count();
    assert!(taken > 100 && taken < CLUSTERS.len(), "{taken} of {}", CLUSTERS.len());
    CLUSTERS.iter().for_each(|cluster| agree(cluster).unwrap());
}

#[test]
fn editors_offer_flinks_options() {
    let known = &SCHEMA["properties"]["spec"]["properties"]["flinkProperties"]["properties"];
    let words = |key: &str| known[key]["examples"].clone();
    assert_eq!(words("execution.checkpointing.mode"), json!(["EXACTLY_ONCE", "AT_LEAST_ONCE"]));
    assert_eq!(words("execution.checkpointing.interval"), Value::Null);
    let told = known["state.backend"]["description"].as_str().unwrap();
    assert_eq!(
        told,
        "Flink 1.8 to 1.16: a text, unset by default; 1.17 and later: an older name of `state.backend.type`."
    );
    // What has a field, what nobody reads here, and what is one of many.
    for key in ["rest.port", "kubernetes.pod-template-file", "metrics.reporter.*.class"] {
        assert_eq!(known[key], Value::Null, "{key}");
    }
    assert!(known.as_object().unwrap().len() > 1000);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1000))]

    #[test]
    fn it_takes_what_the_compiler_takes(
        index: Index,
        path in prop::collection::vec(any::<Index>(), 1..8),
        to in odd_value(),
    ) {
        let mut cluster = CLUSTERS[index.index(CLUSTERS.len())].clone();
        mutate(&mut cluster, &mut path.iter().copied(), &to);
        // Anything else is no FlinkCluster to the compiler, and another kind's schema to editors.
        if is_cluster(&cluster) {
            agree(&cluster)?;
        }
    }
}

/// Every field of the one is in the other, with the same words, default, bounds and description.
#[test]
fn it_agrees_with_the_definition() {
    // `own`: whether it is a field of a FlinkCluster; of Kubernetes' types the definition has no words.
    fn compare(crd: &Value, schema: &Value, path: &str, own: bool, seen: &mut usize) {
        *seen += 1;
        assert!(own || crd["description"].is_null(), "{path}");
        assert!(own || path.ends_with("[]") || schema["description"].is_string(), "{path}");
        // What the definition leaves open for its length.
        if crd["x-kubernetes-preserve-unknown-fields"] == true && crd["properties"].is_null() {
            return;
        }
        for key in ["description", "default", "pattern", "required"].into_iter().skip(usize::from(!own)) {
            assert_eq!(crd[key], schema[key], "{path}: {key}");
        }
        let types: Vec<&str> = match &schema["type"] {
            Value::Array(types) => types.iter().filter_map(Value::as_str).collect(),
            one => one.as_str().into_iter().collect(),
        };
        let union = crd["x-kubernetes-int-or-string"] == true;
        let expected = crd["type"].as_str().unwrap_or(if union { "string" } else { "" });
        assert!(expected.is_empty() && types.is_empty() || types.contains(&expected), "{path}: {types:?}");
        assert_eq!(union, types.len() - usize::from(types.contains(&"null")) == 2, "{path}: {types:?}");
        if let Some(words) = crd["enum"].as_array() {
            assert!(words.iter().all(|word| schema["enum"].as_array().unwrap().contains(word)), "{path}");
        }
        if let Some(members) = crd["properties"].as_object() {
            let open = crd["x-kubernetes-preserve-unknown-fields"] == true;
            assert_eq!(schema["additionalProperties"] == false, !open, "{path}");
            // What is declared to be refused: see `it_knows_both_versions`.
            let own = || members.iter().filter(|(_, member)| member["description"] != "Only v1beta1 has it.");
            let names = own().map(|(name, _)| name);
            assert!(names.eq(schema["properties"].as_object().unwrap().keys()), "{path}");
            for (name, member) in own() {
                compare(member, &schema["properties"][name], &format!("{path}.{name}"), !open, seen);
            }
        }
        for inner in ["items", "additionalProperties"].into_iter().filter(|key| crd[key].is_object()) {
            compare(&crd[inner], &schema[inner], &format!("{path}[]"), own, seen);
        }
    }
    let crd = documents(&crd::yaml()).remove(0);
    for version in crd["spec"]["versions"].as_array().unwrap() {
        let schema: Value = serde_json::from_str(&schema::json(version["name"].as_str().unwrap())).unwrap();
        let spec = &version["schema"]["openAPIV3Schema"]["properties"]["spec"];
        let mut seen = 0;
        compare(spec, &schema["properties"]["spec"], "spec", true, &mut seen);
        assert!(seen > 1000, "{seen}");
        assert_eq!(schema["properties"]["kind"], json!({ "const": KIND }));
    }
}
