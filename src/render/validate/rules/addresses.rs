//! Where processes listen, and what others are told about it.

use std::net::IpAddr;

use crate::diagnostic::codes;
use crate::flink::options::{self, changes};
use crate::flink::reference;
use crate::flink::version::NEWEST;
use crate::model::Cluster;
use crate::model::conventions::Configuration;
use crate::render::validate::findings::Findings;
use crate::render::validate::property::field;

codes! {
    /// A process that listens on its own host only, as in Flink's shipped configuration, cannot be reached: not by the
    /// Service, not by the kubelet's probes. Nor can one that listens at an address that its pod does not have, if it starts at all: a
    /// pod gets another one each time. All TaskManagers cannot be one host (`taskmanager.host`), and none is any host. Leave the
    /// setting out, or write a wildcard where a process listens, or `$(POD_IP)` with a variable whose value is `status.podIP`.
    LOCAL_ADDRESS = 148, "an address at which nobody reaches the process";
}

/// What an option's value does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Role {
    /// The process listens there.
    Listens,
    /// Others look for it there.
    Told,
    /// The REST API's clients do, who are told of another one here.
    ToldClients,
}

const ADDRESSES: &[(&str, Role)] = &[
    // Up to Flink 1.9 an option, which `rest.bind-address` reads.
    ("web.address", Role::Listens),
    ("jobmanager.bind-host", Role::Listens),
    ("taskmanager.bind-host", Role::Listens),
    ("rest.bind-address", Role::Listens),
    ("taskmanager.host", Role::Told),
    ("rest.address", Role::ToldClients),
];

/// Checks each, under older names, too.
pub fn check(cluster: &Cluster, found: &mut Findings) {
    match cluster.conventions.configuration {
        Configuration::Flink(..) => {}
        Configuration::Google { script: _ } | Configuration::Spotify { unified_memory: _, yaml: _ } => return,
    }
    let version = cluster.version().unwrap_or(NEWEST);
    for (key, value) in &cluster.properties {
        let names = changes::sets(&key.value, version);
        let Some((_, role)) = ADDRESSES.iter().find(|(name, _)| names.contains(name)) else { continue };
        let text = value.value.trim();
        let is_set = |name: &str| cluster.property(name).is_some();
        if text.is_empty() || reference::is_in(text) || options::is_shadowed(&key.value, version, is_set) {
            continue;
        }
        let why = match (role, Address::of(text)) {
            (_, Address::Loopback) => "this address cannot be reached from outside the pod",
            (Role::Listens, Address::Wildcard) | (Role::ToldClients, Address::Wildcard | Address::Other) => {
                continue;
            }
            (Role::Listens, Address::Other) => {
                "a pod gets another address each time, and a process cannot listen at one that is not its own"
            }
            (Role::Told, Address::Wildcard | Address::Other) => {
                "the JobManager, and the other TaskManagers, would look for each TaskManager there"
            }
        };
        let help = match role {
            Role::Listens => "remove it: Flink then listens on all addresses",
            Role::Told => "remove it: each then says the address of its pod",
            Role::ToldClients => "remove it: it is then the JobManager's Service",
        };
        let message = format!("{}: {why}", field(&key.value));
        found.error(LOCAL_ADDRESS, value.span, message, help);
    }
}

/// Whether an option is one of these.
pub fn is_one(key: &str) -> bool {
    ADDRESSES.iter().any(|(name, _)| *name == key)
}

/// What Java makes of an address.
enum Address {
    Loopback,
    Wildcard,
    Other,
}

impl Address {
    fn of(text: &str) -> Self {
        let bare = text.trim_start_matches('[').trim_end_matches(']');
        // Java reads `0` and `127.1`, too.
        if !bare.is_empty() && bare.bytes().all(|b| matches!(b, b'0' | b'.' | b':')) {
            return Self::Wildcard;
        }
        let name = bare.trim_end_matches('.').to_ascii_lowercase();
        let is_name = name == "localhost" || name.starts_with("localhost.") || name.ends_with(".localhost");
        let is_short = name.starts_with("127.") && name.bytes().all(|b| b.is_ascii_digit() || b == b'.');
        let is_address = name.parse::<IpAddr>().is_ok_and(|ip| ip.to_canonical().is_loopback());
        if is_name || is_short || is_address { Self::Loopback } else { Self::Other }
    }
}
