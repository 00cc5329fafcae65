//! The one write: server-side apply of `/status`, for the version of the FlinkCluster that was looked at.

use std::time::Duration;

use flink_render::api::status::Status;
use flink_render::k8s::resource;
use kube::api::{Api, Patch, PatchParams};
use kube::{Client, Error};
use serde_json::json;
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
    let params = PatchParams::apply(MANAGER).force();
    let body = Patch::Apply(body);
    match timeout(LONGEST, api.patch_status(&key.name, &params, &body)).await {
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
