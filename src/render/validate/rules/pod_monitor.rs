//! What the Prometheus operator is told.

use crate::diagnostic::codes;
use crate::fields;
use crate::k8s::labels::{APP_KEY, CLUSTER, POD_MONITOR};
use crate::k8s::names;
use crate::model::Cluster;
use crate::model::access::Monitor;
use crate::model::metrics::{Port, ports};
use crate::render::validate::findings::Findings;

codes! {
    /// A PodMonitor, which the annotation `flinkoperator.k8s.io/pod-monitor` asks for, is about the port of Flink's reporter for Prometheus.
    /// That is configured in `flinkProperties`: `metrics.reporter.prom.factory.class:
    /// org.apache.flink.metrics.prometheus.PrometheusReporterFactory` (before Flink 1.11, `metrics.reporter.prom.class:
    /// org.apache.flink.metrics.prometheus.PrometheusReporter`), and `metrics.reporter.prom.port`, if it is not 9249. It cannot be a port
    /// that Flink has for something else, and where it is one of `extraPorts` it has a name there.
    NO_METRICS = 225, "a PodMonitor without metrics";
    /// Labels of a PodMonitor are those that Kubernetes takes; its `interval` is a time as Prometheus has it: `30s`, `1m30s`.
    MONITOR = 226, "an invalid label or interval of a PodMonitor";
}

/// Checks the annotation.
pub fn check(cluster: &Cluster, found: &mut Findings) {
    let Some(Monitor { at, labels, interval }) = &cluster.monitor else { return };
    let ports = ports(&cluster.settings(), &cluster.job_manager, &cluster.task_manager);
    if ports.is_empty() {
        let message = format!("{POD_MONITOR}: no reporter for Prometheus is configured");
        let help = fields!(
            "add `metrics.reporter.prom.factory.class: org.apache.flink.metrics.prometheus.PrometheusReporterFactory` to \
             spec.flinkProperties, or remove the annotation"
        );
        found.error(NO_METRICS, at.span, message, help);
    }
    for port in ports {
        match port {
            Port::Own(_) => {}
            Port::Users(port) if port.name.is_some() => {}
            Port::Users(port) => {
                let message =
                    format!("{POD_MONITOR}: the port {} of `extraPorts` has no name", port.number.value);
                found.error(
                    NO_METRICS,
                    port.number.span,
                    message,
                    "add `name: metrics`, or remove the port: it is opened anyway",
                );
            }
            Port::Flinks(name) => {
                let message = format!("{POD_MONITOR}: the reporter's port is that of `{name}`");
                let help = fields!("set `metrics.reporter.prom.port` in spec.flinkProperties to another one");
                found.error(NO_METRICS, at.span, message, help);
            }
        }
    }
    for (key, value) in labels {
        let own = [APP_KEY, CLUSTER].contains(&key.value.as_str());
        let wrong = match (names::qualified(&key.value), names::label_value(&value.value)) {
            (Err(wrong), _) => Some((key, wrong.to_string())),
            (Ok(()), Err(wrong)) => Some((value, wrong.to_string())),
            (Ok(()), Ok(())) => own.then(|| (key, "is a label of the compiler's".to_owned())),
        };
        if let Some((text, wrong)) = wrong {
            let message = format!("{POD_MONITOR}.labels: `{}` {wrong}", text.value.escape_debug());
            found.error(MONITOR, text.span, message, "write a label such as `release: prometheus`");
        }
    }
    if let Some(text) = interval.as_ref().filter(|text| !is_time(&text.value)) {
        let message = format!("{POD_MONITOR}.interval: `{}` is not a time", text.value.escape_debug());
        found.error(MONITOR, text.span, message, "write one such as `30s` or `1m30s`");
    }
}

/// Numbers with units, the greatest first.
fn is_time(text: &str) -> bool {
    let mut rest = text;
    for unit in ["y", "w", "d", "h", "m", "s", "ms"] {
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        let behind = &rest[digits..];
        let is_milli = unit == "m" && behind.starts_with("ms");
        if let (1.., Some(next), false) = (digits, behind.strip_prefix(unit), is_milli) {
            rest = next;
        }
    }
    rest.is_empty() && !text.is_empty()
}
