//! The namespace's name.

use crate::diagnostic::codes;
use crate::k8s::names;
use crate::model::Cluster;
use crate::render::validate::findings::Findings;

codes! {
    /// A namespace's name consists of at most 63 lower-case letters, digits and `-`.
    NAMESPACE = 101, "an invalid namespace";
}

/// Checks it.
pub fn check(cluster: &Cluster, found: &mut Findings) {
    let Some(namespace) = &cluster.namespace else { return };
    let Err(wrong) = names::label(&namespace.value) else { return };
    let span = if namespace.is_written() { namespace.span } else { cluster.name.span };
    let message = format!("the namespace `{}` {wrong}", namespace.value);
    let help = "name one, or remove the field to leave the namespace to whoever applies the objects";
    match wrong {
        names::Wrong::Empty => found.error(NAMESPACE, span, message, help),
        names::Wrong::TooLong(_) | names::Wrong::Characters(_) => {
            found.admitted(cluster, NAMESPACE, span, message, help)
        }
    };
}
