//! The parameters that the plugin announces to Argo CD.

use serde_json::{Value, json};

use super::environment::Environment;

/// What a parameter takes.
pub enum Takes {
    /// Text; the variable of Argo CD that has the default, if one has.
    Text(Option<&'static str>),
    /// `true` or `false`, which is the default.
    Switch,
    /// Paths below the Application's folder; the folder itself is the default.
    Paths,
    /// Codes of warnings; none is the default.
    Codes,
}

/// One parameter.
pub struct Parameter {
    /// In an Application.
    pub name: &'static str,
    /// Its values.
    pub takes: Takes,
    title: &'static str,
    tooltip: &'static str,
}

const fn parameter(
    name: &'static str,
    takes: Takes,
    title: &'static str,
    tooltip: &'static str,
) -> Parameter {
    Parameter { name, takes, title, tooltip }
}

/// All of them, in the order of the UI.
pub const PARAMETERS: &[Parameter] = &[
    parameter(
        "paths",
        Takes::Paths,
        "Paths",
        "Files and folders to render, relative to the Application's folder",
    ),
    parameter(
        "namespace",
        Takes::Text(Some("ARGOCD_APP_NAMESPACE")),
        "Namespace",
        "The namespace of clusters that do not name one; by default that of the Application's destination",
    ),
    parameter(
        "flink-version",
        Takes::Text(None),
        "Flink version",
        "The Flink version of clusters that name theirs neither by annotation nor by the image's tag",
    ),
    parameter(
        "dialect",
        Takes::Text(None),
        "Dialect",
        "google or spotify: the dialect of clusters of v1beta1 that neither an annotation nor a field tells",
    ),
    parameter(
        "compat",
        Takes::Text(None),
        "Compatible with",
        "operator: render what the operator created, to adopt its running objects",
    ),
    parameter(
        "without-custom-resource",
        Takes::Switch,
        "Without the FlinkCluster",
        "Leave the FlinkCluster itself out; there is no status then",
    ),
    parameter("deny-warnings", Takes::Switch, "Deny warnings", "Warnings fail the sync as errors do"),
    parameter("ignore", Takes::Codes, "Ignore", "Codes of warnings to ignore, such as FR175"),
    parameter(
        "allow-empty",
        Takes::Switch,
        "Allow empty",
        "Allow an output without objects: with pruning, all that runs is then removed",
    ),
    parameter(
        "kube-version",
        Takes::Text(Some("KUBE_VERSION")),
        "Kubernetes version",
        "The target version of Kubernetes; by default that of the destination",
    ),
];

/// The announcement, as Argo CD wants it.
pub fn announced(environment: &Environment) -> Vec<Value> {
    let announce = |parameter: &Parameter| {
        let Parameter { name, takes, title, tooltip } = parameter;
        let (item, collection, default) = match takes {
            Takes::Text(from) => {
                ("string", "string", json!(from.and_then(|from| environment.get(from)).unwrap_or_default()))
            }
            Takes::Switch => ("boolean", "string", json!("false")),
            Takes::Paths => ("string", "array", json!(["."])),
            Takes::Codes => ("string", "array", json!([])),
        };
        json!({
            "name": name, "title": title, "tooltip": tooltip,
            "itemType": item, "collectionType": collection, collection: default,
        })
    };
    PARAMETERS.iter().map(announce).collect()
}
