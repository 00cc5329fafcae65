"""One cluster on one version of Flink: how it is rolled out, and what Kubernetes, Flink and the job say about it."""

import json
import os
import subprocess
import time
import urllib.error
import urllib.request

from kubelet import Api

JOB = "batch.kubernetes.io/job-name"
ROLE = "flinkoperator.k8s.io/role"
WAVE = "argocd.argoproj.io/sync-wave"
SYNC = "argocd.argoproj.io/sync-options"
UNWATCHED = "argocd.argoproj.io/ignore-healthcheck"
TERMINAL = {"FINISHED", "CANCELED", "FAILED"}
# Annotations of a job that its JobManager runs itself, and what gives it checkpoints.
APPLICATION = {"flinkoperator.k8s.io/job-mode": "Application"}
CHECKPOINTS = {"execution.checkpointing.interval": "1 s", "state.checkpoints.dir": "file:///data/checkpoints"}


class Failure(Exception):
    pass


def expect(actual, wanted, what):
    if actual != wanted:
        raise Failure(f"{what}: {actual!r}, not {wanted!r}")


def until(what, condition, seconds=90):
    """Waits for the condition and returns what it returned."""
    end = time.monotonic() + seconds
    while True:
        found = condition()
        if found:
            return found
        if time.monotonic() > end:
            raise Failure(f"not within {seconds} s: {what}")
        time.sleep(0.2)


class Stopped(Failure):
    """A roll-out stopped, because this Job failed."""


class Lane:
    def __init__(self, version, others, number, work):
        self.version = version
        self.release = tuple(int(number) for number in version.split(".")[:2])
        self.flinks = sorted(others)
        # GitOps tools apply in one way or the other.
        self.apply_options = ["--server-side", "--force-conflicts", "--field-manager", "gitops"] if number % 2 else []
        self.work = work
        self.name = "probe"
        # Several lanes have the same version.
        self.namespace = f"flink-{version.replace('.', '-')}-{number}"
        self.data = os.path.join(work, "data", self.namespace)
        self.jars = os.path.join(work, "jars", version)
        self.pods_folder = os.path.join(work, "pods", self.namespace)
        self.api = Api(os.environ["KUBECONFIG"])
        self.base = 6000 + 100 * number
        self.ui = 8000 + 100 * number
        self.rest = f"http://127.0.0.1:{self.ui}"
        # Whom to believe, and what to show, where it is encrypted.
        self.tls = None
        self.live = {}
        self.claims = set()
        os.makedirs(self.data)
        os.chmod(self.data, 0o777)
        self.create_namespace()
        self.begin("start")

    def create_namespace(self):
        """One that admits restricted pods alone, which say what they need."""
        self.kubectl("create", "namespace", self.namespace)
        self.kubectl("label", "namespace", self.namespace, "pod-security.kubernetes.io/enforce=restricted")
        everything = {f"{kind}.{resource}": "1000" if resource == "cpu" else "1Ti" for kind in ("requests", "limits") for resource in ("cpu", "memory")}
        quota = {"apiVersion": "v1", "kind": "ResourceQuota", "metadata": {"name": "everything"}, "spec": {"hard": everything}}
        self.kubectl("create", "-f", "-", input=json.dumps(quota).encode())
        until("the quota counts", lambda: self.get("resourcequotas", "everything").get("status", {}).get("hard"))

    def volume(self, name, path):
        """A pod's volume that is this folder, by a claim: no restricted pod takes a folder of its node."""
        volume = f"{self.namespace}-{name}"
        spec = {"accessModes": ["ReadWriteMany"], "storageClassName": ""}
        capacity = {"storage": "1Gi"}
        reference = {"namespace": self.namespace, "name": name}
        objects = [
            ("PersistentVolume", volume, spec | {"capacity": capacity, "hostPath": {"path": path}, "claimRef": reference}),
            ("PersistentVolumeClaim", name, spec | {"resources": {"requests": capacity}, "volumeName": volume}),
        ]
        if name not in self.claims:
            self.claims.add(name)
            self.apply([{"apiVersion": "v1", "kind": kind, "metadata": {"name": it}, "spec": spec} for kind, it, spec in objects])
        return {"name": name, "persistentVolumeClaim": {"claimName": name}}

    def begin(self, scenario):
        """Scenarios that know nothing of others, in a folder of their own."""
        self.life = None
        # Of the FlinkCluster.
        self.annotations = {}
        # Of v1beta1; none: v1alpha1.
        self.dialect = None
        self.renew(scenario)

    def renew(self, scenario):
        """Gives what comes next a folder of its own."""
        self.scenario = scenario
        self.folder = os.path.join(self.data, scenario)
        os.makedirs(self.folder, exist_ok=True)
        # No pod is root, and a folder of the node is nobody else's to give away.
        os.chmod(self.folder, 0o777)

    def touch(self, file):
        """Tells the job to fail: see Probe.java."""
        with open(os.path.join(self.folder, file), "wb"):
            pass

    # The input

    def spec(self, arguments, job=None, image_tag=None, task_managers=1, properties=None, variables=()):
        """A FlinkCluster's spec; `job` adds to its job."""
        volumes = {
            "volumes": [
                self.volume("data", self.data),
                self.volume("jars", self.jars),
            ],
            "volumeMounts": [{"name": "data", "mountPath": "/data"}, {"name": "jars", "mountPath": "/jars"}],
        }
        return {
            "image": {"name": f"flink:{image_tag or self.version + '-java17'}"},
            "jobManager": {
                "ports": {"rpc": self.base + 23, "blob": self.base + 24, "query": self.base + 26, "ui": self.ui},
                "resources": {"limits": {"cpu": "1", "memory": "1Gi"}},
                **volumes,
            },
            "taskManager": {
                "replicas": task_managers,
                "ports": {"data": self.base + 21, "rpc": self.base + 22, "query": self.base + 25},
                "resources": {"limits": {"cpu": "1", "memory": "1200Mi"}},
                **volumes,
            },
            "envVars": list(variables),
            "flinkProperties": {
                # Not ten seconds when the TaskManager is up before the JobManager.
                "cluster.registration.error-delay": "500" if self.release < (1, 19) else "500 ms",
                "taskmanager.numberOfTaskSlots": "2",
                "taskmanager.memory.managed.size": "32m",
                **(properties or {}),
            },
            "job": {
                "jarFile": "/jars/probe.jar",
                "className": "Probe",
                "args": [f"/data/{self.scenario}", *arguments],
                "parallelism": 1,
                "cleanupPolicy": {
                    "afterJobSucceeds": "KeepCluster",
                    "afterJobFails": "KeepCluster",
                    "afterJobCancelled": "KeepCluster",
                },
                **volumes,
                **(job or {}),
            },
        }

    def render(self, spec):
        annotations = dict(self.annotations)
        if self.dialect:
            annotations["flinkoperator.k8s.io/dialect"] = self.dialect
        metadata = {"name": self.name, "namespace": self.namespace, "annotations": annotations}
        api_version = f"flinkoperator.k8s.io/{'v1beta1' if self.dialect else 'v1alpha1'}"
        cluster = {"apiVersion": api_version, "kind": "FlinkCluster", "metadata": metadata, "spec": spec}
        file = os.path.join(self.work, f"{self.namespace}.json")
        with open(file, "w", encoding="utf-8") as out:
            json.dump(cluster, out)
        rendered = subprocess.run([os.environ["FLINK_RENDER"], "render", file], capture_output=True, check=False)
        if rendered.returncode:
            raise Failure(f"not rendered: {rendered.stderr.decode()}")
        return self.read(rendered.stdout)

    def read(self, manifests):
        """The objects in some YAML."""
        text = self.kubectl("create", "--dry-run=client", "--validate=false", "-o", "json", "-f", "-", input=manifests)
        objects, at = [], 0
        while at < len(text):
            found, at = json.JSONDecoder().raw_decode(text, at)
            objects.append(found)
            while at < len(text) and text[at].isspace():
                at += 1
        return objects

    # The roll-out

    def rollout(self, spec, seconds=120, at_most=None):
        """What Argo CD does to make this the state of the cluster; raises Stopped where it would stop. It may be given up when so many waves
        are applied, and the last of them is not yet healthy."""
        objects = self.render(spec)
        for item in objects:
            if item["kind"] == "CronJob" and item["metadata"]["labels"][ROLE] == "dispose":
                # Once an hour, it would be in the way of a scenario whenever its minute comes.
                item["spec"]["schedule"] = "0 0 29 2 *"
        waves = {}
        for item in objects:
            waves.setdefault(int(annotation(item, WAVE, "0")), []).append(item)
        chosen = sorted(waves)[:at_most]
        for wave in chosen:
            replaced = [item for item in waves[wave] if "Replace=true" in annotation(item, SYNC, "")]
            for item in replaced:
                self.delete(item)
            self.apply(waves[wave])
            self.live.update({key(item): item for item in waves[wave]})
            if wave != chosen[-1]:
                for item in waves[wave]:
                    until(f"{key(item)} is healthy", lambda item=item: self.healthy(item), seconds)
        if len(chosen) < len(waves):
            return objects
        wanted = {key(item) for item in objects}
        for stale in [stale for stale in self.live if stale not in wanted]:
            self.delete(self.live.pop(stale))
        return objects

    def apply(self, objects):
        return self.kubectl("apply", *self.apply_options, "-f", "-", input=json.dumps({"apiVersion": "v1", "kind": "List", "items": objects}).encode())

    def delete(self, item):
        kind, name = key(item)
        self.kubectl("delete", kind, name, "--ignore-not-found", "--cascade=foreground", "--wait")

    def healthy(self, item):
        kind, name = key(item)
        if kind in ("Deployment", "StatefulSet"):
            live = self.get(f"{kind.lower()}s", name)
            status, replicas = live["status"], live["spec"]["replicas"]
            counts = [status.get(count, 0) for count in ("replicas", "updatedReplicas", "availableReplicas")]
            return status.get("observedGeneration") == live["metadata"]["generation"] and counts == [replicas] * 3
        if kind == "Job" and annotation(item, UNWATCHED, "") != "true":
            condition = self.condition(name)
            if condition == "Failed":
                raise Stopped(name)
            return condition in ("Complete", "Suspended")
        return True

    def clear(self):
        """Nothing is left of the cluster, not even its ledger."""
        for item in reversed(list(self.live.values())):
            kind, name = key(item)
            self.kubectl("delete", kind, name, "--ignore-not-found", "--wait=false")
        self.live = {}
        until("all pods are gone", lambda: not self.all("pods"))

    def attached_again(self, tag, remove):
        """When the submitter's pod is removed, the next one stays with the job that runs."""
        jobs, starts, submitter = self.jobs(), self.starts(), self.named("submitter")
        pod = self.pods(submitter)[-1]["metadata"]["name"]
        remove(pod)

        def next_pod():
            return any(it["metadata"]["name"] != pod and it["status"]["phase"] == "Running" for it in self.pods(submitter))

        until("the next pod", next_pod, 180)
        # It would be seen by then if the pod submitted the job again.
        time.sleep(15)
        self.counted(tag)
        expect(next_pod(), True, "the next pod runs")
        expect((self.jobs(), self.starts()), (jobs, starts), "jobs and starts")

    # What Kubernetes says

    def kubectl(self, *arguments, input=None):
        done = subprocess.run(
            ["kubectl", *(() if arguments[0] == "create" and arguments[1] == "namespace" else ("--namespace", self.namespace)), *arguments],
            input=input, capture_output=True, check=False,
        )  # fmt: skip
        if done.returncode:
            raise Failure(f"kubectl {' '.join(arguments)}: {done.stderr.decode()}")
        return done.stdout.decode()

    def get(self, kind, name):
        group = {"jobs": "apis/batch/v1", "cronjobs": "apis/batch/v1", "deployments": "apis/apps/v1", "statefulsets": "apis/apps/v1"}.get(kind, "api/v1")
        try:
            return self.api.call("GET", f"/{group}/namespaces/{self.namespace}/{kind}{'/' if name else ''}{name}")
        except urllib.error.HTTPError as error:
            if error.code == 404:
                return None
            raise

    def all(self, kind):
        return self.get(kind, "")["items"]

    def named(self, role):
        """The name of the rendered object with this role."""
        names = [item["metadata"]["name"] for item in self.live.values() if item["metadata"].get("labels", {}).get(ROLE) == role]
        if len(names) != 1:
            raise Failure(f"{len(names)} objects with the role {role}")
        return names[0]

    def condition(self, job):
        """Complete, Failed, Suspended, or nothing yet."""
        live = self.get("jobs", job)
        true = [c["type"] for c in (live or {}).get("status", {}).get("conditions", []) if c["status"] == "True"]
        return next((kind for kind in ("Complete", "Failed", "Suspended") if kind in true), "")

    def pods(self, job):
        """The pods of a Job, the oldest first."""
        pods = [pod for pod in self.all("pods") if pod["metadata"].get("labels", {}).get(JOB) == job]
        return sorted(pods, key=lambda pod: pod["metadata"]["creationTimestamp"])

    def component(self, component):
        return [pod for pod in self.all("pods") if pod["metadata"].get("labels", {}).get("component") == component]

    def pod_names(self, *but):
        """The names of all pods, without those of these Jobs."""
        return {pod["metadata"]["name"] for pod in self.all("pods") if pod["metadata"].get("labels", {}).get(JOB) not in but}

    def signal(self, pod, container, number):
        """Sends a signal to the first process of a container."""
        with open(os.path.join(self.pods_folder, pod, f"{container}.pid"), encoding="ascii") as file:
            os.kill(int(file.read()), number)

    def log(self, pod, container):
        with open(os.path.join(self.pods_folder, pod, f"{container}.log"), encoding="utf-8", errors="replace") as file:
            return file.read()

    def ledger(self):
        return self.get("configmaps", f"{self.name}-savepoints").get("data", {})

    def over(self, job, condition, seconds=90):
        """Waits for the end of a Job."""
        until(f"{job} ends", lambda: self.condition(job) in ("Complete", "Failed"), seconds)
        expect(self.condition(job), condition, f"condition of {job}")

    def ended(self, job, condition, code, seconds=90):
        """Waits for the end of a Job, and returns what its last pod left."""
        self.over(job, condition, seconds)
        return self.message(self.pods(job)[-1], code)

    def message(self, pod, code=None):
        """What a pod left."""
        ended = until("the container ends", lambda: terminated(self.get("pods", pod["metadata"]["name"])))
        if code is not None:
            expect(ended["exitCode"], code, f"exit code of {pod['metadata']['name']}")
        try:
            message = json.loads(ended.get("message", ""))
        except ValueError as error:
            raise Failure(f"termination message {ended.get('message')!r}: {error}") from None
        if not isinstance(message, dict):
            raise Failure(f"termination message {message!r} is no object")
        return message

    def scale(self):
        return tuple(self.get("deployments", f"{self.name}-{component}")["spec"]["replicas"] for component in ("jobmanager", "taskmanager"))

    # What Flink says

    def ask(self, path, method="GET", body=None):
        """Flink's answer, or None when nobody answers."""
        request = urllib.request.Request(self.rest + path, method=method)
        if body is not None:
            request.data = json.dumps(body).encode()
            request.add_header("Content-Type", "application/json")
        try:
            with urllib.request.urlopen(request, timeout=5, context=self.tls) as answer:
                return json.load(answer)
        except OSError:
            return None

    def jobs(self):
        """State by id, or None when nobody answers."""
        answer = self.ask("/jobs/overview")
        return answer and {job["jid"]: job["state"] for job in answer["jobs"]}

    def running(self, seconds=90):
        """Waits until exactly one job runs and returns its id; a second one would be the worst that can happen."""

        def one():
            alive = [job for job, state in (self.jobs() or {}).items() if state not in TERMINAL]
            if len(alive) > 1:
                raise Failure(f"{len(alive)} jobs run: {self.jobs()}")
            return alive and (self.jobs() or {}).get(alive[0]) == "RUNNING" and alive[0]

        return until("a job runs", one, seconds)

    # What the job says

    def events(self):
        """[(tag, what, number)]"""
        try:
            with open(os.path.join(self.folder, "events"), encoding="ascii") as file:
                lines = file.read().split("\n")[:-1]
        except FileNotFoundError:
            return []
        return [(tag, what, int(number)) for tag, what, number in (line.split() for line in lines)]

    def starts(self):
        return [event for event in self.events() if event[1] != "count"]

    def counted(self, tag, more=10, seconds=90):
        """Waits until the job with this tag counted some more."""
        count = lambda: sum(event[0] == tag and event[1] == "count" for event in self.events())  # noqa: E731
        before = count()
        until(f"{tag} counts", lambda: count() >= before + more, seconds)

    def continued(self, old, new):
        """The new job starts where the old one ended, and nothing is lost or done twice."""
        self.counted(new)
        ((_, how, number),) = [start for start in self.starts() if start[0] == new]
        last = [number for tag, what, number in self.events() if (tag, what) == (old, "count")][-1]
        # Before 1.15 the source goes on for a moment after the savepoint that stops it.
        expect((how, number), ("restored", last if self.release >= (1, 15) else min(last, number)), f"start of {new}")
        self.unbroken(old, new, twice=range(number + 1, last + 1))

    def unbroken(self, *tags, since=0, twice=()):
        """The jobs with these tags leave no number out and count none twice, but for these; `since` a start."""
        events = self.events()
        first = [at for at, event in enumerate(events) if event[1] != "count"][since]
        events = [event for event in events[first:] if event[0] in tags]
        counts = [number for tag, what, number in events if what == "count" and not (tag == tags[0] and number in twice)]
        for before, number in zip([events[0][2], *counts], counts):
            expect(number, before + 1, f"number counted by {' or '.join(tags)} after {before}")

    def savepoint(self, location):
        """That there is one, where Flink says that it is."""
        path = location.removeprefix("file:").replace("/data", self.data, 1)
        if not os.path.isfile(os.path.join(path, "_metadata")):
            raise Failure(f"no savepoint in {location}")
        return location

    # What is shown of a failure

    def logs(self):
        out = []
        for pod in sorted(os.listdir(self.pods_folder) if os.path.isdir(self.pods_folder) else []):
            folder = os.path.join(self.pods_folder, pod)
            for log in sorted(file for file in os.listdir(folder) if file.endswith(".log")):
                path = os.path.join(folder, log)
                with open(path, encoding="utf-8", errors="replace") as file:
                    lines = file.read().splitlines()
                out.append((os.path.getmtime(path), f"{pod}/{log}", lines))
        for _, title, lines in sorted(out)[-6:]:
            yield f"-- {title}"
            yield from [line[:300] for line in lines if not line.startswith("\tat ")][-25:]


def key(item):
    return item["kind"], item["metadata"]["name"]


def annotation(item, name, otherwise):
    return (item["metadata"].get("annotations") or {}).get(name, otherwise)


def terminated(pod):
    """The end of the container `main`."""
    for status in (pod or {}).get("status", {}).get("containerStatuses", []):
        if status["name"] == "main":
            return status["state"].get("terminated")
    return None
