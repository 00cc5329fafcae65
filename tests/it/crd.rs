//! The CustomResourceDefinition says what the compiler does.

use flink_render::api::kubernetes::CONTAINER;
use flink_render::api::shape::Shape;
use flink_render::crd;
use flink_render::render::resolve::defaults;
use flink_render::render::validate::rules;
use serde_json::Value;

use crate::support::documents;

fn definition() -> Value {
    documents(&crd::yaml()).remove(0)
}

/// The schema of a field.
fn field<'a>(root: &'a Value, path: &str) -> &'a Value {
    let schema = &root["spec"]["versions"][0]["schema"]["openAPIV3Schema"];
    path.split('.').filter(|part| !part.is_empty()).fold(schema, |schema, part| &schema["properties"][part])
}

#[test]
fn it_fits_client_side_apply() {
    assert!(definition().to_string().len() < 262_144);
}

#[test]
fn every_default_and_no_other_is_in_it() {
    let root = definition();
    for (path, default) in defaults::all() {
        assert_eq!(field(&root, path)["default"], default.json(), "{path}");
    }
    assert_eq!(root.to_string().matches("\"default\":").count(), defaults::all().len());
}

#[test]
fn every_rule_is_in_it() {
    let root = definition();
    for cel in rules::ALL.iter().flat_map(|rule| (rule.cel)()) {
        let found = field(&root, cel.path)["x-kubernetes-validations"].as_array().into_iter().flatten();
        assert!(found.into_iter().any(|rule| rule["rule"] == *cel.rule), "{}: {}", cel.path, cel.rule);
    }
}

#[test]
fn every_field_is_described() {
    fn check(schema: &Value, path: &str) {
        for (name, inner) in schema["properties"].as_object().into_iter().flatten() {
            let path = format!("{path}.{name}");
            let kubernetes = schema["x-kubernetes-preserve-unknown-fields"] == true;
            assert!(kubernetes || inner["description"].is_string() || path == ".metadata", "{path}");
            if !kubernetes {
                check(inner, &path);
            }
        }
    }
    check(field(&definition(), ""), "");
}

/// Kubernetes' own types are there as a whole.
#[test]
fn containers_have_all_their_fields() {
    let Shape::Object(container) = CONTAINER else { panic!() };
    let root = definition();
    let schema = &field(&root, "spec.taskManager.sidecars")["items"]["properties"];
    assert_eq!(schema.as_object().unwrap().len(), container.members.len());
}
