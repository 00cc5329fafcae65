//! The Kubernetes objects, as lists and watches tell them: trimmed to what is read, and found by their cluster.

use std::collections::{BTreeMap, BTreeSet};
use std::pin::pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use futures::StreamExt;
use kube::api::Api;
use kube::runtime::WatchStreamExt;
use kube::runtime::watcher::{self, Event};
use kube::{Client, Resource, ResourceExt};
use tokio::sync::{Notify, Semaphore};
use tokio::time::timeout;
use tracing::{info, warn};

use crate::metrics::Metrics;
use crate::observe::kinds::{self, Kind, Objects, Seen};
use crate::observe::shelf::Put;
use crate::plain::{LOG, plain, unquoted};
use crate::shard::Key;

/// A kind whose lists fail for longer than this is not known any more.
const UNREADABLE: Duration = Duration::from_secs(60);

/// So many objects come in one answer to a list, and so many lists are read at one time: each object may be as long as etcd
/// takes it, 1.5 MB.
const PAGE: u32 = 32;
const LISTS: usize = 2;
/// A list that does not come to its end holds the others up for so long.
const LISTING: Duration = Duration::from_secs(60);

/// Where the program looks.
#[derive(Debug, Clone)]
pub enum Scope {
    /// Everywhere.
    All,
    /// In these namespaces.
    Namespaces(BTreeSet<String>),
}

/// What is known of all clusters.
pub struct World {
    clusters: Mutex<BTreeMap<Arc<Key>, ClusterObjects>>,
    readings: Mutex<BTreeMap<Place, Reading>>,
    scope: Scope,
    /// A FlinkCluster came, or its first complete list.
    came: Notify,
    lists: Semaphore,
}

/// One cluster's objects, and who wants to know of changes.
#[derive(Default)]
struct ClusterObjects {
    objects: Objects,
    changed: Arc<Notify>,
}

impl ClusterObjects {
    /// An object of this kind has changed.
    fn note_change<K: Kind>(&mut self) {
        if K::KIND != kinds::FlinkCluster::KIND {
            self.objects.changes += 1;
        }
        self.changed.notify_one();
    }
}

/// A kind, and the namespace that it is watched in.
type Place = (&'static str, Option<String>);

/// How the lists and watches of one place go.
#[derive(Debug, Clone, Copy, Default)]
struct Reading {
    /// A list was complete once.
    synced: bool,
    failing_since: Option<Instant>,
}

/// What is known of one cluster.
pub enum Look {
    /// Its objects, and the kinds that cannot be read.
    Known(Box<Objects>, BTreeSet<&'static str>),
    /// Not all was read yet: what is missing is not absent.
    NotYet,
    /// There is no such FlinkCluster.
    Gone,
}

impl World {
    /// Nothing known, yet.
    pub fn new(scope: Scope) -> Arc<Self> {
        Arc::new(Self {
            clusters: Mutex::default(),
            readings: Mutex::default(),
            scope,
            came: Notify::new(),
            lists: Semaphore::new(LISTS),
        })
    }

    /// Watches all kinds for ever; StatefulSets and pods where they may be read.
    pub fn watch(self: &Arc<Self>, client: &Client, stateful_sets: bool, pods: bool, metrics: &Arc<Metrics>) {
        let namespaces: Vec<Option<String>> = match &self.scope {
            Scope::All => vec![None],
            Scope::Namespaces(names) => names.iter().cloned().map(Some).collect(),
        };
        for namespace in namespaces {
            self.start::<kinds::FlinkCluster>(client, namespace.as_deref(), metrics);
            self.start::<kinds::ConfigMap>(client, namespace.as_deref(), metrics);
            self.start::<kinds::Deployment>(client, namespace.as_deref(), metrics);
            self.start::<kinds::Service>(client, namespace.as_deref(), metrics);
            self.start::<kinds::Ingress>(client, namespace.as_deref(), metrics);
            self.start::<kinds::Job>(client, namespace.as_deref(), metrics);
            if stateful_sets {
                self.start::<kinds::StatefulSet>(client, namespace.as_deref(), metrics);
            }
            if pods {
                self.start::<kinds::Pod>(client, namespace.as_deref(), metrics);
            }
        }
    }

    /// The FlinkClusters that exist.
    pub fn clusters(&self) -> Vec<Arc<Key>> {
        let clusters = lock(&self.clusters);
        clusters
            .iter()
            .filter(|(_, cluster)| cluster.objects.cluster().is_some())
            .map(|(key, _)| Arc::clone(key))
            .collect()
    }

    /// Returns when a FlinkCluster came.
    pub async fn came(&self) {
        self.came.notified().await;
    }

    /// What tells that an object of the cluster changed; `None`: there is none.
    pub fn changes(&self, key: &Key) -> Option<Arc<Notify>> {
        lock(&self.clusters).get(key).map(|cluster| Arc::clone(&cluster.changed))
    }

    /// Whether all FlinkClusters were listed.
    pub fn is_synced(&self) -> bool {
        let readings = lock(&self.readings);
        readings
            .iter()
            .filter(|((kind, _), _)| *kind == kinds::FlinkCluster::KIND)
            .all(|(_, reading)| reading.synced)
    }

    /// What is known of a cluster.
    pub fn look(&self, key: &Key) -> Look {
        let objects = match lock(&self.clusters).get(key) {
            Some(cluster) if cluster.objects.cluster().is_some() => cluster.objects.clone(),
            _ => return Look::Gone,
        };
        let mut unreadable = BTreeSet::new();
        for ((kind, namespace), reading) in lock(&self.readings).iter() {
            if namespace.as_ref().is_some_and(|namespace| *namespace != key.namespace) {
                continue;
            }
            if reading.failing_since.is_some_and(|since| since.elapsed() > UNREADABLE) {
                unreadable.insert(*kind);
            } else if !reading.synced {
                return Look::NotYet;
            }
        }
        Look::Known(Box::new(objects), unreadable)
    }

    /// Takes a FlinkCluster as the API server answered it, unless a newer one is known.
    pub fn learn(&self, seen: Seen<kinds::FlinkCluster>) {
        let version = |text: Option<&str>| text.and_then(|text| text.parse::<u64>().ok());
        let Some(key) = place(&seen) else { return };
        let mut clusters = lock(&self.clusters);
        let Some(cluster) = clusters.get_mut(&key) else { return };
        // What was deleted meanwhile is gone.
        let Some(known) = cluster.objects.cluster() else { return };
        if version(known.resource_version.as_deref()) < version(seen.metadata.resource_version.as_deref()) {
            kinds::FlinkCluster::shelf(&mut cluster.objects).put(kinds::FlinkCluster::keep(seen));
        }
    }

    fn start<K: Kind>(self: &Arc<Self>, client: &Client, namespace: Option<&str>, metrics: &Arc<Metrics>) {
        let api: Api<Seen<K>> = match namespace {
            Some(namespace) => Api::namespaced(client.clone(), namespace),
            None => Api::all(client.clone()),
        };
        let place: Place = (K::KIND, namespace.map(str::to_owned));
        lock(&self.readings).insert(place.clone(), Reading::default());
        let (world, metrics) = (Arc::clone(self), Arc::clone(metrics));
        tokio::spawn(async move {
            let config = watcher::Config::default().labels(K::LABELS).page_size(PAGE);
            let mut events = pin!(watcher::watcher(api, config).default_backoff());
            let mut shelves = Shelves::default();
            // A list is asked for after its `Init`, when this loop comes back to the stream.
            let mut turn = None;
            while let Some(event) = events.next().await {
                match &event {
                    Ok(Event::Init) => turn = timeout(LISTING, world.lists.acquire()).await.ok(),
                    Ok(Event::InitApply(_)) => {}
                    Ok(Event::InitDone | Event::Apply(_) | Event::Delete(_)) | Err(_) => drop(turn.take()),
                }
                match event {
                    Ok(event) => world.apply(event, &place, &mut shelves),
                    Err(error) => {
                        metrics.watch_failed(K::KIND);
                        world.failed(&place, &error);
                    }
                }
            }
        });
    }

    fn apply<K: Kind>(&self, event: Event<Seen<K>>, place: &Place, shelves: &mut Shelves) {
        match event {
            Event::Init => shelves.listed.clear(),
            Event::InitApply(seen) => {
                shelves.listed.insert(identity(&seen));
                self.put(seen, shelves);
            }
            Event::InitDone => {
                let listed = std::mem::take(&mut shelves.listed);
                let gone: Vec<_> = shelves.keys.keys().filter(|id| !listed.contains(*id)).cloned().collect();
                for id in gone {
                    self.remove::<K>(&id, shelves);
                }
                let before =
                    lock(&self.readings).insert(place.clone(), Reading { synced: true, failing_since: None });
                if before.is_none_or(|before| !before.synced) {
                    info!(kind = place.0, namespace = place.1, objects = shelves.keys.len(), "listed");
                    self.came.notify_one();
                    self.all_changed();
                }
            }
            Event::Apply(seen) => {
                self.put(seen, shelves);
                self.works(place);
            }
            Event::Delete(seen) => {
                self.remove::<K>(&identity(&seen), shelves);
                self.works(place);
            }
        }
    }

    fn put<K: Kind>(&self, seen: Seen<K>, shelves: &mut Shelves) {
        let id = identity(&seen);
        let Some(key) = place(&seen) else {
            return self.remove::<K>(&id, shelves);
        };
        // A label that changes moves the object to another cluster.
        if shelves.keys.get(&id).is_some_and(|old| **old != key) {
            self.remove::<K>(&id, shelves);
        }
        let mut clusters = lock(&self.clusters);
        // One key for all that is the cluster's.
        let known = clusters.get_key_value(&key).map(|(known, _)| Arc::clone(known));
        let key = known.unwrap_or_else(|| Arc::new(key));
        shelves.keys.insert(id, Arc::clone(&key));
        let cluster = clusters.entry(Arc::clone(&key)).or_default();
        let put = K::shelf(&mut cluster.objects).put(K::keep(seen));
        if let Some(surplus) = K::surplus(&cluster.objects) {
            K::shelf(&mut cluster.objects).remove(&surplus);
            shelves.keys.remove(&Identity::new(&key.namespace, &surplus));
        }
        if put != Put::Same {
            cluster.note_change::<K>();
        }
        if K::KIND == kinds::FlinkCluster::KIND && put == Put::New {
            self.came.notify_one();
        }
    }

    fn remove<K: Kind>(&self, id: &Identity, shelves: &mut Shelves) {
        let Some(key) = shelves.keys.remove(id) else { return };
        let mut clusters = lock(&self.clusters);
        let Some(cluster) = clusters.get_mut(&key) else { return };
        K::shelf(&mut cluster.objects).remove(id.name());
        cluster.note_change::<K>();
        if cluster.objects.is_empty() {
            clusters.remove(&key);
        }
    }

    fn works(&self, place: &Place) {
        if let Some(reading) = lock(&self.readings).get_mut(place) {
            reading.failing_since = None;
        }
    }

    /// Only an answer of the API server counts: while it is away, nothing can be written anyway.
    fn failed(&self, place: &Place, error: &watcher::Error) {
        warn!(kind = place.0, namespace = place.1, error = cause(error), "cannot be watched");
        let (watcher::Error::InitialListFailed(cause) | watcher::Error::WatchStartFailed(cause)) = error
        else {
            return;
        };
        if matches!(cause, kube::Error::Api(status) if status.code != 410)
            && let Some(reading) = lock(&self.readings).get_mut(place)
        {
            reading.failing_since.get_or_insert_with(Instant::now);
        }
    }

    fn all_changed(&self) {
        for cluster in lock(&self.clusters).values() {
            cluster.changed.notify_one();
        }
    }
}

/// Namespace and name of an object, with a slash between them: neither holds one.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Identity(Box<str>);

impl Identity {
    fn new(namespace: &str, name: &str) -> Self {
        Self(format!("{namespace}/{name}").into())
    }

    fn name(&self) -> &str {
        self.0.split_once('/').map_or("", |(_, name)| name)
    }
}

/// What one watch has put where.
#[derive(Default)]
struct Shelves {
    keys: BTreeMap<Identity, Arc<Key>>,
    listed: BTreeSet<Identity>,
}

fn identity<K: Kind>(seen: &Seen<K>) -> Identity {
    Identity::new(seen.metadata.namespace.as_deref().unwrap_or_default(), &seen.name_any())
}

/// The cluster that an object belongs to.
fn place<K: Kind>(seen: &Seen<K>) -> Option<Key> {
    Some(Key { namespace: seen.namespace().unwrap_or_default(), name: K::cluster(seen.meta())? })
}

/// What went wrong, without what an object holds.
fn cause(error: &watcher::Error) -> String {
    let mut cause = error.to_string();
    let mut next = std::error::Error::source(error);
    while let Some(error) = next {
        cause = error.to_string();
        next = error.source();
    }
    plain(&unquoted(&cause), LOG)
}

/// A thread that panicked left nothing half done here.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, from_value, json};

    use super::*;

    fn world() -> Arc<World> {
        let world = World::new(Scope::All);
        for kind in [kinds::FlinkCluster::KIND, kinds::ConfigMap::KIND] {
            lock(&world.readings).insert((kind, None), Reading::default());
        }
        world
    }

    fn seen<K: Kind>(metadata: Value) -> Seen<K> {
        from_value(json!({ "metadata": metadata })).unwrap()
    }

    fn cluster(version: &str) -> Seen<kinds::FlinkCluster> {
        seen(json!({"namespace": "streams", "name": "orders", "resourceVersion": version}))
    }

    fn config_map(cluster: &str) -> Seen<kinds::ConfigMap> {
        let labels = json!({"app": "flink", "cluster": cluster});
        seen(json!({"namespace": "streams", "name": "orders-configmap", "labels": labels}))
    }

    fn listed<K: Kind>(world: &World, shelves: &mut Shelves, all: Vec<Seen<K>>) {
        let place = (K::KIND, None);
        world.apply(Event::<Seen<K>>::Init, &place, shelves);
        for one in all {
            world.apply(Event::InitApply(one), &place, shelves);
        }
        world.apply(Event::<Seen<K>>::InitDone, &place, shelves);
    }

    fn key() -> Key {
        Key { namespace: "streams".to_owned(), name: "orders".to_owned() }
    }

    fn config_maps(world: &World, key: &Key) -> usize {
        match world.look(key) {
            Look::Known(objects, _) => objects.config_maps.iter().len(),
            Look::NotYet | Look::Gone => panic!("{key} is not known"),
        }
    }

    #[test]
    fn what_was_not_listed_is_not_absent() {
        let (world, mut clusters, mut maps) = (world(), Shelves::default(), Shelves::default());
        assert!(matches!(world.look(&key()), Look::Gone));
        listed(&world, &mut clusters, vec![cluster("1")]);
        assert!(matches!(world.look(&key()), Look::NotYet));
        listed::<kinds::ConfigMap>(&world, &mut maps, vec![]);
        assert_eq!(config_maps(&world, &key()), 0);
    }

    #[test]
    fn a_list_replaces_what_was_known() {
        let (world, mut clusters, mut maps) = (world(), Shelves::default(), Shelves::default());
        listed(&world, &mut clusters, vec![cluster("1")]);
        listed(&world, &mut maps, vec![config_map("orders")]);
        assert_eq!(config_maps(&world, &key()), 1);
        listed::<kinds::ConfigMap>(&world, &mut maps, vec![]);
        assert_eq!(config_maps(&world, &key()), 0);
        listed::<kinds::FlinkCluster>(&world, &mut clusters, vec![]);
        assert!(matches!(world.look(&key()), Look::Gone));
        assert!(lock(&world.clusters).is_empty());
    }

    #[test]
    fn a_label_moves_an_object() {
        let (world, mut clusters, mut maps) = (world(), Shelves::default(), Shelves::default());
        listed(&world, &mut clusters, vec![cluster("1")]);
        listed(&world, &mut maps, vec![config_map("orders")]);
        let place = (kinds::ConfigMap::KIND, None);
        world.apply(Event::Apply(config_map("others")), &place, &mut maps);
        assert_eq!(config_maps(&world, &key()), 0);
        world.apply(Event::Apply(config_map("orders")), &place, &mut maps);
        assert_eq!(config_maps(&world, &key()), 1);
    }

    #[test]
    fn only_what_is_newer_is_learnt() {
        let (world, mut clusters, mut maps) = (world(), Shelves::default(), Shelves::default());
        listed(&world, &mut clusters, vec![cluster("9")]);
        listed::<kinds::ConfigMap>(&world, &mut maps, vec![]);
        for (version, known) in [("8", "9"), ("10", "10")] {
            world.learn(cluster(version));
            let Look::Known(objects, _) = world.look(&key()) else { panic!("not known") };
            assert_eq!(objects.cluster().unwrap().resource_version.as_deref(), Some(known));
        }
        let mut maps = Shelves::default();
        listed(&world, &mut maps, vec![config_map("orders")]);
        world.apply(Event::Delete(cluster("11")), &(kinds::FlinkCluster::KIND, None), &mut clusters);
        world.learn(cluster("10"));
        assert!(matches!(world.look(&key()), Look::Gone));
    }

    #[test]
    fn a_kind_that_cannot_be_listed_is_unreadable_after_a_while() {
        let (world, mut clusters) = (world(), Shelves::default());
        listed(&world, &mut clusters, vec![cluster("1")]);
        let answer = json!({"status": "Failure", "code": 403, "message": "no", "reason": "Forbidden"});
        let error = || kube::Error::Api(Box::new(from_value(answer.clone()).unwrap()));
        let place = (kinds::ConfigMap::KIND, None);
        world.failed(&place, &watcher::Error::InitialListFailed(error()));
        assert!(matches!(world.look(&key()), Look::NotYet));
        let long_ago = Instant::now().checked_sub(2 * UNREADABLE).unwrap();
        lock(&world.readings).get_mut(&place).unwrap().failing_since = Some(long_ago);
        let Look::Known(_, unreadable) = world.look(&key()) else { panic!("not known") };
        assert_eq!(unreadable, BTreeSet::from([kinds::ConfigMap::KIND]));
    }
}
