//! `pin-savepoint`: a savepoint into a file.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use clap::Args;
use flink_render::diagnostic::Source;
use flink_render::pin::{Pinned, Reported, pin, reported};
use flink_render::sink::terminal::{inside, line as safe};

use crate::console::{End, print, report_of};
use crate::files;
use crate::input::{self, name};

const EXAMPLES: &str = "\
Examples:
  kubectl get flinkclusters -n streams -o yaml \\
    | flink-render pin-savepoint streams.yaml --from -";

/// Write the savepoint of a status to `fromSavepoint`, and change no other byte.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub struct PinSavepoint {
    /// The file with the FlinkClusters.
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// The output of `kubectl get flinkclusters -o yaml`; - for standard input.
    #[arg(long, value_name = "STATUS")]
    from: PathBuf,
}

impl PinSavepoint {
    /// Pins what `from` reports in `file`.
    pub fn run(self) -> io::Result<End> {
        let Self { file, from } = &self;
        if file.as_os_str() != "-" {
            match fs::metadata(file) {
                Ok(there) if !there.is_file() => {
                    return Ok(End::Problems(vec![format!("{} is not a regular file", name(file))]));
                }
                // What else is wrong with it is said when it is read.
                Ok(_) | Err(_) => {}
            }
        }
        if let (Ok(file), Ok(from)) = (input::file(file), input::file(from))
            && file.is_standard()
            && from.is_standard()
        {
            return Ok(End::Problems(vec![input::TWICE.to_owned()]));
        }
        let (source, status) = match (input::one(file), input::one(from)) {
            (Ok(source), Ok(status)) => (source, status),
            (a, b) => return Ok(End::Problems([a.err(), b.err()].into_iter().flatten().collect())),
        };
        let findings = match (source, status) {
            (Ok(source), Ok(status)) => {
                match reported(&status).and_then(|reported| Ok((pin(&source, &reported)?, reported))) {
                    Ok(((text, pinned), reported)) => return write(file, &source, &text, &pinned, &reported),
                    Err(findings) => findings,
                }
            }
            (a, b) => [a.err(), b.err()].into_iter().flatten().collect(),
        };
        report_of(&findings, 2);
        Ok(End::Findings)
    }
}

fn write(
    file: &Path,
    source: &Source,
    text: &str,
    pinned: &[Pinned],
    reported: &[Reported],
) -> io::Result<End> {
    if file.as_os_str() == "-" {
        return print([text], End::Fine);
    }
    if text != source.text()
        && let Err(error) = files::replace(file, text.as_bytes())
    {
        return Ok(End::Problems(vec![format!("cannot write {}: {error}", name(file))]));
    }
    let mut out = String::new();
    for Pinned { title, line, before, savepoint } in pinned {
        let same = before.as_ref() == Some(savepoint);
        let before = before.as_ref().map_or(String::new(), |before| format!(" (it was {})", inside(before)));
        let before = if same { " (it was that already)".to_owned() } else { before };
        out.push_str(&format!(
            "{}:{line} {}: fromSavepoint: {}{before}\n",
            safe(&name(file)),
            inside(title),
            inside(savepoint)
        ));
    }
    for Reported { namespace: _, name, savepoint } in reported {
        if let (Some(name), None) = (name, savepoint) {
            out.push_str(&format!("{}: no savepoint is reported\n", safe(name)));
        }
    }
    print([out.as_str()], End::Fine)
}
