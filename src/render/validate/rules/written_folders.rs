//! Folders that Flink is told to write to.

use crate::diagnostic::codes;
use crate::flink::scratch;
use crate::k8s::labels::ALLOW_UNRESTRICTED_PODS;
use crate::model::Cluster;
use crate::model::conventions::Security;
use crate::render::validate::findings::Findings;
use crate::render::validate::property::field;

codes! {
    /// The root of the pods' containers is read-only, so each folder that a setting names for Flink or Java to write to gets a
    /// volume (an empty one, unless `volumeMounts` has another). In the place of what the image has, or above it, the volume would
    /// hide that: with `web.upload.dir: /opt/flink` there would be no Flink in the container. Let them write elsewhere.
    HIDES_THE_IMAGE = 230, "a folder whose volume would hide the image's own files";
}

/// Checks each setting.
pub fn check(cluster: &Cluster, found: &mut Findings) {
    match cluster.conventions.security {
        Security::Users => return,
        Security::Restricted(_) => {}
    }
    for (key, value) in &cluster.properties {
        for folder in
            scratch::named(&key.value, &value.value).into_iter().filter(|folder| scratch::hides(folder))
        {
            let message = format!(
                "{}: a volume for `{}` would hide what the image has there",
                field(&key.value),
                folder.escape_debug()
            );
            let help = format!(
                "name a folder of its own, such as `/opt/flink/log`, `/tmp` or `/scratch`; or let the image's files be written to, by \
                 the annotation `{ALLOW_UNRESTRICTED_PODS}` with the reason"
            );
            found.error(HIDES_THE_IMAGE, value.span, message, help);
        }
    }
}
