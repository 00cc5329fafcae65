//! The JSON Schema for editors and kubeconform: the CustomResourceDefinition's, closed and with types that JSON Schema
//! knows. It accepts what the compiler reads.

use serde_json::{Map as Json, Value, json};

use crate::crd;
use crate::explain::option;
use crate::flink::options::{self, Known, Read};
use crate::flink::version::NEWEST;
use crate::k8s::dialect::Dialects;
use crate::k8s::resource::{GROUP, KIND, V1ALPHA1, V1BETA1};
use crate::render::validate::rules;
use crate::tree::{self, Map, Node};

/// The versions that there is a schema for, the one to write first.
pub const VERSIONS: [&str; 2] = [V1BETA1, V1ALPHA1];

/// Draft 7, which editors and kubeconform both read: JSON, with a line break at the end.
pub fn json(version: &str) -> String {
    let mut root = object(&crd::resource(Dialects::of_version(version)), true);
    root.insert("title".into(), KIND.into());
    if let Some(Value::Object(properties)) = root.get_mut("properties") {
        // What the compiler takes as one document of its own is told apart by these.
        properties.insert("apiVersion".into(), json!({ "const": format!("{GROUP}/{version}") }));
        properties.insert("kind".into(), json!({ "const": KIND }));
    }
    let known =
        root.get_mut("properties").and_then(|node| node.pointer_mut("/spec/properties/flinkProperties"));
    if let Some(Value::Object(properties)) = known {
        let named = |key: &&str| key.contains('*');
        properties.insert("properties".into(), options(|key| !named(key), str::to_owned).into());
        properties.insert("patternProperties".into(), options(named, pattern).into());
    }
    root.insert("required".into(), json!(["apiVersion", "kind", "metadata", "spec"]));
    root.insert("$schema".into(), "http://json-schema.org/draft-07/schema#".into());
    format!("{:#}\n", Value::Object(root))
}

/// Flink's own options, for editors to offer; others are taken as well. Their values are texts, of which the compiler knows more
/// than a schema can say.
fn options(of: impl Fn(&&str) -> bool, name: impl Fn(&str) -> String) -> Json<String, Value> {
    let keys = options::all_keys().filter(|key| of(key) && rules::may_set(key));
    let members = keys.map(|key| {
        let parts: Vec<_> = option::told(key).into_iter().map(|(at, what)| format!("{at}: {what}")).collect();
        let mut member = Json::new();
        member.insert("type".into(), "string".into());
        member.insert("description".into(), format!("Flink {}.", parts.join("; ")).into());
        if let Known::Option(Read { kind, default: _ }) = options::lookup(key, NEWEST) {
            let words = kind.words();
            if !words.is_empty() {
                member.insert("examples".into(), words.into());
            }
        }
        (name(key), member.into())
    });
    members.collect()
}

/// What is called as a key with a name in it.
fn pattern(key: &str) -> String {
    format!("^{}$", key.replace('.', "\\.").replace('*', "[^.]+"))
}

/// Where catalogs of schemas keep it: `flinkoperator.k8s.io/flinkcluster_v1beta1.json`.
pub fn file(version: &str) -> String {
    format!("{GROUP}/{}_{version}.json", KIND.to_lowercase())
}

/// One schema. Null is read as absent, where there may be nothing.
fn object(schema: &Map, required: bool) -> Json<String, Value> {
    let has = |key: &str| schema.get(key).is_some();
    let flag = |key: &str| schema.get(key).is_some_and(|node| node.value == tree::Value::Bool(true));
    let must = |name: &str| {
        let names = schema.get("required").and_then(Node::as_list).unwrap_or_default();
        names.iter().any(|node| node.as_str() == Some(name))
    };
    let mut out = Json::new();
    let mut types: Vec<&str> = schema.get("type").and_then(Node::as_str).into_iter().collect();
    if flag("x-kubernetes-int-or-string") {
        // Of these, only quantities have a pattern, and may be fractions.
        types = vec![if has("pattern") { "number" } else { "integer" }, "string"];
    }
    if !types.is_empty() {
        types.extend((!required).then_some("null"));
        out.insert("type".into(), if let [one] = types[..] { one.into() } else { types.into() });
    }
    for tree::Entry { key, value, .. } in &schema.0 {
        match (key.as_ref(), value.as_map()) {
            ("properties", Some(map)) => {
                let member = |entry: &tree::Entry| {
                    let schema = entry.value.as_map().map(|map| object(map, must(&entry.key)));
                    (entry.key.to_string(), schema.unwrap_or_default().into())
                };
                out.insert("properties".into(), Value::Object(map.0.iter().map(member).collect()));
                if !flag("x-kubernetes-preserve-unknown-fields") {
                    out.insert("additionalProperties".into(), false.into());
                }
            }
            ("items" | "additionalProperties", Some(map)) => {
                out.insert(key.to_string(), object(map, true).into());
            }
            ("enum", _) => {
                let mut words = value.value.json();
                if let (Value::Array(words), false) = (&mut words, required) {
                    words.push(Value::Null);
                }
                out.insert("enum".into(), words);
            }
            ("format", _) => {
                let (least, most) = match value.as_str() {
                    Some("int32") => (i64::from(i32::MIN), i64::from(i32::MAX)),
                    _ => (i64::MIN, i64::MAX),
                };
                out.insert("minimum".into(), least.into());
                out.insert("maximum".into(), most.into());
            }
            ("description" | "default" | "required" | "pattern" | "maxLength", _) => {
                out.insert(key.to_string(), value.value.json());
            }
            _ => {}
        }
    }
    out
}
