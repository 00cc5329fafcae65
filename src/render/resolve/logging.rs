//! What is logged: two annotations, for every version of the resource.

use super::codes;
use crate::diagnostic::Diagnostic;
use crate::k8s::labels::{LOG_LEVELS, LOGGING};
use crate::model::words::{Framework, Level};
use crate::model::{Logging, Text};
use crate::tree::Spanned;

/// From the annotations.
pub fn logging(framework: Option<&Text>, levels: Option<&Text>, found: &mut Vec<Diagnostic>) -> Logging {
    let mut logging = Logging::default();
    if let Some(text) = framework {
        match Framework::ALL.iter().find(|known| known.as_str() == text.value) {
            Some(known) => logging.framework = *known,
            None => {
                let words = Framework::ALL.map(Framework::as_str).join("` or `");
                let message = format!("{LOGGING}: `{}` is no logging framework", text.value.escape_debug());
                found.push(
                    Diagnostic::error(codes::ANNOTATION, text.span, message).help(format!("write `{words}`")),
                );
            }
        }
    }
    let Some(text) = levels else { return logging };
    for part in text.value.split(',').map(str::trim).filter(|part| !part.is_empty()) {
        let (name, level) = match part.split_once('=') {
            Some((name, level)) => (Some(name.trim()), level.trim()),
            None => (None, part),
        };
        let Some(level) = Level::ALL.iter().find(|known| known.as_str().eq_ignore_ascii_case(level)) else {
            found.push(unread(text, part, "is no level"));
            continue;
        };
        let level = Spanned { span: text.span, value: *level };
        match name {
            None if logging.root.is_some() => found.push(unread(text, part, "is a second level for all")),
            None => logging.root = Some(level),
            Some(name) if !is_logger(name) => found.push(unread(text, part, "names no logger")),
            Some(name) if logging.loggers.iter().any(|(known, _)| known.value == name) => {
                found.push(unread(text, part, "is a second level of this logger"));
            }
            Some(name) => {
                logging.loggers.push((Spanned { span: text.span, value: name.to_owned() }, level));
            }
        }
    }
    logging
}

fn unread(text: &Text, part: &str, wrong: &str) -> Diagnostic {
    let words = Level::ALL.map(Level::as_str).join("`, `");
    Diagnostic::error(
        codes::ANNOTATION,
        text.span,
        format!("{LOG_LEVELS}: `{}` {wrong}", part.escape_debug()),
    )
    .help(format!(
        "write a level for all, and loggers with theirs: `INFO, org.example=DEBUG`; levels are `{words}`"
    ))
}

/// The name of a package or a class.
fn is_logger(name: &str) -> bool {
    let fits = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'_' | b'$' | b'-');
    !name.is_empty() && name.bytes().all(fits)
}
