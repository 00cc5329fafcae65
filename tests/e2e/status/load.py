"""usage: load.py FOLDER NUMBER: makes so many clusters, runs flink-status-sync beside a fake Flink, and prints what it costs."""

import os
import sys
import time

from fleet import CLUSTERS, Sidecar, start
from kubelet import Api

STEADY = float(os.environ.get("LOAD_STEADY", 120))


def main(folder, number):
    number = int(number)
    api = Api(os.environ["KUBECONFIG"])
    flink, statuses = start(api, number)
    started, sidecar = time.monotonic(), Sidecar(folder)
    statuses.wait(number, 900, sidecar)
    first, last = min(statuses.since.values()) - started, max(statuses.since.values()) - started
    starting = sidecar.cpu()
    # Until every cluster had its second look.
    time.sleep(float(os.environ.get("LOAD_SETTLE", 90)))
    patched, asked, cpu, began = sidecar.metric("patches_total"), flink.asked, sidecar.cpu(), time.monotonic()
    time.sleep(STEADY)
    seconds = time.monotonic() - began
    listed = api.call("GET", CLUSTERS)["items"]
    running = sum(item.get("status", {}).get("components", {}).get("job", {}).get("state") == "Running" for item in listed)
    rows = {
        "clusters, and their jobs that are Running": f"{len(listed)}, {running}",
        "s to the first status, to the last": f"{first:.1f}, {last:.1f}",
        "CPU s until then": f"{starting:.1f}",
        "patches in all": f"{patched:.0f}",
        "Events sent, dropped": ", ".join(f"{sidecar.metric('events_total', result):.0f}" for result in ("sent", "dropped")),
        "patches, steady": f"{sidecar.metric('patches_total') - patched:.0f}",
        "GET to Flink a second, steady": f"{(flink.asked - asked) / seconds:.1f}",
        "CPU, steady": f"{100 * (sidecar.cpu() - cpu) / seconds:.1f} % of a core",
        "memory, MiB, now and at most": f"{sidecar.memory():.0f}, {sidecar.memory('VmHWM'):.0f}",
    }
    for name, value in rows.items():
        print(f"load: {name:45} {value}", flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
