//! The memory of the processes: whether Flink starts with it, within the limit.

use crate::diagnostic::{Span, codes};
use crate::flink::memory::{self, Given, MIB, Misfit, Note, Plan, Process};
use crate::flink::version::Version;
use crate::model::conventions::Configuration;
use crate::model::{Cluster, Margin, Pairs, Share};
use crate::render::validate::findings::Findings;
use crate::render::validate::pods::{JOB_MANAGER, TASK_MANAGER};
use crate::render::validate::property;
use crate::render::validate::rules::amounts;

codes! {
    /// Flink divides a process's memory into parts, and what is left of the limit is too little for them. Raise the limit,
    /// lower `memoryOffHeapMin` or `memoryOffHeapRatio`, or make a part smaller by its setting.
    MEMORY_TOO_SMALL = 142, "too little memory for Flink";
    /// The sizes set in `flinkProperties` are more than the container's limit: the kernel would kill it.
    MEMORY_ABOVE_LIMIT = 143, "more memory than the limit";
    /// A memory setting is not a size or fraction, or belongs to another version of Flink.
    MEMORY_SETTING = 144, "an invalid memory setting";
    /// Without a memory limit and a size in `flinkProperties` Flink does not start, or takes what it likes. The size of
    /// the configuration file that Flink ships is written.
    NO_MEMORY_LIMIT = 145, "no memory limit", warning;
    /// The JVM needs memory beside what Flink manages: metaspace, threads, code. `memoryOffHeapRatio` and
    /// `memoryOffHeapMin` leave less than that; Flink's own minimum is kept back.
    MARGIN_WIDENED = 146, "more memory reserved than requested", warning;
    /// A JobManager's heap of less than 128 MiB is less than Flink recommends.
    SMALL_HEAP = 147, "a small heap", warning;
}

/// How the memory of the processes is divided.
#[derive(Debug, Clone)]
pub struct Memory {
    /// The JobManager's.
    pub job_manager: Plan,
    /// A TaskManager's.
    pub task_manager: Plan,
}

/// Plans both processes. None for the operator, which had an arithmetic of its own.
pub fn check(cluster: &Cluster, found: &mut Findings) -> Option<Memory> {
    let Configuration::Flink(version, _) = cluster.conventions.configuration else { return None };
    let mut plan = |process, field, margin: &Margin| {
        // An amount in a unit that was hardly meant has a finding of its own.
        if margin.unread || margin.limit.as_ref().is_some_and(|limit| amounts::is_slip(limit.value)) {
            return Plan::default();
        }
        let context = Context { version, process, field, margin, properties: &cluster.properties };
        context.plan(cluster.name.span, found)
    };
    Some(Memory {
        job_manager: plan(Process::JobManager, JOB_MANAGER, &cluster.job_manager.margin),
        task_manager: plan(Process::TaskManager, TASK_MANAGER, &cluster.task_manager.margin),
    })
}

struct Context<'a> {
    version: Version,
    process: Process,
    field: &'static str,
    margin: &'a Margin,
    properties: &'a Pairs,
}

impl Context<'_> {
    fn plan(&self, cluster: Span, found: &mut Findings) -> Plan {
        let Margin { limit, share, other: _, unread: _ } = self.margin;
        let limit = limit.as_ref().map(|limit| limit.value.units().min(memory::LARGEST));
        let mut properties: Vec<(&str, &str)> =
            self.properties.iter().map(|(key, value)| (key.value.as_str(), value.value.as_str())).collect();
        let (written, ratio, min) = match share {
            Share::OffHeap { ratio, min } => {
                (*ratio, i64::from(ratio.value.clamp(0, 100)), min.value.units().clamp(0, memory::LARGEST))
            }
            // The rest is kept back.
            Share::Process { ratio } => (*ratio, 100 - i64::from(ratio.value.clamp(0, 100)), 0),
        };
        let whole = match share {
            Share::OffHeap { ratio: _, min: _ } => None,
            Share::Process { ratio } => {
                memory::process_size(self.version, self.process, limit, ratio.value.into(), &properties)
            }
        };
        properties.extend(whole.as_ref().map(|(key, size)| (*key, size.as_str())));
        let given = Given {
            limit,
            margin: limit.map_or(0, |limit| memory::margin(limit, ratio, min)),
            properties: &properties,
        };
        let at = self.margin.limit.as_ref().map_or(cluster, |limit| limit.span);
        match memory::plan(self.version, self.process, given) {
            Ok(mut plan) => {
                plan.settings.extend(whole.clone());
                for note in &plan.notes {
                    self.note(*note, &given, at, found);
                }
                plan
            }
            Err(misfit) => {
                // Another rule says that more is kept back than there is, or that the ratio is none.
                let sensible = (0..=100).contains(&written.value) && limit.is_none_or(|limit| min <= limit);
                if sensible {
                    self.misfit(misfit, &given, (ratio, min), at, found);
                }
                Plan::default()
            }
        }
    }

    fn misfit(&self, misfit: Misfit, given: &Given<'_>, margin: (i64, i64), at: Span, found: &mut Findings) {
        let (field, version) = (self.field, self.version);
        match misfit {
            Misfit::Setting { key, why } => {
                let span = self
                    .properties
                    .iter()
                    .find(|(name, _)| name.value == key)
                    .map_or(at, |(_, value)| value.span);
                // Its option refuses it, with better words.
                if found.has_error(span) {
                    return;
                }
                found.error(
                    MEMORY_SETTING,
                    span,
                    format!("{}: {why}", property::field(key)),
                    "correct or remove it",
                );
            }
            Misfit::AboveLimit { total } => {
                let limit = mib(given.limit.unwrap_or_default());
                let message =
                    format!("{field}: Flink would use {} MiB, but the limit is {limit} MiB", mib(total));
                let help = "raise `resources.limits.memory`, or lower the sizes in flinkProperties";
                found.error(MEMORY_ABOVE_LIMIT, at, message, help);
            }
            Misfit::TooSmall { said_by, available, parts } => {
                let needed: i64 = parts.iter().map(|(_, bytes)| bytes).sum();
                let list: Vec<_> = parts
                    .iter()
                    .filter(|(_, bytes)| *bytes > 0)
                    .map(|(name, bytes)| format!("{name} {}", mib(*bytes)))
                    .collect();
                let message = format!(
                    "{field}: Flink {version} needs {} MiB ({}), but only {} MiB are left for it",
                    mib(needed),
                    list.join(", "),
                    mib(available.max(0)),
                );
                if let Some((_, value)) =
                    self.properties.iter().find(|(key, _)| Some(key.value.as_str()) == said_by)
                {
                    found.error(MEMORY_TOO_SMALL, value.span, message, "raise it, or lower one of the parts");
                    return;
                }
                let mut ways = Vec::new();
                if let Some(mib) = memory::smallest_limit(version, self.process, *given, margin.0, margin.1) {
                    ways.push(format!("raise `resources.limits.memory` to {mib}Mi or more"));
                }
                let other = match self.margin.share {
                    Share::OffHeap { ratio: _, min: _ } => {
                        "lower `memoryOffHeapMin` and `memoryOffHeapRatio`"
                    }
                    Share::Process { ratio: _ } => "raise `memoryProcessRatio`",
                };
                ways.push(other.to_owned());
                if self.process == Process::TaskManager {
                    ways.push("set a smaller `taskmanager.memory.managed.fraction`".to_owned());
                }
                let help = ways.join("; or ");
                let label = given.limit.map_or(String::new(), |limit| {
                    let kept = (limit - available).max(0);
                    format!("{} MiB, of which {} are reserved", mib(limit), mib(kept))
                });
                found.error(MEMORY_TOO_SMALL, at, message, help).label = label;
            }
        }
    }

    fn note(&self, note: Note, given: &Given<'_>, at: Span, found: &mut Findings) {
        let field = self.field;
        match note {
            // A cluster without a name is not read any further.
            Note::Shipped(_) if at == Span::default() => {}
            Note::Shipped(bytes) => {
                let message =
                    format!("{field} has no memory limit: Flink gets {} MiB, its own default", mib(bytes));
                let help = format!("add `{field}.resources.limits.memory`");
                found.warning(NO_MEMORY_LIMIT, at, message, help);
            }
            Note::Widened(bytes) => {
                let message = format!(
                    "{field}: {} MiB are to be reserved, but the JVM needs {} MiB beside Flink's memory",
                    mib(given.margin),
                    mib(bytes)
                );
                let help =
                    "raise `memoryOffHeapMin`, or set `...memory.jvm-overhead.min` and `.max` yourself";
                found.warning(MARGIN_WIDENED, at, message, help);
            }
            Note::SmallHeap(bytes) => {
                let message =
                    format!("{field}: a heap of {} MiB is left; Flink recommends 128 or more", mib(bytes));
                found.warning(
                    SMALL_HEAP,
                    at,
                    message,
                    "raise `resources.limits.memory`, or lower `memoryOffHeapMin`",
                );
            }
        }
    }
}

/// In MiB, with one digit behind the point when it is no whole number.
fn mib(bytes: i64) -> String {
    let tenths = bytes / MIB * 10 + bytes % MIB * 10 / MIB;
    if tenths % 10 == 0 { format!("{}", tenths / 10) } else { format!("{}.{}", tenths / 10, tenths % 10) }
}
