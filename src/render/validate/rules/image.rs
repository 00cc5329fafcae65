//! The image's name.

use crate::diagnostic::codes;
use crate::model::Cluster;
use crate::render::validate::cel::Cel;
use crate::render::validate::findings::Findings;

codes! {
    /// The image must be named, and a name holds no blanks.
    IMAGE = 102, "a bad image name";
}

/// Checks it.
pub fn check(cluster: &Cluster, found: &mut Findings) {
    let name = &cluster.image.name;
    if !name.is_written() {
        return;
    }
    if name.value.is_empty() {
        found.error(IMAGE, name.span, "spec.image.name is empty", "name an image, such as `flink:1.20.1`");
    } else if name.value.contains(char::is_whitespace) {
        let message = format!("the image `{}` holds a blank", name.value.escape_debug());
        found.strict(IMAGE, name.span, message, "remove it: kubelets refuse such an image");
    }
}

/// The same for the API server.
pub const CEL: &[Cel] = &[Cel {
    path: "spec.image.name",
    rule: r#"self.size() > 0 && !self.matches('[[:space:]]')"#,
    message: "name an image, without blanks",
}];
