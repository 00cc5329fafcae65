//! The codes of ignores that are wrong themselves.

use crate::codes;

codes! {
    /// The annotation `flinkoperator.k8s.io/ignore` of a FlinkCluster holds codes of warnings, each with the reason why it does
    /// not count there: `FR149: the account has the rights`. Several stand on a line each, or with `;` between them; some may
    /// share a reason: `FR166, FR167: a demo`. Reports still count what is ignored, JSON and SARIF list it with its reason.
    IGNORE_WITHOUT_REASON = 70, "an ignore without a reason";
    /// No warning has this code. `explain codes` lists all, and marks those that can be ignored.
    IGNORE_UNKNOWN = 71, "an ignore of an unknown code";
    /// Warnings can be ignored. An error cannot: the output would be wrong, or refused. What a change does to a job's state has a
    /// permission of its own: the annotation `flinkoperator.k8s.io/allow-state-loss`.
    IGNORE_OF_ERROR = 72, "an ignore of what cannot be ignored";
    /// Nothing that was found has this code, or it is ignored twice: what was wrong is mended, and the next such warning, for
    /// another reason, would go unseen. One list of `--ignore` for many runs may hold this code, too.
    IGNORE_UNNEEDED = 73, "an ignore that nothing needs", warning;
}
