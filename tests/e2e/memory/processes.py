"""A JobManager and a TaskManager, rendered and started as real processes, and held against the limits of their containers.

The limits are not enforced: the largest resident set of each process is compared with them. It counts at least what the kernel
would hold against the limit, because files that are mapped are in it, too. Every page of the heap is touched at the start.
"""

import json
import os
import re
import subprocess
import time
import urllib.request
import uuid

import yaml
from kubelet import JVM, Kubelet, Pod
from lane import Failure, until

HERE = os.path.dirname(os.path.abspath(__file__))
UNITS = {"": 1, "Mi": 1 << 20, "Gi": 1 << 30}
# How long the job runs.
SECONDS = 5


class Manifests:
    """In place of an API server: what is rendered."""

    server = "https://127.0.0.1:443"

    def __init__(self, objects):
        self.objects = {
            f"/api/v1/namespaces/{item['metadata']['namespace']}/{item['kind'].lower()}s/{item['metadata']['name']}": item
            for item in objects
        }

    def call(self, method, path):
        return self.objects[path]


class Process:
    """The container of a Deployment."""

    def __init__(self, kubelet, deployment):
        self.name = deployment["metadata"]["name"]
        metadata = {"name": self.name, "namespace": deployment["metadata"]["namespace"], "uid": self.name}
        pod = Pod(kubelet, {"metadata": metadata, "spec": deployment["spec"]["template"]["spec"]})
        os.makedirs(pod.folder)
        pod.make_volumes()
        (self.container,) = pod.main
        number, unit = re.fullmatch(r"(\d+)(\w*)", self.container.spec["resources"]["limits"]["memory"]).groups()
        self.limit = int(number) * UNITS[unit]
        self.container.start()

    def alive(self):
        if not self.container.poll():
            raise Failure(f"{self.name} ended: {self.container.state}")

    def peak(self):
        """Bytes."""
        self.alive()
        pid = self.container.pid()
        if os.path.basename(os.readlink(f"/proc/{pid}/exe")) != "java":
            raise Failure(f"{self.name} is no JVM")
        with open(f"/proc/{pid}/status", encoding="ascii") as file:
            return int(re.search(r"VmHWM:\s+(\d+) kB", file.read())[1]) << 10

    def tail(self):
        with open(f"{self.container.folder}.log", encoding="utf-8", errors="replace") as file:
            return "".join(f"    {line}" for line in file.readlines()[-30:])


class Cluster:
    """`manifests` of one cluster whose REST API is at `port`, on the Flink in `home`."""

    def __init__(self, folder, manifests, port, version, home, java):
        objects = list(yaml.safe_load_all(manifests))
        self.rest = f"http://127.0.0.1:{port}"
        self.kubelet = Kubelet("node", folder, Manifests(objects), java, [f"{version}={home}"], f"{JVM} -XX:+AlwaysPreTouch")
        self.deployments = [item for item in objects if item["kind"] == "Deployment"]
        for item in objects:
            if item["kind"] == "Service":
                self.kubelet.see_service("ADDED", item)
        self.processes = []

    def run(self, jar, heaps):
        """Says for each process how much of its limit it took. `heaps`: their heaps' sizes in bytes, which all of them touch."""
        try:
            return self.measure(jar, heaps)
        except Failure as failure:
            logs = "".join(f"\n{process.name}:\n{process.tail()}" for process in self.processes)
            raise Failure(f"{failure}{logs}") from None
        finally:
            for process in self.processes:
                process.container.pod.kill()

    def measure(self, jar, heaps):
        job_manager, task_manager = self.deployments
        self.processes.append(Process(self.kubelet, job_manager))
        self.until("the JobManager answers", lambda: self.ask("/overview"))
        self.processes.append(Process(self.kubelet, task_manager))
        self.until("two slots are there", lambda: (self.ask("/overview") or {}).get("slots-total") == 2)
        self.submit(jar)
        self.until("the job runs", self.job_runs)
        time.sleep(SECONDS)
        if not self.job_runs():
            raise Failure("the job does not run any more")
        shares = []
        for (kind, heap), process in zip(sorted(heaps.items()), self.processes):
            peak, limit = process.peak(), process.limit
            if not heap < peak <= limit:
                raise Failure(f"{kind}: {peak} bytes are resident, with a heap of {heap} and a limit of {limit}")
            shares.append(f"{kind} {100 * peak / limit:.0f} % of {limit >> 20} MiB")
        return shares

    def until(self, what, condition):
        def alive():
            for process in self.processes:
                process.alive()
            return condition()

        return until(what, alive, 60)

    def ask(self, path, body=None, kind="application/json"):
        """Flink's answer, or None."""
        request = urllib.request.Request(self.rest + path, body, {"Content-Type": kind})
        try:
            with urllib.request.urlopen(request, timeout=30) as answer:
                return json.load(answer)
        except OSError:
            return None

    def submit(self, jar):
        border = uuid.uuid4().hex
        with open(jar, "rb") as file:
            body = (
                f'--{border}\r\nContent-Disposition: form-data; name="jarfile"; filename="busy.jar"\r\n'
                f"Content-Type: application/x-java-archive\r\n\r\n"
            ).encode() + file.read() + f"\r\n--{border}--\r\n".encode()  # fmt: skip
        answer = self.ask("/jars/upload", body, f"multipart/form-data; boundary={border}")
        name = os.path.basename((answer or {}).get("filename", ""))
        if not name or not self.ask(f"/jars/{name}/run?entry-class=Busy&parallelism=2", b"{}"):
            raise Failure("the job was not taken")

    def job_runs(self):
        jobs = (self.ask("/jobs/overview") or {}).get("jobs", [])
        return [job["state"] for job in jobs] == ["RUNNING"] and jobs[0]["tasks"]["running"] == jobs[0]["tasks"]["total"]


def compile_job(folder, home, java):
    """The job, for every version: it keeps to what all have."""
    classes = os.path.join(folder, "classes")
    source = os.path.join(HERE, "Busy.java")
    javac = [f"{java}/bin/javac", "-Xlint:-options", "--release", "8", "-cp", f"{home}/lib/*", "-d", classes, source]
    subprocess.run(javac, check=True)
    jar = os.path.join(folder, "busy.jar")
    subprocess.run([f"{java}/bin/jar", "--create", "--file", jar, "-C", classes, "."], check=True)
    return jar
