//! Which of several programs keeps a cluster.

use std::fmt;
use std::hash::Hasher;

use fnv::FnvHasher;

/// A FlinkCluster.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Key {
    /// Its namespace.
    pub namespace: String,
    /// Its name.
    pub name: String,
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.namespace, self.name)
    }
}

/// One of `of` programs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shard {
    index: u32,
    of: u32,
}

impl Shard {
    /// Shard `index`, from 0, of `of`.
    ///
    /// # Errors
    /// There is no such one.
    pub fn new(index: u32, of: u32) -> Result<Self, String> {
        if index < of {
            Ok(Self { index, of })
        } else {
            Err(format!("there is no shard {index} of {of}: they are numbered from 0"))
        }
    }

    /// The number at the end of a host's name: `sync-2` is shard 2.
    ///
    /// # Errors
    /// There is no number, or no such shard.
    pub fn of_host(host: &str, of: u32) -> Result<Self, String> {
        let digits = host.rsplit_once('-').map_or("", |(_, digits)| digits);
        let index = digits
            .parse()
            .map_err(|_| format!("host name {host:?} does not end with `-` and a shard's number"))?;
        Self::new(index, of)
    }

    /// Whether this one keeps the cluster: FNV-1a (64 bits) of `namespace/name`, modulo the number of shards.
    pub fn keeps(self, key: &Key) -> bool {
        let mut hasher = FnvHasher::default();
        hasher.write(key.to_string().as_bytes());
        hasher.finish() % u64::from(self.of) == u64::from(self.index)
    }

    /// The name of the Lease of this shard.
    pub fn lease(self, name: &str) -> String {
        if self.of == 1 { name.to_owned() } else { format!("{name}-{}", self.index) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(name: &str) -> Key {
        Key { namespace: "streams".to_owned(), name: name.to_owned() }
    }

    #[test]
    fn every_cluster_has_one_shard() {
        let shards: Vec<_> = (0..4).map(|index| Shard::new(index, 4).unwrap()).collect();
        let mut kept = [0; 4];
        for n in 0..1000 {
            let keepers: Vec<_> =
                (0..4).filter(|index| shards[*index].keeps(&key(&format!("orders-{n}")))).collect();
            assert_eq!(keepers.len(), 1);
            kept[keepers[0]] += 1;
        }
        assert!(kept.iter().all(|count| (150..350).contains(count)), "{kept:?}");
    }

    #[test]
    fn the_hash_is_fnv_1a() {
        // The published answer for "a": shards must agree from one version of the program to the next.
        let mut hasher = FnvHasher::default();
        hasher.write(b"a");
        assert_eq!(hasher.finish(), 0xaf63_dc4c_8601_ec8c);
    }

    #[test]
    fn hosts_name_shards() {
        assert_eq!(Shard::of_host("flink-status-sync-2", 3), Shard::new(2, 3));
        assert!(Shard::of_host("flink-status-sync-3", 3).is_err());
        assert!(Shard::of_host("flink-status-sync-abc", 3).is_err());
        assert!(Shard::of_host("2", 3).is_err());
    }

    #[test]
    fn one_shard_keeps_the_name_of_its_lease() {
        assert_eq!(Shard::new(0, 1).unwrap().lease("sync"), "sync");
        assert_eq!(Shard::new(1, 2).unwrap().lease("sync"), "sync-1");
    }
}
