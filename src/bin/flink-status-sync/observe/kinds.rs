//! The kinds that are watched, and what is kept of their objects.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt::Debug;
use std::sync::Arc;

use flink_render::api::status::Status;
use flink_render::api::tolerant;
use flink_render::flink::rest::{self, Tls};
use flink_render::flink::version::Version;
use flink_render::k8s::workload::Workload;
use flink_render::k8s::{labels, names, resource};
use flink_render::status::facts::{
    BalancedStatus, ClusterSpec, IngressSpec, JobManagerSpec, JobSpec, Metadata, Object, PodStatus,
    ServiceSpec, TaskSpec, TaskStatus, Unread, WorkloadSpec, WorkloadStatus,
};
use k8s_openapi::NamespaceResourceScope;
use kube::Resource;
use kube::api::ObjectMeta;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Deserializer};

use crate::observe::shelf::{Named, Shelf};

/// The field manager that this program writes a status as.
pub const MANAGER: &str = "flink-status-sync";
/// The label of a Job's pods, older than the one with a prefix and written beside it.
const JOB_NAME: &str = "job-name";
/// No host's name is longer.
const HOST_LENGTH: usize = 253;
/// A status of this program is not nearly as long, as JSON.
const STATUS_LENGTH: usize = 64 << 10;
/// Whom the API server names for what was there before anybody applied anything.
const NOBODY: &str = "before-first-apply";

/// A kind of Kubernetes object.
pub trait Kind: Debug + Clone + Send + Sync + 'static {
    const GROUP: &'static str;
    const VERSION: &'static str;
    const KIND: &'static str;
    const PLURAL: &'static str;
    /// The selector of the objects that are watched.
    const LABELS: &'static str = "app=flink";
    /// Whether nothing but metadata is asked for.
    const METADATA_ONLY: bool = false;
    /// Whether an object of this name is one of the cluster's; others are not kept.
    const OWN: fn(&str, &str) -> bool = |_, _| true;
    type Spec: DeserializeOwned + Debug + Clone + Default + Send + Sync;
    type Status: DeserializeOwned + Debug + Clone + Default + Send + Sync;
    type Kept: Named + PartialEq + Send + Sync;

    /// What is read of an object.
    fn keep(seen: Seen<Self>) -> Self::Kept;
    /// Where a cluster's objects of this kind are.
    fn shelf(objects: &mut Objects) -> &mut Shelf<Self::Kept>;
    /// The name of the cluster that an object belongs to.
    fn cluster(metadata: &ObjectMeta) -> Option<String> {
        let cluster = metadata.labels.as_ref()?.get(labels::CLUSTER)?;
        (Self::OWN)(cluster, metadata.name.as_deref()?).then(|| cluster.clone())
    }
    /// The name of one that is not kept, when there are more than a status can follow from.
    fn surplus(_objects: &Objects) -> Option<String> {
        None
    }
}

/// An object as the API server sends it, without the parts that nobody reads.
#[derive(Debug, Clone, Deserialize)]
#[serde(bound = "")]
pub struct Seen<K: Kind> {
    #[serde(default)]
    pub metadata: ObjectMeta,
    #[serde(default)]
    pub spec: K::Spec,
    #[serde(default)]
    pub status: K::Status,
}

impl<K: Kind> Resource for Seen<K> {
    type DynamicType = ();
    type Scope = NamespaceResourceScope;

    fn kind((): &()) -> Cow<'_, str> {
        K::KIND.into()
    }
    fn group((): &()) -> Cow<'_, str> {
        K::GROUP.into()
    }
    fn version((): &()) -> Cow<'_, str> {
        K::VERSION.into()
    }
    fn plural((): &()) -> Cow<'_, str> {
        K::PLURAL.into()
    }
    fn metadata_api() -> bool {
        K::METADATA_ONLY
    }
    fn meta(&self) -> &ObjectMeta {
        &self.metadata
    }
    fn meta_mut(&mut self) -> &mut ObjectMeta {
        &mut self.metadata
    }
}

/// All that is known of one cluster's objects.
#[derive(Clone, Default, PartialEq)]
pub struct Objects {
    pub flink_clusters: Shelf<WatchedCluster>,
    pub config_maps: Shelf<Part<Unread, Unread>>,
    pub deployments: Shelf<Part<WorkloadSpec, WorkloadStatus>>,
    pub stateful_sets: Shelf<Part<WorkloadSpec, WorkloadStatus>>,
    pub services: Shelf<Part<ServiceSpec, BalancedStatus>>,
    pub ingresses: Shelf<Part<IngressSpec, BalancedStatus>>,
    pub jobs: Shelf<Part<TaskSpec, TaskStatus>>,
    pub pods: Shelf<Part<Unread, PodStatus>>,
    /// How often one of them changed, but for the FlinkCluster.
    pub changes: u64,
}

impl Objects {
    /// The FlinkCluster itself.
    pub fn cluster(&self) -> Option<&Arc<WatchedCluster>> {
        self.flink_clusters.iter().next()
    }

    /// Whether none is there any more.
    pub fn is_empty(&self) -> bool {
        *self == Self { changes: self.changes, ..Self::default() }
    }
}

/// What is kept of a FlinkCluster.
#[derive(Clone, PartialEq)]
pub struct WatchedCluster {
    /// The version that a write is for.
    pub resource_version: Option<String>,
    /// Which of all that had this name.
    pub uid: Option<String>,
    /// Who else writes its status.
    pub writers: Vec<String>,
    /// Where the REST API listens.
    pub ui_port: u16,
    /// Whether it is HTTPS.
    pub encrypted: bool,
    /// What the derivation reads.
    pub object: Object<ClusterSpec, Unread>,
    /// The status that is recorded.
    pub status: Status,
}

impl Named for WatchedCluster {
    fn name(&self) -> &str {
        &self.object.metadata.name
    }
}

/// What is kept of another object.
#[derive(Clone, PartialEq)]
pub struct Part<S, T> {
    /// Whether a FlinkCluster owns it: an operator made it.
    pub is_owned: bool,
    /// The Job that a pod belongs to.
    pub job: Option<String>,
    /// What the derivation reads.
    pub object: Object<S, T>,
}

impl<S, T> Named for Part<S, T> {
    fn name(&self) -> &str {
        &self.object.metadata.name
    }
}

impl<S, T> Part<S, T> {
    fn keep<K: Kind<Spec = S, Status = T>>(seen: Seen<K>) -> Self {
        let Seen { metadata, spec, status } = seen;
        let is_owned = metadata.owner_references.iter().flatten().any(|owner| {
            owner.kind == FlinkCluster::KIND && owner.api_version.split('/').next() == Some(resource::GROUP)
        });
        Self {
            is_owned,
            job: metadata.labels.as_ref().and_then(|labels| labels.get(JOB_NAME).cloned()),
            object: Object { metadata: trimmed(metadata), spec, status },
        }
    }

    fn map(self, trim: impl FnOnce(Object<S, T>) -> Object<S, T>) -> Self {
        Self { object: trim(self.object), ..self }
    }
}

/// Of a Job's pods and of the Jobs of one role the newest are kept, as soon as a cluster has more than this in all.
const MOST: usize = 256;

/// The oldest of the largest group.
fn oldest<'a, S: PartialEq + 'a, T: PartialEq + 'a>(
    parts: &'a Shelf<Part<S, T>>,
    group: impl Fn(&'a Part<S, T>) -> Option<&'a str>,
) -> Option<String> {
    if parts.iter().len() <= MOST {
        return None;
    }
    let mut groups: BTreeMap<Option<&str>, Vec<&Metadata>> = BTreeMap::new();
    for part in parts.iter() {
        groups.entry(group(part)).or_default().push(&part.object.metadata);
    }
    let largest = groups.into_values().max_by_key(Vec::len)?;
    let oldest = largest.into_iter().min_by_key(|metadata| (metadata.creation_timestamp, &metadata.name))?;
    Some(oldest.name.clone())
}

/// Hosts of an Ingress and addresses of a load balancer that are kept.
const HOSTS: usize = 100;

fn hosts(mut ingress: Object<IngressSpec, BalancedStatus>) -> Object<IngressSpec, BalancedStatus> {
    let given = |host: &String| !host.is_empty() && host.len() <= HOST_LENGTH;
    ingress.spec.rules.retain(|rule| rule.host.as_ref().is_some_and(given));
    ingress.spec.rules.truncate(HOSTS);
    let mut left = HOSTS;
    for tls in &mut ingress.spec.tls {
        tls.hosts.retain(given);
        tls.hosts.truncate(left);
        left -= tls.hosts.len();
    }
    ingress.spec.tls.truncate(HOSTS);
    Object { status: addresses(ingress.status), ..ingress }
}

fn addresses(mut status: BalancedStatus) -> BalancedStatus {
    let fits = |text: &Option<String>| text.as_ref().is_none_or(|text| text.len() <= HOST_LENGTH);
    let all = &mut status.load_balancer.ingress;
    all.retain(|address| fits(&address.hostname) && fits(&address.ip));
    all.truncate(HOSTS);
    status
}

fn trimmed(metadata: ObjectMeta) -> Metadata {
    Metadata {
        name: metadata.name.unwrap_or_default(),
        generation: metadata.generation,
        creation_timestamp: metadata.creation_timestamp.map(|time| time.0),
        deletion_timestamp: metadata.deletion_timestamp.map(|time| time.0),
        annotations: metadata.annotations.into(),
        labels: metadata.labels.into(),
    }
}

fn is_component(cluster: &str, name: &str) -> bool {
    name == names::job_manager(cluster) || name == names::task_manager(cluster)
}

macro_rules! kind {
    ($kind:ident, $group:literal, $version:literal, $plural:expr, $shelf:ident, $spec:ty, $status:ty, { $($more:item)* }
        $(, $trim:expr)?) => {
        #[derive(Debug, Clone)]
        pub struct $kind;

        impl Kind for $kind {
            const GROUP: &'static str = $group;
            const VERSION: &'static str = $version;
            const KIND: &'static str = stringify!($kind);
            const PLURAL: &'static str = $plural;
            type Spec = $spec;
            type Status = $status;
            type Kept = Part<$spec, $status>;

            fn keep(seen: Seen<Self>) -> Self::Kept {
                Part::keep(seen)$(.map($trim))?
            }
            fn shelf(objects: &mut Objects) -> &mut Shelf<Self::Kept> {
                &mut objects.$shelf
            }
            $($more)*
        }
    };
}

kind!(ConfigMap, "", "v1", "configmaps", config_maps, Unread, Unread, {
    const METADATA_ONLY: bool = true;
    const OWN: fn(&str, &str) -> bool = |cluster, name| name == names::config_map(cluster);
});
kind!(
    Deployment,
    "apps",
    "v1",
    Workload::Deployment.resource(),
    deployments,
    WorkloadSpec,
    WorkloadStatus,
    {
        const OWN: fn(&str, &str) -> bool = is_component;
    }
);
kind!(
    StatefulSet,
    "apps",
    "v1",
    Workload::StatefulSet.resource(),
    stateful_sets,
    WorkloadSpec,
    WorkloadStatus,
    {
        const OWN: fn(&str, &str) -> bool = is_component;
    }
);
kind!(
    Service,
    "",
    "v1",
    "services",
    services,
    ServiceSpec,
    BalancedStatus,
    {
        const OWN: fn(&str, &str) -> bool = |cluster, name| name == names::job_manager(cluster);
    },
    |service| Object { status: addresses(service.status), ..service }
);
kind!(
    Ingress,
    "networking.k8s.io",
    "v1",
    "ingresses",
    ingresses,
    IngressSpec,
    BalancedStatus,
    {
        const OWN: fn(&str, &str) -> bool = |cluster, name| name == names::job_manager(cluster);
    },
    hosts
);
kind!(
    Job,
    "batch",
    "v1",
    "jobs",
    jobs,
    TaskSpec,
    TaskStatus,
    {
        fn surplus(objects: &Objects) -> Option<String> {
            oldest(&objects.jobs, |part| part.object.metadata.label(labels::ROLE))
        }
    },
    Object::<TaskSpec, TaskStatus>::trimmed
);
kind!(
    Pod,
    "",
    "v1",
    "pods",
    pods,
    Unread,
    PodStatus,
    {
        // Only those of Jobs: they leave messages.
        const LABELS: &'static str = "app=flink,flinkoperator.k8s.io/role";
        fn surplus(objects: &Objects) -> Option<String> {
            oldest(&objects.pods, |part| part.job.as_deref())
        }
    },
    Object::<Unread, PodStatus>::trimmed
);

/// The resource itself.
#[derive(Debug, Clone)]
pub struct FlinkCluster;

impl Kind for FlinkCluster {
    const GROUP: &'static str = resource::GROUP;
    const VERSION: &'static str = resource::V1BETA1;
    const KIND: &'static str = resource::KIND;
    const PLURAL: &'static str = resource::PLURAL;
    // Also those without the label that lets this program write: their owners are told.
    const LABELS: &'static str = "";
    type Spec = FlinkClusterSpec;
    type Status = Status;
    type Kept = WatchedCluster;

    fn keep(seen: Seen<Self>) -> Self::Kept {
        let Seen { metadata, spec, status } = seen;
        let FlinkClusterSpec { job_manager, job, flink_properties, flink_version, image } = spec;
        let annotation = metadata.annotations.as_ref().and_then(|all| all.get(labels::FLINK_VERSION));
        let said = annotation.or(flink_version.as_ref());
        let said = said.and_then(|text| Version::parse(text.trim().trim_start_matches(['v', 'V'])));
        let version = said.or_else(|| Version::of_image(&image?.name));
        let properties: Vec<_> =
            flink_properties.iter().map(|(key, value)| (key.as_str(), value.as_str())).collect();
        // One that is longer is somebody else's.
        let fits = serde_json::to_vec(&status).is_ok_and(|text| text.len() <= STATUS_LENGTH);
        let status = if fits { status } else { Status::default() };
        WatchedCluster {
            resource_version: metadata.resource_version.clone(),
            uid: metadata.uid.clone(),
            writers: writers(&metadata),
            ui_port: job_manager.ports.ui.unwrap_or(rest::PORT),
            encrypted: Tls::of(&properties, version).is_encrypted(),
            object: Object {
                metadata: trimmed(metadata),
                spec: ClusterSpec {
                    job_manager: JobManagerSpec { ingress: job_manager.ingress },
                    job: job.map(JobSpec::trimmed),
                },
                status: Unread {},
            },
            status,
        }
    }
    fn shelf(objects: &mut Objects) -> &mut Shelf<Self::Kept> {
        &mut objects.flink_clusters
    }
    fn cluster(metadata: &ObjectMeta) -> Option<String> {
        metadata.name.clone()
    }
}

/// What is read of a FlinkCluster's spec.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct FlinkClusterSpec {
    job_manager: JobManager,
    job: Option<JobSpec>,
    #[serde(deserialize_with = "of_security")]
    flink_properties: BTreeMap<String, String>,
    #[serde(deserialize_with = "tolerant::field")]
    flink_version: Option<String>,
    #[serde(deserialize_with = "tolerant::field")]
    image: Option<Image>,
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
struct Image {
    #[serde(deserialize_with = "tolerant::field")]
    name: String,
}

/// The properties that say whether REST is encrypted.
fn of_security<'de, D: Deserializer<'de>>(input: D) -> Result<BTreeMap<String, String>, D::Error> {
    let mut all: BTreeMap<String, String> = BTreeMap::deserialize(input)?;
    all.retain(|key, _| key.starts_with("security.ssl."));
    Ok(all)
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
struct JobManager {
    ingress: Option<Unread>,
    ports: Ports,
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
struct Ports {
    // One object that cannot be read would hide all others.
    #[serde(deserialize_with = "tolerant::field")]
    ui: Option<u16>,
}

/// The field managers but this program's own that hold the cluster's state or components: an operator. Another one's
/// conditions are its own matter.
fn writers(metadata: &ObjectMeta) -> Vec<String> {
    let theirs = metadata.managed_fields.iter().flatten().filter(|entry| {
        let status = entry.fields_v1.as_ref().and_then(|fields| fields.0.get("f:status"));
        status
            .is_some_and(|status| ["f:state", "f:components"].iter().any(|field| status.get(field).is_some()))
    });
    let names = theirs.map(|entry| entry.manager.clone().unwrap_or_default());
    names.filter(|name| ![MANAGER, NOBODY].contains(&name.as_str())).take(1).collect()
}
