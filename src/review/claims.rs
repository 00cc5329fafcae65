//! What becomes of the claims of volumes that a StatefulSet made, when it goes or makes them no more.

use std::fmt;

use super::difference::Difference;
use crate::k8s::object::STATEFUL_SET;
use crate::tree::Node;
use crate::tree::path::Path;

/// Claims of a StatefulSet, and their data.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Claims {
    /// What their names begin with: `state-orders-taskmanager-`, and the number of a pod.
    pub prefixes: Vec<String>,
    /// Whether they are deleted, and their data.
    pub deleted: bool,
}

impl Claims {
    /// Those of an object that goes.
    pub fn of_removed(kind: &str, base: &Node) -> Option<Self> {
        let policy = base.get("spec").and_then(|spec| spec.get(POLICY)?.get("whenDeleted")?.as_str());
        Self::of(base, templates(kind, base), policy == Some("Delete"))
    }

    /// Those that an object makes no more. It is made again without its pods' end, and nothing deletes them.
    pub fn of_changed(kind: &str, base: &Node, head: &Node, differences: &[Difference]) -> Option<Self> {
        let place = Path::of_fields("spec.volumeClaimTemplates");
        differences.iter().find(|difference| difference.path.is_in(&place))?;
        let kept = templates(kind, head);
        let gone = templates(kind, base).into_iter().filter(|name| !kept.contains(name));
        Self::of(base, gone.collect(), false)
    }

    fn of(set: &Node, templates: Vec<&str>, deleted: bool) -> Option<Self> {
        let set = set.get("metadata")?.get("name")?.as_str()?;
        let prefixes: Vec<_> = templates.iter().map(|template| format!("{template}-{set}-")).collect();
        (!prefixes.is_empty()).then_some(Self { prefixes, deleted })
    }
}

const POLICY: &str = "persistentVolumeClaimRetentionPolicy";

/// The names of what a StatefulSet makes claims of.
fn templates<'a>(kind: &str, set: &'a Node) -> Vec<&'a str> {
    let list = set.get("spec").filter(|_| kind == STATEFUL_SET.1);
    let list = list.and_then(|spec| spec.get("volumeClaimTemplates")?.as_list()).unwrap_or_default();
    list.iter().filter_map(|claim| claim.get("metadata")?.get("name")?.as_str()).collect()
}

/// In a sentence.
impl fmt::Display for Claims {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names: Vec<_> = self.prefixes.iter().map(|prefix| format!("{prefix}<number>")).collect();
        let names = names.join(", ");
        match self.deleted {
            true => write!(
                f,
                "the PersistentVolumeClaims {names} are deleted with their StatefulSet, and so is their data"
            ),
            false => write!(
                f,
                "the PersistentVolumeClaims {names} stay, with their data: delete them when nobody needs it"
            ),
        }
    }
}
