//! Google Cloud credentials.

use crate::diagnostic::codes;
use crate::fields;
use crate::k8s::names;
use crate::model::{Cluster, Gcp};
use crate::render::validate::cel::Cel;
use crate::render::validate::findings::Findings;

codes! {
    /// A service account is a Secret, the file in it that contains the key, and a directory to mount it at: none may be empty.
    GCP_EMPTY = 111, "incomplete Google Cloud credentials";
    /// `mountPath` is the directory. The key's file, `keyFile`, is added to it.
    GCP_MOUNT_PATH = 112, "a file instead of a directory";
}

const ACCOUNT: &str = fields!("spec.gcpConfig.serviceAccount");
const SECRET: &str = fields!("spec.gcpConfig.serviceAccount.secretName");
const KEY_FILE: &str = fields!("spec.gcpConfig.serviceAccount.keyFile");
const MOUNT_PATH: &str = fields!("spec.gcpConfig.serviceAccount.mountPath");

/// Checks the account.
pub fn check(cluster: &Cluster, found: &mut Findings) {
    let Some(gcp) = &cluster.gcp else { return };
    let Gcp { secret_name: secret, key_file, mount_path: path } = gcp;
    for (field, text) in [(SECRET, secret), (KEY_FILE, key_file), (MOUNT_PATH, path)] {
        if text.is_written() && text.value.is_empty() {
            let message = format!("{field} is empty");
            found.error(
                GCP_EMPTY,
                text.span,
                message,
                "a Secret, the key's file in it, and a directory: give all three",
            );
        }
    }
    if let (true, Err(wrong)) = (!secret.value.is_empty(), names::subdomain(&secret.value)) {
        let message = format!("{SECRET}: `{}` {wrong}", secret.value);
        found.strict(GCP_EMPTY, secret.span, message, "name a Secret of the namespace");
    }
    let file = &key_file.value;
    let ends = match cluster.conventions.key_file_by_letters {
        true => path.value.ends_with(file.as_str()),
        false => path.value.trim_end_matches('/').ends_with(&format!("/{file}")),
    };
    if !file.is_empty() && ends {
        let message = format!("{MOUNT_PATH} ends with the key's file, `{file}`");
        found.error(GCP_MOUNT_PATH, path.span, message, "write the directory only");
    }
}

/// The same for the API server.
pub fn cel() -> Vec<Cel> {
    vec![
        Cel::new(
            ACCOUNT,
            "self.secretName.size() > 0 && self.keyFile.size() > 0 && self.mountPath.size() > 0",
            "secretName, keyFile and mountPath must not be empty",
        ),
        Cel::new(
            ACCOUNT,
            "self.keyFile.size() == 0 || \
             !(self.mountPath.endsWith('/' + self.keyFile) || self.mountPath.endsWith('/' + self.keyFile + '/'))",
            "mountPath must be the directory, without the key's file",
        ),
    ]
}
