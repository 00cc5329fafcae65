//! The tables of Kubernetes' types, and of the keys of their lists, are what Kubernetes says.

use std::collections::BTreeSet;
use std::fmt::Write;

use flink_render::k8s::lists;
use k8s_openapi::DeepMerge;
use k8s_openapi::api::apps::v1::DeploymentStatus;
use k8s_openapi::api::autoscaling::v2::{HorizontalPodAutoscalerBehavior, MetricSpec};
use k8s_openapi::api::core::v1 as core;
use k8s_openapi::api::networking::v1::{IPBlock, IngressSpec};
use k8s_openapi::api::policy::v1::PodDisruptionBudgetSpec;
use schemars::JsonSchema;
use schemars::generate::{SchemaGenerator, SchemaSettings};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

const FILE: &str = "src/api/kubernetes.rs";

fn reference<T: JsonSchema>(generator: &mut SchemaGenerator) -> String {
    let schema = generator.subschema_for::<T>();
    schema.as_value()["$ref"].as_str().unwrap().rsplit('/').next().unwrap().to_owned()
}

fn screaming(name: &str) -> String {
    let mut out = String::new();
    let short = name.rsplit('.').next().unwrap();
    let chars: Vec<char> = short.chars().collect();
    for (n, c) in chars.iter().enumerate() {
        let next_is_small = chars.get(n + 1).is_some_and(|c| c.is_lowercase());
        if n > 0 && c.is_uppercase() && (chars[n - 1].is_lowercase() || next_is_small) {
            out.push('_');
        }
        out.extend(c.to_uppercase());
    }
    out
}

fn shape(schema: &Value, seen: &mut Vec<String>) -> String {
    if let Some(reference) = schema["$ref"].as_str() {
        let name = reference.rsplit('/').next().unwrap().to_owned();
        match name.rsplit('.').next().unwrap() {
            "Quantity" => return "Shape::Quantity".into(),
            "IntOrString" => return "Shape::IntOrText".into(),
            "Time" => return "Shape::Text".into(),
            _ => {}
        }
        let constant = screaming(&name);
        if !seen.contains(&name) {
            seen.push(name);
        }
        return constant;
    }
    match schema["type"].as_str() {
        Some("string") => "Shape::Text".into(),
        Some("boolean") => "Shape::Bool".into(),
        Some("number") => "Shape::Number".into(),
        Some("integer") if schema["format"] == "int32" => "Shape::Int32".into(),
        Some("integer") => "Shape::Int64".into(),
        Some("array") => format!("Shape::List(&{})", shape(&schema["items"], seen)),
        Some("object") if schema["additionalProperties"].is_object() => {
            format!("Shape::Map(&{})", shape(&schema["additionalProperties"], seen))
        }
        other => panic!("{other:?} in {schema}"),
    }
}

fn table() -> String {
    let mut generator = SchemaSettings::openapi3().into_generator();
    let mut seen = vec![
        reference::<core::Volume>(&mut generator),
        reference::<core::VolumeMount>(&mut generator),
        reference::<core::Container>(&mut generator),
        reference::<core::EnvVar>(&mut generator),
        reference::<core::LocalObjectReference>(&mut generator),
        reference::<core::ResourceRequirements>(&mut generator),
        reference::<core::Toleration>(&mut generator),
        reference::<core::Affinity>(&mut generator),
        reference::<core::HostAlias>(&mut generator),
        reference::<core::PodSecurityContext>(&mut generator),
        reference::<core::PersistentVolumeClaim>(&mut generator),
        reference::<PodDisruptionBudgetSpec>(&mut generator),
        reference::<MetricSpec>(&mut generator),
        reference::<HorizontalPodAutoscalerBehavior>(&mut generator),
        reference::<IPBlock>(&mut generator),
    ];
    let definitions = Value::Object(generator.definitions().clone());
    let mut out = String::from(
        "//! The types of Kubernetes that a FlinkCluster holds. Made from the crate k8s-openapi by the test\n\
         //! `kubernetes_types`; `UPDATE=1 cargo test kubernetes_types` writes it. The words are the first sentences of\n\
         //! Kubernetes' own API documentation, by the Kubernetes authors, under the Apache License 2.0.\n\n\
         use crate::k8s::dialect::Dialects;\n\
         use crate::api::shape::{Member, Object, Shape};\n\n\
         const fn member(name: &'static str, shape: Shape, required: bool, doc: &'static str) -> Member {\n    \
             let required = if required { Dialects::ALL } else { Dialects::NONE };\n    \
             Member { name, also: \"\", doc, shape, dialects: Dialects::ALL, required }\n}\n\n\
         const fn object(name: &'static str, members: &'static [Member]) -> Object {\n    \
             Object { name, doc: \"\", members, open: true }\n}\n",
    );
    let mut next = 0;
    while let Some(name) = seen.get(next).cloned() {
        next += 1;
        let definition = &definitions[&name];
        let required: BTreeSet<&str> =
            definition["required"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
        let constant = screaming(&name);
        let short = name.rsplit('.').next().unwrap();
        writeln!(
            out,
            "\n/// `{short}`.\npub static {constant}_KEYS: Object = object(\n    {short:?},\n    &["
        )
        .unwrap();
        // The name first, as people write it; the rest by the alphabet, as kubectl does.
        let mut properties: Vec<_> = definition["properties"].as_object().into_iter().flatten().collect();
        properties.sort_by_key(|(key, _)| (*key != "name", *key));
        for (key, schema) in properties {
            let shape = shape(schema, &mut seen);
            let doc = sentence(schema["description"].as_str().unwrap_or_default());
            writeln!(out, "        member({key:?}, {shape}, {}, {doc:?}),", required.contains(key.as_str()))
                .unwrap();
        }
        writeln!(
            out,
            "    ],\n);\n/// `{short}`.\npub const {constant}: Shape = Shape::Object(&{constant}_KEYS);"
        )
        .unwrap();
    }
    out
}

/// The first sentence of a description.
fn sentence(text: &str) -> String {
    let text = text.split("\n\n").next().unwrap().split_whitespace().collect::<Vec<_>>().join(" ");
    let ends = text.match_indices(". ").map(|(at, _)| at);
    let is_end = |at: &usize| {
        let (before, after) = (&text[..*at], &text[*at + 2..]);
        !before.ends_with("e.g") && !before.ends_with("i.e") && after.starts_with(|c: char| c.is_uppercase())
    };
    let end = ends.into_iter().find(is_end).unwrap_or(text.len());
    let first = text[..end].trim_end_matches('.');
    if first.is_empty() { String::new() } else { format!("{first}.") }
}

fn formatted(text: &str) -> String {
    let file = tempfile::Builder::new().suffix(".rs").tempfile().unwrap();
    std::fs::write(file.path(), text).unwrap();
    let config = concat!(env!("CARGO_MANIFEST_DIR"), "/.rustfmt.toml");
    let status = std::process::Command::new("rustfmt")
        .args(["--edition", "2024", "--config-path", config])
        .arg(file.path())
        .status()
        .unwrap();
    assert!(status.success());
    std::fs::read_to_string(file.path()).unwrap()
}

#[test]
fn kubernetes_types_are_fresh() {
    let path = format!("{}/{FILE}", env!("CARGO_MANIFEST_DIR"));
    let wanted = formatted(&table());
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(&path, &wanted).unwrap();
    }
    assert!(std::fs::read_to_string(&path).unwrap() == wanted, "run: UPDATE=1 cargo test kubernetes_types");
}

/// Of each list of objects in a type: its name, and the fields that make two elements one when they are merged.
fn merged<T: JsonSchema + DeepMerge + Serialize + DeserializeOwned>()
-> Vec<(String, Vec<String>, Vec<String>)> {
    let mut generator = SchemaSettings::openapi3().into_generator();
    let name = reference::<T>(&mut generator);
    let definitions = Value::Object(generator.definitions().clone());
    let properties = |name: &str| definitions[name]["properties"].as_object().cloned().unwrap_or_default();
    let mut all = Vec::new();
    for (list, schema) in properties(&name) {
        let Some(of) = schema["items"]["$ref"].as_str() else { continue };
        let scalars: Vec<(String, bool)> = properties(of.rsplit('/').next().unwrap())
            .into_iter()
            .filter(|(_, schema)| matches!(schema["type"].as_str(), Some("string" | "integer")))
            .map(|(key, schema)| (key, schema["type"] == "string"))
            .collect();
        let element = |n: i32, same: &str| {
            let value = |(key, text): &(String, bool)| {
                let n = if key == same { 0 } else { n };
                (key.clone(), if *text { json!(n.to_string()) } else { json!(n) })
            };
            Value::Object(scalars.iter().map(value).collect())
        };
        // Of two with one element each; a list that is replaced as a whole has one afterwards, too.
        let count = |same: &str| {
            let of = |n| serde_json::from_value::<T>(json!({ &list: [element(n, same)] })).unwrap();
            let mut one = of(1);
            one.merge_from(of(2));
            serde_json::to_value(one).unwrap()[&list].as_array().unwrap().len()
        };
        let is_key = |key: &str| count("") == 2 && count(key) == 1;
        let keys = scalars.iter().map(|(key, _)| key.clone()).filter(|key| is_key(key)).collect();
        all.push((list, keys, scalars.iter().map(|(key, _)| key.clone()).collect()));
    }
    all
}

#[test]
fn lists_have_the_keys_that_kubernetes_merges_by() {
    let lists = [
        merged::<core::PodSpec>(),
        merged::<core::Container>(),
        merged::<core::ResourceRequirements>(),
        merged::<core::ServiceSpec>(),
        merged::<IngressSpec>(),
        merged::<DeploymentStatus>(),
    ];
    let mut some = 0;
    for (list, keys, fields) in lists.into_iter().flatten() {
        let ours: Vec<_> =
            lists::keys(&list).iter().filter(|key| fields.iter().any(|field| field == *key)).collect();
        assert_eq!(ours, keys.iter().collect::<Vec<_>>(), "{list}");
        some += keys.len();
    }
    assert!(some > 10);
    for (own, theirs) in [("envVars", "env"), ("sidecars", "containers"), ("pullSecrets", "imagePullSecrets")]
    {
        assert_eq!(lists::keys(own), lists::keys(theirs), "{own}");
    }
}
