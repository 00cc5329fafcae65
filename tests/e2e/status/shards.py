"""usage: shards.py FOLDER NUMBER: two shards of flink-status-sync keep so many clusters, each of them its own."""

import os
import signal
import sys
import time

from fleet import NAMESPACE, Client, Sidecar, start
from kubelet import Api
from lane import Failure, expect, until

POLLS = ["--poll-interval", "1", "--poll-interval-steady", "1"]
# Longer than a Lease lasts.
REMOVED = 20


def say(text):
    print(f"shards: {time.monotonic() - STARTED:4.0f} s  {text}", flush=True)


def lease(api, shard):
    return api.call("GET", f"/apis/coordination.k8s.io/v1/namespaces/{NAMESPACE}/leases/flink-status-sync-{shard}")["spec"]


def disturb(client, name):
    """Its JobManager is not there for the moment."""
    path = f"/apis/apps/v1/namespaces/{NAMESPACE}/deployments/{name}-jobmanager/status"
    client.call("PATCH", path, {"status": {"availableReplicas": 0, "readyReplicas": 0}}, "application/merge-patch+json")


def main(folder, number):
    number = int(number)
    api = Api(os.environ["KUBECONFIG"])
    client = Client(api)
    _, statuses = start(api, number)

    def shard(at):
        return Sidecar(folder, "--shards", "2", "--shard-from-hostname", *POLLS, host=f"flink-status-sync-{at}")

    def written(keeper, names):
        """Every write to these is one of this shard's, and it wrote to no other."""
        said, seen = keeper.metric("patches_total", "applied"), sum(statuses.writes[name] for name in names)
        if said == seen > 0:
            return True
        print(f"shards: {said:.0f} writes said, {seen} seen; results {keeper.lines('patches_total')}", file=sys.stderr, flush=True)
        return False

    keepers = [shard(0), shard(1)]
    statuses.wait(number, 60, *keepers)
    until("all are known to be right", lambda: sum(len(keeper.kept()) for keeper in keepers) >= number)
    kept = [keeper.kept() for keeper in keepers]
    expect(kept[0] & kept[1], set(), "kept by both")
    expect(kept[0] | kept[1], set(statuses.since), "kept")
    for at in (0, 1):
        until(f"shard {at} wrote to its clusters alone", lambda at=at: written(keepers[at], kept[at]), 20)
    say(f"{number} clusters have a status, {len(kept[0])} of shard 0 and {len(kept[1])} of shard 1; each has one writer")

    keepers[1].process.send_signal(signal.SIGTERM)
    expect(keepers[1].process.wait(20), 0, "exit code")
    holders, names = [lease(api, at)["holderIdentity"] for at in (0, 1)], [min(names) for names in kept]
    expect(holders[1], "", "holder of a released Lease")
    before = [statuses.writes[name] for name in names]
    for name in names:
        disturb(client, name)
    end = time.monotonic() + REMOVED
    while time.monotonic() < end:
        expect([lease(api, at)["holderIdentity"] for at in (0, 1)], holders, "holders of the Leases")
        time.sleep(1)
    if statuses.writes[names[0]] == before[0]:
        raise Failure(f"shard 0 did not see what happened to {names[0]}")
    expect(statuses.writes[names[1]], before[1], f"writes to {names[1]}")
    until("shard 0 wrote to its clusters alone", lambda: written(keepers[0], kept[0]), 5)
    say(f"shard 1 was removed: in {REMOVED} s nobody took its Lease or its clusters, and shard 0 kept its own")

    keepers[1] = shard(1)
    until("shard 1 sees what happened meanwhile", lambda: statuses.writes[names[1]] > before[1], 30)
    # The write is seen before the one who wrote counts it.
    until(
        "shard 1 counts its writes",
        lambda: keepers[1].metric("patches_total", "applied") == statuses.writes[names[1]] - before[1],
        10,
    )
    until("shard 1 keeps what it kept", lambda: keepers[1].kept() == kept[1], 30)
    say("shard 1 is back: the same clusters are its own")


STARTED = time.monotonic()
if __name__ == "__main__":
    main(*sys.argv[1:])
