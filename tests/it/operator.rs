//! `--compat operator` against the operators' own answers: of `v1alpha1`, and below `google` and `spotify` of `v1beta1`.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use flink_render::diagnostic::Source;
use flink_render::k8s::dialect::Dialect;
use flink_render::k8s::quantity::Quantity;
use flink_render::render::{self, Options, Rendering};
use serde_json::{Value, json};

use crate::support::{cases, documents, root};

/// Cases that are not answered as the operator did, each with the reason: `golden/operator/departures.txt`.
fn departures() -> BTreeMap<String, String> {
    let text = std::fs::read_to_string(root().join("golden/operator/departures.txt")).unwrap();
    let lines = text.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    lines
        .map(|line| line.split_once(": ").map(|(case, why)| (case.to_owned(), why.to_owned())).unwrap())
        .collect()
}

fn compiled(case: &Path) -> Rendering {
    let input = root().join("fixtures/operator").join(case).join("input.yaml");
    let source = Source::new("input.yaml", std::fs::read_to_string(input).unwrap());
    let dialect = case.iter().next().and_then(|folder| Dialect::of_word(folder.to_str()?));
    let options = Options { compat_operator: true, no_custom_resource: true, dialect, ..Options::default() };
    render::render(&Arc::new(source), &options)
}

fn check(case: &Path) -> Result<(), String> {
    let golden = root().join("golden/operator").join(case);
    let rendering = compiled(case);
    let errors: Vec<_> = rendering.diagnostics.iter().filter(|found| found.is_error()).collect();
    if golden.join("expected-error.txt").exists() {
        return if errors.is_empty() { Err("not refused".into()) } else { Ok(()) };
    }
    if let Some(error) = errors.first() {
        return Err(format!("refused: {} {}", error.code, error.message));
    }
    let expected = documents(&std::fs::read_to_string(golden.join("expected.yaml")).unwrap());
    let ours: String =
        rendering.objects.iter().map(|object| format!("---\n{}", object.body.text())).collect();
    let (mut expected, mut ours) = (by_identity(expected), by_identity(documents(&ours)));
    let names: BTreeSet<_> = expected.keys().chain(ours.keys()).cloned().collect();
    for name in names {
        let (expected, ours) = (expected.remove(&name), ours.remove(&name));
        if expected != ours {
            return Err(format!("{name}\nexpected {expected:#?}\nours {ours:#?}"));
        }
    }
    Ok(())
}

fn by_identity(objects: Vec<Value>) -> BTreeMap<String, Value> {
    let identity = |object: &Value| {
        let metadata = &object["metadata"];
        format!("{} {} {}", object["kind"], metadata["namespace"], metadata["name"])
    };
    let objects = objects.into_iter().map(|mut object| {
        normalise(&mut object);
        (identity(&object), object)
    });
    objects.collect()
}

/// Takes away what decisions declare (the Ingress's API, the logging files' text) and what has no meaning: empty values
/// that Go leaves out or adds, and the spelling of quantities.
fn normalise(object: &mut Value) {
    if object["apiVersion"] == "extensions/v1beta1" {
        object["apiVersion"] = json!("networking.k8s.io/v1");
        for rule in object["spec"]["rules"].as_array_mut().unwrap() {
            for path in rule["http"]["paths"].as_array_mut().unwrap() {
                let backend = path["backend"].take();
                let service =
                    json!({"name": backend["serviceName"], "port": {"name": backend["servicePort"]}});
                path["backend"] = json!({"service": service});
                path["pathType"] = json!("ImplementationSpecific");
            }
        }
    }
    if object["kind"] == "ConfigMap" {
        let texts = object["data"].as_object_mut().unwrap().iter_mut();
        for (_, text) in texts.filter(|(name, _)| name.starts_with("log") || *name == "submit-job.sh") {
            *text = json!("(any)");
        }
    }
    simplify(object, "");
}

/// What hangs on the operator's own hash of a revision.
const OF_A_REVISION: [&str; 2] = ["flinkoperator.k8s.io/revision-name", "flinkoperator.k8s.io/job-id"];

fn simplify(value: &mut Value, key: &str) {
    match value {
        Value::Object(map) => {
            map.iter_mut().for_each(|(key, value)| simplify(value, key));
            let pointer =
                |key: &str| matches!(key, "emptyDir" | "optional" | "privileged" | "securityContext");
            map.retain(|key, value| {
                pointer(key)
                    || !matches!(value, Value::Null | Value::Bool(false))
                        && *value != json!("")
                        && *value != json!([])
                        && *value != json!({})
            });
            // What the API server adds to a port, and writes for one that is not given.
            map.retain(|key, value| {
                !(key == "protocol" && value == "TCP" || key == "targetPort" && *value == json!(0))
            });
            map.retain(|key, _| key != "ownerReferences" && !OF_A_REVISION.contains(&key.as_str()));
            if matches!(key, "limits" | "requests" | "minResources") {
                map.values_mut().for_each(quantity);
            }
            for key in ["divisor", "sizeLimit", "averageValue"] {
                map.get_mut(key).into_iter().for_each(quantity);
            }
            if map.get("divisor") == Some(&json!("Ok(Quantity { nanos: 0 })")) {
                map.remove("divisor");
            }
        }
        Value::Array(list) => {
            list.iter_mut().for_each(|value| simplify(value, ""));
            if let Some(id) = list.iter().position(|value| value == "--job-id") {
                list[id + 1] = json!("(any)");
            }
        }
        _ => {}
    }
}

fn quantity(value: &mut Value) {
    let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    *value = json!(format!("{:?}", Quantity::parse(&text)));
}

#[test]
fn answers_as_the_operator() {
    let mut departures = departures();
    let mut wrong = Vec::new();
    let cases: Vec<PathBuf> = cases("operator");
    assert!(cases.len() > 600);
    for case in cases {
        let departure = departures.remove(case.to_str().unwrap());
        match (check(&case), departure) {
            (Ok(()), None) => {}
            (Err(how), Some(why)) => {
                let declared = why.split(' ').next().unwrap_or_default();
                let happened = if how.starts_with("refused") { "refused" } else { "differs" };
                if declared != happened {
                    wrong.push(format!("{}: declared {declared}, and {how}", case.display()));
                }
            }
            (Ok(()), Some(_)) => wrong.push(format!("{}: is no departure", case.display())),
            (Err(how), None) => wrong.push(format!("{}: {how}", case.display())),
        }
    }
    wrong.extend(departures.keys().map(|case| format!("{case}: no such case")));
    assert!(wrong.is_empty(), "{} wrong\n{}", wrong.len(), wrong.join("\n"));
}
