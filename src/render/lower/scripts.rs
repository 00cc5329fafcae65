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
    prepare: (String, Map),
    run: (String, Map),
    on_demand: (String, Map),
}

impl Scripts {
    /// From what stands in each folder.
    pub fn new(cluster: &str, prepare: Map, run: Map, on_demand: Map) -> Self {
        let hashed = |data: Map| (names::scripts(cluster, &hash::of(&data.clone().into())), data);
        Self {
            prepare: (names::prepare_scripts(cluster), prepare),
            run: hashed(run),
            on_demand: hashed(on_demand),
        }
    }

    /// The ConfigMap of a folder: its name, and what stands in it.
    pub fn folder(&self, folder: Folder) -> (&str, &Map) {
        let (name, data) = match folder {
            Folder::Prepare => &self.prepare,
            Folder::Run => &self.run,
            Folder::OnDemand => &self.on_demand,
        };
        (name, data)
    }

    /// The volume with these.
    pub fn volume(&self, folders: &[Folder]) -> Node {
        let map =
            |folder: &Folder| map! { "configMap" => map! { "name" => self.folder(*folder).0.to_owned() } };
        let mut volume = map! { "name" => names::SCRIPT_VOLUME };
        match folders {
            [only] => volume.0.extend(map(only).0),
            several => {
                let sources: Vec<_> = several.iter().map(map).collect();
                volume.push("projected", map! { "sources" => sources });
            }
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
