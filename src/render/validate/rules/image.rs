//! The image's name.

use crate::diagnostic::codes;
use crate::fields;
use crate::k8s::image::{Fault, fault};
use crate::model::Cluster;
use crate::render::validate::cel::Cel;
use crate::render::validate::findings::Findings;

codes! {
    /// The image's name must be one that the kubelet accepts: a registry without `https://`, a path in lower case, one colon, a
    /// tag of letters, digits, `_`, `.` and `-`, a full digest. A name contains no whitespace.
    IMAGE = 102, "an invalid image name";
}

/// Checks it.
pub fn check(cluster: &Cluster, found: &mut Findings) {
    let name = &cluster.image.name;
    if !name.is_written() {
        return;
    }
    if name.value.is_empty() {
        found.error(
            IMAGE,
            name.span,
            fields!("spec.image.name is empty"),
            "name an image, such as `flink:1.20.1`",
        );
    } else if name.value.contains(char::is_whitespace) {
        let message = format!("the image `{}` contains whitespace", name.value.escape_debug());
        found.strict(IMAGE, name.span, message, "remove it: the kubelet rejects such an image");
    } else if let Some(fault) = fault(&name.value) {
        let (what, help) = described(fault);
        let message = format!("the kubelet rejects the image `{}`: {what}", name.value.escape_debug());
        found.strict(IMAGE, name.span, message, help);
    }
}

fn described(fault: Fault) -> (&'static str, &'static str) {
    match fault {
        Fault::Scheme => {
            ("it starts like a web address", "start with the registry's host, without `https://`")
        }
        Fault::Registry => (
            "its registry is not a host name",
            "write a host with an optional port: `registry.example.com:5000`",
        ),
        Fault::Capitals => ("its path has upper-case letters", "write it in lower case"),
        Fault::Path => (
            "its path is not valid",
            "write lower-case letters and digits, separated by single `/`, `.` or `_`, or by `-`",
        ),
        Fault::Tag => {
            ("its tag is not valid", "write one colon, followed by letters, digits, `_`, `.` and `-`")
        }
        Fault::Digest => {
            ("its digest is not valid", "write it in full: `@sha256:` and 64 hexadecimal digits")
        }
    }
}

/// The same for the API server.
pub fn cel() -> Vec<Cel> {
    let rule = "self.size() > 0 && !self.matches('[[:space:]]')";
    vec![Cel::new(fields!("spec.image.name"), rule, "must name an image, without whitespace")]
}
