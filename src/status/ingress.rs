//! The Ingress and where it leads.

use super::components;
use super::facts::{Ingress, Object, Observed};
use crate::api::status::{ComponentState, IngressStatus};

/// More addresses are not told.
const URLS: usize = 100;

/// Its entry: the URLs are those of its hosts, else of its addresses. One that is gone is told of as long as it is wanted.
pub fn entry(
    seen: &Observed<Ingress>,
    recorded: Option<&IngressStatus>,
    wanted: bool,
) -> Option<IngressStatus> {
    match seen {
        Observed::Present(ingress) => Some(present(ingress)),
        Observed::Absent => Some(IngressStatus {
            name: recorded.filter(|_| wanted)?.name.clone(),
            state: Some(ComponentState::Deleted),
            urls: Vec::new(),
        }),
        Observed::ReadError => recorded.cloned(),
    }
}

fn present(ingress: &Ingress) -> IngressStatus {
    let Object { metadata, spec, status } = ingress;
    let scheme = if spec.tls.is_empty() { "http" } else { "https" };
    let hosts: Vec<&String> = if spec.tls.is_empty() {
        spec.rules.iter().filter_map(|rule| rule.host.as_ref()).filter(|host| !host.is_empty()).collect()
    } else {
        spec.tls.iter().flat_map(|tls| &tls.hosts).filter(|host| !host.is_empty()).collect()
    };
    let addresses: Vec<&String> = status
        .load_balancer
        .ingress
        .iter()
        .filter_map(|address| {
            let given = |text: &'_ &String| !text.is_empty();
            address.hostname.as_ref().filter(given).or(address.ip.as_ref().filter(given))
        })
        .collect();
    let mut urls = Vec::new();
    for host in if hosts.is_empty() { &addresses } else { &hosts }.iter().take(URLS) {
        let url = format!("{scheme}://{host}");
        if !urls.contains(&url) {
            urls.push(url);
        }
    }
    let ready = !addresses.is_empty() && metadata.deletion_timestamp.is_none();
    IngressStatus { name: metadata.name.clone(), state: Some(components::state(ready)), urls }
}
