//! The part of the memory limit that Flink may not use.

use crate::diagnostic::codes;
use crate::model::{Cluster, Margin};
use crate::render::validate::cel::Cel;
use crate::render::validate::findings::Findings;
use crate::render::validate::rules::amounts;

codes! {
    /// `memoryOffHeapRatio` is a number of per cents, from 0 to 100.
    RATIO = 107, "a ratio that is no percentage";
    /// `memoryOffHeapMin` cannot be more than the memory limit. Its default is 600M.
    MIN_ABOVE_LIMIT = 108, "more memory kept back than there is";
    /// `memoryOffHeapMin` cannot be negative.
    NEGATIVE_MIN = 109, "a negative amount of memory";
}

/// Checks both processes.
pub fn check(cluster: &Cluster, found: &mut Findings) {
    let lenient = cluster.conventions.lenient;
    component("spec.jobManager", &cluster.job_manager.margin, lenient, found);
    component("spec.taskManager", &cluster.task_manager.margin, lenient, found);
}

fn component(field: &str, margin: &Margin, lenient: bool, found: &mut Findings) {
    // What cannot be read has findings of its own.
    let Margin { limit, ratio, min, unread: _ } = margin;
    if !(0..=100).contains(&ratio.value) {
        let message = format!("{field}.memoryOffHeapRatio must be from 0 to 100, and it is {}", ratio.value);
        found.error(RATIO, ratio.span, message, "write a percentage");
    }
    if min.value.is_negative() {
        let message = format!("{field}.memoryOffHeapMin is negative");
        found.strict(NEGATIVE_MIN, min.span, message, "write `0` to keep nothing back");
    }
    let Some(limit) = limit else { return };
    if !lenient && amounts::is_slip(limit.value) {
        return;
    }
    let (least, most) = (min.value.units(), limit.value.units());
    if least > most {
        let message =
            format!("{field}: memoryOffHeapMin ({least} bytes) is more than the memory limit ({most} bytes)");
        let help = "raise `resources.limits.memory`, or lower `memoryOffHeapMin`";
        let at = if min.is_written() { min.span } else { limit.span };
        let finding = found.error(MIN_ABOVE_LIMIT, at, message, help);
        if min.is_written() {
            finding.relate(limit.span, "the limit");
        } else {
            finding.label = "memoryOffHeapMin is 600M by default".into();
        }
    }
}

/// The same for the API server.
pub const CEL: &[Cel] = &[
    Cel {
        path: "spec.jobManager.memoryOffHeapRatio",
        rule: r#"self >= 0 && self <= 100"#,
        message: "from 0 to 100",
    },
    Cel {
        path: "spec.jobManager",
        rule: r#"!has(self.resources) || !has(self.resources.limits) || !('memory' in self.resources.limits) || quantity(string(self.resources.limits['memory'])).compareTo(quantity('0')) <= 0 || quantity(string(self.memoryOffHeapMin)).compareTo(quantity(string(self.resources.limits['memory']))) <= 0"#,
        message: "memoryOffHeapMin is more than the memory limit",
    },
    Cel {
        path: "spec.jobManager.memoryOffHeapMin",
        rule: r#"quantity(string(self)).compareTo(quantity('0')) >= 0"#,
        message: "not negative",
    },
    Cel {
        path: "spec.taskManager.memoryOffHeapRatio",
        rule: r#"self >= 0 && self <= 100"#,
        message: "from 0 to 100",
    },
    Cel {
        path: "spec.taskManager",
        rule: r#"!has(self.resources) || !has(self.resources.limits) || !('memory' in self.resources.limits) || quantity(string(self.resources.limits['memory'])).compareTo(quantity('0')) <= 0 || quantity(string(self.memoryOffHeapMin)).compareTo(quantity(string(self.resources.limits['memory']))) <= 0"#,
        message: "memoryOffHeapMin is more than the memory limit",
    },
    Cel {
        path: "spec.taskManager.memoryOffHeapMin",
        rule: r#"quantity(string(self)).compareTo(quantity('0')) >= 0"#,
        message: "not negative",
    },
];
