//! Fields with two spellings.

use super::super::codes;
use super::super::strictness::Strictness;
use super::checker::Checker;
use crate::api::shape::Member;
use crate::diagnostic::Diagnostic;
use crate::tree::Map;
use crate::tree::path::Path;

impl Checker<'_> {
    /// A field with two spellings: the first is the documentation's, the second the operator's.
    pub fn spellings(&mut self, map: &mut Map, member: &'static Member, path: &Path) {
        let (Some(documented), Some(other)) = (map.entry(member.name), map.entry(member.also)) else {
            if !member.also.is_empty() {
                self.one_spelling(map, member, path);
            }
            return;
        };
        let message = format!("`{}` and `{}` are the same field", member.name, member.also);
        let mut diagnostic = Diagnostic::error(codes::DUPLICATE_KEY, other.key_span, message)
            .related(documented.key_span, "first here")
            .help("remove one of them");
        diagnostic.severity = self.strictness.severity();
        self.found.push(diagnostic);
        if self.strictness == Strictness::AsOperator {
            map.0.retain(|entry| entry.key != member.name);
        }
    }

    fn one_spelling(&mut self, map: &mut Map, member: &'static Member, path: &Path) {
        match self.strictness {
            Strictness::Strict => {
                if let Some(entry) = map.entry(member.also) {
                    let message = format!("{path}.{} is documented as `{}`", member.also, member.name);
                    self.warning(
                        codes::OTHER_SPELLING,
                        entry.key_span,
                        message,
                        "both are read; write the documented one",
                    );
                }
            }
            Strictness::AsOperator => {
                if let Some(entry) = map.entry(member.name) {
                    let message = format!("{path}.{} was ignored by the operator", member.name);
                    let help =
                        format!("it read `{}`; without `--compat operator` both are read", member.also);
                    self.warning(codes::OTHER_SPELLING, entry.key_span, message, help);
                    map.0.retain(|entry| entry.key != member.name);
                }
            }
        }
    }
}
