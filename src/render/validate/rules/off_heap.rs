//! The part of the memory limit that Flink may not use.

use std::ops::RangeInclusive;

use crate::diagnostic::codes;
use crate::fields;
use crate::k8s::dialect::Dialects;
use crate::model::{Cluster, Margin, Share};
use crate::render::validate::cel::Cel;
use crate::render::validate::findings::Findings;
use crate::render::validate::rules::amounts;

codes! {
    /// `memoryOffHeapRatio` and `memoryProcessRatio` are percentages, from 0 to 100.
    RATIO = 107, "a ratio that is not a percentage";
    /// `memoryOffHeapMin` cannot be more than the memory limit. Its default is 600M.
    MIN_ABOVE_LIMIT = 108, "more memory reserved than there is";
    /// `memoryOffHeapMin` cannot be negative.
    NEGATIVE_MIN = 109, "a negative amount of memory";
    /// A component keeps back a part of its memory limit (`memoryOffHeapRatio`, `memoryOffHeapMin`), or leaves one to Flink's process
    /// (`memoryProcessRatio`). To Spotify's operator the version of Flink says which.
    TWO_SHARES = 194, "memory said in two ways";
}

/// Checks both processes.
pub fn check(cluster: &Cluster, found: &mut Findings) {
    let [job_manager, task_manager] = FIELDS;
    let lenient = cluster.conventions.lenient;
    component(job_manager, &cluster.job_manager.margin, lenient, found);
    component(task_manager, &cluster.task_manager.margin, lenient, found);
}

/// Per cents.
const RATIOS: RangeInclusive<i32> = 0..=100;

/// The fields of a process.
#[derive(Clone, Copy)]
struct Fields {
    process: &'static str,
    ratio: &'static str,
    min: &'static str,
    process_ratio: &'static str,
}

const FIELDS: [Fields; 2] = [
    Fields {
        process: fields!("spec.jobManager"),
        ratio: fields!("spec.jobManager.memoryOffHeapRatio"),
        min: fields!("spec.jobManager.memoryOffHeapMin"),
        process_ratio: fields!("spec.jobManager.memoryProcessRatio"),
    },
    Fields {
        process: fields!("spec.taskManager"),
        ratio: fields!("spec.taskManager.memoryOffHeapRatio"),
        min: fields!("spec.taskManager.memoryOffHeapMin"),
        process_ratio: fields!("spec.taskManager.memoryProcessRatio"),
    },
];

fn component(fields: Fields, margin: &Margin, lenient: bool, found: &mut Findings) {
    // What cannot be read has findings of its own.
    let Margin { limit, share, other, unread: _ } = margin;
    if let Some(other) = other {
        let process = fields.process;
        let message = match (share, lenient) {
            (Share::Process { ratio: _ }, true) => {
                format!("{process}: memoryOffHeapRatio and memoryOffHeapMin are for Flink before 1.10")
            }
            (Share::OffHeap { ratio: _, min: _ }, true) => {
                format!(
                    "{process}: memoryProcessRatio is for Flink 1.10 and later, as `flinkVersion` names it"
                )
            }
            (Share::Process { ratio: _ } | Share::OffHeap { ratio: _, min: _ }, false) => {
                format!("{process} says its memory in two ways")
            }
        };
        let help = "keep `memoryProcessRatio`, or `memoryOffHeapRatio` and `memoryOffHeapMin`";
        found.error(TWO_SHARES, other.span, message, help);
    }
    let (ratio, min) = match share {
        Share::OffHeap { ratio, min } => (ratio, min),
        Share::Process { ratio } => {
            if !RATIOS.contains(&ratio.value) {
                let (least, most) = (RATIOS.start(), RATIOS.end());
                let message = format!(
                    "{} must be from {least} to {most}, but is {}",
                    fields.process_ratio, ratio.value
                );
                found.error(RATIO, ratio.span, message, "write a percentage");
            }
            return;
        }
    };
    if !RATIOS.contains(&ratio.value) {
        let (least, most) = (RATIOS.start(), RATIOS.end());
        let message = format!("{} must be from {least} to {most}, but is {}", fields.ratio, ratio.value);
        found.error(RATIO, ratio.span, message, "write a percentage");
    }
    if min.value.is_negative() {
        let message = format!("{} is negative", fields.min);
        found.strict(NEGATIVE_MIN, min.span, message, "write `0` to reserve nothing");
    }
    let Some(limit) = limit else { return };
    if !lenient && amounts::is_slip(limit.value) {
        return;
    }
    if min.value.units() > limit.value.units() {
        let Fields { process, .. } = fields;
        let message = format!("{process}: memoryOffHeapMin is more than the memory limit");
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
pub fn cel() -> Vec<Cel> {
    let (least, most) = (RATIOS.start(), RATIOS.end());
    let limit = "self.resources.limits['memory']";
    let no_limit = format!(
        "!has(self.resources) || !has(self.resources.limits) || !('memory' in self.resources.limits) || \
         quantity(string({limit})).compareTo(quantity('0')) <= 0"
    );
    let within = format!("quantity(string(self.memoryOffHeapMin)).compareTo(quantity(string({limit}))) <= 0");
    let of = |Fields { process, ratio, min, process_ratio }: Fields| {
        [
            Cel::new(ratio, format!("self >= {least} && self <= {most}"), format!("from {least} to {most}")),
            Cel::new(
                process_ratio,
                format!("self >= {least} && self <= {most}"),
                format!("from {least} to {most}"),
            )
            .within(Dialects::BETA),
            Cel::new(
                process,
                format!("{no_limit} || {within}"),
                "memoryOffHeapMin is more than the memory limit",
            )
            .within(Dialects::V1ALPHA1),
            Cel::new(min, "quantity(string(self)).compareTo(quantity('0')) >= 0", "not negative"),
        ]
    };
    FIELDS.into_iter().flat_map(of).collect()
}
