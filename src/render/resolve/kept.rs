//! Savepoints by annotations: their format, how many are kept, and for how long.

use super::{codes, job_mode};
use crate::api::flink_cluster::Job;
use crate::api::read::Field;
use crate::api::words::SavepointFormat;
use crate::diagnostic::Diagnostic;
use crate::fields;
use crate::k8s::labels::{SAVEPOINT_FORMAT, SAVEPOINTS_KEPT, SAVEPOINTS_KEPT_FOR};
use crate::model::{Kept, Text};
use crate::tree::Spanned;

/// Letters of times, and their seconds.
const UNITS: [(&str, i32); 5] = [("s", 1), ("m", 60), ("h", 3600), ("d", 86_400), ("w", 604_800)];

/// Lays the annotation over a job that does not say it.
pub fn format(text: &Text, job: Option<&mut Job>, found: &mut Vec<Diagnostic>) {
    let Some(job) = job else {
        found.push(job_mode::without_job(SAVEPOINT_FORMAT, text));
        return;
    };
    let value = match text.value.as_str() {
        "CANONICAL" => SavepointFormat::Canonical,
        "NATIVE" => SavepointFormat::Native,
        other => {
            let message = format!("{SAVEPOINT_FORMAT}: `{}` is no format", other.escape_debug());
            let found_one = Diagnostic::error(codes::ANNOTATION, text.span, message);
            found.push(found_one.help("write `CANONICAL`, which is Flink's default, or `NATIVE`"));
            return;
        }
    };
    if let Some(field) = job.savepoint_format_type.get() {
        let message =
            format!("{SAVEPOINT_FORMAT} and {} are one thing", fields!("spec.job.savepointFormatType"));
        let twice = Diagnostic::error(codes::ANNOTATION_TWICE, text.span, message);
        found.push(twice.related(field.span, "the field").help("remove the annotation"));
        return;
    }
    job.savepoint_format_type = Field::Given(Spanned { span: text.span, value });
}

/// Which savepoints of this job are kept.
pub fn kept(
    most: Option<&Text>,
    time: Option<&Text>,
    job: Option<&Job>,
    found: &mut Vec<Diagnostic>,
) -> Kept {
    let mut read = |key: &str, text: Option<&Text>, of: fn(&str) -> Option<i32>, help: String| {
        let text = text?;
        if job.is_none() {
            found.push(job_mode::without_job(key, text));
            return None;
        }
        let value = of(text.value.trim()).map(|value| Spanned { span: text.span, value });
        if value.is_none() {
            let message = format!("{key}: `{}` cannot be read", text.value.escape_debug());
            found.push(Diagnostic::error(codes::ANNOTATION, text.span, message).help(help));
        }
        value
    };
    Kept {
        most: read(SAVEPOINTS_KEPT, most, number, format!("write a number from 1 to {}", Kept::MOST)),
        seconds: read(
            SAVEPOINTS_KEPT_FOR,
            time,
            seconds,
            "write a number and a letter, such as `12h` or `7d`".to_owned(),
        ),
    }
}

fn number(text: &str) -> Option<i32> {
    text.parse().ok().filter(|number| (1..=Kept::MOST).contains(number))
}

fn seconds(text: &str) -> Option<i32> {
    let (letter, each) = UNITS.into_iter().find(|(letter, _)| text.ends_with(letter))?;
    let number: i32 = text.strip_suffix(letter)?.trim_end().parse().ok()?;
    number.checked_mul(each).filter(|seconds| *seconds > 0)
}
