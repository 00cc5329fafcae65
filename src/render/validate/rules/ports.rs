//! The ports of the processes.

use crate::diagnostic::codes;
use crate::fields;
use crate::model::Cluster;
use crate::render::validate::cel::Cel;
use crate::render::validate::findings::Findings;
use crate::tree::Spanned;

codes! {
    /// A port is a number from 1025 to 65535: the operator requires more than 1024, and Kubernetes allows no more than 65535.
    PORT_RANGE = 105, "a port out of range";
    /// Two ports of one process cannot have the same number.
    PORT_TWICE = 106, "a duplicate port";
}

/// Checks both processes.
pub fn check(cluster: &Cluster, found: &mut Findings) {
    let [(job_manager, _), (task_manager, _)] = FIELDS;
    component(job_manager, &cluster.job_manager.ports.named(), found);
    component(task_manager, &cluster.task_manager.ports.named(), found);
}

/// The last port that is reserved to the system.
const RESERVED: i32 = 1024;
/// The last port.
const LAST: i32 = 65535;

/// The ports of a process, and each.
const FIELDS: [(&str, &[&str]); 2] = [
    (
        fields!("spec.jobManager.ports"),
        &[
            fields!("spec.jobManager.ports.rpc"),
            fields!("spec.jobManager.ports.blob"),
            fields!("spec.jobManager.ports.query"),
            fields!("spec.jobManager.ports.ui"),
        ],
    ),
    (
        fields!("spec.taskManager.ports"),
        &[
            fields!("spec.taskManager.ports.data"),
            fields!("spec.taskManager.ports.rpc"),
            fields!("spec.taskManager.ports.query"),
        ],
    ),
];

fn range() -> String {
    format!("from {} to {LAST}", RESERVED + 1)
}

fn component(field: &str, ports: &[(&str, Spanned<i32>)], found: &mut Findings) {
    for (n, (name, port)) in ports.iter().enumerate() {
        let number = port.value;
        let help = || format!("write a number {}", range());
        if number <= RESERVED {
            let message = format!("{field}.{name} must be more than {RESERVED}, but is {number}");
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
}

/// The same for the API server.
pub fn cel() -> Vec<Cel> {
    let of = |(ports, each): (&'static str, &[&'static str])| {
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
