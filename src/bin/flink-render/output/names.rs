//! The file of an object: `<namespace>/<kind>.<group>_<name>.yaml`.

use std::fmt::Write;

use flink_render::diagnostic::Severity;
use flink_render::render::Object;
use flink_render::render::parse::yaml;
use flink_render::tree::Node;

/// What file systems allow.
const LONGEST: usize = 255;

/// The path of an object's file, with `/`; or why there is none.
pub fn file(object: &Object) -> Result<String, String> {
    let name = base(&object.api_version, &object.kind, &object.name);
    let folder = escape(object.namespace.as_deref().unwrap_or_default());
    if name.len() > LONGEST || folder.len() > LONGEST {
        return Err(format!(
            "the file name of {} {} would be longer than {LONGEST} bytes",
            object.kind, object.name
        ));
    }
    Ok(if folder.is_empty() { name } else { format!("{folder}/{name}") })
}

fn base(api_version: &str, kind: &str, name: &str) -> String {
    let group = api_version.split_once('/').map_or(String::new(), |(group, _)| format!(".{group}"));
    escape(&format!("{}{group}_{name}.yaml", kind.to_lowercase()))
}

/// Whether a file's text is what `file` gives the file's name to. A merge that is not resolved may be in it.
pub fn holds(path: &str, text: &str) -> bool {
    if path == KUSTOMIZATION {
        return text
            .strip_prefix(KUSTOMIZATION_HEAD)
            .is_some_and(|listed| listed.lines().all(|line| line.starts_with("- ")))
            || is_merge(text);
    }
    let path = path.split_once('/').map_or(path, |(_, name)| name);
    if head(text).is_some_and(|[api_version, kind, name]| base(api_version, kind, name) == path) {
        return true;
    }
    let (documents, failure) = yaml::read(text, Severity::Warning);
    let mut roots = documents.iter().map(|document| &document.root).filter(|root| !root.is_null());
    let (Some(root), None, None) = (roots.next(), roots.next(), failure) else { return is_merge(text) };
    let field = |node: &Node, name| node.get(name).and_then(Node::as_str).unwrap_or_default().to_owned();
    let name = root.get("metadata").map(|metadata| field(metadata, "name")).unwrap_or_default();
    base(&field(root, "apiVersion"), &field(root, "kind"), &name) == path || is_merge(text)
}

/// What the first lines of most files say.
fn head(text: &str) -> Option<[&str; 3]> {
    let (api_version, rest) = text.strip_prefix("apiVersion: ")?.split_once('\n')?;
    let (kind, rest) = rest.strip_prefix("kind: ")?.split_once('\n')?;
    let (name, _) = rest.strip_prefix("metadata:\n  name: ")?.split_once('\n')?;
    Some([api_version, kind, name])
}

fn is_merge(text: &str) -> bool {
    text.lines().any(|line| line.starts_with("<<<<<<< ")) && text.contains("kind: ")
}

/// kustomize's own file.
pub const KUSTOMIZATION: &str = "kustomization.yaml";
const KUSTOMIZATION_HEAD: &str =
    "apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nresources:\n";

/// The text of kustomize's file, which lists these.
pub fn kustomization<'a>(files: impl Iterator<Item = &'a String>) -> String {
    let mut text = KUSTOMIZATION_HEAD.to_owned();
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

/// Names of some kinds (roles are one) may hold anything; a dot at the begin would hide the file, and Windows takes some
/// names for devices.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let odd = text.starts_with('.') || is_device(text);
    for (at, c) in text.char_indices() {
        if is_plain(c) && !(at == 0 && odd) {
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

fn is_device(text: &str) -> bool {
    let stem = text.split('.').next().unwrap_or_default().to_ascii_lowercase();
    match stem.as_bytes() {
        b"con" | b"prn" | b"aux" | b"nul" => true,
        [b'c', b'o', b'm', n] | [b'l', b'p', b't', n] => n.is_ascii_digit(),
        _ => false,
    }
}

fn is_plain(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '-' | '.' | '_')
}
