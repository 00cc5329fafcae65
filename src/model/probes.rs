//! How the kubelet looks after a process of Flink: what the compiler asks, and the user's fields over it.

use super::Process;
use super::conventions::{Conventions, Probes};
use crate::flink::rest::Tls;
use crate::map;
use crate::tree::{Map, Node, Spanned, Value};

/// The handlers of a probe, of which it has one.
pub const HANDLERS: [&str; 4] = ["exec", "grpc", "httpGet", "tcpSocket"];

/// The probes of a process, each with its field of the container. `rpc`: its port for Flink's own processes; `rest`: that of the
/// REST API, if it has one.
pub fn probes(
    conventions: &Conventions,
    tls: &Tls<'_>,
    rpc: Spanned<i32>,
    rest: Option<Spanned<i32>>,
    process: &Process,
) -> Vec<(&'static str, Map)> {
    let Process { liveness_probe, readiness_probe, workload: _, claim_templates: _, extra_ports: _ } =
        process;
    let alive = || map! { "tcpSocket" => map! { "port" => rpc } };
    let probe = |mut check: Map, times: &[(&'static str, i32)]| {
        times.iter().for_each(|(name, value)| check.push(*name, *value));
        check
    };
    let both = |liveness: Map, readiness: Map| {
        [
            ("livenessProbe", overlaid(liveness, liveness_probe.as_ref(), conventions.literal)),
            ("readinessProbe", overlaid(readiness, readiness_probe.as_ref(), conventions.literal)),
        ]
    };
    match conventions.probes {
        Probes::Equal => {
            let times = [
                ("initialDelaySeconds", 30),
                ("timeoutSeconds", 10),
                ("periodSeconds", 60),
                ("failureThreshold", 5),
            ];
            both(probe(alive(), &times), probe(alive(), &times)).into()
        }
        Probes::Operator => {
            let of = |period, failures| {
                let times = [
                    ("initialDelaySeconds", 5),
                    ("timeoutSeconds", 10),
                    ("periodSeconds", period),
                    ("failureThreshold", failures),
                ];
                probe(alive(), &times)
            };
            both(of(60, 5), of(5, 60)).into()
        }
        Probes::Distinct => {
            let ready = match rest.filter(|_| !tls.needs_certificate()) {
                Some(port) => {
                    let mut get = map! { "path" => "/overview", "port" => port };
                    get.push_some("scheme", tls.is_encrypted().then_some("HTTPS"));
                    map! { "httpGet" => get }
                }
                None => alive(),
            };
            // Five minutes to load what a slow disk and a large image need.
            let started = probe(alive(), &[("periodSeconds", 5), ("failureThreshold", 60)]);
            let both = both(
                // Patient: a long collection of garbage is no reason to lose a job's state.
                probe(alive(), &[("timeoutSeconds", 10), ("periodSeconds", 30), ("failureThreshold", 5)]),
                probe(ready, &[("timeoutSeconds", 5), ("periodSeconds", 5), ("failureThreshold", 3)]),
            );
            [("startupProbe", started)].into_iter().chain(both).collect()
        }
    }
}

/// A probe with the user's fields over it. `sound`: a handler of the user's takes the place of the default one; the operator kept
/// both, and took no zero.
fn overlaid(mut probe: Map, user: Option<&Node>, sound: bool) -> Map {
    let Some(Map(fields)) = user.and_then(Node::as_map) else { return probe };
    if sound && fields.iter().any(|field| HANDLERS.contains(&field.key.as_ref())) {
        probe.0.retain(|field| !HANDLERS.contains(&field.key.as_ref()));
    }
    for field in fields {
        if !sound && matches!(&field.value.value, Value::Number(number) if number == "0") {
            continue;
        }
        match probe.0.iter_mut().find(|known| known.key == field.key) {
            Some(known) => known.value = field.value.clone(),
            None => probe.0.push(field.clone()),
        }
    }
    probe
}
