"""A fleet on a real API server: objects as many clusters have them, a fake Flink beside them, and flink-status-sync."""

import asyncio
import collections
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

ANSWERS = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "flink-rest")
NAMESPACE = "load"
CLUSTERS = f"/apis/flinkoperator.k8s.io/v1alpha1/namespaces/{NAMESPACE}/flinkclusters"
FLINK, LISTEN = 9900, 9901


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

    yield CLUSTERS, {
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


class Statuses(threading.Thread):
    """What a watch says: when each cluster got a status, and how often each was written."""

    def __init__(self, api):
        super().__init__(daemon=True)
        self.api = api
        self.since = {}
        self.writes = collections.Counter()
        self.listed = threading.Event()

    def run(self):
        self.api.follow(CLUSTERS, "", self.see)

    def see(self, event, seen):
        for cluster in seen if event == "LISTED" else [seen]:
            name = cluster["metadata"]["name"]
            if "state" in cluster.get("status", {}):
                self.since.setdefault(name, time.monotonic())
            self.writes[name] += event == "MODIFIED"
        self.listed.set()

    def wait(self, number, seconds, *sidecars):
        end = time.monotonic() + seconds
        while len(self.since) < number:
            if time.monotonic() > end or any(sidecar.process.poll() is not None for sidecar in sidecars):
                logs = "".join(sidecar.tail() for sidecar in sidecars)
                raise RuntimeError(f"{len(self.since)} of {number} clusters have a status, not all within {seconds} s:\n{logs}")
            time.sleep(0.2)


class Sidecar:
    def __init__(self, folder, *options, host="flink-status-sync-0"):
        self.listen = f"127.0.0.1:{LISTEN + int(host[-1])}"
        command = [
            os.environ["FLINK_STATUS_SYNC"], "--namespaces", NAMESPACE, "--lease-namespace", NAMESPACE,
            "--listen", self.listen, "--flink-url", f"http://127.0.0.1:{FLINK}/{{name}}", "--log", "warn", *options,
        ]  # fmt: skip
        self.log = os.path.join(folder, f"{host}.log")
        with open(self.log, "ab") as log:
            self.process = subprocess.Popen(command, stdout=log, stderr=log, env=os.environ | {"HOSTNAME": host})

    def lines(self, name):
        """[(labels, value)] of a metric."""
        try:
            text = urllib.request.urlopen(f"http://{self.listen}/metrics", timeout=10).read().decode()
        except OSError:
            if self.process.poll() is not None:
                raise
            return []
        return re.findall(rf"^flink_status_sync_{name}(?:{{(.*)}})? (\S+)$", text, re.MULTILINE)

    def metric(self, name, labels=""):
        return sum(float(value) for found, value in self.lines(name) if labels in found)

    def kept(self):
        """The names of the clusters whose status this one found to be right."""
        return {re.search(r'name="(.*?)"', labels)[1] for labels, _ in self.lines("last_success_timestamp")}

    def tail(self):
        with open(self.log, encoding="utf-8") as file:
            return "".join(file.readlines()[-15:])

    def cpu(self):
        with open(f"/proc/{self.process.pid}/stat", encoding="ascii") as file:
            fields = file.read().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def memory(self, field="VmRSS"):
        with open(f"/proc/{self.process.pid}/status", encoding="ascii") as file:
            return int(re.search(rf"{field}:\s+(\d+)", file.read())[1]) / 1024


def start(api, number):
    """Makes so many clusters, and returns their fake Flink and what is known of their statuses."""
    client = Client(api)
    client.call("POST", "/api/v1/namespaces", {"metadata": {"name": NAMESPACE}})
    started = time.monotonic()
    with concurrent.futures.ThreadPoolExecutor(16) as pool:
        for done, _ in enumerate(pool.map(lambda at: make(client, f"cluster-{at:05}"), range(number)), 1):
            if done % 500 == 0:
                print(f"load: {time.monotonic() - started:4.0f} s  {done} clusters made", file=sys.stderr, flush=True)
    flink, statuses = FakeFlink(), Statuses(api)
    flink.start()
    statuses.start()
    # What is written before the list is not counted.
    statuses.listed.wait(60)
    return flink, statuses
