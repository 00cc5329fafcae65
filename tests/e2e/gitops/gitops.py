"""A cluster that is rolled out of Git: what is the same for Argo CD and Flux."""

import json
import os
import subprocess
import time
import urllib.error

from lane import APPLICATION, CHECKPOINTS, TERMINAL, Failure, Lane, annotation, expect, until
from repository import Programs, Repository

# Custom resources take no strategic patch.
MERGE = "application/merge-patch+json"
REGISTRY = "127.0.0.1:26491"
STAGES = ("prepare", "run")
STATEFUL = {"savepointsDir": "file:///data/savepoints", "restartPolicy": "Never"}


class GitOps(Lane):
    """A lane whose roll-outs are commits, or artifacts in a registry."""

    # The words that errors in the programs' logs have.
    errors = ("error", "fatal", "panic")

    def __init__(self, *arguments):
        super().__init__(*arguments)
        self.repository = Repository(os.path.join(self.work, "git"))
        self.install = os.path.join(self.work, "install")
        self.programs = None
        self.packed = False

    def flink_render(self, *arguments):
        done = subprocess.run([os.environ["FLINK_RENDER"], *arguments], capture_output=True, check=False)
        if done.returncode:
            raise Failure(f"flink-render {' '.join(arguments)}: {done.stderr.decode()}")
        return done.stdout.decode()

    def run_programs(self, environment):
        self.programs = Programs(os.path.join(self.work, "programs"), environment)
        start = self.programs.start
        start("registry", os.path.join(os.environ["PEERS"], "bin/registry"), "-port", REGISTRY.split(":")[1])
        return start

    def install_types(self, folder, path):
        self.kubectl("apply", "--server-side", "-f", os.path.join(folder, "crds"))
        until(f"{path} is served", lambda: self.try_to(self.api.call, "GET", path))

    def cluster(self, spec):
        """A FlinkCluster, one field per line; JSON is YAML."""
        metadata = {"name": self.name, "namespace": self.namespace} | ({"annotations": self.annotations} if self.annotations else {})
        kind = {"apiVersion": "flinkoperator.k8s.io/v1alpha1", "kind": "FlinkCluster"}
        return json.dumps(kind | {"metadata": metadata, "spec": spec}, indent=2)

    def render_stages(self, spec):
        """Both folders, as CI would render them; returns the file of the FlinkCluster."""
        self.repository.write("clusters/probe.yaml", self.cluster(spec))
        file = os.path.join(self.repository.copy, "clusters/probe.yaml")
        for stage in STAGES:
            output = os.path.join(self.repository.copy, "deploy", stage)
            self.flink_render("render", file, "--stage", stage, "--kustomization", "-o", output)
        return file

    def push(self, spec):
        """Packs both folders and pushes them; returns the digest."""
        self.render_stages(spec)
        layout = os.path.join(self.work, "layout")
        digest = self.flink_render("pack", os.path.join(self.repository.copy, "deploy"), "-o", layout, "--revision", "main@sha1:0").strip()
        crane = os.path.join(os.environ["PEERS"], "bin/crane")
        pushed = subprocess.run([crane, "push", "--insecure", layout, f"{REGISTRY}/streams:main"], capture_output=True, check=False)
        if pushed.returncode:
            raise Failure(f"crane: {pushed.stderr.decode()}")
        self.look()
        return digest

    def publish(self, spec):
        """Lets the tool know of a FlinkCluster; returns the revision."""
        return self.push(spec) if self.packed else self.commit(spec)

    def try_to(self, call, *arguments):
        try:
            return call(*arguments)
        except (OSError, Failure):
            return None

    def exists(self, path):
        try:
            return self.api.call("GET", path)
        except urllib.error.HTTPError as error:
            if error.code == 404:
                return None
            raise

    def at_most_one(self):
        alive = [job for job, state in (self.jobs() or {}).items() if state not in TERMINAL]
        if len(alive) > 1:
            raise Failure(f"{len(alive)} jobs run at once: {alive}")

    def rendered(self):
        """The identities of what is there of the cluster."""
        identities = {}
        for kind in ("deployments", "services", "configmaps", "jobs"):
            for item in self.all(kind):
                if item["metadata"].get("labels", {}).get("app") == "flink":
                    identities[f"{kind}/{item['metadata']['name']}"] = item["metadata"]["uid"]
        return identities

    def in_order(self):
        """Prepare is over before the JobManager restarts, and before the submitter is there."""
        ended = self.get("jobs", "probe-prepare")["status"]["completionTime"]
        (job_manager,) = [pod for pod in self.component("jobmanager") if "deletionTimestamp" not in pod["metadata"]]
        restarted = job_manager["metadata"]["creationTimestamp"]
        submitted = self.get("jobs", self.named("submitter"))["metadata"]["creationTimestamp"]
        if not ended <= min(restarted, submitted):
            raise Failure(f"not in order: prepared {ended}, restarted {restarted}, submitted {submitted}")
        return restarted, submitted

    def report_status(self, job_state="Running"):
        """What flink-status-sync would write."""
        path = f"/apis/flinkoperator.k8s.io/v1alpha1/namespaces/{self.namespace}/flinkclusters/probe"
        digest = lambda item: annotation(item, "flinkoperator.k8s.io/render-hash", "")  # noqa: E731
        wanted = digest(self.live["FlinkCluster", "probe"])
        # It comes after the submitter.
        until("the FlinkCluster is applied", lambda: digest(self.api.call("GET", path)) == wanted, 60)
        component = lambda name: {"name": f"probe-{name}", "state": "Ready"}  # noqa: E731
        now = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
        ready = {"type": "Ready", "status": "True", "reason": f"Job{job_state}", "message": "", "lastTransitionTime": now}
        status = {
            "state": "Running",
            "components": {
                "configMap": component("configmap"),
                "jobManagerDeployment": component("jobmanager"),
                "jobManagerService": component("jobmanager"),
                "taskManagerDeployment": component("taskmanager"),
                "job": {"name": self.named("submitter"), "state": job_state},
            },
            "conditions": [ready],
            "observedGeneration": self.api.call("GET", path)["metadata"]["generation"],
            "lastUpdateTime": now,
        }
        self.api.call("PATCH", f"{path}/status", {"status": status}, MERGE)

    # What both tools must do

    def upgraded(self, old, new, spec):
        """From one job to the next, with its state, in three steps, and nothing twice."""
        job, submitter = self.running(), self.named("submitter")
        self.rollout(spec)
        self.in_order()
        if self.annotations != APPLICATION:
            # An application's has one id for ever: high availability knows it by that.
            expect(self.running() == job, False, "the same job")
        self.running()
        self.continued(old, new)
        until("the old submitter is pruned", lambda: self.get("jobs", submitter) is None, 30)
        submitters = [item["metadata"]["name"] for item in self.all("jobs") if "-job-" in item["metadata"]["name"]]
        expect(submitters, [self.named("submitter")], "submitters")
        if "savepoints/" not in json.dumps(self.ledger()):
            raise Failure(f"no savepoint in the ledger: {self.ledger()}")

    def into_application_mode(self, old, new, again):
        """The JobManager runs the job itself from now on: it goes on where it was, and so it does from change to change."""
        self.annotations = APPLICATION
        for before, after in ((old, new), (new, again)):
            self.upgraded(before, after, self.spec([after], STATEFUL, properties=CHECKPOINTS))
            expect(len(self.component("jobmanager")), 1, "JobManagers")

    def cancelled_in_application_mode(self, tag):
        """A roll-out to no job, with a savepoint; and back."""
        self.rollout(self.spec([tag], STATEFUL | {"cancelRequested": True}, properties=CHECKPOINTS))
        until("no job runs", lambda: self.jobs() == {}, 90)
        self.savepoint(self.ledger()["savepoint"])
        starts = self.starts()
        self.rollout(self.spec([tag], STATEFUL, properties=CHECKPOINTS))
        self.running()
        self.counted(tag)
        ((_, how, _),) = self.starts()[len(starts) :]
        expect(how, "restored", "the start after the cancellation")
        self.unbroken(tag)

    def refused(self, running, spec, stopped):
        """When the savepoint fails, the old job goes on and nothing has changed; a submitter that is gone comes back to it."""
        self.touch("file")
        job, starts, submitter, live = self.running(), self.starts(), self.named("submitter"), self.live
        pods = self.pod_names("probe-prepare")
        generations = self.generations()
        spec["job"]["savepointsDir"] = f"file:///data/{self.scenario}/file/folder"
        # So that it has other scripts.
        spec["job"]["restartPolicy"] = "FromSavepointOnFailure"
        try:
            self.rollout(spec)
        except stopped:
            expect(self.condition("probe-prepare"), "Failed", "condition of prepare")
        else:
            raise Failure("the roll-out was not stopped")
        self.counted(running)
        expect((self.jobs()[job], self.starts()), ("RUNNING", starts), "jobs")
        expect((self.pod_names("probe-prepare"), self.generations()), (pods, generations), "pods and Deployments")
        expect(self.condition(submitter), "", "condition of the submitter")
        volumes = self.get("jobs", submitter)["spec"]["template"]["spec"]["volumes"]
        (scripts,) = [name for name in (volume.get("configMap", {}).get("name", "") for volume in volumes) if "-scripts-" in name]
        expect(("ConfigMap", scripts) in self.live, False, "the scripts are those of the new submitter")
        self.live = live
        self.attached_again(running, lambda pod: self.kubectl("delete", "pod", pod))

    def generations(self):
        return {item["metadata"]["name"]: item["metadata"]["generation"] for item in self.all("deployments")}

    def healed(self, running, look):
        """What somebody edits or deletes by hand comes back, and the job does not notice."""
        job, pods = self.running(), self.pod_names("probe-prepare")
        self.kubectl("patch", "configmap", "probe-configmap", "--type=merge", "-p", '{"data": {"config.yaml": "edited"}}')
        self.kubectl("delete", "service", "probe-jobmanager")
        look()
        until("the Service is back", lambda: self.get("services", "probe-jobmanager"), 60)
        until("the ConfigMap is back", lambda: self.get("configmaps", "probe-configmap")["data"]["config.yaml"] != "edited", 60)
        self.counted(running)
        expect(self.jobs()[job], "RUNNING", "job")
        expect(self.pod_names("probe-prepare"), pods, "pods")

    def logs(self):
        yield from super().logs()
        if self.programs:
            yield from self.programs.logs(self.errors)
