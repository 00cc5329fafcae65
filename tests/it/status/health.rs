//! What Argo CD and Flux make of every status of the cases: the same, by two programs.

use cel::{Context, Program, Value as Cel};
use flink_render::api::status::{ConditionType, Status, Truth};
use flink_render::status::derive;
use mlua::{Lua, LuaSerdeExt};
use serde_json::{Value, json};

use super::cases;
use crate::support::{documents, root};

fn template(name: &str) -> String {
    std::fs::read_to_string(root().join("templates").join(name)).unwrap()
}

/// The status and the message that the script gives.
fn argo(object: &Value) -> (String, String) {
    let lua = Lua::new();
    lua.globals()
        .set(
            "obj",
            lua.to_value_with(object, mlua::serde::ser::Options::new().serialize_none_to_null(false))
                .unwrap(),
        )
        .unwrap();
    let health: Value = lua.from_value(lua.load(template("argocd/health.lua")).eval().unwrap()).unwrap();
    (health["status"].as_str().unwrap().to_owned(), health["message"].as_str().unwrap().to_owned())
}

/// As kustomize-controller goes about it.
fn flux(object: &Value) -> &'static str {
    let observed = &object["status"]["observedGeneration"];
    if !observed.is_null() && *observed != object["metadata"]["generation"] {
        return "InProgress";
    }
    let rules = &documents(&template("flux/health.yaml"))[0]["healthCheckExprs"][0];
    // The version is not looked at.
    let group = |node: &Value| node["apiVersion"].as_str().unwrap().split_once('/').unwrap().0.to_owned();
    assert_eq!((group(rules), &rules["kind"]), (group(object), &object["kind"]));
    let mut context = Context::default();
    for (key, value) in object.as_object().unwrap() {
        context.add_variable(key.as_str(), value).unwrap();
    }
    let words = [("inProgress", "InProgress"), ("failed", "Failed"), ("current", "Current")];
    let holds = |rule: &str| match Program::compile(rule).unwrap().execute(&context) {
        Ok(Cel::Bool(answer)) => answer,
        other => panic!("{rule}: {other:?}"),
    };
    words.iter().find(|(key, _)| holds(rules[key].as_str().unwrap())).map_or("InProgress", |(_, word)| word)
}

fn object(status: Option<&Status>, generation: i64) -> Value {
    let mut object = json!({
        "apiVersion": "flinkoperator.k8s.io/v1alpha1",
        "kind": "FlinkCluster",
        "metadata": {"name": "wc", "generation": generation},
    });
    if let Some(status) = status {
        object["status"] = serde_json::to_value(status).unwrap();
    }
    object
}

#[test]
fn every_status_has_one_health() {
    for case in cases::all() {
        let derived = derive(&case.facts, &case.previous, case.now);
        let generation = case.facts.cluster.metadata.generation.unwrap();
        let says = |kind| {
            let conditions = &derived.status.conditions;
            conditions.iter().find(|condition| condition.kind == kind && condition.status == Truth::True)
        };
        let expected = match (
            says(ConditionType::Stalled),
            says(ConditionType::Reconciling),
            says(ConditionType::Ready),
        ) {
            (Some(stalled), None, None) => ("Degraded", "Failed", &stalled.reason),
            (None, Some(under_way), None) => ("Progressing", "InProgress", &under_way.reason),
            (None, None, Some(ready)) if ready.reason == "JobCancelled" => {
                ("Suspended", "Current", &ready.reason)
            }
            (None, None, Some(ready)) => ("Healthy", "Current", &ready.reason),
            (None, None, None) => ("Progressing", "InProgress", &derived.status.conditions[0].reason),
            other => panic!("{}: {other:?}", case.name),
        };
        let object = object(Some(&derived.status), generation);
        let (status, message) = argo(&object);
        assert_eq!((status.as_str(), flux(&object)), (expected.0, expected.1), "{}", case.name);
        let upgrade =
            derived.status.conditions.iter().any(|condition| condition.reason == "JobUpgradeFailed");
        assert!(message.starts_with(expected.2.as_str()) || upgrade, "{}: {message}", case.name);
        assert!(!derived.changed || message.ends_with('.'), "{}: {message}", case.name);
    }
}

#[test]
fn a_status_of_an_older_generation_is_none() {
    let case = cases::all().into_iter().find(|case| case.name.starts_with("job/job-03")).unwrap();
    let status = derive(&case.facts, &case.previous, case.now).status;
    assert_eq!(
        (argo(&object(Some(&status), 1)).0.as_str(), flux(&object(Some(&status), 1))),
        ("Healthy", "Current")
    );
    assert_eq!(
        (argo(&object(Some(&status), 2)).0.as_str(), flux(&object(Some(&status), 2))),
        ("Progressing", "InProgress")
    );
    assert_eq!(argo(&object(None, 1)).0, "Progressing");
}
