//! What the kubelet asks containers, and what it tells them when they start and stop.

use crate::diagnostic::{Span, codes};
use crate::k8s::names;
use crate::model::probes::{self, HANDLERS};
use crate::model::{Cluster, Process};
use crate::render::validate::findings::Findings;
use crate::render::validate::parts::{list, number, one_of, text, unknown_word};
use crate::render::validate::pods::{Container, JOB_MANAGER, TASK_MANAGER, pods};
use crate::tree::{Map, Node, Value};

codes! {
    /// A probe of the JobManager or the TaskManagers is checked as it is rendered: what is written lies over the default, field by
    /// field. Kubernetes takes a probe with one handler (`exec`, `grpc`, `httpGet`, `tcpSocket`) that says whom to ask, with a port
    /// from 1 to 65535 or a port's name, and without negative times. Only a readiness probe may ask for several successes, and it
    /// ends nothing: it has no `terminationGracePeriodSeconds`. For a time of `0` Kubernetes takes its own default. Spotify's operator
    /// keeps its handler beside one that is written, which Kubernetes then refuses.
    PROBE = 206, "a probe that Kubernetes does not take as written", warning;
    /// What a container does when it starts and stops has one handler. A container that runs to its end before the others start
    /// has neither this nor probes; with `restartPolicy: Always` it runs beside them, and may have both.
    LIFECYCLE = 196, "an invalid lifecycle of a container", warning;
}

/// Checks the probes of Flink's containers as they are rendered, and those of the user's.
pub fn check(cluster: &Cluster, found: &mut Findings) {
    let (manager, workers) = (&cluster.job_manager, &cluster.task_manager);
    let of_flink = [
        (JOB_MANAGER, &manager.process, manager.ports.rpc, Some(manager.ports.ui)),
        (TASK_MANAGER, &workers.process, workers.ports.rpc, None),
    ];
    for (field, process, rpc, rest) in of_flink {
        let Process { liveness_probe, readiness_probe, workload: _, claim_templates: _, extra_ports: _ } =
            process;
        for (name, rendered) in probes::probes(&cluster.conventions, &cluster.tls(), rpc, rest, process) {
            let written = match name {
                "livenessProbe" => liveness_probe,
                "readinessProbe" => readiness_probe,
                // Its own is sound.
                _ => continue,
            };
            let Some(written) = written else { continue };
            probe(&format!("{field}.{name}"), name, &rendered, written.span, found);
        }
    }
    for pod in pods(cluster) {
        for container in pod.containers() {
            users(&container, found);
        }
    }
}

/// What may be done when a container starts and stops.
const EVENT_HANDLERS: [&str; 4] = ["exec", "httpGet", "sleep", "tcpSocket"];

fn users(container: &Container<'_>, found: &mut Findings) {
    let Container { field, node, is_init } = container;
    for name in ["livenessProbe", "readinessProbe", "startupProbe", "lifecycle"] {
        let Some(part) = node.get(name) else { continue };
        let Some(map) = part.as_map() else { continue };
        let field = format!("{field}.{name}");
        if *is_init {
            let message = format!("{field}: a container that runs before the others has none");
            let help = "remove it; with `restartPolicy: Always` the container runs beside the others";
            found.strict(LIFECYCLE, part.span, message, help);
        } else if name == "lifecycle" {
            for event in ["postStart", "preStop"] {
                let Some(handler) = map.get(event).filter(|handler| handler.as_map().is_some()) else {
                    continue;
                };
                let map = handler.as_map().unwrap_or(map);
                let field = format!("{field}.{event}");
                if let Err((span, wrong)) = one_of(map, &EVENT_HANDLERS, "handler") {
                    let span = span.unwrap_or(handler.span);
                    found.strict(
                        LIFECYCLE,
                        span,
                        format!("{field} {wrong}"),
                        "write one handler, such as `exec`",
                    );
                }
                for (span, wrong) in targets(map) {
                    found.strict(
                        LIFECYCLE,
                        span,
                        format!("{field}.{wrong}"),
                        "say what to run, or whom to ask",
                    );
                }
            }
        } else {
            probe(&field, name, map, part.span, found);
        }
    }
}

/// What Kubernetes takes for a time of zero.
const TIMES: [(&str, i64); 5] = [
    ("initialDelaySeconds", 0),
    ("timeoutSeconds", 1),
    ("periodSeconds", 10),
    ("successThreshold", 1),
    ("failureThreshold", 3),
];

fn probe(field: &str, name: &str, probe: &Map, at: Span, found: &mut Findings) {
    if let Err((span, wrong)) = one_of(probe, &HANDLERS, "handler") {
        let help = "write one handler, such as `httpGet`";
        found.strict(PROBE, span.unwrap_or(at), format!("{field} {wrong}"), help);
    }
    for (span, wrong) in targets(probe) {
        found.strict(PROBE, span, format!("{field}.{wrong}"), "say what to run, or whom to ask");
    }
    let number = |key| probe.get(key).and_then(|node| Some((number(node)?, node.span)));
    for (key, default) in TIMES {
        let Some((number, span)) = number(key) else { continue };
        if number < 0 {
            let message = format!("{field}.{key} is negative");
            found.strict(PROBE, span, message, "write 0 or more");
        } else if number == 0 && default > 0 {
            let message = format!("{field}.{key}: Kubernetes takes {default} for 0");
            found.warning(PROBE, span, message, format!("write `{default}`, or what is meant"));
        } else if key == "successThreshold" && number > 1 && name != "readinessProbe" {
            let message = format!("{field}.{key} must be 1, but is {number}");
            found.strict(PROBE, span, message, "write `1`: only a readiness probe may want more");
        }
    }
    let Some((seconds, span)) = number("terminationGracePeriodSeconds") else { return };
    if name == "readinessProbe" {
        let message = format!("{field} has a terminationGracePeriodSeconds, but ends no container");
        found.strict(PROBE, span, message, "remove it");
    } else if seconds < 1 {
        let message = format!("{field}.terminationGracePeriodSeconds must be at least 1, but is {seconds}");
        found.strict(PROBE, span, message, "write `1` or more");
    }
}

/// What is wrong with whom handlers ask: the end of a sentence.
fn targets(map: &Map) -> Vec<(Span, String)> {
    let mut wrong = Vec::new();
    if let Some(exec) = map.get("exec").filter(|exec| exec.as_map().is_some())
        && exec.get("command").and_then(Node::as_list).is_none_or(<[Node]>::is_empty)
    {
        wrong.push((exec.span, "exec has no command".to_owned()));
    }
    for handler in ["grpc", "httpGet", "tcpSocket"] {
        let Some(node) = map.get(handler) else { continue };
        let Some(port) = node.get("port") else { continue };
        match &port.value {
            Value::String(name) => {
                if let Err(why) = names::port(name) {
                    wrong.push((port.span, format!("{handler}.port: a port's name {why}")));
                }
            }
            _ => {
                if let Some(number) = number(port).filter(|number| !(1..=65535).contains(number)) {
                    let why = format!("{handler}.port must be from 1 to 65535, but is {number}");
                    wrong.push((port.span, why));
                }
            }
        }
    }
    let Some(get) = map.get("httpGet") else { return wrong };
    if let Some((span, why)) = unknown_word(get, "scheme", &["HTTP", "HTTPS"]) {
        wrong.push((span, format!("httpGet.{why}")));
    }
    for header in list(get, "httpHeaders") {
        let Some((name, span)) = text(header, "name") else { continue };
        if name.is_empty() || !name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_') {
            let name = name.escape_debug();
            wrong.push((span, format!("httpGet.httpHeaders: `{name}` is not the name of a header")));
        }
    }
    wrong
}
