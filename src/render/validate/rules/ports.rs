//! The ports of the processes.

use crate::diagnostic::codes;
use crate::model::Cluster;
use crate::render::validate::cel::Cel;
use crate::render::validate::findings::Findings;
use crate::tree::Spanned;

codes! {
    /// A port is a number from 1025 to 65535: the operator wants more than 1024, and Kubernetes has no more than 65535.
    PORT_RANGE = 105, "a port out of range";
    /// Two ports of one process cannot have the same number.
    PORT_TWICE = 106, "a port twice";
}

/// Checks both processes.
pub fn check(cluster: &Cluster, found: &mut Findings) {
    component("spec.jobManager.ports", &cluster.job_manager.ports.named(), found);
    component("spec.taskManager.ports", &cluster.task_manager.ports.named(), found);
}

fn component(field: &str, ports: &[(&str, Spanned<i32>)], found: &mut Findings) {
    for (n, (name, port)) in ports.iter().enumerate() {
        let number = port.value;
        let help = "write a number from 1025 to 65535";
        if number <= 1024 {
            let message = format!("{field}.{name} must be more than 1024, and it is {number}");
            found.error(PORT_RANGE, port.span, message, help);
        } else if number > 65535 {
            let message = format!("{field}.{name} must be at most 65535, and it is {number}");
            found.strict(PORT_RANGE, port.span, message, help);
        }
        let Some((other, first)) = ports[..n].iter().find(|(_, other)| other.value == number) else {
            continue;
        };
        let (at, besides) = if port.is_written() { (port, first) } else { (first, port) };
        let message = format!("{field}: `{name}` and `{other}` are both {number}");
        let finding = found.strict(PORT_TWICE, at.span, message, "give each port a number of its own");
        if besides.is_written() {
            finding.relate(besides.span, "the other one");
        } else {
            finding.label = format!("`{}` is {number} by default", if at == port { other } else { name });
        }
    }
}

/// The same for the API server.
pub const CEL: &[Cel] = &[
    Cel {
        path: "spec.jobManager.ports.rpc",
        rule: r#"self > 1024 && self <= 65535"#,
        message: "from 1025 to 65535",
    },
    Cel {
        path: "spec.jobManager.ports.blob",
        rule: r#"self > 1024 && self <= 65535"#,
        message: "from 1025 to 65535",
    },
    Cel {
        path: "spec.jobManager.ports.query",
        rule: r#"self > 1024 && self <= 65535"#,
        message: "from 1025 to 65535",
    },
    Cel {
        path: "spec.jobManager.ports.ui",
        rule: r#"self > 1024 && self <= 65535"#,
        message: "from 1025 to 65535",
    },
    Cel {
        path: "spec.jobManager.ports",
        rule: r#"[self.rpc, self.blob, self.query, self.ui].all(p, [self.rpc, self.blob, self.query, self.ui].filter(q, q == p).size() == 1)"#,
        message: "each port has a number of its own",
    },
    Cel {
        path: "spec.taskManager.ports.data",
        rule: r#"self > 1024 && self <= 65535"#,
        message: "from 1025 to 65535",
    },
    Cel {
        path: "spec.taskManager.ports.rpc",
        rule: r#"self > 1024 && self <= 65535"#,
        message: "from 1025 to 65535",
    },
    Cel {
        path: "spec.taskManager.ports.query",
        rule: r#"self > 1024 && self <= 65535"#,
        message: "from 1025 to 65535",
    },
    Cel {
        path: "spec.taskManager.ports",
        rule: r#"[self.data, self.rpc, self.query].all(p, [self.data, self.rpc, self.query].filter(q, q == p).size() == 1)"#,
        message: "each port has a number of its own",
    },
];
