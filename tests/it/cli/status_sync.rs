//! The installation of the status sidecar.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use super::Place;
use crate::support::{documents, root};

/// Each variant, and what it prints.
fn variants() -> BTreeMap<String, String> {
    let place = Place::new(&[]);
    let folders = std::fs::read_dir(root().join("fixtures/status-sync")).unwrap();
    let variant = |folder: std::fs::DirEntry| {
        let command = std::fs::read_to_string(folder.path().join("command")).unwrap();
        let run = place.run(command.trim());
        assert_eq!(run.code, Some(0), "{}", run.err);
        (folder.file_name().into_string().unwrap(), run.out)
    };
    folders.map(|folder| variant(folder.unwrap())).collect()
}

/// What a pod of the Pod Security Standard "restricted" says.
#[test]
fn pods_are_restricted() {
    for object in variants().values().flat_map(|out| documents(out)) {
        if object["kind"] != "Deployment" {
            continue;
        }
        let pod = &object["spec"]["template"]["spec"];
        let container = &pod["containers"][0]["securityContext"];
        assert_eq!(pod["securityContext"]["runAsNonRoot"], true);
        assert_eq!(pod["securityContext"]["seccompProfile"]["type"], "RuntimeDefault");
        assert_eq!(container["allowPrivilegeEscalation"], false);
        assert_eq!(container["capabilities"], json!({"drop": ["ALL"]}));
        assert_eq!(pod["containers"].as_array().unwrap().len(), 1);
        for volume in pod["volumes"].as_array().into_iter().flatten() {
            assert!(volume["secret"].is_object(), "{volume}");
        }
    }
}

/// Everything that it may do: it can write a status, an Event and its own Lease, and read no Secret.
#[test]
fn it_can_do_nothing_else() {
    let allowed = |rule: &Value, verb: &str| {
        let resource = rule["resources"][0].as_str().unwrap();
        let named = rule["resourceNames"].is_array();
        match (rule["apiGroups"][0].as_str().unwrap(), resource, verb) {
            ("flinkoperator.k8s.io", "flinkclusters/status", "patch") => true,
            ("events.k8s.io", "events", "create" | "patch") => true,
            ("coordination.k8s.io", "leases", "create") => !named,
            ("coordination.k8s.io", "leases", "get" | "update") => named,
            (_, _, "get" | "list" | "watch") => {
                rule["resources"].as_array().unwrap().iter().all(|resource| {
                    let read = [
                        "flinkclusters",
                        "configmaps",
                        "services",
                        "pods",
                        "deployments",
                        "statefulsets",
                        "jobs",
                        "ingresses",
                    ];
                    read.contains(&resource.as_str().unwrap())
                })
            }
            _ => false,
        }
    };
    for (variant, out) in variants() {
        let mut subjects = BTreeSet::new();
        for object in documents(&out) {
            subjects.extend(object["subjects"].as_array().into_iter().flatten().map(Value::to_string));
            let kind = object["kind"].as_str().unwrap();
            assert_eq!(
                kind.starts_with("Cluster"),
                kind.starts_with("ClusterRole") && variant == "fleet",
                "{kind}"
            );
            for rule in object["rules"].as_array().into_iter().flatten() {
                for verb in rule["verbs"].as_array().unwrap() {
                    assert!(allowed(rule, verb.as_str().unwrap()), "{variant}: {verb} of {rule}");
                }
            }
            let pods = object["rules"].to_string().contains("\"pods\"");
            assert!(!(pods && variant == "careful"));
        }
        assert_eq!(subjects.len(), 1, "{subjects:?}");
    }
}

#[test]
fn refuses_what_cannot_be() {
    let place = Place::new(&[]);
    for args in ["", "--namespace A", "--namespace a --all-namespaces --watch b", "--namespace a --shards 0"]
    {
        assert_eq!(place.run(&format!("status-sync {args}")).code, Some(2), "{args}");
    }
}
