//! How many pods may be evicted at once.

use crate::diagnostic::codes;
use crate::model::conventions::Scaled;
use crate::model::{Budget, Cluster};
use crate::render::validate::findings::Findings;
use crate::render::validate::parts::{number, unknown_word};
use crate::tree::Node;

codes! {
    /// A budget says `minAvailable` or `maxUnavailable`, and not both: a number of pods from 0, or a part of them from `0%` to `100%`.
    /// With neither, Kubernetes lets no pod be evicted, and no node of theirs can be drained.
    BUDGET = 188, "a budget without one number", warning;
    /// The selector of the budget is the compiler's: the pods of this cluster's JobManager and TaskManagers.
    BUDGET_SELECTOR = 189, "a selector without effect", warning;
}

/// Checks it.
pub fn check(cluster: &Cluster, found: &mut Findings) {
    let Some(Budget { by, spec: budget }) = &cluster.pod_disruption_budget else { return };
    if let (Some(min), Some(max)) = (budget.get("minAvailable"), budget.get("maxUnavailable")) {
        let message = format!("{by} has minAvailable and maxUnavailable");
        found.strict(BUDGET, max.span, message, "keep one of them").relate(min.span, "the other one");
    }
    if budget.get("minAvailable").or_else(|| budget.get("maxUnavailable")).is_none() {
        let message = format!("{by} lets no pod be evicted: no node can be drained");
        let help = "add `maxUnavailable: 1`, or what is meant";
        found.warning(BUDGET, budget.span, message, help);
    }
    for key in ["minAvailable", "maxUnavailable"] {
        let Some(amount) = budget.get(key).filter(|amount| !is_amount(amount)) else { continue };
        let message = format!("{by}.{key} is neither a number from 0 nor a part from 0% to 100%");
        found.strict(BUDGET, amount.span, message, "write a number such as `1`, or a part such as `50%`");
    }
    if let Some((span, wrong)) =
        unknown_word(budget, "unhealthyPodEvictionPolicy", &["AlwaysAllow", "IfHealthyBudget"])
    {
        found.strict(BUDGET, span, format!("{by}.{wrong}"), "write one of them");
    }
    if let (Some(selector), Scaled::Workload) = (budget.get("selector"), cluster.conventions.scaled) {
        let message = format!("{by}.selector has no effect");
        let help = "remove it: the pods of JobManager and TaskManagers are selected";
        found.warning(BUDGET_SELECTOR, selector.span, message, help);
    }
}

/// `1`, `50%`
fn is_amount(amount: &Node) -> bool {
    match amount.as_str() {
        Some(text) => text.strip_suffix('%').is_some_and(|digits| {
            digits.bytes().all(|b| b.is_ascii_digit()) && digits.parse::<u32>().is_ok_and(|part| part <= 100)
        }),
        None => number(amount).is_none_or(|number| number >= 0),
    }
}
