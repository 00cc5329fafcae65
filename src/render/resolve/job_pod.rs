//! The pods of Jobs by annotation: its fields are those of `spec.job`, which not every version of the resource has.

use super::codes;
use super::fields::pairs;
use crate::api::annotations::JobPod;
use crate::api::flink_cluster::Job;
use crate::api::read::Field;
use crate::diagnostic::Diagnostic;
use crate::fields;
use crate::k8s::labels::JOB_POD;
use crate::model::Identity;
use crate::tree::Map;

const JOB: &str = fields!("spec.job");

/// What is left when the fields are where they belong.
#[derive(Debug, Default)]
pub struct Beside {
    /// What the job has no field for.
    pub identity: Identity,
    /// The fields that the annotation says.
    pub fields: Vec<&'static str>,
}

/// Lays the annotation's fields over a job that does not say them.
pub fn lay(annotation: Field<JobPod>, job: Option<&mut Job>, found: &mut Vec<Diagnostic>) -> Beside {
    let Field::Given(annotation) = annotation else { return Beside::default() };
    let JobPod {
        span,
        resources,
        pod_labels,
        pod_annotations,
        security_context,
        node_selector,
        tolerations,
        affinity,
        host_aliases,
        priority_class_name,
        service_account_name,
        service_account_annotations,
    } = annotation;
    let Some(job) = job else {
        let message = format!("{JOB_POD} has no effect: there is no job");
        found.push(Diagnostic::warning(codes::WITHOUT_JOB, span, message).help("remove it, or add a job"));
        return Beside::default();
    };
    // `{}` is no amount.
    if job.resources.get().is_some_and(|own| own.0.as_map().is_some_and(Map::is_empty))
        && !resources.is_absent()
    {
        job.resources = Field::Absent;
    }
    let mut fields = Vec::new();
    let mut twice = |name: &'static str| {
        let message = format!("{JOB_POD} says `{name}`, and {JOB} does, too");
        found
            .push(Diagnostic::error(codes::ANNOTATION_TWICE, span, message).help("remove it there, or here"));
    };
    macro_rules! lay {
        ($($name:literal $field:ident;)*) => {$(
            match (job.$field.is_absent(), $field.is_absent()) {
                (true, false) => {
                    job.$field = $field;
                    fields.push($name);
                }
                (false, false) => twice($name),
                (_, true) => {}
            }
        )*};
    }
    lay! {
        "resources" resources;
        "podLabels" pod_labels;
        "podAnnotations" pod_annotations;
        "securityContext" security_context;
        "nodeSelector" node_selector;
        "tolerations" tolerations;
        "affinity" affinity;
        "hostAliases" host_aliases;
    }
    let identity = Identity {
        account: service_account_name.into_option(),
        account_annotations: pairs(service_account_annotations),
        priority_class_name: priority_class_name.into_option(),
    };
    Beside { identity, fields }
}
