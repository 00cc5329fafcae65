//! Warnings that somebody ignores: a pure step after all is found. They are marked and never removed.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, LazyLock};

use super::codes::{
    IGNORE_OF_ERROR, IGNORE_UNKNOWN, IGNORE_UNNEEDED, IGNORE_WITHOUT_REASON, SHARED_DIRECTORY,
};
use super::pages::pages;
use super::parse::alike;
use crate::diagnostic::{Capped, Code, Diagnostic, Ignored, Page, Source, Span, reason};
use crate::k8s::labels;
use crate::review;
use crate::tree::Spanned;

/// What a document wants ignored.
#[derive(Debug, Clone)]
pub struct Ignores {
    source: Arc<Source>,
    /// The document.
    region: Span,
    entries: Vec<Entry>,
}

#[derive(Debug, Clone)]
struct Entry {
    code: Code,
    reason: Arc<str>,
    span: Span,
    needed: bool,
}

/// Why a word is no code that can be ignored.
#[derive(Debug)]
pub struct Refusal {
    code: Code,
    /// What is wrong.
    pub message: String,
    /// The way out.
    pub help: String,
}

/// Reads the annotation of a document.
pub fn read(written: &Spanned<String>, source: &Arc<Source>, region: Span, found: &mut Capped) -> Ignores {
    let mut entries = Vec::new();
    let mut places = Places::new(written.span, source.text());
    let mut parts =
        written.value.split(['\n', ';']).map(str::trim).filter(|part| !part.is_empty()).peekable();
    let help =
        "write the code of a warning and the reason: `FR175: <reason>`, one per line or separated by `;`";
    if parts.peek().is_none() {
        let message = format!("{} is empty", labels::IGNORE);
        found.push(Diagnostic::error(IGNORE_WITHOUT_REASON, written.span, message).help(help));
    }
    for part in parts {
        let span = places.next(part);
        let (words, reason) = part.split_once(':').unwrap_or((part, ""));
        let reason: Arc<str> = reason.trim().into();
        let says_nothing = reason::essence(&reason).is_empty();
        if says_nothing {
            let message = "an ignore without a reason";
            found.push(Diagnostic::error(IGNORE_WITHOUT_REASON, span, message).help(help));
        } else if reason.len() > LONGEST {
            let message = format!("a reason of more than {LONGEST} bytes");
            let help = "write one line: every report repeats it";
            found.push(Diagnostic::error(IGNORE_WITHOUT_REASON, span, message).help(help));
        }
        for word in words.split(',').map(str::trim) {
            match code(word) {
                // Without a reason nothing is ignored.
                Ok(_) if says_nothing => {}
                Ok(code) if entries.iter().any(|entry: &Entry| entry.code == code) => {
                    let message = format!("{code} is ignored twice");
                    found
                        .push(Diagnostic::warning(IGNORE_UNNEEDED, span, message).help("remove one of them"));
                }
                Ok(code) => entries.push(Entry { code, reason: Arc::clone(&reason), span, needed: false }),
                // Text without a code was refused already.
                Err(Refusal { code: IGNORE_UNKNOWN, .. }) if says_nothing => {}
                Err(Refusal { code, message, help }) => {
                    found.push(Diagnostic::error(code, span, message).help(help));
                }
            }
        }
    }
    Ignores { source: Arc::clone(source), region, entries }
}

/// Longer reasons are no reasons.
const LONGEST: usize = 500;

static KNOWN: LazyLock<Vec<&Page>> = LazyLock::new(pages);
static WARNINGS: LazyLock<Vec<String>> =
    LazyLock::new(|| KNOWN.iter().filter(|page| page.ignorable).map(|page| page.code.to_string()).collect());

/// The code of a warning that can be ignored.
pub fn code(word: &str) -> Result<Code, Refusal> {
    let digits = word.get(..2).filter(|head| head.eq_ignore_ascii_case("FR")).map(|_| &word[2..]);
    let is_number = |digits: &&str| digits.len() == 3 && digits.bytes().all(|digit| digit.is_ascii_digit());
    let number = digits.filter(is_number).and_then(|digits| digits.parse().ok());
    let known = number
        .map(Code)
        .and_then(|code| KNOWN.iter().copied().chain(review::codes::PAGES).find(|page| page.code == code));
    match known {
        Some(Page { code, ignorable: true, .. }) => Ok(*code),
        Some(Page { code, title, .. }) => Err(Refusal {
            code: IGNORE_OF_ERROR,
            message: format!("{code} ({title}) cannot be ignored"),
            help: format!("only warnings can be; `explain {code}` tells what to do instead"),
        }),
        None => {
            let short: String = word.chars().take(40).collect();
            Err(Refusal {
                code: IGNORE_UNKNOWN,
                message: format!("`{short}` is not the code of a warning"),
                help: match alike::closest(&short, WARNINGS.iter().map(String::as_str)) {
                    Some(meant) => format!("did you mean `{meant}`? `explain codes` lists all"),
                    None => "`explain codes` lists all codes, and marks those that can be ignored".to_owned(),
                },
            })
        }
    }
}

/// Marks what documents or the run ignore, and adds what nothing needed. `whole`: whether all inputs were read.
pub fn apply(findings: &mut Vec<Diagnostic>, ignores: Vec<Ignores>, run: &[Code], whole: bool) {
    let mut all = All { by_source: BTreeMap::new(), run: run.iter().map(|code| (*code, false)).collect() };
    for ignores in ignores {
        all.by_source.entry(Arc::as_ptr(&ignores.source)).or_default().push(ignores);
    }
    all.mark(findings);
    let mut unneeded = all.unneeded(findings, whole, |code| code != IGNORE_UNNEEDED);
    all.mark(&mut unneeded);
    findings.append(&mut unneeded);
    let mut unneeded = all.unneeded(findings, whole, |code| code == IGNORE_UNNEEDED);
    findings.append(&mut unneeded);
}

struct All {
    /// In each, in their order.
    by_source: BTreeMap<*const Source, Vec<Ignores>>,
    /// Of the run, and whether something needed it.
    run: BTreeMap<Code, bool>,
}

impl All {
    fn mark(&mut self, findings: &mut [Diagnostic]) {
        for found in findings {
            let of_run = self.run.get_mut(&found.code);
            let of_document = found.source.as_ref().and_then(|source| {
                let documents = self.by_source.get_mut(&Arc::as_ptr(source))?;
                let before = documents.partition_point(|ignores| ignores.region.start <= found.span.start);
                let document = documents.get_mut(before.checked_sub(1)?)?;
                let entries = document.entries.iter_mut().filter(|_| found.span.start <= document.region.end);
                entries.into_iter().find(|entry| entry.code == found.code)
            });
            if of_run.is_none() && of_document.is_none() {
                continue;
            }
            if found.is_error() {
                let help = found.help.take().map_or(String::new(), |help| format!("{help}; "));
                found.help = Some(format!("{help}an error is not ignored"));
                continue;
            }
            if let Some(needed) = of_run {
                *needed = true;
                found.ignored = Some(Ignored::ByRun);
            }
            if let Some(entry) = of_document {
                entry.needed = true;
                found.ignored = Some(Ignored::ByDocument(Arc::clone(&entry.reason)));
            }
        }
    }

    /// Entries that nothing needed. Where something is in error, not all rules may have been asked.
    fn unneeded(&self, findings: &[Diagnostic], whole: bool, wanted: fn(Code) -> bool) -> Vec<Diagnostic> {
        let errors: BTreeSet<_> = findings
            .iter()
            .filter(|found| found.is_error())
            .filter_map(|found| found.source.as_ref().map(Arc::as_ptr))
            .collect();
        let mut unneeded = Vec::new();
        for document in self.by_source.values().flatten() {
            let Ignores { source, region: _, entries } = document;
            let idle = |entry: &&Entry| !entry.needed && wanted(entry.code) && !OF_MANY.contains(&entry.code);
            for Entry { code, span, .. } in
                entries.iter().filter(idle).filter(|_| !errors.contains(&Arc::as_ptr(source)))
            {
                let message = format!("{code} is ignored, but nothing here has this code");
                let mut found = Diagnostic::warning(IGNORE_UNNEEDED, *span, message).help("remove it");
                found.source = Some(Arc::clone(source));
                unneeded.push(found);
            }
        }
        if whole && !findings.iter().any(Diagnostic::is_error) {
            for (code, _) in self.run.iter().filter(|(code, needed)| !**needed && wanted(**code)) {
                let message = format!("{code} is ignored, but nothing in this run has this code");
                let help = format!("remove it; a list for many runs may contain {IGNORE_UNNEEDED}, too");
                unneeded.push(Diagnostic::warning(IGNORE_UNNEEDED, Span::default(), message).help(help));
            }
        }
        unneeded
    }
}

/// What is found or not by what else is read: an ignore of it may be needed in another run.
const OF_MANY: &[Code] = &[SHARED_DIRECTORY, crate::fleet::claims::ONE_NODE];

/// Where the parts of a text stand that was written in one way or another.
struct Places<'a> {
    whole: Span,
    raw: &'a str,
    /// Behind the part before; none once a part was not found as it is.
    at: Option<usize>,
}

impl<'a> Places<'a> {
    fn new(whole: Span, text: &'a str) -> Self {
        Self {
            whole,
            raw: text.get(whole.start as usize..whole.end as usize).unwrap_or_default(),
            at: Some(0),
        }
    }

    fn next(&mut self, part: &str) -> Span {
        let found = self.at.and_then(|at| self.raw.get(at..)?.find(part).map(|n| at + n));
        self.at = found.map(|at| at + part.len());
        let start = self.whole.start as usize;
        found.map_or(self.whole, |at| Span::new(start + at, start + at + part.len()))
    }
}
