//! What one file can find at most: a few bytes repeated by the million are no reason to hold millions of messages.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::{Code, Diagnostic, Severity, Source, Span, codes};

codes! {
    /// The file has more findings than are reported. All kinds of them are reported, and whether there is an error: a run with
    /// those fixed reports the rest.
    TOO_MANY = 9, "more findings than are reported";
}

/// So many findings of a file are kept, whatever they are: code scanning shows as many.
const MOST: usize = 5000;
/// So many of each kind are kept in any case: errors are not pushed out by warnings.
const OF_A_KIND: usize = 100;

/// Findings of one file, and how many more there were.
#[derive(Debug, Clone, Default)]
pub struct Capped {
    kept: Vec<Diagnostic>,
    kinds: BTreeMap<(Code, Severity), usize>,
    errors: usize,
    warnings: usize,
    notes: usize,
    /// The last one that was not kept.
    spare: Option<Diagnostic>,
}

impl Capped {
    /// Adds one. Words that are added to one that is not kept are lost with it.
    pub fn push(&mut self, found: Diagnostic) -> &mut Diagnostic {
        let of_kind = self.kinds.entry((found.code, found.severity)).or_default();
        if self.kept.len() >= MOST && *of_kind >= OF_A_KIND {
            match found.severity {
                Severity::Error => self.errors += 1,
                Severity::Warning => self.warnings += 1,
                Severity::Note => self.notes += 1,
            }
            return self.spare.insert(found);
        }
        *of_kind += 1;
        self.kept.push(found);
        let last = self.kept.len() - 1;
        &mut self.kept[last]
    }

    /// Adds those of a part of the file.
    pub fn absorb(&mut self, part: Self) {
        let Self { kept, kinds: _, errors, warnings, notes, spare: _ } = part;
        self.extend(kept);
        self.errors += errors;
        self.warnings += warnings;
        self.notes += notes;
    }

    /// How many errors there are, kept or not.
    pub fn errors(&self) -> usize {
        self.kept.iter().filter(|found| found.is_error()).count() + self.errors
    }

    /// Whether one of them is an error.
    pub fn any_error(&self) -> bool {
        self.kept.iter().any(Diagnostic::is_error)
    }

    /// The first one that fits.
    pub fn first_mut(&mut self, fits: impl Fn(&Diagnostic) -> bool) -> Option<&mut Diagnostic> {
        self.kept.iter_mut().find(|found| fits(found))
    }

    /// Takes the errors that are kept out.
    pub fn take_errors(&mut self) -> Vec<Diagnostic> {
        self.kept.extract_if(.., |found| found.is_error()).collect()
    }

    /// Keeps those that fit.
    pub fn retain(&mut self, keep: impl Fn(&Diagnostic) -> bool) {
        self.kept.retain(keep);
    }

    /// Forgets all.
    pub fn clear(&mut self) {
        *self = Self::default();
    }

    /// All that are kept, as findings of a source, and one that says how many more there were.
    pub fn of(mut self, source: &Arc<Source>) -> Vec<Diagnostic> {
        let counts = [(self.errors, "error"), (self.warnings, "warning"), (self.notes, "note")];
        let counts = counts.into_iter().filter(|(n, _)| *n > 0);
        let counts: Vec<_> =
            counts.map(|(n, word)| format!("{n} more {word}{}", if n == 1 { "" } else { "s" })).collect();
        if !counts.is_empty() {
            let message = format!("there are {} of the kinds that are reported here", counts.join(" and "));
            let help = "fix these first; the next run reports the rest";
            self.kept.push(Diagnostic::warning(TOO_MANY, Span::default(), message).help(help));
        }
        for found in &mut self.kept {
            found.source = Some(Arc::clone(source));
        }
        self.kept
    }
}

impl std::ops::Deref for Capped {
    type Target = [Diagnostic];

    fn deref(&self) -> &[Diagnostic] {
        &self.kept
    }
}

impl IntoIterator for Capped {
    type Item = Diagnostic;
    type IntoIter = std::vec::IntoIter<Diagnostic>;

    fn into_iter(self) -> Self::IntoIter {
        self.kept.into_iter()
    }
}

impl Extend<Diagnostic> for Capped {
    fn extend<T: IntoIterator<Item = Diagnostic>>(&mut self, found: T) {
        for found in found {
            self.push(found);
        }
    }
}
