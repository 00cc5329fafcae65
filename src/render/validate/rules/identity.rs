//! Who the pods of Jobs are: their account, and their priority.

use crate::diagnostic::codes;
use crate::k8s::labels::{JOB_POD, SYNC_WAVE};
use crate::k8s::names;
use crate::model::{Cluster, Identity};
use crate::render::validate::findings::Findings;

codes! {
    /// In the annotation `flinkoperator.k8s.io/job-pod`, the name of a ServiceAccount, or of a PriorityClass, consists of lower-case
    /// letters, digits, `-` and `.`, and the key of an annotation is a name such as `team` or `example.org/team`.
    IDENTITY = 220, "an invalid name of an account or a priority";
    /// `serviceAccountAnnotations` are those of the account that is rendered for the Jobs. There is none where you name one of your own
    /// (`serviceAccountName`). The order of a roll-out is the compiler's.
    ACCOUNT_ANNOTATIONS = 221, "annotations of an account without effect", warning;
}

/// Checks what an annotation says of them.
pub fn check(cluster: &Cluster, found: &mut Findings) {
    let Some(job) = &cluster.job else { return };
    let Identity { account, account_annotations, priority_class_name } = &job.identity;
    for (field, name) in [("serviceAccountName", account), ("priorityClassName", priority_class_name)] {
        let Some(name) = name else { continue };
        if let Err(wrong) = names::subdomain(&name.value) {
            let message = format!("{JOB_POD}.{field}: `{}` {wrong}", name.value.escape_debug());
            found.error(IDENTITY, name.span, message, "write the name of one that is there");
        }
    }
    let field = format!("{JOB_POD}.serviceAccountAnnotations");
    let named = job.named_account(cluster.service_account_name.as_ref());
    if let Some((key, _)) = account_annotations.first().filter(|_| named.is_some()) {
        let message = format!("{field} has no effect: the Jobs run as an account of yours");
        found.warning(ACCOUNT_ANNOTATIONS, key.span, message, "annotate that account, and remove them here");
    }
    for (key, _) in account_annotations {
        if key.value == SYNC_WAVE {
            let message = format!("{field}: `{SYNC_WAVE}` is replaced");
            found.warning(ACCOUNT_ANNOTATIONS, key.span, message, "remove it: it is the compiler's own");
        } else if let Err(wrong) = names::qualified(&key.value) {
            let message = format!("{field}: the key `{}` {wrong}", key.value.escape_debug());
            found.error(IDENTITY, key.span, message, "write a name such as `team` or `example.org/team`");
        }
    }
}
