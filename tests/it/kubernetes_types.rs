//! The table of Kubernetes' types is what Kubernetes says.

use std::collections::BTreeSet;
use std::fmt::Write;

use k8s_openapi::api::core::v1 as core;
use schemars::JsonSchema;
use schemars::generate::{SchemaGenerator, SchemaSettings};
use serde_json::Value;

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
    ];
    let definitions = Value::Object(generator.definitions().clone());
    let mut out = String::from(
        "//! The types of Kubernetes that a FlinkCluster holds. Made from the crate k8s-openapi by the test\n\
         //! `kubernetes_types`; `UPDATE=1 cargo test kubernetes_types` writes it.\n\n\
         use crate::api::shape::{Member, Object, Shape};\n\n\
         const fn member(name: &'static str, shape: Shape, required: bool) -> Member {\n    \
             Member { name, also: \"\", doc: \"\", shape, required }\n}\n\n\
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
            writeln!(out, "        member({key:?}, {shape}, {}),", required.contains(key.as_str())).unwrap();
        }
        writeln!(
            out,
            "    ],\n);\n/// `{short}`.\npub const {constant}: Shape = Shape::Object(&{constant}_KEYS);"
        )
        .unwrap();
    }
    out
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
