//! The Flink version: annotation, run, image.

use super::codes;
use crate::api::v1alpha1::Metadata;
use crate::diagnostic::Diagnostic;
use crate::flink::version::{NEWEST, OLDEST, Version};
use crate::k8s::labels::FLINK_VERSION;
use crate::model::Text;

/// The version, or the newest one together with an error.
pub fn of(metadata: &Metadata, image: &Text, given: Option<Version>, found: &mut Vec<Diagnostic>) -> Version {
    let annotations = metadata.annotations.get().map(|map| map.0.as_slice()).unwrap_or_default();
    let annotation = annotations.iter().find(|(key, _)| key.value == FLINK_VERSION).map(|(_, value)| value);
    let (version, at) = match annotation {
        Some(annotation) => (Version::parse(&annotation.value), annotation),
        None => (given.or_else(|| Version::of_image(&image.value)), image),
    };
    let Some(version) = version else {
        let what = &at.value;
        let message = match annotation {
            Some(_) => format!("`{what}` is not a Flink version"),
            None => format!("the image `{what}` does not say its Flink version"),
        };
        let help = format!(
            "annotate the FlinkCluster with `{FLINK_VERSION}: \"1.20\"`, or give `--flink-version 1.20`, or a tag that begins \
             with the version"
        );
        // A missing or empty image has a finding of its own.
        if annotation.is_some() || !what.is_empty() {
            found.push(Diagnostic::error(codes::UNKNOWN_VERSION, at.span, message).help(help));
        }
        return NEWEST;
    };
    let span = at.span;
    if annotation.is_none() && given.is_none() && !image.value.contains("flink") {
        let message = format!("Flink {version} is read from the tag of an image that is not called flink");
        let help =
            format!("if the tag is another program's version, annotate with `{FLINK_VERSION}: \"1.20\"`");
        found.push(Diagnostic::warning(codes::GUESSED_VERSION, span, message).help(help));
    }
    if version < OLDEST {
        let message = format!("Flink {version} is older than {OLDEST}, the oldest that is rendered for");
        found.push(Diagnostic::error(codes::OLD_VERSION, span, message).help("use a newer image"));
    }
    if version > NEWEST {
        let message = format!("Flink {version} is not known here: rendered as for {NEWEST}");
        let help = format!("try it, or say `{FLINK_VERSION}: \"{NEWEST}\"` to silence this");
        found.push(Diagnostic::warning(codes::NEW_VERSION, span, message).help(help));
    }
    version
}
