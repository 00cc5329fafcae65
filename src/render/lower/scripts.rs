//! Where the Jobs' scripts are: ConfigMaps, and the volume that a pod has of them.

use crate::k8s::{hash, names};
use crate::tree::{Map, Node};
use crate::{list, map};

/// Scripts that are applied, and taken away, together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Folder {
    /// What runs before a roll-out is decided. Its name is constant: Argo CD takes old objects away in the reverse order of
    /// waves, and with one of an early wave the old submitter would go first.
    Prepare,
    /// What runs in a roll-out. Its name says what is in it: a submitter that comes back finds the scripts that it began with.
    Run,
    /// What runs on demand beside that.
    OnDemand,
}

/// The scripts of a cluster: names of ConfigMaps, and what stands in them.
pub struct Scripts {
    prepare: (String, Node),
    run: (String, Node),
    on_demand: Option<(String, Node)>,
}

impl Scripts {
    /// From what stands in each folder.
    pub fn new(cluster: &str, prepare: Map, run: Map, on_demand: Option<Map>) -> Self {
        let hashed = |data: Map| {
            let data = Node::from(data);
            (names::scripts(cluster, &hash::of(&data)), data)
        };
        Self {
            prepare: (names::prepare_scripts(cluster), prepare.into()),
            run: hashed(run),
            on_demand: on_demand.map(hashed),
        }
    }

    /// The ConfigMap of a folder, if there is one: its name, and what stands in it.
    pub fn folder(&self, folder: Folder) -> Option<(&str, &Node)> {
        let (name, data) = match folder {
            Folder::Prepare => &self.prepare,
            Folder::Run => &self.run,
            Folder::OnDemand => self.on_demand.as_ref()?,
        };
        Some((name, data))
    }

    /// The volume with these.
    pub fn volume(&self, folders: &[Folder]) -> Node {
        let found = folders.iter().filter_map(|folder| self.folder(*folder));
        let mut sources: Vec<_> =
            found.map(|(name, _)| map! { "configMap" => map! { "name" => name.to_owned() } }).collect();
        let mut volume = map! { "name" => names::SCRIPT_VOLUME };
        match sources.pop_if(|_| folders.len() == 1) {
            Some(only) => volume.0.extend(only.0),
            None => volume.push("projected", map! { "sources" => sources }),
        }
        volume.into()
    }
}

/// Where a container finds them.
pub fn mount() -> Node {
    map! { "name" => names::SCRIPT_VOLUME, "mountPath" => names::SCRIPT_DIR, "readOnly" => true }.into()
}

/// The command of one: what follows are its arguments.
pub fn command(script: &'static str) -> Node {
    list!["/bin/bash", format!("{}/{script}", names::SCRIPT_DIR)]
}
