//! Credentials among Flink's properties.

use std::collections::BTreeMap;

use crate::diagnostic::codes;
use crate::fields;
use crate::flink::credentials::{self, Sign};
use crate::model::Cluster;
use crate::model::conventions::Configuration;
use crate::render::validate::findings::Findings;
use crate::render::validate::parts::{list, text};
use crate::render::validate::pods::pods;
use crate::render::validate::property::field;
use crate::tree::Node;

codes! {
    /// A property holds a password, a key or a token: by the words of its name (`s3.secret-key`, `...-password`, `...apikey`,
    /// `...client.secret.ACCOUNT`), by a name in its value (`token:...,other:...`, `-Dpassword=...`, `--password ...`), or by what
    /// it looks like (a token of a known service, a private key, a JSON Web Token, a password in an address). Whoever reads the
    /// repository, the FlinkCluster or the ConfigMap can read it. Files, classes, times, `$(NAME)`, `${file:...}` are none.
    ///
    /// Keep it in a Secret, and write `$(NAME)` in the property, where `NAME` is a variable:
    ///
    /// ```yaml
    /// flinkProperties:
    ///   s3.secret-key: $(S3_SECRET_KEY)
    /// envVars:
    ///   - name: S3_SECRET_KEY
    ///     valueFrom: {secretKeyRef: {name: s3, key: secret-key}}
    /// ```
    ///
    /// The value is put into Flink's configuration in each pod, in memory, and stands in no object. A changed Secret is read when
    /// the pods restart. With `--compat operator` it is a warning: the operator replaced nothing.
    ///
    /// So is an argument of the job (`--password X`), and a plain `value` of a variable, of all containers or of one of yours, by
    /// its own name, or by a property or another such variable that reads it: Flink's images read no credential from a variable,
    /// and the name alone may mislead. Ignore the warning, with that reason, where something only sounds like a credential, in a
    /// property, too: write `$(NAME)` there, and `NAME` as a variable. No message and no review shows a value.
    PLAIN_CREDENTIAL = 216, "a credential in plain text", warning;
}

/// Looks at each property, and at each variable.
pub fn check(cluster: &Cluster, found: &mut Findings) {
    variables(fields!("spec.envVars"), &cluster.env, used(cluster), found);
    for pod in pods(cluster) {
        for container in pod.containers() {
            let field = format!("{}.env", container.field);
            variables(&field, list(container.node, "env"), BTreeMap::new(), found);
        }
    }
    arguments(cluster, found);
    for (key, value) in &cluster.properties {
        let Some(sign) = credentials::plain(&key.value, &value.value) else { continue };
        let message = format!(
            "{}: {} in plain text, which Git and the ConfigMap show to everybody who reads them",
            field(&key.value),
            word(sign)
        );
        match cluster.conventions.configuration {
            Configuration::Flink(..) => {
                let help = from_a_secret(&key.value, sign);
                found.error(PLAIN_CREDENTIAL, value.span, message, help);
            }
            Configuration::Google { script: _ } | Configuration::Spotify { unified_memory: _, yaml: _ } => {
                let help = fields!(
                    "the operator wrote it as it is; rendered natively, `$(NAME)` is the value of a variable of `spec.envVars`, which may come from a Secret"
                );
                found.warning(PLAIN_CREDENTIAL, value.span, message, help);
            }
        }
    }
}

/// Variables that stand where credentials do, and in which property.
fn used(cluster: &Cluster) -> BTreeMap<String, String> {
    let mut users = BTreeMap::new();
    match cluster.conventions.configuration {
        Configuration::Flink(..) => {
            for (key, value) in &cluster.properties {
                for name in credentials::referred(&key.value, &value.value) {
                    users.entry(name).or_insert_with(|| field(&key.value));
                }
            }
        }
        Configuration::Google { script: _ } | Configuration::Spotify { unified_memory: _, yaml: _ } => {}
    }
    users
}

/// Arguments of the job, `--password X` and `--password=X`: they stand in the Job, and where Flink shows a job's configuration.
fn arguments(cluster: &Cluster, found: &mut Findings) {
    let args = cluster.job.as_ref().map_or(&[][..], |job| &job.args);
    for (n, arg) in args.iter().enumerate() {
        let Some(option) = arg.value.strip_prefix('-').map(|option| option.trim_start_matches('-')) else {
            continue;
        };
        let (name, value, at) = match (option.split_once('='), args.get(n + 1)) {
            (Some((name, value)), _) => (name, value, arg.span),
            (None, Some(next)) if !next.value.starts_with('-') => (option, next.value.as_str(), next.span),
            (None, _) => continue,
        };
        let Some(sign) = credentials::plain(name, value) else { continue };
        let message = format!(
            "{}: `{}`: {} in plain text, which Git, the Job and Flink's web interface show to everybody who reads them",
            fields!("spec.job.args"),
            name.escape_debug(),
            word(sign)
        );
        let help = from_a_secret(name, sign);
        found.warning(PLAIN_CREDENTIAL, at, message, help);
    }
}

const VARIABLE_HELP: &str =
    "keep it in a Secret: write `valueFrom: {secretKeyRef: {name: ..., key: ...}}` in place of `value`";

/// `users`: variables that are credentials by where they are read, and where that is.
fn variables(field: &str, all: &[Node], mut users: BTreeMap<String, String>, found: &mut Findings) {
    let plain: Vec<_> = all
        .iter()
        .enumerate()
        .filter_map(|(n, variable)| Some((n, text(variable, "name")?.0, text(variable, "value")?)))
        .collect();
    for (_, name, (value, _)) in &plain {
        for part in credentials::referred(name, value) {
            users.entry(part).or_insert_with(|| format!("`{}`", name.escape_debug()));
        }
    }
    credentials::reach(&mut users, plain.iter().map(|(_, name, (value, _))| (*name, *value)));
    for (n, name, (value, span)) in plain {
        let what = match (credentials::plain(name, value), users.get(name)) {
            (Some(sign), _) => word(sign).to_owned(),
            (None, Some(user)) if credentials::is_plain(value) => format!("a credential of {user}"),
            (None, _) => continue,
        };
        let message = format!(
            "{field}[{n}]: `{}`: {what} in plain text, which Git and the pods show to everybody who reads them",
            name.escape_debug()
        );
        found.warning(PLAIN_CREDENTIAL, span, message, VARIABLE_HELP);
    }
}

fn word(sign: Sign) -> &'static str {
    match sign {
        Sign::Key | Sign::Within => "a credential",
        Sign::Shape(what) => what,
    }
}

/// The way out, for what `$(NAME)` is put into.
fn from_a_secret(key: &str, sign: Sign) -> String {
    let name = variable(key);
    let place = match sign {
        Sign::Key => "in its place",
        Sign::Within | Sign::Shape(_) => "where the credential stands in the value",
    };
    format!(
        "keep it in a Secret: write `$({name})` {place}, and in {} \
         `{{name: {name}, valueFrom: {{secretKeyRef: {{name: ..., key: ...}}}}}}`",
        fields!("spec.envVars")
    )
}

/// What a variable for it may be called.
fn variable(key: &str) -> String {
    let upper = |c: char| if c.is_ascii_alphanumeric() { c.to_ascii_uppercase() } else { '_' };
    let name: String = key.chars().map(upper).collect();
    let begins = name.starts_with(|c: char| c.is_ascii_digit());
    if name.is_empty() || begins { format!("FLINK_{name}") } else { name }
}
