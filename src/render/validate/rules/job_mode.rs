//! How a job is submitted, and what it runs.

use crate::diagnostic::codes;
use crate::fields;
use crate::model::conventions::Submission;
use crate::model::words::JobMode;
use crate::model::{Cluster, Program};
use crate::render::validate::findings::Findings;

codes! {
    /// With `mode: Application` the JobManager runs the main method itself. It is rendered with `--compat operator` alone, and needs
    /// a `className` there: the operator has no way to name a jar file for it. In the other modes the job is submitted to a cluster
    /// of its own, and names what it runs: a `jarFile`, `pyFile` or `pyModule`.
    APPLICATION = 181, "application mode";
    /// A Python job is a `pyFile`, or a `pyModule` that is found in `pyFiles`; and not a jar file, too.
    PYTHON = 186, "an incomplete Python job";
}

const MODE: &str = fields!("spec.job.mode");

/// Checks both.
pub fn check(cluster: &Cluster, found: &mut Findings) {
    let Some(job) = &cluster.job else { return };
    match (job.mode.value, cluster.conventions.submission) {
        (JobMode::Detached | JobMode::Blocking, _) => {}
        (JobMode::Application, Submission::Waiting(_)) => {
            let message = format!("{MODE}: `Application` is not rendered yet");
            // In this mode alone a job needs to name nothing.
            let and = if job.program.is_empty() { ", and add `jarFile: ...` with its program" } else { "" };
            let help = format!(
                "remove it{and}: the job is submitted to a cluster of its own, and its Job stays until the job's end; or keep the \
                 cluster in a folder that is rendered with `--compat operator`"
            );
            found.error(APPLICATION, job.mode.span, message, help);
        }
        (JobMode::Application, Submission::Direct | Submission::Script(_)) => {
            if job.class_name.as_ref().is_none_or(|class| class.value.is_empty()) {
                let message = fields!(
                    "spec.job.className is missing: in application mode the operator ends without it"
                );
                found.error(APPLICATION, job.mode.span, message, "add `className: ...`");
            }
        }
    }
    let Program { jar_file, py_file, py_files, py_module } = &job.program;
    if let (Some(module), None) = (py_module, py_files) {
        let message = fields!("spec.job.pyModule is looked for in spec.job.pyFiles, which is missing");
        found.strict(
            PYTHON,
            module.span,
            message,
            "add `pyFiles: ...` with the file or folder that has the module",
        );
    }
    if let (Some(file), Some(module)) = (py_file, py_module) {
        let message = fields!("spec.job.pyFile and spec.job.pyModule are two jobs");
        found.strict(PYTHON, module.span, message, "keep one of them").relate(file.span, "the other one");
    }
    if let (Some(jar), Some(python)) = (jar_file, py_file.as_ref().or(py_module.as_ref()))
        && jar.is_written()
    {
        let message = fields!("spec.job.jarFile and a Python job are two jobs");
        let help = "keep one of them; further jar files of a Python job belong into `classPath`";
        found.strict(PYTHON, python.span, message, help).relate(jar.span, "the jar file");
    }
}
