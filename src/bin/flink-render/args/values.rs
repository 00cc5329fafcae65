//! Texts to the values of options.

use flink_render::flink::version::Version;
use flink_render::k8s::{names, served};
use flink_render::review::Effect;

pub fn effect(text: &str) -> Result<Effect, String> {
    let known = Effect::ALL.iter().find(|(_, word, _)| *word == text).map(|(effect, ..)| *effect);
    known.ok_or_else(|| {
        let words: Vec<_> = Effect::ALL.iter().map(|(_, word, _)| *word).collect();
        format!("it is one of {}", words.join(", "))
    })
}

pub fn namespace(text: &str) -> Result<String, String> {
    names::label(text).map(|()| text.to_owned()).map_err(|wrong| format!("a namespace's name {wrong}"))
}

pub fn object_name(text: &str) -> Result<String, String> {
    names::subdomain(text).map(|()| text.to_owned()).map_err(|wrong| format!("a Secret's name {wrong}"))
}

pub fn version(text: &str) -> Result<Version, &'static str> {
    Version::parse(text).ok_or("a version of Flink is two or three numbers: 1.8, 1.20.1")
}

pub fn kubernetes_version(text: &str) -> Result<served::Version, &'static str> {
    served::Version::parse(text).ok_or("a version of Kubernetes is two or three numbers: 1.35, v1.35.4")
}

/// Text that YAML, a shell and URLs take as it stands.
pub fn plain(text: &str) -> Result<String, &'static str> {
    let fine = |c: char| c.is_ascii_alphanumeric() || "-._~/:@+%=,".contains(c);
    if !text.is_empty() && !text.starts_with('-') && text.chars().all(fine) {
        Ok(text.to_owned())
    } else {
        Err("letters, digits and - . _ ~ / : @ + % = , are allowed, and no - at the begin")
    }
}
