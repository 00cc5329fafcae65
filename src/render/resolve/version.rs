//! The Flink version: annotation, run, image.

use super::codes;
use crate::api::flink_cluster::Metadata;
use crate::api::read::Field;
use crate::diagnostic::{Diagnostic, Span};
use crate::fields;
use crate::flink::version::{NEWEST, OLDEST, Told, Version};
use crate::k8s::labels::FLINK_VERSION;
use crate::model::Text;

const FIELD: &str = fields!("spec.flinkVersion");

/// What says the version.
#[derive(Clone, Copy)]
enum Says<'a> {
    Annotation(&'a Text),
    Field(&'a Text),
    Run,
    Image,
}

/// The version, or the newest one together with an error.
pub fn of(
    metadata: &Metadata,
    field: &Field<Text>,
    image: &Text,
    given: Option<Version>,
    found: &mut Vec<Diagnostic>,
) -> Version {
    let annotations = metadata.annotations.get().map(|map| map.0.as_slice()).unwrap_or_default();
    let annotation = annotations.iter().find(|(key, _)| key.value == FLINK_VERSION).map(|(_, value)| value);
    let field = field.get().filter(|text| !text.value.trim().is_empty());
    let (version, says) = match (annotation, field, given) {
        (Some(annotation), _, _) => (annotated(annotation), Says::Annotation(annotation)),
        (None, Some(field), _) => (written(field), Says::Field(field)),
        (None, None, Some(given)) => (Ok(given), Says::Run),
        // That no image is named was said.
        (None, None, None) if image.value.is_empty() => return NEWEST,
        (None, None, None) => (of_image(image, found), Says::Image),
    };
    if let (Some(annotation), Some(field)) = (annotation, field) {
        found.extend(between(annotation, field));
    }
    match version {
        Ok(version) => {
            let unknown = unknown(version, says, image.span);
            let refused = unknown.as_ref().is_some_and(Diagnostic::is_error);
            found.extend(unknown);
            if !refused {
                found.extend(contradicted(version, says, image));
            }
            version
        }
        Err(diagnostic) => {
            found.push(diagnostic);
            NEWEST
        }
    }
}

/// `spec.flinkVersion`: `1.20`, `1.20.1`, `v1_20`.
fn written(field: &Text) -> Result<Version, Diagnostic> {
    let text = field.value.trim();
    Version::parse(text.trim_start_matches(['v', 'V'])).ok_or_else(|| {
        let message = format!("{FIELD}: `{text}` is not a Flink version");
        let help = "write the version in the image, such as `flinkVersion: \"1.20\"`";
        Diagnostic::error(codes::UNKNOWN_VERSION, field.span, message).help(help)
    })
}

/// What Spotify's operator does not take for a version.
pub fn malformed(field: &Text) -> Option<Diagnostic> {
    let text = field.value.trim().trim_start_matches('v');
    (!text.is_empty() && !text.starts_with(|c: char| c.is_ascii_digit())).then(|| {
        let message = format!("{FIELD}: `{}` is not a version", field.value.escape_debug());
        let help = "write the version in the image, such as `flinkVersion: \"1.20\"`";
        Diagnostic::error(codes::UNKNOWN_VERSION, field.span, message).help(help)
    })
}

/// What the annotation says otherwise than the field.
fn between(annotation: &Text, field: &Text) -> Option<Diagnostic> {
    let (one, other) = (annotated(annotation).ok()?, written(field).ok()?);
    (one != other).then(|| {
        let message = format!("the annotation names Flink {one}, but {FIELD} {other}");
        let help = "the annotation counts: remove it, or correct one of them";
        Diagnostic::warning(codes::OTHER_MINOR, annotation.span, message)
            .related(field.span, "the field")
            .help(help)
    })
}

fn annotated(annotation: &Text) -> Result<Version, Diagnostic> {
    let text = annotation.value.as_str();
    Version::parse(text).ok_or_else(|| {
        let message = format!("`{text}` is not a Flink version");
        // As Apache's operator writes it.
        let help = match Version::parse(text.trim().trim_start_matches(['v', 'V'])) {
            Some(version) => format!("write `{FLINK_VERSION}: \"{version}\"`"),
            None => format!("write it as `{FLINK_VERSION}: \"1.20\"`"),
        };
        Diagnostic::error(codes::UNKNOWN_VERSION, annotation.span, message).help(help)
    })
}

/// What the image's tag surely says, where the annotation or the run says another version.
fn contradicted(said: Version, says: Says<'_>, image: &Text) -> Option<Diagnostic> {
    let Told::Surely(tag) = told(image) else { return None };
    // A number that is no version of Flink is that of something else; one that is newer than the tables may be rendered
    // for as the last one in them.
    let last = tag.last()?;
    if said == tag || (said == last && tag > last) {
        return None;
    }
    let (at, who, help) = match says {
        Says::Image => return None,
        Says::Field(field) => {
            let help = format!("write `flinkVersion: \"{tag}\"`; or correct the tag");
            (field.span, format!("{FIELD} names"), help)
        }
        Says::Annotation(annotation) => {
            let help = format!(
                "write `{FLINK_VERSION}: \"{tag}\"`, or remove it: the tag names it; or correct the tag"
            );
            (annotation.span, "the annotation names".to_owned(), help)
        }
        Says::Run => {
            let help =
                "remove the option: it is for images that do not name their version; or correct the tag";
            (image.span, "`--flink-version` names".to_owned(), help.to_owned())
        }
    };
    let message = format!("the image's tag names Flink {tag}, but {who} {said}");
    let diagnostic = match tag.major == said.major {
        true => Diagnostic::warning(codes::OTHER_MINOR, at, message),
        false => Diagnostic::error(codes::OTHER_MAJOR, at, message),
    };
    let diagnostic = diagnostic.help(help);
    Some(match says {
        Says::Annotation(_) | Says::Field(_) => diagnostic.related(image.span, "the image"),
        Says::Run | Says::Image => diagnostic,
    })
}

/// That a name holds blanks, capitals or two colons has a finding of its own.
fn told(image: &Text) -> Told {
    Told::by(&image.value.split_whitespace().collect::<String>().to_ascii_lowercase().replace("::", ":"))
}

fn of_image(image: &Text, found: &mut Vec<Diagnostic>) -> Result<Version, Diagnostic> {
    let name = &image.value;
    match told(image) {
        Told::Surely(version) => Ok(version),
        Told::Perhaps(version) if version >= OLDEST && version.last().is_some_and(|last| version <= last) => {
            let message =
                format!("Flink {version} is taken from the tag of an image that is not called flink");
            let help =
                format!("annotate it with `{FLINK_VERSION}: \"1.20\"`, or whichever version is in the image");
            found.push(Diagnostic::warning(codes::GUESSED_VERSION, image.span, message).help(help));
            Ok(version)
        }
        Told::Two(one, other) => {
            let message = format!("the image `{name}` names two versions of Flink, {one} and {other}");
            let diagnostic = Diagnostic::error(codes::TWO_VERSIONS, image.span, message);
            Err(diagnostic.help(say("the one in the image")))
        }
        Told::Nothing | Told::Perhaps(_) => {
            let mut message = format!("the image `{name}` does not name its Flink version");
            let tag = name.split('@').next().and_then(|name| name.rsplit('/').next()?.split_once(':'));
            match tag {
                None if name.contains('@') => message.push_str(": a digest does not tell what is in it"),
                None => message.push_str(": it has no tag"),
                Some((_, tag)) if tag.starts_with(|c: char| c.is_ascii_digit()) => {
                    let of = format!(": `{tag}` may be the version of something else in it");
                    message.push_str(&of);
                }
                Some(_) => {}
            }
            Err(Diagnostic::error(codes::UNKNOWN_VERSION, image.span, message)
                .help(say("the one in the image")))
        }
    }
}

/// What the tables do not know.
fn unknown(version: Version, says: Says<'_>, image: Span) -> Option<Diagnostic> {
    let at = match says {
        Says::Annotation(text) | Says::Field(text) => text.span,
        Says::Run | Says::Image => image,
    };
    if version < OLDEST {
        let message = format!("Flink {version} is older than {OLDEST}, the oldest supported version");
        let help = match says {
            Says::Annotation(_) => "correct the annotation, or use a newer image",
            Says::Field(_) => "correct it, or use a newer image",
            Says::Run | Says::Image => "use a newer image",
        };
        return Some(Diagnostic::error(codes::OLD_VERSION, at, message).help(help));
    }
    let Some(last) = version.last() else {
        let message = format!("Flink {version} is not known: the newest known version is {NEWEST}");
        let help = match says {
            Says::Annotation(_) => {
                format!("write the version in the image, such as `{FLINK_VERSION}: \"{NEWEST}\"`")
            }
            Says::Field(_) => format!("write the version in the image, such as `flinkVersion: \"{NEWEST}\"`"),
            Says::Run | Says::Image => {
                format!("use an image with Flink {NEWEST} or an older one; or a newer flink-render")
            }
        };
        return Some(Diagnostic::error(codes::UNKNOWN_MAJOR, at, message).help(help));
    };
    (version > last).then(|| {
        let message = format!("Flink {version} is not known: it is rendered like {last}");
        let help = format!("try it, or write `{FLINK_VERSION}: \"{last}\"` to silence this");
        Diagnostic::warning(codes::NEW_VERSION, at, message).help(help)
    })
}

fn say(which: &str) -> String {
    format!(
        "annotate the FlinkCluster with `{FLINK_VERSION}: \"1.20\"` ({which}), or give `--flink-version 1.20`, or use a tag that \
         names it: `1.20` where the image is called flink, else `flink-1.20`; until then, what else is found is for Flink {NEWEST}"
    )
}
