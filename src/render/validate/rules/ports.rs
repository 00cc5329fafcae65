//! The ports of the processes.

use crate::diagnostic::codes;
use crate::fields;
use crate::k8s::names;
use crate::model::conventions::Admission;
use crate::model::metrics::{self, Port};
use crate::model::{Cluster, ExtraPort};
use crate::render::validate::cel::Cel;
use crate::render::validate::findings::Findings;
use crate::tree::Spanned;

codes! {
    /// A port is a number from 1025 to 65535: the operator requires more than 1024, and Kubernetes allows no more than 65535. One
    /// of `extraPorts` may be any from 1.
    PORT_RANGE = 105, "a port out of range";
    /// Two ports of one process cannot have the same number, or the same name.
    PORT_TWICE = 106, "a duplicate port";
}

/// Checks both processes.
pub fn check(cluster: &Cluster, found: &mut Findings) {
    let [job_manager, task_manager] = FIELDS;
    let reserved = match cluster.conventions.admission {
        Admission::Ours | Admission::Google => RESERVED,
        Admission::Spotify => 0,
    };
    let settings = cluster.settings();
    let named = |ports: Vec<(&'static str, Spanned<i32>)>, process| {
        let metrics = cluster.conventions.metrics_port.then(|| metrics::port(&settings, &ports, process));
        let metrics = match metrics.flatten() {
            Some(Port::Own(number)) => Some((names::METRICS_PORT, Spanned::implied(number))),
            Some(Port::Users(_) | Port::Flinks(_)) | None => None,
        };
        (ports, metrics)
    };
    let process = &cluster.job_manager.process;
    let ports = named(cluster.job_manager.ports.named(), process);
    component(job_manager, &ports, &process.extra_ports, reserved, found);
    let process = &cluster.task_manager.process;
    let ports = named(cluster.task_manager.ports.named(), process);
    component(task_manager, &ports, &process.extra_ports, reserved, found);
}

/// The last port that is reserved to the system.
const RESERVED: i32 = 1024;
/// The last port.
const LAST: i32 = 65535;

/// The ports of a process, each, and further ones.
const FIELDS: [(&str, &[&str], &str); 2] = [
    (
        fields!("spec.jobManager.ports"),
        &[
            fields!("spec.jobManager.ports.rpc"),
            fields!("spec.jobManager.ports.blob"),
            fields!("spec.jobManager.ports.query"),
            fields!("spec.jobManager.ports.ui"),
        ],
        fields!("spec.jobManager.extraPorts"),
    ),
    (
        fields!("spec.taskManager.ports"),
        &[
            fields!("spec.taskManager.ports.data"),
            fields!("spec.taskManager.ports.rpc"),
            fields!("spec.taskManager.ports.query"),
        ],
        fields!("spec.taskManager.extraPorts"),
    ),
];

fn range() -> String {
    format!("from {} to {LAST}", RESERVED + 1)
}

/// Flink's own, and that of a reporter of metrics.
type Ports = (Vec<(&'static str, Spanned<i32>)>, Option<(&'static str, Spanned<i32>)>);

fn component(
    (field, _, extra): (&str, &[&str], &str),
    (ports, metrics): &Ports,
    more: &[ExtraPort],
    reserved: i32,
    found: &mut Findings,
) {
    for (n, (name, port)) in ports.iter().enumerate() {
        let number = port.value;
        let help = || format!("write a number {}", range());
        if number <= reserved {
            let message = format!("{field}.{name} must be more than {reserved}, but is {number}");
            found.error(PORT_RANGE, port.span, message, help());
        } else if number > LAST {
            let message = format!("{field}.{name} must be at most {LAST}, but is {number}");
            found.strict(PORT_RANGE, port.span, message, help());
        }
        let Some((other, first)) = ports[..n].iter().find(|(_, other)| other.value == number) else {
            continue;
        };
        let (at, besides) = if port.is_written() { (port, first) } else { (first, port) };
        let message = format!("{field}: `{name}` and `{other}` are both {number}");
        let finding = found.strict(PORT_TWICE, at.span, message, "give each port its own number");
        if besides.is_written() {
            finding.relate(besides.span, "the other one");
        } else {
            finding.label = format!("`{}` is {number} by default", if at == port { other } else { name });
        }
    }
    for (n, port) in more.iter().enumerate() {
        let ExtraPort { name, number, protocol: _ } = port;
        let field = format!("{extra}[{n}]");
        if !(1..=LAST).contains(&number.value) {
            let message = format!("{field}.containerPort must be from 1 to {LAST}, but is {}", number.value);
            found.error(PORT_RANGE, number.span, message, format!("write a number from 1 to {LAST}"));
        }
        let own = ports.iter().chain(metrics).map(|(name, port)| (Some(*name), *port));
        let before =
            more[..n].iter().map(|port| (port.name.as_ref().map(|name| name.value.as_str()), port.number));
        let all: Vec<_> = own.chain(before).collect();
        if let Some((_, first)) = all.iter().find(|(_, other)| other.value == number.value) {
            let message = format!("{field}: the number {} is another port's", number.value);
            let finding = found.error(PORT_TWICE, number.span, message, "give each port its own number");
            if first.is_written() {
                finding.relate(first.span, "the other one");
            }
        }
        let Some(name) = name else { continue };
        if all.iter().any(|(other, _)| *other == Some(name.value.as_str())) {
            let message = format!("{field}: `{}` is another port's name", name.value);
            found.error(PORT_TWICE, name.span, message, "give each port its own name");
        }
        if let Err(wrong) = names::port(&name.value) {
            let message = format!("{field}: a port's name {wrong}");
            found.strict(PORT_RANGE, name.span, message, "choose another name");
        }
    }
}

/// The same for the API server.
pub fn cel() -> Vec<Cel> {
    let of = |(ports, each, _): (&'static str, &[&'static str], &str)| {
        let rule = format!("self > {RESERVED} && self <= {LAST}");
        let mut all: Vec<_> = each.iter().map(|port| Cel::new(port, rule.clone(), range())).collect();
        let names: Vec<_> = each.iter().map(|port| port.replace(ports, "self")).collect();
        let names = names.join(", ");
        let rule = format!("[{names}].all(p, [{names}].filter(q, q == p).size() == 1)");
        all.push(Cel::new(ports, rule, "each port must have its own number"));
        all
    };
    FIELDS.into_iter().flat_map(of).collect()
}
