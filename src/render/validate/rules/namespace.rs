//! The namespace's name.

use crate::diagnostic::codes;
use crate::k8s::names;
use crate::model::Cluster;
use crate::render::validate::findings::Findings;

codes! {
    /// A namespace is named with small letters, digits and `-`, and at most 63 of them.
    NAMESPACE = 101, "a bad namespace";
}

/// Checks it.
pub fn check(cluster: &Cluster, found: &mut Findings) {
    let Some(namespace) = &cluster.namespace else { return };
    let Err(wrong) = names::label(&namespace.value) else { return };
    let span = if namespace.is_written() { namespace.span } else { cluster.name.span };
    let message = format!("the namespace `{}` {wrong}", namespace.value);
    let help = "name one, or leave the field out to have the objects where they are applied";
    match wrong {
        names::Wrong::Empty => found.error(NAMESPACE, span, message, help),
        names::Wrong::TooLong(_) | names::Wrong::Characters(_) => {
            found.strict(NAMESPACE, span, message, help)
        }
    };
}
