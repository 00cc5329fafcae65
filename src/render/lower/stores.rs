//! The keys that a caller of an encrypted JobManager has: in the pods of Jobs, too, where the JobManager has them.

use super::configuration::{Configured, Reader};
use super::context::Context;
use crate::k8s::names;
use crate::map;
use crate::model::{Pod, depth};
use crate::tree::{Map, Node};

/// What a script sees of its pod's volumes.
#[derive(Debug, Default)]
pub struct Keys {
    /// Those with keys, and what names these.
    pub mounts: Vec<Node>,
    /// What is mounted there.
    pub volumes: Vec<Node>,
    /// What puts variables into Flink's configuration.
    pub fills: Option<Map>,
}

impl Context<'_> {
    /// Gives a Job's pod the JobManager's volumes with keys, where it has none of its own there.
    pub fn with_stores(&self, pod: &mut Pod) {
        let beside = &self.job_manager.pod;
        for store in self.tls.stores() {
            let Some(mount) = beside.holder(store) else { continue };
            // The deeper one has the file.
            if pod.holder(store).is_some_and(|own| depth(own) >= depth(mount)) {
                continue;
            }
            let Some(volume) = beside.volumes.iter().find(|volume| name(volume) == name(mount)) else {
                continue;
            };
            let numbers = pod.volume_mounts.len()..;
            let is_free = |own: &String| pod.volumes.iter().all(|one| self::name(one) != Some(own));
            let Some(own) = numbers.map(names::store_volume).find(is_free) else { continue };
            let mut mount = renamed(mount, &own);
            mount.0.retain(|entry| entry.key != "readOnly");
            mount.push("readOnly", true);
            pod.volume_mounts.push(mount.into());
            pod.volumes.push(renamed(volume, &own).into());
        }
    }

    /// What a script sees of its pod's volumes: those with keys, and what names these.
    pub fn keys(&self, pod: &Pod) -> Keys {
        let stores = self.tls.stores();
        if stores.is_empty() {
            return Keys::default();
        }
        let holders: Vec<_> = stores.iter().filter_map(|store| pod.holder(store)).collect();
        let is_one = |mount: &&Node| holders.iter().any(|holder| std::ptr::eq(*holder, *mount));
        let mut mounts: Vec<_> = pod.volume_mounts.iter().filter(is_one).cloned().collect();
        let is_mounted = |volume: &&Node| mounts.iter().any(|mount| name(mount) == name(volume));
        let mut volumes: Vec<_> = pod.volumes.iter().filter(is_mounted).cloned().collect();
        let Configured { mount, volumes: configuration, init_container } =
            self.configuration(Reader::Script, true);
        mounts.push(mount.into());
        volumes.extend(configuration);
        Keys { mounts, volumes, fills: init_container }
    }
}

fn name(node: &Node) -> Option<&str> {
    node.get("name")?.as_str()
}

fn renamed(node: &Node, name: &str) -> Map {
    let mut all = map! { "name" => name.to_owned() };
    let others = node.as_map().into_iter().flat_map(|map| &map.0).filter(|entry| entry.key != "name");
    all.0.extend(others.cloned());
    all
}
