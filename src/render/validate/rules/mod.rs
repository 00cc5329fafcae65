//! The rules: one file each, its codes' pages in it.

// A rule that is in no row below does not compile.
#![deny(dead_code)]

mod cluster_name;
mod namespace;
mod image;
mod replicas;
mod ports;
mod off_heap;
mod hadoop_config;
mod gcp_config;
mod job;
mod ingress;
mod service;
mod gitops;
mod volumes;
mod volume_sources;
mod claims;
mod containers;
mod environment;
mod probes;
mod placement;
mod resources;
mod amounts;
mod labels;
mod properties;
mod addresses;
mod options;
mod unknown_option;
mod option_value;
mod unread_option;
mod unlikely_value;
mod option_names;
mod credentials;
mod references;
mod other_port;
mod read_elsewhere;
mod unknown_name;
mod incomplete;
mod cluster_id;
mod reporters;
mod taken_port;
mod reactive;
mod retained;
mod out_of_range;
mod two_parallelisms;
mod memory;
mod submission;
mod job_life;
mod state_places;
mod plugins;
mod status_sync;
mod unrestricted;
mod written_folders;
mod needs_root;
mod hidden_files;
mod mesh;
mod not_rendered;
mod job_mode;
mod upgrade_mode;
mod state_age;
mod batch_scheduler;
mod autoscaler;
mod disruption_budget;
mod identity;
mod network_policy;
mod pod_monitor;
mod log_config;

use super::cel::Cel;
use super::findings::Findings;
use crate::diagnostic::Page;
use crate::model::Cluster;

pub use credentials::PLAIN_CREDENTIAL;
pub use memory::Memory;

/// One rule.
#[derive(Debug)]
pub struct Rule {
    /// What it is called: the file's name.
    pub name: &'static str,
    /// The pages of its codes.
    pub pages: &'static [Page],
    /// What the API server can check of it.
    pub cel: fn() -> Vec<Cel>,
    check: Check,
}

/// How a rule is applied.
#[derive(Debug)]
enum Check {
    /// To a cluster.
    Finds(fn(&Cluster, &mut Findings)),
    /// To a cluster, and it has a result.
    Plans(fn(&Cluster, &mut Findings) -> Option<Memory>),
    /// By another rule, which knows what it is applied to.
    Within,
}

/// The table: a rule's file, how it is applied, and whether the API server can check some of it (`cel`).
macro_rules! rules {
    (@check $rule:ident Within) => { Check::Within };
    (@check $rule:ident $check:ident) => { Check::$check($rule::check) };
    (@cel $rule:ident cel) => { $rule::cel };
    (@cel $rule:ident) => { Vec::new };
    ($($rule:ident: $check:ident $(, $cel:ident)?;)*) => {
        /// All rules, in the order they are applied in.
        pub const ALL: &[Rule] = &[$(Rule {
            name: stringify!($rule),
            pages: $rule::PAGES,
            cel: rules!(@cel $rule $($cel)?),
            check: rules!(@check $rule $check),
        }),*];
    };
}

rules! {
    cluster_name: Finds, cel;
    namespace: Finds;
    image: Finds, cel;
    replicas: Finds, cel;
    ports: Finds, cel;
    off_heap: Finds, cel;
    hadoop_config: Finds, cel;
    gcp_config: Finds, cel;
    job: Finds, cel;
    ingress: Finds, cel;
    service: Finds;
    gitops: Finds;
    volumes: Finds;
    volume_sources: Finds;
    claims: Finds;
    containers: Finds;
    environment: Finds;
    probes: Finds;
    placement: Finds;
    resources: Finds;
    amounts: Finds;
    labels: Finds;
    properties: Finds, cel;
    addresses: Finds;
    options: Finds;
    unknown_option: Within;
    option_value: Within;
    unread_option: Within;
    unlikely_value: Within;
    option_names: Within;
    credentials: Finds;
    references: Finds;
    other_port: Finds;
    read_elsewhere: Finds;
    unknown_name: Finds;
    incomplete: Finds;
    cluster_id: Finds;
    reporters: Finds;
    taken_port: Finds;
    reactive: Finds;
    retained: Finds;
    out_of_range: Finds;
    two_parallelisms: Finds;
    submission: Finds, cel;
    job_life: Finds, cel;
    state_places: Finds;
    plugins: Within;
    status_sync: Finds;
    unrestricted: Finds;
    written_folders: Finds;
    needs_root: Finds;
    hidden_files: Finds;
    mesh: Finds;
    not_rendered: Finds;
    job_mode: Finds;
    upgrade_mode: Finds;
    state_age: Finds;
    batch_scheduler: Finds;
    autoscaler: Finds;
    disruption_budget: Finds;
    identity: Finds;
    network_policy: Finds;
    pod_monitor: Finds;
    log_config: Finds;
    memory: Plans;
}

/// Applies all rules. How the memory is divided; none for the operator's way, which had an arithmetic of its own.
pub fn check(cluster: &Cluster, found: &mut Findings) -> Option<Memory> {
    let mut memory = None;
    for rule in ALL {
        match rule.check {
            Check::Finds(check) => check(cluster, found),
            Check::Plans(check) => memory = check(cluster, found),
            Check::Within => {}
        }
    }
    memory
}

/// What [`check`] gave for a cluster in which it found nothing wrong, and all that is needed to render it again.
pub fn plan(cluster: &Cluster) -> Option<Memory> {
    let mut found = Findings::new(cluster.conventions.lenient);
    ALL.iter().find_map(|rule| match rule.check {
        Check::Plans(check) => check(cluster, &mut found),
        Check::Finds(_) | Check::Within => None,
    })
}

/// Whether a field says what a property of this key does.
fn has_field(key: &str) -> bool {
    properties::OWN.iter().any(|(own, _)| *own == key) || other_port::KEYS.contains(&key)
}

/// What is said where a property of this key is not the user's to set: who says it instead.
pub fn said_elsewhere(key: &str) -> Option<String> {
    let own = properties::OWN.iter().find(|(own, _)| *own == key);
    if other_port::KEYS.contains(&key) {
        return Some("`validate` refuses another port here than that of its field: leave it out".to_owned());
    }
    if addresses::is_one(key) {
        return Some(
            "`validate` refuses an address here at which nobody reaches the process (FR148)".to_owned(),
        );
    }
    own.map(|(_, what)| format!("`validate` refuses it here: it is {what}")).or_else(|| {
        let who = read_elsewhere::by_whom(key).filter(|_| !read_elsewhere::is_read(key));
        who.map(|(who, _)| format!("Nobody reads it here: it is read by {who}"))
    })
}

/// Whether a property of this key is the user's to set, and read by somebody in the cluster.
pub fn may_set(key: &str) -> bool {
    !properties::OWN.iter().any(|(own, _)| *own == key) && read_elsewhere::is_read(key)
}
