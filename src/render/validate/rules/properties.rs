//! Flink's configuration by the user.

use crate::diagnostic::codes;
use crate::fields;
use crate::flink::availability;
use crate::flink::config;
use crate::flink::options::{self, judge::File};
use crate::model::conventions::Configuration;
use crate::model::{Cluster, Job};
use crate::render::validate::cel::Cel;
use crate::render::validate::findings::Findings;
use crate::render::validate::property::field;

codes! {
    /// A setting that the compiler makes from a field of the resource. Two values for one setting would contradict each other
    /// sooner or later; the operator dropped the user's silently, or let pods and configuration disagree.
    OWN_PROPERTY = 140, "a setting that has a field", warning;
    /// The key or the value cannot be written to `flink-conf.yaml`, whose reader has no quotes: keys without whitespace,
    /// values that are not empty, without line breaks, `#` and outer whitespace. In `config.yaml` (Flink 1.19 and later) every value can be written.
    UNWRITABLE_PROPERTY = 141, "a setting that cannot be written";
    /// High availability in Kubernetes is written to ConfigMaps. Flink's processes get an account that may do that, or yours is given the
    /// rights; so do the Jobs of a cluster that have an account. A client that has none does not find the leader.
    KUBERNETES_RIGHTS = 149, "no permissions for high availability", warning;
}

const PROPERTIES: &str = fields!("spec.flinkProperties");

/// Settings that the compiler writes, and what from.
pub(super) const OWN: &[(&str, &str)] = &[
    (config::JOB_MANAGER_ADDRESS, "the name of the JobManager's Service"),
    (config::JOB_MANAGER_RPC, fields!("`spec.jobManager.ports.rpc`")),
    (config::JOB_MANAGER_BLOB, fields!("`spec.jobManager.ports.blob`")),
    (config::JOB_MANAGER_QUERY, fields!("`spec.jobManager.ports.query`")),
    (config::REST_PORT, fields!("`spec.jobManager.ports.ui`")),
    (config::TASK_MANAGER_DATA, fields!("`spec.taskManager.ports.data`")),
    (config::TASK_MANAGER_RPC, fields!("`spec.taskManager.ports.rpc`")),
    (config::TASK_MANAGER_QUERY, fields!("`spec.taskManager.ports.query`")),
    (START[0], START_FIELD),
    (START[1], START_FIELD),
];

/// Where a job starts from. Jobs that are sent to a session may start from there.
const START: [&str; 2] = ["execution.savepoint.path", "execution.state-recovery.path"];
const START_FIELD: &str = fields!("`spec.job.fromSavepoint`: each start would go back to this one");

/// The field that a setting is made from, if it is made from one.
pub(super) fn field_of(cluster: &Cluster, name: &str) -> Option<&'static str> {
    let (_, field) = OWN.iter().find(|(own, _)| *own == name)?;
    Some(*field).filter(|_| cluster.job.is_some() || !START.contains(&name))
}

/// Checks each.
pub fn check(cluster: &Cluster, found: &mut Findings) {
    let configuration = cluster.conventions.configuration;
    let has_none =
        |job: &Job| !job.has_account() && job.named_account(cluster.service_account_name.as_ref()).is_none();
    if cluster.life().is_some_and(|(job, _)| !job.is_application() && has_none(job))
        && availability::uses_kubernetes(&cluster.settings())
    {
        let at = availability::MODE.iter().find_map(|name| cluster.property(name));
        let message = "high availability in Kubernetes: the job's client has no account that may read who the leader is";
        let help = fields!("add `spec.job.savepointsDir`, or name an account: `spec.serviceAccountName`");
        found.warning(KUBERNETES_RIGHTS, at.map_or(cluster.name.span, |(key, _)| key.span), message, help);
    }
    for (key, value) in &cluster.properties {
        let name = key.value.as_str();
        match configuration {
            Configuration::Google { script: _ } | Configuration::Spotify { unified_memory: _, yaml: _ } => {
                if config::DROPPED_BY_OPERATOR.contains(&name) {
                    let message = format!("the operator left {PROPERTIES} `{name}` out, and so it is here");
                    found.warning(OWN_PROPERTY, key.span, message, "remove it; the field takes precedence");
                }
            }
            Configuration::Flink(..) => {
                if let Some(field) = field_of(cluster, name) {
                    let message = format!("{PROPERTIES} cannot set `{name}`");
                    found.error(OWN_PROPERTY, key.span, message, format!("remove it: it is {field}"));
                }
            }
        }
        if let Some(why) = unwritable_key(name) {
            let message = format!("{PROPERTIES}: the key `{}` {why}", name.escape_debug());
            found.strict(
                UNWRITABLE_PROPERTY,
                key.span,
                message,
                "write the key as Flink's documentation spells it",
            );
        }
        let yaml = matches!(configuration, Configuration::Flink(_, File::Yaml));
        if let (false, Some(why)) = (yaml, options::unwritable(&value.value)) {
            let message = format!("{}: a value of `flink-conf.yaml` {why}", field(name));
            found.strict(
                UNWRITABLE_PROPERTY,
                value.span,
                message,
                "write it another way, or move to Flink 1.19 or later",
            );
        }
    }
}

fn unwritable_key(key: &str) -> Option<&'static str> {
    match key {
        "" => Some("is empty"),
        _ if key.contains(|c: char| c.is_whitespace() || c.is_control()) => Some("contains whitespace"),
        _ if key.contains([':', '#']) => Some("contains a `:` or `#`"),
        _ => None,
    }
}

/// The same for the API server.
pub fn cel() -> Vec<Cel> {
    let always = OWN.iter().filter(|(key, _)| !START.contains(key));
    let own: Vec<_> = always.map(|(key, _)| format!("'{key}'")).collect();
    let own = format!("self.all(key, !(key in [{}]))", own.join(", "));
    vec![
        Cel::new(PROPERTIES, own, "such a setting has its own field"),
        Cel::new(
            PROPERTIES,
            "self.all(key, key.matches('^[^[:space:]:#]+$'))",
            "keys must not contain whitespace, `:` or `#`",
        ),
    ]
}
