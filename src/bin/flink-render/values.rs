//! Texts to the values of options.

use flink_render::diagnostic::Code;
use flink_render::flink::version::Version;
use flink_render::k8s::dialect::Dialect;
use flink_render::k8s::{names, served};
use flink_render::render::ignore::{self, Refusal};
use flink_render::report::review::markdown::LEAST;
use flink_render::review::Effect;

pub fn effect(text: &str) -> Result<Effect, String> {
    let known = Effect::ALL.iter().find(|(_, word, _)| *word == text).map(|(effect, ..)| *effect);
    known.ok_or_else(|| {
        let words: Vec<_> = Effect::ALL.iter().map(|(_, word, _)| *word).collect();
        format!("it is one of {}", words.join(", "))
    })
}

/// The length of a report in Markdown.
pub fn size(text: &str) -> Result<usize, String> {
    let wrong = || format!("it is a number of bytes, at least {LEAST}: less cannot contain a report");
    text.parse().ok().filter(|size| *size >= LEAST).ok_or_else(wrong)
}

/// The code of a warning.
pub fn warning(text: &str) -> Result<Code, String> {
    ignore::code(text.trim()).map_err(|Refusal { message, help, .. }| format!("{message}: {help}"))
}

pub fn namespace(text: &str) -> Result<String, String> {
    names::label(text).map(|()| text.to_owned()).map_err(|wrong| format!("a namespace's name {wrong}"))
}

pub fn object_name(text: &str) -> Result<String, String> {
    names::subdomain(text).map(|()| text.to_owned()).map_err(|wrong| format!("an object's name {wrong}"))
}

pub fn version(text: &str) -> Result<Version, &'static str> {
    Version::parse(text).ok_or("a Flink version has two or three numbers: 1.8, 1.20.1")
}

pub fn kubernetes_version(text: &str) -> Result<served::Version, &'static str> {
    served::Version::parse(text).ok_or("a Kubernetes version has two or three numbers: 1.35, v1.35.4")
}

/// An image, whose digest, when it has one, is one.
pub fn image(text: &str) -> Result<String, &'static str> {
    let is_digest = |text: &str| {
        text.strip_prefix("sha256:").is_some_and(|hex| {
            hex.len() == 64 && hex.bytes().all(|c| c.is_ascii_digit() || (b'a'..=b'f').contains(&c))
        })
    };
    match text.split_once('@') {
        Some((name, digest)) if name.is_empty() || !is_digest(digest) => {
            Err("an image by its digest is NAME@sha256: and 64 hexadecimal digits")
        }
        _ => plain(text),
    }
}

/// An image that is yet to be built.
pub fn unbuilt(text: &str) -> Result<String, &'static str> {
    if text.contains('@') {
        Err("it has no digest before it is built: give a name and a tag")
    } else {
        plain(text)
    }
}

/// Text that YAML, a shell and URLs take as it stands.
pub fn plain(text: &str) -> Result<String, &'static str> {
    let fine = |c: char| c.is_ascii_alphanumeric() || "-._~/:@+%=,".contains(c);
    if !text.is_empty() && !text.starts_with('-') && text.chars().all(fine) {
        Ok(text.to_owned())
    } else {
        Err("letters, digits and - . _ ~ / : @ + % = , are allowed, and it must not start with `-`")
    }
}

/// A folder of a repository, by its parts alone: `clusters` for `./clusters/`.
pub fn folder(text: &str) -> Result<String, &'static str> {
    let text = plain(text)?;
    let parts: Vec<_> = text.split('/').filter(|part| !matches!(*part, "" | ".")).collect();
    if text.starts_with('/') || parts.is_empty() || parts.contains(&"..") {
        return Err("name a folder inside of the repository, from its root, such as `clusters`");
    }
    Ok(parts.join("/"))
}

/// `google` or `spotify`.
pub fn dialect(text: &str) -> Result<Dialect, &'static str> {
    Dialect::of_word(text).ok_or("the dialects are `google` and `spotify`")
}
