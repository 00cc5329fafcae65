//! Limits: what is just inside of each is taken, what is just outside is found.

mod fields;
mod memory;
mod reports;
mod status;
mod text;

use std::sync::Arc;

use flink_render::diagnostic::{Code, Diagnostic, Source};
use flink_render::render::{self, Options};
use serde_json::{Value, json};

/// A field, what it may just hold, what it may just not, and the code of what is found then.
struct Limit {
    code: u16,
    /// What else is written: field and value.
    beside: Vec<(&'static str, Value)>,
    path: String,
    fits: Vec<Value>,
    breaks: Vec<Value>,
}

fn limit(code: u16, path: impl Into<String>, fits: impl Many, breaks: impl Many) -> Limit {
    Limit { code, beside: Vec::new(), path: path.into(), fits: fits.all(), breaks: breaks.all() }
}

impl Limit {
    fn beside(mut self, path: &'static str, value: impl Into<Value>) -> Self {
        self.beside.push((path, value.into()));
        self
    }
}

/// One value, or several.
trait Many {
    fn all(self) -> Vec<Value>;
}

impl<T: Into<Value>> Many for T {
    fn all(self) -> Vec<Value> {
        vec![self.into()]
    }
}

/// Several values.
struct Each<T, const N: usize>([T; N]);

impl<T: Into<Value>, const N: usize> Many for Each<T, N> {
    fn all(self) -> Vec<Value> {
        self.0.into_iter().map(Into::into).collect()
    }
}

/// A name of so many characters.
fn name(length: usize) -> String {
    "a".repeat(length)
}

/// A mapping of one entry.
fn entry(key: &str, value: impl Into<Value>) -> Value {
    Value::Object([(key.to_owned(), value.into())].into_iter().collect())
}

fn session() -> Value {
    json!({
        "apiVersion": "flinkoperator.k8s.io/v1alpha1",
        "kind": "FlinkCluster",
        "metadata": {"name": "orders", "namespace": "streams"},
        "spec": {
            "image": {"name": "flink:1.20.1"},
            "jobManager": {"resources": {"limits": {"memory": "4Gi"}}},
            "taskManager": {"replicas": 2, "resources": {"limits": {"memory": "4Gi"}}},
        },
    })
}

/// Writes a field, and the sections that it is in.
fn write(root: &mut Value, path: &str, value: Value) {
    let pointer = path.split('.').fold(root, |node, key| &mut node[key]);
    *pointer = value;
}

fn found(cluster: &Value, options: &Options) -> Vec<Diagnostic> {
    render::render(&Arc::new(Source::new("input.yaml", cluster.to_string())), options).diagnostics
}

fn check(limits: Vec<Limit>, options: &Options) {
    let mut wrong = Vec::new();
    for Limit { code, beside, path, fits, breaks } in limits {
        for (value, expected) in
            fits.iter().map(|value| (value, false)).chain(breaks.iter().map(|value| (value, true)))
        {
            let mut cluster = session();
            if path.starts_with("spec.job.") || beside.iter().any(|(path, _)| path.starts_with("spec.job.")) {
                write(&mut cluster, "spec.job", json!({"jarFile": "/a.jar"}));
            }
            beside.iter().for_each(|(path, value)| write(&mut cluster, path, value.clone()));
            write(&mut cluster, &path, value.clone());
            let found = found(&cluster, options);
            if found.iter().any(|found| found.code == Code(code)) != expected {
                let codes: Vec<_> =
                    found.iter().map(|found| format!("{}: {}", found.code, found.message)).collect();
                let not = if expected { "not " } else { "" };
                wrong.push(format!("{path}: {value} is {not}found as {}: {codes:?}", Code(code)));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
