"""usage: bench.py FOLDER COUNT...: see run."""

import json
import os
import shutil
import statistics
import subprocess
import sys
import time

from argo import APPLICATIONS, Argo
from gitops import MERGE
from lane import until

WAYS = {
    "plugin": {"path": "plugin", "plugin": {"name": "flink-render"}},
    "plain folder": {"path": "plain", "directory": {"recurse": True}},
    "helm chart": {"path": "chart"},
}
# With more clusters one commit is measured, not three: each takes minutes.
MANY = 100


class Bench(Argo):
    def lay_out(self, count, replicas):
        """The same clusters in three folders; the first one has so many TaskManagers."""
        copy = self.repository.copy
        for folder in ("plugin", "plain", "chart"):
            shutil.rmtree(os.path.join(copy, folder), ignore_errors=True)
        limits = {"limits": {"memory": "2Gi"}}
        for n in range(count):
            spec = {
                "image": {"name": "flink:1.20.1"},
                "jobManager": {"accessScope": "Cluster", "resources": limits},
                "taskManager": {"replicas": 1 if n else replicas, "resources": limits},
            }
            cluster = {"apiVersion": "flinkoperator.k8s.io/v1alpha1", "kind": "FlinkCluster", "metadata": {"name": f"c{n}"}}
            self.repository.write(f"plugin/c{n}.yaml", json.dumps(cluster | {"spec": spec}, indent=1))
        source, plain = os.path.join(copy, "plugin"), os.path.join(copy, "plain")
        self.flink_render("render", source, "--namespace", "plain-folder", "-o", plain)
        os.remove(os.path.join(plain, ".flink-render"))
        self.repository.write("chart/Chart.yaml", "apiVersion: v2\nname: streams\nversion: 0.1.0\n")
        self.flink_render("render", source, "--namespace", "helm-chart", "-o", os.path.join(copy, "chart/templates"))
        os.remove(os.path.join(copy, "chart/templates/.flink-render"))

    def generate(self, count):
        """Seconds of the two commands that make manifests, alone."""
        commands = {
            "plugin": ([os.environ["FLINK_RENDER"], "cmp", "generate"], "plugin", {"ARGOCD_APP_NAMESPACE": "x"}),
            "helm chart": (["helm", "template", "."], "chart", {}),
        }
        for way, (command, folder, variables) in commands.items():
            taken = []
            for _ in range(5):
                start = time.monotonic()
                folder_of = os.path.join(self.repository.copy, folder)
                subprocess.run(command, cwd=folder_of, env=os.environ | variables, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True)
                taken.append(time.monotonic() - start)
            row(count, way, "generate alone", statistics.median(taken))

    def synced(self, revision, way, seconds=1200):
        def done():
            status = self.api.call("GET", f"{APPLICATIONS}/{way}").get("status", {})
            state = status.get("operationState", {})
            if state.get("phase") in ("Failed", "Error"):
                raise OSError(state.get("message"))
            of_revision = state.get("syncResult", {}).get("revision") == revision and state["phase"] == "Succeeded"
            return of_revision and status["sync"]["status"] == "Synced" and status["sync"]["revision"] == revision

        until(f"{way} is synced", done, seconds)

    def measure(self, count):
        self.lay_out(count, 1)
        revision = self.repository.commit("first")
        self.generate(count)
        for way, source in WAYS.items():
            name = way.replace(" ", "-")
            application = self.objects("application.yaml")[0]
            application["metadata"]["name"] = name
            spec = application["spec"]
            del spec["source"]["plugin"]
            spec["source"].update(source)
            spec["destination"]["namespace"] = name
            start = time.monotonic()
            self.api.call("POST", APPLICATIONS, application)
            self.synced(revision, name)
            row(count, way, "first sync", time.monotonic() - start)
            taken = []
            for n in range(3 if count <= MANY else 1):
                self.lay_out(count, n + 2)
                revision = self.repository.commit("change")
                start = time.monotonic()
                refresh = {"metadata": {"annotations": {"argocd.argoproj.io/refresh": "normal"}}}
                self.api.call("PATCH", f"{APPLICATIONS}/{name}", refresh, MERGE)
                self.synced(revision, name)
                taken.append(time.monotonic() - start)
            row(count, way, "commit to synced", statistics.median(taken))
            self.api.call("DELETE", f"{APPLICATIONS}/{name}")
            until(f"{name} is gone", lambda name=name: self.exists(f"{APPLICATIONS}/{name}") is None, 600)


def row(count, way, what, seconds):
    print(f"| {count} | {what} | {way} | {seconds:.2f} s |", flush=True)


def main(work, *counts):
    bench = Bench("1.20.1", [], 1, work)
    print("| clusters | what | way | median |\n|---|---|---|---|", flush=True)
    for count in counts:
        bench.measure(int(count))


if __name__ == "__main__":
    main(*sys.argv[1:])
