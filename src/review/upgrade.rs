//! What another version of Flink makes of a cluster's settings, and of what the cluster leaves to Flink.

use std::collections::BTreeSet;
use std::fmt;

use crate::diagnostic::Span;
use crate::fleet::Profile;
use crate::flink::options::changes::{self, Change, Reader, Shift, Taken};
use crate::flink::options::judge::Instead;
use crate::flink::options::successors;
use crate::flink::version::Version;

/// What changes with the version, in either direction.
#[derive(Debug)]
pub struct Upgrade {
    /// Before.
    pub from: Version,
    /// After.
    pub to: Version,
    /// What changes of settings that are there before and after.
    pub settings: Vec<Setting>,
    /// Defaults that count for the cluster now, and matter to a job that runs.
    pub defaults: Vec<Shift>,
    /// How many other defaults change.
    pub others: usize,
}

/// A change of a setting.
#[derive(Debug)]
pub struct Setting {
    /// Its key.
    pub key: String,
    /// Where it stands in the newer source.
    pub at: Span,
    /// What changes.
    pub change: Change,
    /// Whether the option that it is another name of is set, too.
    pub beside: bool,
    /// The version after.
    to: Version,
}

/// What a job's state, its restarts, its memory, its network, its place and its records depend on. The rest is about how people
/// and tools reach Flink, about what a program chooses, or about how to start processes elsewhere.
const MATTERS: &[&str] = &[
    "state.",
    "execution.checkpointing.",
    "restart-strategy.",
    "jobmanager.execution.failover-strategy",
    "task.cancellation.",
    "jobmanager.memory.",
    "taskmanager.memory.",
    "taskmanager.network.",
    "heartbeat.",
    "akka.",
    "pekko.",
    "jobmanager.scheduler",
    "cluster.declarative-resource-management.",
    "cluster.fine-grained-resource-management.",
    "slot.",
    "pipeline.",
];
/// What matters where the cluster sets something of it.
const WHERE_USED: &[&str] = &["high-availability.zookeeper.", "security.ssl.", "table.", "python."];
/// What matters unless the cluster chooses otherwise: how the options begin, the option that chooses, the word that chooses them.
const CHOSEN: &[(&str, &str, &str)] = &[
    ("state.backend.rocksdb.", "state.backend.type", "rocksdb"),
    ("restart-strategy.exponential-delay.", "restart-strategy.type", "exponentialdelay"),
    ("restart-strategy.failure-rate.", "restart-strategy.type", "failurerate"),
    ("restart-strategy.fixed-delay.", "restart-strategy.type", "fixeddelay"),
];

/// What changes; none where the versions are the same, or not known.
pub fn of(base: &Profile, head: &Profile) -> Option<Upgrade> {
    let (from, to) = (base.version?, head.version?);
    if from == to {
        return None;
    }
    let readers = [(from, base), (to, head)].map(|(version, side)| Reader { version, file: side.file });
    let kept = head.properties.iter().filter(|(key, _)| base.setting(&key.value).is_some());
    let settings = kept.flat_map(|(key, value)| {
        let changes = changes::of(&key.value, &value.value, readers[0], readers[1]).into_iter();
        changes.map(|change| Setting {
            key: key.value.clone(),
            at: key.span,
            beside: is_beside(&change, head),
            change,
            to,
        })
    });
    let settings: Vec<_> = settings.collect();
    let written: BTreeSet<_> = head
        .settings()
        .flat_map(|(key, value)| changes::sets(key, to).into_iter().map(move |key| (key, value)))
        .collect();
    let is_set = |shift: &Shift| written.iter().any(|(key, _)| *key == shift.key);
    let shifts = changes::defaults(from, to);
    let all: Vec<_> = shifts.iter().filter(|shift| !is_set(shift)).copied().collect();
    let count = all.len();
    let defaults: Vec<_> = all.into_iter().filter(|shift| matters(shift.key, &written)).collect();
    let others = count - defaults.len();
    Some(Upgrade { from, to, settings, defaults, others })
}

/// Whether a default counts for a cluster with these settings.
fn matters(key: &str, written: &BTreeSet<(&str, &str)>) -> bool {
    let begins = |all: &[&str]| all.iter().any(|prefix| key.starts_with(prefix));
    let used =
        |prefix: &&str| key.starts_with(*prefix) && written.iter().any(|(key, _)| key.starts_with(*prefix));
    let bare = |text: &str| text.replace(['-', '_'], "").to_ascii_lowercase();
    let unchosen = CHOSEN.iter().any(|(prefix, option, word)| {
        let mut choice = written.iter().filter(|(key, _)| key == option);
        key.starts_with(prefix) && choice.any(|(_, value)| !bare(value).contains(word))
    });
    (begins(MATTERS) && !unchosen) || WHERE_USED.iter().any(used)
}

fn is_beside(change: &Change, head: &Profile) -> bool {
    match change {
        Change::Renamed { to } => to.iter().all(|name| head.setting(name).is_some()),
        Change::Ends { .. } | Change::Begins | Change::Taken { .. } | Change::Default { .. } => false,
    }
}

impl Setting {
    /// One word, for machines.
    pub fn word(&self) -> &'static str {
        match self.change {
            Change::Ends { .. } => "ends",
            Change::Begins => "begins",
            Change::Renamed { .. } if self.beside => "ends",
            Change::Renamed { .. } => "renamed",
            Change::Taken { .. } => "taken",
            Change::Default { .. } => "default",
        }
    }
}

/// A clause about it.
impl fmt::Display for Setting {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { key, at: _, change, beside, to } = self;
        match change {
            Change::Ends { now: None } => {
                write!(f, "not read by Flink {to}, and does nothing any more")?;
                let successors = successors::of(key, None, *to);
                let names: Vec<_> = successors.iter().map(|name| format!("`{name}`")).collect();
                if names.is_empty() { Ok(()) } else { write!(f, ": there it is {}", names.join(" and ")) }
            }
            Change::Ends { now: Some(now) } => {
                write!(f, "not read by Flink {to}, and does nothing any more: there it is `{now}`")
            }
            Change::Begins => write!(f, "read by Flink {to}, and did nothing before"),
            Change::Renamed { to: names } => {
                let names: Vec<_> = names.iter().map(|name| format!("`{name}`")).collect();
                let names = names.join(" and ");
                match beside {
                    true => write!(f, "not read by Flink {to}, which reads {names} instead"),
                    false => write!(f, "called {names} in Flink {to}, which still reads this name"),
                }
            }
            Change::Taken { was, is } => {
                write!(f, "its value counted {}, and counts {} in Flink {to}", taken(*was), taken(*is))
            }
            Change::Default { was, is } => write!(f, "set, and stays; {}", default(was, is, to)),
        }
    }
}

fn taken(taken: Taken) -> &'static str {
    match taken {
        Taken::Written => "as it is written",
        Taken::Structure => "as a list or a map of YAML",
        Taken::Instead(Instead::Default) => "as the option's default",
        Taken::Instead(Instead::False) => "as `false`",
        Taken::Refused => "as an error",
    }
}

fn default(was: &str, is: &str, to: &Version) -> String {
    format!("the default was `{was}`, and is `{is}` in Flink {to}")
}

impl Upgrade {
    /// What is said of each default: the option, and a clause about it.
    pub fn shifts(&self) -> impl Iterator<Item = (&'static str, String)> {
        self.defaults
            .iter()
            .map(|Shift { key, was, is }| (*key, format!("not set; {}", default(was, is, &self.to))))
    }

    /// How many other defaults change, and what lists them.
    pub fn rest(&self) -> Option<String> {
        let Self { from, to, settings, defaults, others } = self;
        let defaults = match others {
            0 => return None,
            n if settings.is_empty() && defaults.is_empty() => {
                let changed =
                    if *n == 1 { "1 default changes".to_owned() } else { format!("{n} defaults change") };
                format!("{changed}, but nothing that a job's state, restarts, memory or network depend on")
            }
            1 => "1 other default changes".to_owned(),
            n => format!("{n} other defaults change"),
        };
        Some(format!("{defaults}: `flink-render explain {from}..{to}` lists all"))
    }
}
