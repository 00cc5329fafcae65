//! `$(NAME)` in Flink's properties: whose value is meant, and where only the pod can know it.

use crate::diagnostic::codes;
use crate::fields;
use crate::flink::{availability, config, reference, rest, scratch};
use crate::k8s::names;
use crate::model::Cluster;
use crate::model::conventions::Configuration;
use crate::render::validate::findings::Findings;
use crate::render::validate::parts::text;
use crate::render::validate::property::field;

codes! {
    /// `$(NAME)` in a property is the value of a variable of `spec.envVars` (or of one that `spec.envFrom` brings), which each pod
    /// puts there. No variable is called so; or its value differs between containers (`resourceFieldRef`); or the property decides
    /// what is rendered (ports, memory, folders, TLS, high availability), and must be known before. `$$(NAME)` stands for `$(NAME)`
    /// itself.
    ///
    /// It is a warning where it stands for itself. `${NAME}` is a variable to no part of Kubernetes or Flink, but in
    /// `env.java.opts`, which a shell reads; the entry point of Flink's images replaces it in a file that it can write, which this
    /// one is not. And the operator replaced no `$(NAME)`: with `--compat operator`, Flink gets it as it stands.
    REFERENCE = 217, "a reference that cannot be resolved", warning;
    /// The image's entry point appends the variable `FLINK_PROPERTIES` to Flink's configuration. Here that is a ConfigMap, which no
    /// container can change: the variable has no effect. Write the lines as `spec.flinkProperties`; for a value from a Secret,
    /// `$(NAME)` with a variable of that name.
    FLINK_PROPERTIES = 218, "a variable that cannot change the configuration", warning;
}

/// What the entry point of Flink's images appends to the configuration.
const APPENDED: &str = "FLINK_PROPERTIES";
const PROPERTIES: &str = fields!("spec.flinkProperties");

/// Looks at each property, and at the variables.
pub fn check(cluster: &Cluster, found: &mut Findings) {
    literal(cluster, found);
    match cluster.conventions.configuration {
        Configuration::Flink(..) => {}
        Configuration::Google { script: _ } | Configuration::Spotify { unified_memory: _, yaml: _ } => return,
    }
    for variable in &cluster.env {
        if let Some((APPENDED, span)) = text(variable, "name") {
            let message = format!(
                "{}: `{APPENDED}` has no effect: the configuration is read-only",
                fields!("spec.envVars")
            );
            let help = fields!(
                "write its lines as `spec.flinkProperties`; for a value from a Secret, write `$(NAME)` there, and give `NAME` here"
            );
            found.warning(FLINK_PROPERTIES, span, message, help);
        }
    }
    for (key, value) in &cluster.properties {
        if reference::is_in(&key.value) {
            let message = format!(
                "{PROPERTIES}: a key cannot contain a variable, as `{}` does",
                key.value.escape_debug()
            );
            found.error(REFERENCE, key.span, message, "write the key as it is; values can contain variables");
        }
        for name in reference::names(&value.value) {
            if let Some((why, help)) = unknown(cluster, name) {
                found.error(
                    REFERENCE,
                    value.span,
                    format!("{}: `$({name})`: {why}", field(&key.value)),
                    help,
                );
            } else if decides(&key.value, &value.value) {
                let message = format!(
                    "{}: `$({name})`: what this is must be known when the cluster is rendered",
                    field(&key.value)
                );
                found.error(REFERENCE, value.span, message, "write the value itself");
            }
        }
    }
}

/// What looks like a variable, and is taken as it stands.
fn literal(cluster: &Cluster, found: &mut Findings) {
    for (key, value) in &cluster.properties {
        if let Some(name) = reference::of_shell(&value.value)
            && !key.value.starts_with(OF_SHELL)
        {
            let message =
                format!("{}: Flink takes `${{{name}}}` as it stands: nothing replaces it", field(&key.value));
            let help = match cluster.conventions.configuration {
                Configuration::Flink(..) => {
                    format!(
                        "write `$({name})` for the value of the variable `{name}` of {}",
                        fields!("spec.envVars")
                    )
                }
                Configuration::Google { script: _ }
                | Configuration::Spotify { unified_memory: _, yaml: _ } => AS_OPERATOR.to_owned(),
            };
            found.warning(REFERENCE, value.span, message, help);
        }
        match cluster.conventions.configuration {
            Configuration::Flink(..) => {}
            Configuration::Google { script: _ } | Configuration::Spotify { unified_memory: _, yaml: _ } => {
                if let Some(name) = reference::names(&value.value).next() {
                    let message = format!(
                        "{}: Flink takes `$({name})` as it stands: the operator replaced nothing here",
                        field(&key.value)
                    );
                    found.warning(REFERENCE, value.span, message, AS_OPERATOR);
                }
            }
        }
    }
}

/// Options that a shell reads.
const OF_SHELL: &str = "env.java.opts";
const AS_OPERATOR: &str = fields!(
    "write the value itself; rendered natively, `$(NAME)` is the value of a variable of `spec.envVars`"
);

/// Why a name stands for nothing, and the way out.
fn unknown(cluster: &Cluster, name: &str) -> Option<(String, String)> {
    let called = |name: &str| {
        cluster.env.iter().find(|variable| text(variable, "name").is_some_and(|(is, _)| is == name))
    };
    if let Some(variable) = called(name) {
        let of_container =
            variable.get("valueFrom").is_some_and(|from| from.get("resourceFieldRef").is_some());
        return of_container.then(|| {
            let why = "a `resourceFieldRef` is another one in each container".to_owned();
            (why, "write the value itself".to_owned())
        });
    }
    let own = [
        cluster.hadoop.as_ref().map(|_| names::HADOOP_VARIABLE),
        cluster.gcp.as_ref().map(|_| names::GCP_VARIABLE),
    ];
    // What a ConfigMap or a Secret brings, only the pod knows.
    if own.contains(&Some(name)) || !cluster.env_from.is_empty() {
        return None;
    }
    let known = cluster.env.iter().filter_map(|variable| Some(text(variable, "name")?.0));
    let near =
        known.map(|other| (strsim::damerau_levenshtein(&name.to_uppercase(), &other.to_uppercase()), other));
    let near = near.min().filter(|(distance, _)| *distance <= (name.len() / 3).max(1));
    let help = match near {
        Some((_, other)) => format!("did you mean `$({other})`? `$$({name})` stands for `$({name})` itself"),
        None => format!(
            "add `{{name: {name}, valueFrom: {{secretKeyRef: {{name: ..., key: ...}}}}}}` to {}, or write `$$({name})` for `$({name})` itself",
            fields!("spec.envVars")
        ),
    };
    Some((fields!("no variable of `spec.envVars` is called so").to_owned(), help))
}

/// Whether what is rendered hangs on a property.
fn decides(key: &str, value: &str) -> bool {
    let is_memory = |of: &str| key.starts_with(of) && (key.contains(".memory.") || key.contains(".heap."));
    let of_tls = |scope: &str| {
        let name = key.strip_prefix(scope).unwrap_or_default();
        matches!(name, "keystore" | "truststore")
    };
    rest::SWITCHES.contains(&key)
        || key == config::SLOTS
        || availability::MODE.contains(&key)
        || is_memory("jobmanager.")
        || is_memory("taskmanager.")
        || key.starts_with("containerized.heap-cutoff")
        || (key.starts_with("metrics.reporter.") && key.ends_with(".port"))
        || of_tls("security.ssl.")
        || of_tls("security.ssl.rest.")
        || scratch::named(key, value, None).iter().any(|folder| reference::is_in(folder))
}
