//! How Flink divides a container's memory (FLIP-49, FLIP-116), and which settings make it do so.

use super::features::Feature;
use super::version::Version;

/// Bytes in a mebibyte: what Flink's suffix `m` means.
pub const MIB: i64 = 1 << 20;
/// Nothing larger is a size here: sums of sizes fit into 64 bits.
pub const LARGEST: i64 = 1 << 50;
/// A process gets at least so much of its memory for the JVM itself, by Flink's default.
const OVERHEAD_MIN: i64 = 192 * MIB;
const OVERHEAD_MAX: i64 = 1024 * MIB;
/// That of the JVM's overhead, and of the network's memory.
const OVERHEAD_FRACTION: f32 = 0.1;
/// Flink's default since 1.10.1; 1.10.0 had 96 MiB, so it is always written.
const METASPACE: i64 = 256 * MIB;
const JOB_MANAGER_HEAP: &str = "jobmanager.memory.heap.size";
const TASK_HEAP: &str = "taskmanager.memory.task.heap.size";
const MANAGED: &str = "taskmanager.memory.managed.size";

/// Older names that Flink still reads.
const OLD_NAMES: &[(&str, &str)] = &[
    (MANAGED, "taskmanager.memory.size"),
    ("taskmanager.memory.network.min", "taskmanager.network.memory.min"),
    ("taskmanager.memory.network.max", "taskmanager.network.memory.max"),
    ("taskmanager.memory.network.fraction", "taskmanager.network.memory.fraction"),
];

/// Which process.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Process {
    /// The JobManager.
    JobManager,
    /// A TaskManager.
    TaskManager,
}

/// What is known before Flink starts.
#[derive(Debug, Clone, Copy)]
pub struct Given<'a> {
    /// The container's limit, in bytes.
    pub limit: Option<i64>,
    /// Bytes of the limit that Flink's own memory may not use.
    pub margin: i64,
    /// The user's properties.
    pub properties: &'a [(&'a str, &'a str)],
}

/// How the memory is divided.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Plan {
    /// Settings to write, beside the user's own.
    pub settings: Vec<(&'static str, String)>,
    /// Bytes of each part; together they are [`Plan::total`].
    pub parts: Vec<(&'static str, i64)>,
    /// What deserves a word.
    pub notes: Vec<Note>,
}

impl Plan {
    /// Bytes of the whole process.
    pub fn total(&self) -> i64 {
        self.parts.iter().map(|(_, bytes)| bytes).sum()
    }
}

/// Something about a plan that is no error.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Note {
    /// There is no limit and no size: the one of Flink's own configuration file is taken, in bytes.
    Shipped(i64),
    /// The margin is smaller than what the JVM takes beside Flink's memory, in bytes.
    Widened(i64),
    /// The heap is smaller than what Flink recommends, in bytes.
    SmallHeap(i64),
}

/// Why there is no plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Misfit {
    /// The user's setting is not a size or a fraction, or not one of this version.
    Setting {
        /// Its key.
        key: &'static str,
        /// What is wrong with it.
        why: String,
    },
    /// The parts need more than there is.
    TooSmall {
        /// The user's setting that says how much there is, if it is not the limit.
        said_by: Option<&'static str>,
        /// What Flink may use, in bytes.
        available: i64,
        /// What each part takes of it, in bytes.
        parts: Vec<(&'static str, i64)>,
    },
    /// The user's sizes are more than the limit.
    AboveLimit {
        /// Bytes of the process.
        total: i64,
    },
}

/// Divides the memory as Flink does.
pub fn plan(version: Version, process: Process, given: Given<'_>) -> Result<Plan, Misfit> {
    let unified = match process {
        Process::JobManager => version.has(Feature::JobManagerMemory),
        Process::TaskManager => version.has(Feature::TaskManagerMemory),
    };
    let keys = Keys::of(process);
    if unified { Unified { version, process, keys, given }.plan() } else { heap_only(process, &keys, given) }
}

/// The smallest limit, in MiB, that there is a plan for; none up to a tebibyte.
pub fn smallest_limit(
    version: Version,
    process: Process,
    given: Given<'_>,
    ratio: i64,
    min: i64,
) -> Option<i64> {
    let fits = |mib: i64| {
        let limit = mib * MIB;
        let margin = margin(limit, ratio, min);
        plan(version, process, Given { limit: Some(limit), margin, ..given }).is_ok()
    };
    let (mut low, mut high) = (0, 1 << 20);
    if !fits(high) {
        return None;
    }
    while high - low > 1 {
        let middle = low + (high - low) / 2;
        if fits(middle) { high = middle } else { low = middle }
    }
    Some(high)
}

/// The setting for a process that may use so many per cent of the limit: its key, and its size in MiB. None where the version
/// has no such setting, or the user's own sizes say it already.
pub fn process_size(
    version: Version,
    process: Process,
    limit: Option<i64>,
    ratio: i64,
    properties: &[(&str, &str)],
) -> Option<(&'static str, String)> {
    let unified = match process {
        Process::JobManager => version.has(Feature::JobManagerMemory),
        Process::TaskManager => version.has(Feature::TaskManagerMemory),
    };
    let keys = Keys::of(process);
    let said = properties.iter().any(|(key, _)| [keys.process, keys.flink].contains(key));
    if !unified || said {
        return None;
    }
    let limit = limit?;
    let bytes = (i128::from(limit) * i128::from(ratio.clamp(0, 100)) + 99) / 100;
    let mib = (i64::try_from(bytes).ok()? + MIB - 1) / MIB;
    let mib = mib.min(limit / MIB);
    (mib > 0).then(|| (keys.process, format!("{mib}m")))
}

/// The bytes that Flink's own memory may not use.
pub fn margin(limit: i64, ratio: i64, min: i64) -> i64 {
    let part = (i128::from(limit) * i128::from(ratio) + 99) / 100;
    i64::try_from(part).unwrap_or(i64::MAX).max(min)
}

/// The size of Flink's own text: `1024m`, `2 gb`, `1073741824`.
pub fn size(text: &str) -> Option<i64> {
    let text = text.trim();
    let end = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    let (number, unit) = text.split_at(end);
    let scale = match unit.trim().to_ascii_lowercase().as_str() {
        "" | "b" | "bytes" => 1,
        "k" | "kb" | "kibibytes" => 1 << 10,
        "m" | "mb" | "mebibytes" => MIB,
        "g" | "gb" | "gibibytes" => 1 << 30,
        "t" | "tb" | "tebibytes" => 1 << 40,
        _ => return None,
    };
    number.parse::<i64>().ok()?.checked_mul(scale).filter(|size| *size <= LARGEST)
}

struct Keys {
    heap: &'static str,
    process: &'static str,
    flink: &'static str,
    metaspace: &'static str,
    overhead_min: &'static str,
    overhead_max: &'static str,
    overhead_fraction: &'static str,
}

impl Keys {
    fn of(process: Process) -> Self {
        match process {
            Process::JobManager => Self {
                heap: "jobmanager.heap.size",
                process: "jobmanager.memory.process.size",
                flink: "jobmanager.memory.flink.size",
                metaspace: "jobmanager.memory.jvm-metaspace.size",
                overhead_min: "jobmanager.memory.jvm-overhead.min",
                overhead_max: "jobmanager.memory.jvm-overhead.max",
                overhead_fraction: "jobmanager.memory.jvm-overhead.fraction",
            },
            Process::TaskManager => Self {
                heap: "taskmanager.heap.size",
                process: "taskmanager.memory.process.size",
                flink: "taskmanager.memory.flink.size",
                metaspace: "taskmanager.memory.jvm-metaspace.size",
                overhead_min: "taskmanager.memory.jvm-overhead.min",
                overhead_max: "taskmanager.memory.jvm-overhead.max",
                overhead_fraction: "taskmanager.memory.jvm-overhead.fraction",
            },
        }
    }
}

impl Given<'_> {
    /// The user's value of a key, or of its older name.
    fn text(&self, key: &str) -> Option<&str> {
        let old = OLD_NAMES.iter().find(|(new, _)| *new == key).map(|(_, old)| *old);
        let value =
            |key: &str| self.properties.iter().find(|(name, _)| *name == key).map(|(_, value)| *value);
        value(key).or_else(|| value(old?))
    }

    fn size(&self, key: &'static str) -> Result<Option<i64>, Misfit> {
        let Some(text) = self.text(key) else { return Ok(None) };
        let why = || format!("`{text}` is not a size such as `512m`");
        size(text).map(Some).ok_or_else(|| Misfit::Setting { key, why: why() })
    }

    fn size_or(&self, key: &'static str, default: i64) -> Result<i64, Misfit> {
        Ok(self.size(key)?.unwrap_or(default))
    }

    fn fraction_or(&self, key: &'static str, default: f32) -> Result<f32, Misfit> {
        let Some(text) = self.text(key) else { return Ok(default) };
        let fraction = text.trim().parse().ok().filter(|fraction| (0.0..1.0).contains(fraction));
        fraction
            .ok_or_else(|| Misfit::Setting { key, why: format!("`{text}` is not a fraction from 0 to 1") })
    }

    fn clamped(
        &self,
        derived: i64,
        min: i64,
        max: i64,
        keys: (&'static str, &'static str),
    ) -> Result<i64, Misfit> {
        let (min, max) = (self.size_or(keys.0, min)?, self.size_or(keys.1, max)?);
        if min > max {
            let (key, why) = match self.text(keys.0) {
                Some(_) => (keys.0, format!("it is more than `{}`, which is {} MiB", keys.1, max / MIB)),
                None => (keys.1, format!("it is less than `{}`, which is {} MiB", keys.0, min / MIB)),
            };
            return Err(Misfit::Setting { key, why });
        }
        Ok(derived.clamp(min, max))
    }
}

/// Before the unified model there is one number, and the rest of the container is the JVM's.
fn heap_only(process: Process, keys: &Keys, given: Given<'_>) -> Result<Plan, Misfit> {
    let mut plan = Plan::default();
    let heap = match (given.size(keys.heap)?, given.limit) {
        (Some(heap), _) => heap,
        (None, Some(limit)) => (limit - given.margin).max(0) / MIB * MIB,
        (None, None) => {
            plan.notes.push(Note::Shipped(1024 * MIB));
            1024 * MIB
        }
    };
    if given.text(keys.heap).is_none() {
        plan.settings.push((keys.heap, format!("{}m", heap / MIB)));
    }
    // A TaskManager's network buffers are taken out of its heap.
    let network = match process {
        Process::JobManager => 0,
        Process::TaskManager => {
            let derived = part(heap, given.fraction_or("taskmanager.network.memory.fraction", 0.1)?.into());
            let keys = ("taskmanager.network.memory.min", "taskmanager.network.memory.max");
            given.clamped(derived, 64 * MIB, 1024 * MIB, keys)?
        }
    };
    if heap - network < MIB {
        let parts = vec![("network memory", network), ("heap", MIB)];
        let said_by = given.text(keys.heap).map(|_| keys.heap);
        return Err(Misfit::TooSmall { said_by, available: heap, parts });
    }
    plan.parts = vec![("heap", heap - network)];
    if network > 0 {
        plan.parts.push(("network memory", network));
    }
    if let Some(limit) = given.limit {
        if heap > limit {
            return Err(Misfit::AboveLimit { total: heap });
        }
        plan.parts.push(("left for the JVM", limit - heap));
    }
    Ok(plan)
}

struct Unified<'a> {
    version: Version,
    process: Process,
    keys: Keys,
    given: Given<'a>,
}

impl Unified<'_> {
    fn plan(&self) -> Result<Plan, Misfit> {
        let Self { given, keys, .. } = self;
        if given.text(keys.heap).is_some() {
            let why = format!("Flink {} has another memory model: write `{}`", self.version, keys.flink);
            return Err(Misfit::Setting { key: keys.heap, why });
        }
        let mut plan = Plan::default();
        let metaspace = given.size_or(keys.metaspace, METASPACE)?;
        let flink = match given.size(keys.flink)? {
            Some(flink) => Some(flink),
            None => self.sum_of_parts()?,
        };
        let (flink, overhead) = match (given.size(keys.process)?, flink) {
            (Some(process), Some(flink)) => (flink, self.rest(process, flink, metaspace)?),
            (None, Some(flink)) => {
                (flink, self.overhead(part(flink + metaspace, self.odds(keys.overhead_fraction)?))?)
            }
            (Some(process), None) => self.below(process, metaspace, self.overhead_of(process)?)?,
            (None, None) => {
                let (process, overhead) = self.derived(metaspace, &mut plan)?;
                self.below(process, metaspace, overhead)?
            }
        };
        match self.process {
            Process::JobManager => self.job_manager(flink, &mut plan)?,
            Process::TaskManager => self.task_manager(flink, &mut plan)?,
        }
        plan.parts.push(("JVM metaspace", metaspace));
        plan.parts.push(("JVM overhead", overhead));
        match given.limit {
            Some(limit) if plan.total() > limit => Err(Misfit::AboveLimit { total: plan.total() }),
            _ => Ok(plan),
        }
    }

    /// Flink's memory below a process's, and the overhead.
    fn below(&self, process: i64, metaspace: i64, overhead: i64) -> Result<(i64, i64), Misfit> {
        if metaspace + overhead > process {
            let parts = vec![("JVM metaspace", metaspace), ("JVM overhead", overhead)];
            return Err(self.too_small(process, parts));
        }
        Ok((process - metaspace - overhead, overhead))
    }

    fn too_small(&self, available: i64, parts: Vec<(&'static str, i64)>) -> Misfit {
        let said_by =
            [self.keys.flink, self.keys.process].into_iter().find(|key| self.given.text(key).is_some());
        Misfit::TooSmall { said_by, available, parts }
    }

    /// The overhead that two sizes of the user leave.
    fn rest(&self, process: i64, flink: i64, metaspace: i64) -> Result<i64, Misfit> {
        let rest = process - flink - metaspace;
        if self.overhead(rest)? == rest {
            return Ok(rest);
        }
        let why =
            format!("{} MiB are left for the JVM overhead, which is out of its range", rest.div_euclid(MIB));
        Err(Misfit::Setting { key: self.keys.process, why })
    }

    fn overhead_of(&self, process: i64) -> Result<i64, Misfit> {
        let fraction = self.given.fraction_or(self.keys.overhead_fraction, OVERHEAD_FRACTION)?;
        self.overhead(part(process, f64::from(fraction)))
    }

    /// `f / (1 - f)` of a fraction: of the rest instead of the whole.
    fn odds(&self, key: &'static str) -> Result<f64, Misfit> {
        let fraction = f64::from(self.given.fraction_or(key, OVERHEAD_FRACTION)?);
        Ok(fraction / (1.0 - fraction))
    }

    fn overhead(&self, derived: i64) -> Result<i64, Misfit> {
        let keys = (self.keys.overhead_min, self.keys.overhead_max);
        self.given.clamped(derived, OVERHEAD_MIN, OVERHEAD_MAX, keys)
    }

    /// What the margin leaves beside metaspace, and never less than Flink's own minimum.
    fn overhead_of_margin(&self, metaspace: i64) -> i64 {
        let margin = (self.given.margin + MIB - 1) / MIB * MIB;
        (margin - metaspace).max(OVERHEAD_MIN)
    }

    /// The process is the container; the margin is its metaspace and overhead.
    fn derived(&self, metaspace: i64, plan: &mut Plan) -> Result<(i64, i64), Misfit> {
        let Self { given, keys, .. } = self;
        let mut write = |key: &'static str, bytes: i64| {
            if given.text(key).is_none() {
                plan.settings.push((key, format!("{}m", bytes / MIB)));
            }
        };
        let Some(limit) = given.limit else {
            let shipped = if self.process == Process::JobManager { 1600 * MIB } else { 1728 * MIB };
            write(keys.process, shipped);
            plan.notes.push(Note::Shipped(shipped));
            return Ok((shipped, self.overhead_of(shipped)?));
        };
        let process = limit / MIB * MIB;
        write(keys.process, process);
        let by_user = [keys.overhead_min, keys.overhead_max, keys.overhead_fraction];
        if by_user.iter().any(|key| given.text(key).is_some()) {
            return Ok((process, self.overhead_of(process)?));
        }
        let overhead = self.overhead_of_margin(metaspace);
        write(keys.metaspace, metaspace);
        write(keys.overhead_min, overhead);
        write(keys.overhead_max, overhead);
        if metaspace + overhead >= given.margin + MIB {
            plan.notes.push(Note::Widened(metaspace + overhead));
        }
        Ok((process, overhead))
    }

    /// Flink's memory when the user sets its parts, which then win over its size.
    fn sum_of_parts(&self) -> Result<Option<i64>, Misfit> {
        let given = &self.given;
        if self.process == Process::JobManager {
            let heap = given.size(JOB_MANAGER_HEAP)?;
            return Ok(match heap {
                Some(heap) => Some(heap + self.off_heap()?),
                None => None,
            });
        }
        let (Some(heap), Some(managed)) = (given.size(TASK_HEAP)?, given.size(MANAGED)?) else {
            return Ok(None);
        };
        let fixed = heap + managed + self.fixed()?.iter().map(|(_, bytes)| bytes).sum::<i64>();
        let network = self.network(part(fixed, self.odds("taskmanager.memory.network.fraction")?))?;
        Ok(Some(fixed + network))
    }

    fn off_heap(&self) -> Result<i64, Misfit> {
        self.given.size_or("jobmanager.memory.off-heap.size", 128 * MIB)
    }

    fn job_manager(&self, flink: i64, plan: &mut Plan) -> Result<(), Misfit> {
        let off_heap = match self.given.size(JOB_MANAGER_HEAP)? {
            Some(heap) => flink - heap,
            None => self.off_heap()?,
        };
        let heap = flink - off_heap;
        if heap <= 0 || off_heap < 0 {
            let parts = vec![("off-heap memory", off_heap.max(0)), ("heap", heap.max(MIB))];
            return Err(self.too_small(flink, parts));
        }
        if heap < 128 * MIB {
            plan.notes.push(Note::SmallHeap(heap));
        }
        plan.parts.extend([("heap", heap), ("off-heap memory", off_heap)]);
        Ok(())
    }

    fn fixed(&self) -> Result<[(&'static str, i64); 3], Misfit> {
        let given = &self.given;
        Ok([
            ("framework heap", given.size_or("taskmanager.memory.framework.heap.size", 128 * MIB)?),
            ("framework off-heap", given.size_or("taskmanager.memory.framework.off-heap.size", 128 * MIB)?),
            ("task off-heap", given.size_or("taskmanager.memory.task.off-heap.size", 0)?),
        ])
    }

    fn network(&self, derived: i64) -> Result<i64, Misfit> {
        let max = if self.version.has(Feature::UnboundedNetworkMemory) { i64::MAX } else { 1024 * MIB };
        let keys = ("taskmanager.memory.network.min", "taskmanager.memory.network.max");
        self.given.clamped(derived, 64 * MIB, max, keys)
    }

    fn task_manager(&self, flink: i64, plan: &mut Plan) -> Result<(), Misfit> {
        let given = &self.given;
        let managed = match given.size(MANAGED)? {
            Some(managed) => managed,
            None => part(flink, given.fraction_or("taskmanager.memory.managed.fraction", 0.4)?.into()),
        };
        let [framework_heap, framework_off_heap, task_off_heap] = self.fixed()?;
        let mut parts = vec![framework_heap, framework_off_heap, task_off_heap, ("managed memory", managed)];
        let sum = |parts: &[(&'static str, i64)]| parts.iter().map(|(_, bytes)| bytes).sum::<i64>();
        // One part is the rest: the network's when the user sets the task heap, else the task heap.
        match given.size(TASK_HEAP)? {
            Some(heap) => {
                parts.insert(1, ("task heap", heap));
                let rest = flink - sum(&parts);
                parts.push(("network memory", self.network(rest)?));
                if sum(&parts) < flink {
                    let why =
                        format!("{} MiB are left for the network, which is out of its range", rest / MIB);
                    return Err(Misfit::Setting { key: TASK_HEAP, why });
                }
            }
            None => {
                let fraction = given.fraction_or("taskmanager.memory.network.fraction", 0.1)?;
                parts.push(("network memory", self.network(part(flink, fraction.into()))?));
                let rest = flink - sum(&parts);
                parts.insert(1, ("task heap", rest.max(0)));
            }
        }
        if sum(&parts) > flink {
            return Err(self.too_small(flink, parts));
        }
        plan.parts = parts;
        Ok(())
    }
}

/// A fraction of some bytes as Flink computes it: the fraction is a `float` that is widened to a `double`, and the
/// product of its decimal text and the bytes is cut (`MemorySize.multiply`).
fn part(bytes: i64, fraction: f64) -> i64 {
    let text = fraction.to_string();
    let (whole, decimals) = text.split_once('.').unwrap_or((&text, ""));
    let decimals = &decimals[..decimals.len().min(18)];
    let Ok(digits) = format!("{whole}{decimals}").parse::<i128>() else { return 0 };
    let divisor = 10_i128.pow(u32::try_from(decimals.len()).unwrap_or(0));
    i64::try_from(i128::from(bytes) * digits / divisor).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    const V1_20: Version = Version { major: 1, minor: 20 };

    #[test]
    fn divides_as_flink_does() {
        // The figures that Flink 1.20's own scripts print for `taskmanager.memory.process.size: 1728m`.
        let given =
            Given { limit: None, margin: 0, properties: &[("taskmanager.memory.process.size", "1728m")] };
        let parts = plan(V1_20, Process::TaskManager, given).map(|plan| plan.parts).unwrap_or_default();
        let part = |name: &str| parts.iter().find(|(part, _)| *part == name).map(|(_, bytes)| *bytes);
        assert_eq!(part("managed memory"), Some(536_870_920));
        assert_eq!(part("network memory"), Some(134_217_730));
        assert_eq!(part("task heap"), Some(402_653_174));
        assert_eq!(part("JVM overhead"), Some(201_326_592));
    }
}
