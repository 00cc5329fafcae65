//! How many pods may be evicted at once.

use crate::diagnostic::codes;
use crate::fields;
use crate::model::Cluster;
use crate::model::conventions::Scaled;
use crate::render::validate::findings::Findings;

codes! {
    /// A budget says `minAvailable` or `maxUnavailable`, and not both.
    BUDGET = 188, "a budget with two numbers";
    /// The selector of the budget is the compiler's: the pods of this cluster's JobManager and TaskManagers.
    BUDGET_SELECTOR = 189, "a selector without effect", warning;
}

/// Checks it.
pub fn check(cluster: &Cluster, found: &mut Findings) {
    let Some(budget) = &cluster.pod_disruption_budget else { return };
    if let (Some(min), Some(max)) = (budget.get("minAvailable"), budget.get("maxUnavailable")) {
        let message = fields!("spec.podDisruptionBudget has minAvailable and maxUnavailable");
        found.strict(BUDGET, max.span, message, "keep one of them").relate(min.span, "the other one");
    }
    if let (Some(selector), Scaled::Workload) = (budget.get("selector"), cluster.conventions.scaled) {
        let message = fields!("spec.podDisruptionBudget.selector has no effect");
        let help = "remove it: the pods of JobManager and TaskManagers are selected";
        found.warning(BUDGET_SELECTOR, selector.span, message, help);
    }
}
