//! The CustomResourceDefinition says what the compiler does.

use flink_render::api::kubernetes::CONTAINER;
use flink_render::api::shape::Shape;
use flink_render::crd;
use flink_render::k8s::dialect::Dialects;
use flink_render::render::resolve::defaults;
use flink_render::render::validate::rules;
use serde_json::Value;

use crate::support::documents;

fn definition() -> Value {
    documents(&crd::yaml()).remove(0)
}

/// The versions, each with its dialects and its schema.
fn versions(root: &Value) -> Vec<(Dialects, &Value)> {
    let versions = root["spec"]["versions"].as_array().unwrap();
    let of = |version: &Value| Dialects::of_version(version["name"].as_str().unwrap());
    versions.iter().map(|version| (of(version), &version["schema"]["openAPIV3Schema"])).collect()
}

/// The schema of a field.
fn field<'a>(schema: &'a Value, path: &str) -> &'a Value {
    path.split('.').filter(|part| !part.is_empty()).fold(schema, |schema, part| &schema["properties"][part])
}

#[test]
fn it_fits_client_side_apply() {
    assert!(definition().to_string().len() < 262_144);
}

#[test]
fn every_default_and_no_other_is_in_it() {
    for (dialects, schema) in versions(&definition()) {
        let all = defaults::all().into_iter().filter(|(_, have, _)| have.covers(dialects));
        let mut count = 0;
        for (path, _, default) in all {
            assert_eq!(field(schema, path)["default"], default.json(), "{path}");
            count += 1;
        }
        assert_eq!(schema.to_string().matches("\"default\":").count(), count);
    }
}

#[test]
fn every_rule_is_in_it() {
    for (dialects, schema) in versions(&definition()) {
        for cel in rules::ALL.iter().flat_map(|rule| (rule.cel)()).filter(|cel| cel.dialects.covers(dialects))
        {
            let found = field(schema, cel.path)["x-kubernetes-validations"].as_array().into_iter().flatten();
            assert!(found.into_iter().any(|rule| rule["rule"] == *cel.rule), "{}: {}", cel.path, cel.rule);
        }
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
    versions(&definition()).into_iter().for_each(|(_, schema)| check(schema, ""));
}

/// An object that was applied as one version and is applied as the other is looked at in both: a field that only one declared would
/// end a server-side apply.
#[test]
fn it_knows_both_versions() {
    fn compare(stored: &Value, other: &Value, path: &str, refused: &mut usize) {
        let Some(fields) = stored["properties"].as_object() else { return };
        if other["x-kubernetes-preserve-unknown-fields"] == true {
            return;
        }
        assert_eq!(stored["type"], other["type"], "{path}");
        for (name, inner) in fields {
            let same = &other["properties"][name];
            assert!(same.is_object(), "{path}.{name}");
            if same["description"] == "Only v1beta1 has it." {
                let rules = other["x-kubernetes-validations"].to_string();
                assert!(rules.contains(&format!("!has(self.{name})")), "{path}.{name} is not refused");
                assert_eq!(inner["type"], same["type"], "{path}.{name}");
                *refused += 1;
            } else {
                compare(inner, same, &format!("{path}.{name}"), refused);
            }
        }
    }
    let definition = definition();
    let [(_, stored), (_, other)] = versions(&definition)[..] else { panic!() };
    let mut refused = 0;
    compare(field(stored, "spec"), field(other, "spec"), "spec", &mut refused);
    assert!(refused > 50, "{refused}");
}

/// Kubernetes' own types are there as a whole.
#[test]
fn containers_have_all_their_fields() {
    let Shape::Object(container) = CONTAINER else { panic!() };
    for (_, schema) in versions(&definition()) {
        let schema = &field(schema, "spec.taskManager.sidecars")["items"]["properties"];
        assert_eq!(schema.as_object().unwrap().len(), container.members.len());
    }
}
