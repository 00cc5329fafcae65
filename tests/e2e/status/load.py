"""usage: load.py FOLDER NUMBER: makes so many clusters, runs flink-status-sync beside a fake Flink, and prints what it costs."""

import asyncio
import concurrent.futures
import http.client
import json
import os
import re
import ssl
import subprocess
import sys
import threading
import time
import urllib.request

from kubelet import Api

ANSWERS = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "flink-rest")
NAMESPACE = "load"
FLINK, LISTEN = 9900, 9901
STEADY = float(os.environ.get("LOAD_STEADY", 120))


class FakeFlink(threading.Thread):
    """Every cluster's REST API, told apart by the first part of the path: a job that runs."""

    def __init__(self):
        super().__init__(daemon=True)
        folder = os.path.join(ANSWERS, "2.3.0", "restored")
        with open(os.path.join(folder, "jobs_overview.json"), encoding="utf-8") as file:
            jobs = json.load(file)["jobs"]
        jobs = [job for job in jobs if job["state"] == "RUNNING"]
        self.overview = json.dumps({"jobs": jobs}).encode()
        with open(os.path.join(folder, "job_checkpoints.json"), "rb") as file:
            self.checkpoints = file.read()
        self.asked = 0

    def run(self):
        asyncio.run(self.serve())

    async def serve(self):
        server = await asyncio.start_server(self.answer, "127.0.0.1", FLINK, backlog=4096)
        await server.serve_forever()

    async def answer(self, reader, writer):
        try:
            head = await reader.readuntil(b"\r\n\r\n")
            line = head.split(b"\r\n", 1)[0]
            assert line.startswith(b"GET "), line
            self.asked += 1
            body = self.overview if b"/jobs/overview " in line else self.checkpoints
            writer.write(b"HTTP/1.1 200 OK\r\ncontent-length: %d\r\nconnection: close\r\n\r\n" % len(body) + body)
            await writer.drain()
        except (OSError, asyncio.IncompleteReadError):
            pass
        finally:
            writer.close()


class Client:
    """A connection of a thread to the API server."""

    local = threading.local()

    def __init__(self, api):
        self.api = api

    def call(self, method, path, body, kind="application/json"):
        if not hasattr(self.local, "connection"):
            host, port = self.api.server.removeprefix("https://").split(":")
            context = ssl.create_default_context()
            context.load_verify_locations(cadata=self.api.authority)
            self.local.connection = http.client.HTTPSConnection(host, int(port), context=context)
        headers = {"Authorization": f"Bearer {self.api.token}", "Content-Type": kind}
        self.local.connection.request(method, path, json.dumps(body), headers)
        answer = self.local.connection.getresponse()
        text = answer.read()
        if answer.status >= 300:
            raise RuntimeError(f"{method} {path}: {answer.status} {text[:500]}")


def objects(name):
    """The objects of one cluster and what their controllers would say of them: (path, object, status)."""
    labels = {"app": "flink", "cluster": name}
    core, here = "/api/v1", f"namespaces/{NAMESPACE}"
    pod = {"containers": [{"name": "main", "image": "flink:2.3.0"}]}

    def meta(suffix, **more):
        return {"name": f"{name}{suffix}", "labels": labels | more, "annotations": {"flinkoperator.k8s.io/render-hash": "0"}}

    yield f"/apis/flinkoperator.k8s.io/v1alpha1/{here}/flinkclusters", {
        "apiVersion": "flinkoperator.k8s.io/v1alpha1",
        "kind": "FlinkCluster",
        "metadata": meta("", **{"flinkoperator.k8s.io/rendered-by": "flink-render"}),
        "spec": {
            "image": {"name": "flink:2.3.0-java17"},
            "jobManager": {"resources": {"limits": {"memory": "1Gi"}}},
            "taskManager": {"replicas": 1, "resources": {"limits": {"memory": "1Gi"}}},
            "job": {"jarFile": "/x.jar"},
        },
    }, None
    data = {f"file-{number}": "x" * 1000 for number in range(6)}
    yield f"{core}/{here}/configmaps", {"metadata": meta("-configmap"), "data": data}, None
    yield f"{core}/{here}/services", {"metadata": meta("-jobmanager"), "spec": {"ports": [{"port": 8081}]}}, None
    for component in ("jobmanager", "taskmanager"):
        own = labels | {"component": component}
        template = {"metadata": {"labels": own}, "spec": pod}
        spec = {"replicas": 1, "selector": {"matchLabels": own}, "template": template}
        status = {"replicas": 1, "availableReplicas": 1, "readyReplicas": 1, "observedGeneration": 1}
        yield f"/apis/apps/v1/{here}/deployments", {"metadata": meta(f"-{component}"), "spec": spec}, status
    own = {"flinkoperator.k8s.io/role": "submitter"}
    spec = {"backoffLimit": 0, "template": {"metadata": {"labels": labels | own}, "spec": pod | {"restartPolicy": "Never"}}}
    yield f"/apis/batch/v1/{here}/jobs", {"metadata": meta("-job-0", **own), "spec": spec}, {"active": 1}


def make(client, name):
    for path, body, status in objects(name):
        client.call("POST", path, body)
        if status:
            path = f"{path}/{body['metadata']['name']}/status"
            client.call("PATCH", path, {"status": status}, "application/merge-patch+json")


class Sidecar:
    def __init__(self, folder):
        command = [
            os.environ["FLINK_STATUS_SYNC"], "--namespaces", NAMESPACE, "--lease-namespace", NAMESPACE,
            "--listen", f"127.0.0.1:{LISTEN}", "--flink-url", f"http://127.0.0.1:{FLINK}/{{name}}", "--log", "warn",
        ]  # fmt: skip
        self.log = open(os.path.join(folder, "sidecar.log"), "wb")
        self.process = subprocess.Popen(command, stdout=self.log, stderr=self.log)

    def metric(self, name):
        try:
            text = urllib.request.urlopen(f"http://127.0.0.1:{LISTEN}/metrics", timeout=10).read().decode()
        except OSError:
            if self.process.poll() is not None:
                raise
            return 0
        found = re.findall(rf"^flink_status_sync_{name}(?:{{.*}})? (\S+)$", text, re.MULTILINE)
        return sum(float(value) for value in found)

    def cpu(self):
        with open(f"/proc/{self.process.pid}/stat", encoding="ascii") as file:
            fields = file.read().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def memory(self, field="VmRSS"):
        with open(f"/proc/{self.process.pid}/status", encoding="ascii") as file:
            return int(re.search(rf"{field}:\s+(\d+)", file.read())[1]) / 1024


def main(folder, number):
    number = int(number)
    api = Api(os.environ["KUBECONFIG"])
    client = Client(api)
    client.call("POST", "/api/v1/namespaces", {"metadata": {"name": NAMESPACE}})
    started = time.monotonic()
    with concurrent.futures.ThreadPoolExecutor(16) as pool:
        for done, _ in enumerate(pool.map(lambda at: make(client, f"cluster-{at:05}"), range(number)), 1):
            if done % 500 == 0:
                print(f"load: {time.monotonic() - started:4.0f} s  {done} clusters made", file=sys.stderr, flush=True)
    flink = FakeFlink()
    flink.start()
    sidecar = Sidecar(folder)
    started, first = time.monotonic(), None
    while sidecar.metric("patches_total") < number:
        first = first or (sidecar.metric("patches_total") and time.monotonic() - started)
        if time.monotonic() - started > 900:
            raise RuntimeError(f"{sidecar.metric('patches_total')} patches in 900 s")
        time.sleep(0.2)
    all_written, starting = time.monotonic() - started, sidecar.cpu()
    # Until every cluster had its second look.
    time.sleep(float(os.environ.get("LOAD_SETTLE", 90)))
    patched, asked, cpu, began = sidecar.metric("patches_total"), flink.asked, sidecar.cpu(), time.monotonic()
    time.sleep(STEADY)
    seconds = time.monotonic() - began
    listed = api.call("GET", f"/apis/flinkoperator.k8s.io/v1alpha1/namespaces/{NAMESPACE}/flinkclusters")["items"]
    running = sum(item.get("status", {}).get("components", {}).get("job", {}).get("state") == "Running" for item in listed)
    rows = {
        "clusters, and their jobs that are Running": f"{len(listed)}, {running}",
        "s to the first status, to the last": f"{first or 0:.1f}, {all_written:.1f}",
        "CPU s until then": f"{starting:.1f}",
        "patches in all": f"{patched:.0f}",
        "patches, steady": f"{sidecar.metric('patches_total') - patched:.0f}",
        "GET to Flink a second, steady": f"{(flink.asked - asked) / seconds:.1f}",
        "CPU, steady": f"{100 * (sidecar.cpu() - cpu) / seconds:.1f} % of a core",
        "memory, MiB, now and at most": f"{sidecar.memory():.0f}, {sidecar.memory('VmHWM'):.0f}",
    }
    for name, value in rows.items():
        print(f"load: {name:45} {value}", flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
