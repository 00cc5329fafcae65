//! The file of an object: `<namespace>/<kind>.<group>_<name>.yaml`.

use std::fmt::Write;

use flink_render::render::Object;

/// What file systems allow.
const LONGEST: usize = 255;

/// The path of an object's file, with `/`; or why there is none.
pub fn file(object: &Object) -> Result<String, String> {
    let group = object.api_version.split_once('/').map_or(String::new(), |(group, _)| format!(".{group}"));
    let kind = object.kind.to_lowercase();
    let name = escape(&format!("{kind}{group}_{}.yaml", object.name));
    let folder = escape(object.namespace.as_deref().unwrap_or_default());
    if name.len() > LONGEST || folder.len() > LONGEST {
        return Err(format!(
            "the file name of {} {} would be longer than {LONGEST} bytes",
            object.kind, object.name
        ));
    }
    Ok(if folder.is_empty() { name } else { format!("{folder}/{name}") })
}

/// kustomize's own file.
pub const KUSTOMIZATION: &str = "kustomization.yaml";

/// The text of kustomize's file, which lists these.
pub fn kustomization<'a>(files: impl Iterator<Item = &'a String>) -> String {
    let mut text =
        "apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nresources:\n".to_owned();
    for file in files {
        text.push_str("- ");
        text.push_str(file);
        text.push('\n');
    }
    text
}

/// Whether a path is one that `file` gives: nothing else is ever written or removed.
pub fn is_file(path: &str) -> bool {
    if path == KUSTOMIZATION {
        return true;
    }
    let (folder, name) = path.split_once('/').unwrap_or(("folder", path));
    let plain = |part: &str| {
        !part.is_empty() && !part.starts_with('.') && part.chars().all(|c| is_plain(c) || c == '%')
    };
    plain(folder) && plain(name) && name.contains('_') && name.ends_with(".yaml")
}

/// Names of some kinds (roles are one) may hold anything; a dot at the begin would hide the file.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for (at, c) in text.char_indices() {
        if is_plain(c) && !(at == 0 && c == '.') {
            out.push(c);
        } else {
            for byte in c.encode_utf8(&mut [0; 4]).bytes() {
                // Writing to a string cannot fail.
                let _ = write!(out, "%{byte:02X}");
            }
        }
    }
    out
}

fn is_plain(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '-' | '.' | '_')
}
