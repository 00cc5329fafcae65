//! From the command line to a program that runs: the parts, and who owns them.

use std::collections::BTreeSet;
use std::num::NonZeroU32;
use std::sync::Arc;
use std::time::{Duration, Instant};

use kube::{Api, Client, Config};
use tokio::signal::unix::{SignalKind, signal};
use tokio::sync::watch;
use tokio::task::JoinSet;
use tokio::time::{sleep, timeout};
use tracing::info;

use crate::args::Args;
use crate::events::Events;
use crate::keep;
use crate::lease::Election;
use crate::metrics::Metrics;
use crate::observe::access;
use crate::observe::address::Template;
use crate::observe::flink::Asking;
use crate::observe::kubernetes::{Scope, World};
use crate::pace::Pace;
use crate::plain::{LOG, plain};
use crate::serve::{self, Health};
use crate::shard::{Key, Shard};
use crate::shared::Shared;
use crate::writes::Writes;

/// How long a program that was told to end may give its Lease back.
const FAREWELL: Duration = Duration::from_secs(5);
const BEAT: Duration = Duration::from_secs(5);

/// Runs until a signal ends it.
///
/// # Errors
/// Something on the command line, or in what it names, is wrong.
pub async fn run(args: Args) -> Result<(), String> {
    // Only the first call can fail, and this is it.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let host = std::env::var("HOSTNAME").ok().or_else(host_name);
    let shard = if args.shard_from_hostname {
        Shard::of_host(host.as_deref().ok_or("the host has no name")?, args.shards)?
    } else {
        Shard::new(args.shard, args.shards)?
    };
    let template = Template::new(args.flink_url)?;
    let access = match &args.flink_config {
        Some(path) => {
            access::Config::read(path, &template, !args.all_namespaces && args.namespaces.len() < 2)?
        }
        None => access::Config::default(),
    };
    let config = Config::infer()
        .await
        .map_err(|error| format!("no access to Kubernetes: {}", plain(&error.to_string(), LOG)))?;
    let home = args.pod_namespace.unwrap_or_else(|| config.default_namespace.clone());
    let scope = if args.all_namespaces {
        Scope::All
    } else if args.namespaces.is_empty() {
        Scope::Namespaces([home.clone()].into())
    } else {
        Scope::Namespaces(args.namespaces.into_iter().collect())
    };
    let client = Client::try_from(config)
        .map_err(|error| format!("no access to Kubernetes: {}", plain(&error.to_string(), LOG)))?;
    let me = args.pod_name.or(host).unwrap_or_else(|| "flink-status-sync".to_owned());

    let (metrics, health) = (Metrics::new(), Health::new());
    let asking = Asking::new(access, template, Arc::clone(&metrics));
    let bound = serve::serve(args.listen, Arc::clone(&health), Arc::clone(&metrics)).await;
    bound.map_err(|error| format!("cannot listen on {}: {error}", args.listen))?;
    info!(version = env!("CARGO_PKG_VERSION"), ?scope, ?shard, listen = %args.listen, "starts");

    let (stop, stopped) = watch::channel(false);
    let (lead, term) = watch::channel(None);
    let election = if args.no_leader_election {
        lead.send_replace(Some(Instant::now() + Duration::from_secs(u64::from(u32::MAX))));
        None
    } else {
        let namespace = args.lease_namespace.as_deref().unwrap_or(&home);
        let api = Api::namespaced(client.clone(), namespace);
        // Two programs of one name on one host are two.
        let me = format!("{me}_{:08x}", fastrand::u32(..));
        Some(tokio::spawn(Election::new(api, shard.lease(&args.lease_name), me).run(lead, stopped)))
    };

    let qps = NonZeroU32::new(args.qps).unwrap_or(NonZeroU32::MIN);
    let world = World::new(scope);
    world.watch(&client, args.stateful_sets, !args.no_pods, &metrics);
    let shared = Arc::new(Shared {
        events: Events::new(client.clone(), me, qps, Arc::clone(&metrics)),
        client,
        world,
        metrics,
        health,
        asking,
        pace: Pace {
            changing: Duration::from_secs(args.poll_interval),
            steady: Duration::from_secs(args.poll_interval_steady),
            over: Duration::from_secs(args.poll_interval_final),
        },
        writes: Writes::new(qps),
        term,
        api_grace: args.api_grace,
        pending_deadline: args.pending_deadline,
    });

    let mine =
        move |key: &Key| shard.keeps(key) && args.cluster.as_ref().is_none_or(|name| *name == key.name);
    tokio::select! {
        () = lead_and_stand_by(&shared, mine) => return Err("a part of the program broke off".to_owned()),
        () = told_to_end() => info!("ends"),
    }
    stop.send_replace(true);
    if let Some(election) = election {
        let _ = timeout(FAREWELL, election).await;
    }
    Ok(())
}

/// Keeps the clusters while this program leads, and nothing while it does not.
async fn lead_and_stand_by(shared: &Arc<Shared>, mine: impl Fn(&Key) -> bool) {
    let mut term = shared.term.clone();
    let mut keepers = JoinSet::new();
    let mut kept = BTreeSet::new();
    loop {
        shared.health.beat();
        if shared.world.is_synced() {
            shared.health.synced();
        }
        let leads = shared.leads();
        shared.metrics.leads(leads);
        if leads {
            for key in shared.world.clusters() {
                if mine(&key) && kept.insert(Arc::clone(&key)) {
                    keepers.spawn(keep::keep(Arc::clone(shared), key));
                }
            }
        } else if !leads && !kept.is_empty() {
            keepers.shutdown().await;
            kept.clear();
        }
        tokio::select! {
            () = shared.world.came() => {}
            Some(done) = keepers.join_next(), if !keepers.is_empty() => match done {
                Ok(key) => {
                    kept.remove(&key);
                }
                // Nothing here panics; should it, the whole program starts again.
                Err(error) if error.is_panic() => return,
                Err(_) => {}
            },
            changed = term.changed() => if changed.is_err() { sleep(BEAT).await },
            () = sleep(BEAT) => {}
        }
    }
}

async fn told_to_end() {
    let (terminate, interrupt) = (signal(SignalKind::terminate()), signal(SignalKind::interrupt()));
    if let (Ok(mut terminate), Ok(mut interrupt)) = (terminate, interrupt) {
        tokio::select! {
            _ = terminate.recv() => {}
            _ = interrupt.recv() => {}
        }
    }
}

fn host_name() -> Option<String> {
    let name = std::fs::read_to_string("/proc/sys/kernel/hostname").ok()?;
    Some(name.trim().to_owned())
}
