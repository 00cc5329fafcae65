//! The image's name.

use crate::diagnostic::codes;
use crate::fields;
use crate::k8s::image::{Fault, fault};
use crate::model::Cluster;
use crate::render::validate::cel::Cel;
use crate::render::validate::findings::Findings;

codes! {
    /// The image must be named as kubelets read names: a registry without `https://`, a path in small letters, one colon, a
    /// tag of letters, digits, `_`, `.` and `-`, a whole digest. A name holds no blanks.
    IMAGE = 102, "a bad image name";
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
        let message = format!("the image `{}` holds a blank", name.value.escape_debug());
        found.strict(IMAGE, name.span, message, "remove it: kubelets refuse such an image");
    } else if let Some(fault) = fault(&name.value) {
        let (what, help) = described(fault);
        let message = format!("kubelets refuse the image `{}`: {what}", name.value.escape_debug());
        found.strict(IMAGE, name.span, message, help);
    }
}

fn described(fault: Fault) -> (&'static str, &'static str) {
    match fault {
        Fault::Scheme => {
            ("it begins like a web address", "begin with the registry's host, without `https://`")
        }
        Fault::Registry => {
            ("its registry is no host", "write a host, with a port or none: `registry.example.com:5000`")
        }
        Fault::Capitals => ("its path has capitals", "write it in small letters"),
        Fault::Path => (
            "its path is none",
            "write names of small letters and digits, with single `/`, `.` or `_`, or with `-`, between them",
        ),
        Fault::Tag => ("its tag is none", "write one colon, and letters, digits, `_`, `.` and `-` behind it"),
        Fault::Digest => ("its digest is none", "write it whole: `@sha256:` and 64 hexadecimal digits"),
    }
}

/// The same for the API server.
pub fn cel() -> Vec<Cel> {
    let rule = "self.size() > 0 && !self.matches('[[:space:]]')";
    vec![Cel::new(fields!("spec.image.name"), rule, "name an image, without blanks")]
}
