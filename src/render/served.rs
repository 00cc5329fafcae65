//! What the version of Kubernetes that is rendered for does not have.

use super::codes::NOT_SERVED;
use super::options::Options;
use crate::diagnostic::{Diagnostic, Span};
use crate::k8s::served;
use crate::tree::Node;

/// An API or a field that is missing; `node`: of an object of ours.
pub fn unserved(
    api: &str,
    kind: &str,
    node: Option<&Node>,
    span: Span,
    options: &Options,
) -> Option<Diagnostic> {
    let version = options.kubernetes?;
    let served::Missing { what, when } = served::missing(api, kind, node, version)?;
    let message = format!("{what} needs Kubernetes {when}; the target is {version}");
    let help = match node {
        Some(_) => "upgrade Kubernetes, or remove what this is rendered for",
        None => "use a version that is served: `kubectl explain` names it",
    };
    Some(Diagnostic::error(NOT_SERVED, span, message).help(help))
}
