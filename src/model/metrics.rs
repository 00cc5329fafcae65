//! Where a process is asked for its metrics.

use super::{ExtraPort, JobManager, Process, TaskManager};
use crate::flink::metrics::prometheus_port;
use crate::tree::Spanned;

/// The port of a reporter for Prometheus, in one process.
#[derive(Debug, Clone, Copy)]
pub enum Port<'a> {
    /// One that nobody else names.
    Own(i32),
    /// One that the user names.
    Users(&'a ExtraPort),
    /// One that Flink has for something else.
    Flinks(&'static str),
}

/// The port of a process, if there is a reporter. `named`: Flink's own ports.
pub fn port<'a>(
    settings: &[(&str, &str)],
    named: &[(&'static str, Spanned<i32>)],
    process: &'a Process,
) -> Option<Port<'a>> {
    let number = i32::from(prometheus_port(settings)?);
    let flinks = named.iter().find(|(_, port)| port.value == number).map(|(name, _)| Port::Flinks(name));
    let users = process.extra_ports.iter().find(|port| port.number.value == number).map(Port::Users);
    Some(flinks.or(users).unwrap_or(Port::Own(number)))
}

/// Those of JobManager and TaskManagers.
pub fn ports<'a>(
    settings: &[(&str, &str)],
    job_manager: &'a JobManager,
    task_manager: &'a TaskManager,
) -> Vec<Port<'a>> {
    let ports = [
        port(settings, &job_manager.ports.named(), &job_manager.process),
        port(settings, &task_manager.ports.named(), &task_manager.process),
    ];
    ports.into_iter().flatten().collect()
}
