//! The one write: server-side apply of `/status`, for the version of the FlinkCluster that was looked at.

use std::time::Duration;

use flink_render::api::status::Status;
use flink_render::k8s::resource;
use kube::api::{Api, Patch, PatchParams};
use kube::{Client, Error};
use serde_json::{Value, json};
use tokio::time::timeout;

use crate::observe::kinds::{FlinkCluster, Kind, MANAGER, Seen};
use crate::plain::{LOG, plain, unquoted};
use crate::shard::Key;

const LONGEST: Duration = Duration::from_secs(10);

/// How a write ended.
pub enum Written {
    /// The FlinkCluster has the status.
    Applied(Box<Seen<FlinkCluster>>),
    /// It has changed since it was looked at.
    Conflict,
    /// It is not there any more.
    Gone,
    /// The CustomResourceDefinition does not take this status.
    Invalid(String),
    /// This program may not write.
    Forbidden(String),
    /// Something else.
    Failed(String),
}

impl Written {
    /// The result, for the metrics.
    pub fn result(&self) -> &'static str {
        match self {
            Self::Applied(_) => "applied",
            Self::Conflict => "conflict",
            Self::Gone => "gone",
            Self::Invalid(_) => "invalid",
            Self::Forbidden(_) => "forbidden",
            Self::Failed(_) => "failed",
        }
    }
}

/// Applies the whole status; what it does not name is removed from what this program wrote before.
pub async fn patch(client: &Client, key: &Key, resource_version: Option<&str>, status: &Status) -> Written {
    let api: Api<Seen<FlinkCluster>> = Api::namespaced(client.clone(), &key.namespace);
    let body = json!({
        "apiVersion": resource::API_V1BETA1,
        "kind": FlinkCluster::KIND,
        "metadata": { "name": key.name, "namespace": key.namespace, "resourceVersion": resource_version },
        "status": status,
    });
    send(&api, key, &PatchParams::apply(MANAGER).force(), &Patch::Apply(body)).await
}

/// Writes what an [`patch`] left of another one's: a part of the status that is no longer applied stays as long as somebody else
/// wrote it, too, such as an operator before, or nobody known, where the managers of fields were cleared.
pub async fn take(client: &Client, key: &Key, seen: &Seen<FlinkCluster>, status: &Status) -> Written {
    let api: Api<Seen<FlinkCluster>> = Api::namespaced(client.clone(), &key.namespace);
    let body = json!({
        "metadata": { "resourceVersion": seen.metadata.resource_version },
        "status": between(&json!(seen.status), &json!(status)),
    });
    let params = PatchParams { field_manager: Some(MANAGER.to_owned()), ..PatchParams::default() };
    send(&api, key, &params, &Patch::Merge(body)).await
}

/// The merge patch from one value to another.
fn between(old: &Value, new: &Value) -> Value {
    let (Value::Object(old), Value::Object(new)) = (old, new) else { return new.clone() };
    let gone = old.keys().filter(|key| !new.contains_key(*key)).map(|key| (key.clone(), Value::Null));
    let changed = new.iter().filter(|(key, value)| old.get(*key) != Some(*value));
    let changed =
        changed.map(|(key, value)| (key.clone(), between(old.get(key).unwrap_or(&Value::Null), value)));
    Value::Object(gone.chain(changed).collect())
}

async fn send(
    api: &Api<Seen<FlinkCluster>>,
    key: &Key,
    params: &PatchParams,
    body: &Patch<Value>,
) -> Written {
    match timeout(LONGEST, api.patch_status(&key.name, params, body)).await {
        Ok(Ok(seen)) => Written::Applied(Box::new(seen)),
        Ok(Err(Error::Api(answer))) => match answer.code {
            404 => Written::Gone,
            409 => Written::Conflict,
            400 | 422 => Written::Invalid(plain(&answer.message, LOG)),
            401 | 403 => Written::Forbidden(plain(&answer.message, LOG)),
            _ => Written::Failed(plain(&answer.message, LOG)),
        },
        Ok(Err(error)) => Written::Failed(plain(&unquoted(&error.to_string()), LOG)),
        Err(_) => Written::Failed("no answer of the API server in time".to_owned()),
    }
}

/// The FlinkCluster as it is at this moment.
pub async fn read(client: &Client, key: &Key) -> Option<Seen<FlinkCluster>> {
    let api: Api<Seen<FlinkCluster>> = Api::namespaced(client.clone(), &key.namespace);
    timeout(LONGEST, api.get(&key.name)).await.ok()?.ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_gone_is_named() {
        let old = json!({"a": {"b": 1, "c": 2}, "d": [1], "e": 1});
        assert_eq!(
            between(&old, &json!({"a": {"b": 1}, "d": [2], "f": {"g": 1}})),
            json!({
                "e": null, "a": {"c": null}, "d": [2], "f": {"g": 1}
            })
        );
        assert_eq!(between(&old, &old), json!({}));
    }
}
