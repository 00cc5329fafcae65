"""usage: status.py VERSION,VERSION... NUMBER FOLDER [SCENARIO...]: what is said of a cluster's life, on one version of Flink.

Every scenario says which status there must be, and how many patches it took. The API server's audit log counts them.
"""

import json
import os
import signal
import subprocess
import sys
import threading
import time
import urllib.error

from lane import APPLICATION, CHECKPOINTS, Failure, Lane, expect, until
from scenarios import again, answer_to, kill_jobmanager, policy, roll_out, stateful
from guard import Guard
from sidecar import ACCOUNT, Sidecar, install, token
from suite import Suite

GROUP = "/apis/flinkoperator.k8s.io/v1alpha1"
PORT = 9000
PATCH = "application/merge-patch+json"


class StatusLane(Lane):
    """A lane with a sidecar for its namespace, and with all that was ever said of its cluster."""

    def __init__(self, version, others, number, work):
        super().__init__(version, others, number, work)
        self.first, self.lanes = number == 1, others
        self.path = f"{GROUP}/namespaces/{self.namespace}/flinkclusters/{self.name}"
        self.statuses = []
        self.ports = iter(range(PORT + 100 * number, PORT + 100 * number + 100))
        self.installed_arguments = install(self)
        self.account = f"system:serviceaccount:{self.namespace}:{ACCOUNT}"
        self.sidecar = self.start("a")
        threading.Thread(target=self.follow, daemon=True).start()

    def start(self, name, *options):
        return Sidecar(self, name, next(self.ports), *options)

    def follow(self):
        def seen(event, found):
            for item in found if event == "LISTED" else [found]:
                # What was written, not what else changed, nor what is listed again.
                if event != "DELETED" and item.get("status") and self.statuses[-1:] != [item["status"]]:
                    self.statuses.append(item["status"])

        self.api.follow(f"{GROUP}/namespaces/{self.namespace}/flinkclusters", "limit=0", seen, lambda: None)

    def status(self):
        try:
            return self.api.call("GET", self.path).get("status", {})
        except urllib.error.HTTPError as error:
            if error.code == 404:
                return {}
            raise

    def until_status(self, seconds=120, **wanted):
        """Waits for a status with these values, by dotted path with `_` for `.`, and returns it."""

        def reached():
            status = self.status()
            return status and all(value(status, path) == wish for path, wish in wanted.items()) and status

        try:
            return until(f"status {wanted}", reached, seconds)
        except Failure as failure:
            raise Failure(f"{failure}; it is {json.dumps(self.status())}") from None

    def states(self, since=0):
        """The pairs of cluster's and job's state that were written, without repetitions."""
        pairs = [(status.get("state"), value(status, "job_state")) for status in self.statuses[since:]]
        return [pair for at, pair in enumerate(pairs) if at == 0 or pairs[at - 1] != pair]

    def patches(self, code=200):
        """How many writes of this lane's status had this answer."""
        found = 0
        with open(os.path.join(self.work, "audit.log"), encoding="utf-8") as log:
            for line in log:
                event = json.loads(line)
                if event["user"]["username"] == self.account and event["responseStatus"]["code"] == code:
                    expect((event["verb"], event["objectRef"].get("subresource")), ("patch", "status"), "a write")
                    found += 1
        return found

    def steady(self, sidecar=None, looks=5):
        """While nothing changes nothing is written, however often it is looked."""
        sidecar = sidecar or self.sidecar
        until("it is calm", lambda: self.calm(sidecar), 60)
        before, looked = self.patches(), sidecar.looks()
        until("more looks at Flink", lambda: sidecar.looks() >= looked + looks)
        expect(self.patches(), before, f"patches after {looks} more looks")

    def calm(self, sidecar):
        before, looked = self.patches(), sidecar.looks()
        until("looks at Flink", lambda: sidecar.looks() >= looked + 3)
        return self.patches() == before

    def changes(self, since):
        """No patch was without a change, and no change without a patch."""
        said = [json.dumps({k: v for k, v in status.items() if k != "lastUpdateTime"}) for status in self.statuses[since:]]
        for before, after in zip(said, said[1:]):
            if before == after:
                raise Failure(f"written twice: {after}")

    def events(self, reason="StatusUpdate"):
        """The notes of the Events about the cluster."""
        found = self.api.call("GET", f"/apis/events.k8s.io/v1/namespaces/{self.namespace}/events")["items"]
        return [event["note"] for event in found if event["regarding"]["name"] == self.name and event["reason"] == reason]

    def logs(self):
        yield from super().logs()
        yield f"-- {self.sidecar.name}"
        yield self.sidecar.tail()
        yield json.dumps(self.status())

    # The job's own events are told by another name.
    def told(self):
        return Lane.events(self)


def value(status, path):
    """`state`, `job_id`, `taskManagerDeployment_state`; `Ready` and other conditions are `status/reason`."""
    if path[0].isupper():
        found = [f"{c['status']}/{c.get('reason')}" for c in status.get("conditions", []) if c["type"] == path]
        return found[0] if found else None
    if "_" not in path:
        return status.get(path)
    component, field = path.split("_")
    return status.get("components", {}).get(component, {}).get(field)


SUITE = Suite("status", StatusLane)
scenario = SUITE.scenario


@scenario("life", core=True)
def life(lane):
    """A job that comes to its end, and the clean-up after it."""
    spec = stateful(cleanupPolicy=policy(succeeds="DeleteCluster"))
    # Argo CD brings the FlinkCluster when its parts run already, Flux before.
    lane.apply([item for item in lane.render(lane.spec(["A", "until=600"], spec)) if item["kind"] == "FlinkCluster"])
    lane.until_status(state="Creating")
    roll_out(lane, "A", spec, ["until=600"])
    job = lane.running()
    status = lane.until_status(state="Running", job_state="Running", job_id=job, Ready="True/JobRunning")
    expect(status["components"]["job"]["name"], lane.named("submitter"), "name of the job")
    message = lane.ended(lane.named("submitter"), "Complete", 0, 180)
    expect(message["jobID"], job, "id in the message")
    status = lane.until_status(state="Stopped", job_state="Succeeded", Ready="True/JobSucceeded")
    expect(status["components"]["job"]["id"], job, "id of the job")
    expect(value(status, "FlinkAPIReachable"), "Unknown/JobManagerNotReady", "Flink's API")
    clusters, jobs = ([pair[at] for pair in lane.states()] for at in (0, 1))
    for wanted, found in ((["Creating", "Running", "Stopping", "Stopped"], clusters), (["Pending", "Running", "Succeeded"], jobs)):
        expect(in_order(wanted, found), True, f"{wanted} in {found}")
    expect(set(jobs) - {None, "Pending", "Running", "Succeeded"}, set(), "other states of the job")
    events = lane.events()
    for note in ("Cluster status: Creating", "Job status changed: Running -> Succeeded", "Job status changed: Pending -> Running"):
        expect(note in events, True, f"{note!r} among {events}")
    patched = lane.patches()
    expect(lane.sidecar.patches(), patched, "patches by the metrics")
    expect(patched <= 20, True, f"{patched} patches are at most 20")
    lane.changes(0)


def in_order(wanted, found):
    rest = iter(found)
    return all(item in rest for item in wanted)


@scenario("failure", core=True)
def failure(lane):
    """A job that fails for good is stalled; what is kept stays as it is."""
    if lane.first and len(lane.lanes) > 1:
        return
    lane.clear()
    since = len(lane.statuses)
    lane.touch("fail")
    roll_out(lane, "F")
    lane.ended(lane.named("submitter"), "Failed", 1, 180)
    status = lane.until_status(state="Running", job_state="Failed", Ready="False/JobFailed", Stalled="True/JobFailed")
    expect(value(status, "job_restartCount"), None, "restarts")
    expect(value(status, "Reconciling"), None, "it is not under way")
    lane.changes(since)
    patched = lane.patches()
    until("more looks", lambda looked=lane.sidecar.looks(): lane.sidecar.looks() >= looked + 2)
    expect(lane.patches(), patched, "patches after the end")


@scenario("application")
def application(lane):
    """A job that its JobManager runs itself, from change to change, to its cancellation and back."""
    lane.annotations = APPLICATION
    since = len(lane.statuses)
    for tag in ("A", "B"):
        roll_out(lane, tag, stateful(), properties=CHECKPOINTS)
        lane.until_status(180, state="Running", job_state="Running", job_id=lane.running(), job_name=lane.named("submitter"), Ready="True/JobRunning")
        until(f"{tag} counts", lambda tag=tag: any(event[:2] == (tag, "count") for event in lane.told()))
    again(lane, {"cancelRequested": True})
    lane.until_status(state="Running", job_state="Cancelled", Ready="True/JobCancelled")
    again(lane)
    lane.until_status(180, state="Running", job_state="Running", job_id=lane.running(), Ready="True/JobRunning")
    expect([value(status, "Stalled") for status in lane.statuses[since:] if value(status, "Stalled")], [], "stalled")
    lane.steady()
    lane.changes(since)


@scenario("work")
def run(lane):
    lane.clear()
    roll_out(lane, "A", stateful(restartPolicy="FromSavepointOnFailure"))
    job = lane.running()
    lane.until_status(state="Running", job_state="Running", job_id=job, Ready="True/JobRunning", FlinkAPIReachable="True/OK")
    lane.steady()


@scenario("work")
def savepoint(lane):
    """A savepoint on demand: where, when, and by which trigger."""
    before = lane.patches()
    again(lane, {"savepointGeneration": 1})
    message = lane.ended(lane.named("savepoint"), "Complete", 0)
    status = lane.until_status(job_savepointGeneration=1, job_savepointLocation=message["location"], SavepointSucceeded="True/SavepointCompleted")
    lane.steady()
    job = lane.status()["components"]["job"]
    expect(job["lastSavepointTriggerID"], message["triggerID"], "trigger id")
    taken, told = (time.mktime(time.strptime(text, "%Y-%m-%dT%H:%M:%SZ")) for text in (job["lastSavepointTime"], message["completedAt"]))
    expect(abs(taken - told) <= 10, True, f"{job['lastSavepointTime']} is about {message['completedAt']}")
    expect(status["state"], "Running", "state")
    # The generation and its hash, the savepoint, and Flink's own word of it.
    patched = lane.patches() - before
    expect(1 <= patched <= 5, True, f"{patched} patches are one to five")


@scenario("work")
def restart(lane):
    """A job that fails is not at its end when it goes on from its savepoint."""
    since, job = len(lane.statuses), lane.running()
    location = lane.status()["components"]["job"]["savepointLocation"]
    lane.touch("fail-once")
    until("another job", lambda: lane.running(180) != job)
    status = lane.until_status(180, job_restartCount=1, job_state="Running", state="Running", job_id=lane.running(), Ready="True/JobRunning")
    expect(status["components"]["job"]["fromSavepoint"], location, "where it started from")
    expect({state for state, _ in lane.states(since)} <= {"Running", "Reconciling"}, True, f"{lane.states(since)} without a clean-up")
    expect([value(status, "Stalled") for status in lane.statuses[since:] if value(status, "Stalled")], [], "stalled")
    lane.steady()
    lane.changes(since)


@scenario("work")
def jobmanager(lane):
    """A JobManager that dies takes the job with it; both come back."""
    since, job = len(lane.statuses), lane.running()
    kill_jobmanager(lane)
    lane.until_status(job_state="Running", state="Reconciling", jobManagerDeployment_state="NotReady")
    until("another job", lambda: (lane.jobs() or {job: ""}).keys() - {job} and lane.running(180), 240)
    lane.until_status(180, job_restartCount=2, job_state="Running", state="Running", job_id=lane.running(), Ready="True/JobRunning")
    expect([value(status, "Stalled") for status in lane.statuses[since:] if value(status, "Stalled")], [], "stalled")
    lane.steady()
    lane.changes(since)


# What happens to the sidecar and to the API server; only on one lane, when the others are done.


def alone(lane):
    """Waits for the other lanes; False where this is not for."""
    if lane.first:
        others = [os.path.join(lane.work, f"results-{number}") for number in range(2, len(lane.lanes) + 1)]
        until("the other lanes are done", lambda: all(os.path.exists(results) for results in others), 1200)
    return lane.first


def mark(lane, sidecar=None):
    """A change that harms nobody is two patches: the ConfigMap goes and comes."""
    name = f"{lane.name}-configmap"
    before = lane.patches()
    lane.kubectl("delete", "configmap", name)
    lane.until_status(configMap_state="Deleted")
    lane.apply([lane.live["ConfigMap", name]])
    lane.until_status(configMap_state="Ready")
    lane.steady(sidecar)
    expect(lane.patches() - before, 2, "patches for two changes")


@scenario("work")
def standby(lane):
    """Of two replicas one writes, and when it is killed the other one does."""
    if not alone(lane):
        return
    second = lane.start("b")
    expect((lane.sidecar.leads(), second.leads()), (True, False), "leaders")
    mark(lane)
    expect((second.looks(), second.patches()), (0, 0), "looks and patches of the standby")
    before = lane.patches()
    lane.sidecar.end(signal.SIGKILL)
    until("the other one leads", second.leads, 60)
    lane.steady(second)
    expect(lane.patches(), before, "patches of the change of leaders")
    mark(lane, second)
    # One that is told to end gives the Lease back.
    third = lane.start("c")
    asked = time.monotonic()
    expect(second.end(signal.SIGTERM), 0, "exit code")
    until("the third one leads", third.leads, 60)
    expect(time.monotonic() - asked < 12, True, "it takes less than the Lease's 15 s")
    lane.sidecar = third
    lane.steady()


@scenario("work")
def api_server(lane):
    """The API server goes and comes; nothing that was known is forgotten."""
    if not alone(lane):
        return
    since, before = len(lane.statuses), lane.patches()
    file = os.path.join(lane.work, "kube-apiserver.pid")
    with open(file, encoding="ascii") as text:
        pid = int(text.read())
    with open(f"/proc/{pid}/cmdline", "rb") as line:
        command = line.read().decode().split("\0")[:-1]
    os.kill(pid, signal.SIGKILL)
    until("it is gone", lambda: lane.sidecar.metric("watch_errors_total") > 0)
    with open(os.path.join(lane.work, "cluster", "log", "kube-apiserver"), "ab") as log:
        found = subprocess.Popen([os.path.join(os.environ["KUBERNETES"], "bin", "kube-apiserver"), *command[1:]], stdout=log, stderr=log)
    with open(file, "w", encoding="ascii") as text:
        text.write(str(found.pid))
    until("the API server is there", lambda: ready(lane))
    until("it leads", lane.sidecar.leads)
    lane.steady()
    expect(lane.patches(), before, "patches of the restart")
    mark(lane)
    lane.changes(since)


def ready(lane):
    try:
        with lane.api.open("GET", "/readyz") as answer:
            return answer.status == 200
    except OSError:
        return False


@scenario("work")
def crd(lane):
    """The CustomResourceDefinition goes, and all FlinkClusters with it; when they come back, so does their status."""
    if not alone(lane):
        return
    old = lane.status()
    lane.kubectl("delete", "crd", "flinkclusters.flinkoperator.k8s.io", "--wait")
    until("it is seen", lambda: lane.sidecar.metric("clusters") == 0)
    definition = subprocess.run([os.environ["FLINK_RENDER"], "crd"], capture_output=True, check=True).stdout
    lane.kubectl("apply", "--server-side", "-f", "-", input=definition)
    until("it is served", lambda: served(lane))
    lane.apply([item for item in lane.live.values() if item["kind"] == "FlinkCluster"])
    status = lane.until_status(180, state="Running", job_state="Running", Ready="True/JobRunning", job_id=old["components"]["job"]["id"])
    for field in ("savepointLocation", "fromSavepoint", "savepointGeneration", "restartCount"):
        expect(status["components"]["job"].get(field), old["components"]["job"].get(field), field)
    lane.steady()


def served(lane):
    try:
        lane.api.call("GET", f"{GROUP}/flinkclusters")
        return True
    except urllib.error.HTTPError:
        return False


@scenario("work")
def refusals(lane):
    """What an operator looks after is left alone, and so is what did not ask for it."""
    if not alone(lane):
        return
    cluster = lane.api.call("GET", lane.path)
    owner = {"apiVersion": cluster["apiVersion"], "kind": "FlinkCluster", "name": lane.name, "uid": cluster["metadata"]["uid"]}
    deployment = f"/apis/apps/v1/namespaces/{lane.namespace}/deployments/{lane.name}-taskmanager"
    label = "flinkoperator.k8s.io/rendered-by"

    def owned(owners):
        lane.api.call("PATCH", deployment, {"metadata": {"ownerReferences": owners}}, PATCH)

    def labelled(text):
        lane.api.call("PATCH", lane.path, {"metadata": {"labels": {label: text}}}, PATCH)

    def operator(status):
        body = lane.api.call("GET", lane.path) | {"status": status}
        lane.api.call("PUT", f"{lane.path}/status?fieldManager=flink-operator", body)

    def handed_back(_):
        lane.api.call("PATCH", lane.path, {"metadata": {"managedFields": [{}]}}, PATCH)

    other = lane.status() | {"state": "Creating"}
    for reason, begin, end, argument, undo in (
        ("OwnedByOperator", owned, owned, [owner], []),
        ("StatusNotOptedIn", labelled, labelled, None, "flink-render"),
        ("StatusOwnedByOther", operator, handed_back, other, None),
    ):
        begin(argument)
        until(f"Event {reason}", lambda reason=reason: lane.events(reason))
        before = lane.patches()
        lane.kubectl("delete", "configmap", f"{lane.name}-configmap")
        until("more looks at Kubernetes", lambda: lane.sidecar.metric("refused_clusters") == 1)
        lane.apply([lane.live["ConfigMap", f"{lane.name}-configmap"]])
        expect((lane.patches(), len(lane.events(reason))), (before, 1), f"patches and Events of {reason}")
        end(undo)
        until("it is kept again", lambda: lane.sidecar.metric("refused_clusters") == 0)
        lane.until_status(state="Running", Ready="True/JobRunning")
    mark(lane)


@scenario("work")
def guarded(lane):
    """A REST API behind TLS that wants a certificate and a password."""
    if not lane.first:
        return
    guard = Guard(lane)
    lane.sidecar.end(signal.SIGTERM)
    lane.sidecar = lane.start("guarded", "--flink-config", guard.config("secret"))
    until("it leads", lane.sidecar.leads)
    lane.steady()
    expect(guard.passed >= lane.sidecar.looks() > 0, True, f"{guard.passed} questions came through")
    lane.until_status(state="Running", FlinkAPIReachable="True/OK")
    lane.sidecar.end(signal.SIGTERM)
    lane.sidecar = lane.start("shut-out", "--flink-config", guard.config("wrong"))
    lane.until_status(FlinkAPIReachable="False/Unauthorized", job_state="Running")
    lane.sidecar.end(signal.SIGTERM)
    lane.sidecar = lane.start("again")
    lane.until_status(FlinkAPIReachable="True/OK", Ready="True/JobRunning")
    lane.steady()


@scenario("work")
def rights(lane):
    """The rendered ServiceAccount may read what it reads, write the status, and nothing else."""
    here, core = f"namespaces/{lane.namespace}", "/api/v1"
    theirs, empty = {"metadata": {"labels": {"x": "y"}}}, {"metadata": {"name": "new"}}
    pod = {"metadata": {"name": "new"}, "spec": {"containers": [{"name": "x", "image": "x"}]}}
    submitter = lane.named("submitter")
    refused = [
        ("GET", f"{core}/{here}/secrets"),
        ("GET", f"{core}/{here}/serviceaccounts"),
        ("POST", f"{core}/{here}/serviceaccounts/{ACCOUNT}/token", {"spec": {}}),
        ("POST", f"{core}/{here}/pods", pod),
        ("GET", f"{core}/{here}/pods/{lane.pods(submitter)[-1]['metadata']['name']}/log"),
        ("POST", f"{core}/{here}/pods/{lane.pods(submitter)[-1]['metadata']['name']}/exec?command=true"),
        ("DELETE", f"{core}/{here}/pods/{lane.pods(submitter)[-1]['metadata']['name']}"),
        ("POST", f"{core}/{here}/configmaps", empty),
        ("PATCH", f"{core}/{here}/configmaps/{lane.name}-configmap", {"data": {"x": "y"}}),
        ("DELETE", f"{core}/{here}/configmaps/{lane.name}-configmap"),
        ("PATCH", f"/apis/apps/v1/{here}/deployments/{lane.name}-taskmanager", theirs),
        ("PATCH", f"/apis/apps/v1/{here}/deployments/{lane.name}-taskmanager/scale", {"spec": {"replicas": 0}}),
        ("DELETE", f"/apis/apps/v1/{here}/deployments/{lane.name}-taskmanager"),
        ("PATCH", f"/apis/batch/v1/{here}/jobs/{submitter}", {"spec": {"suspend": True}}),
        ("DELETE", f"/apis/batch/v1/{here}/jobs/{submitter}"),
        ("PATCH", lane.path, {"spec": {"job": {"cancelRequested": True}}}),
        ("DELETE", lane.path),
        ("POST", f"{GROUP}/{here}/flinkclusters", empty),
        ("GET", f"/apis/coordination.k8s.io/v1/{here}/leases"),
        ("DELETE", f"/apis/coordination.k8s.io/v1/{here}/leases/{ACCOUNT}"),
        ("GET", f"/apis/coordination.k8s.io/v1/{here}/leases/other"),
        ("GET", f"/apis/rbac.authorization.k8s.io/v1/{here}/roles"),
        ("GET", f"{GROUP}/flinkclusters"),
        ("GET", f"{core}/namespaces/default/pods"),
        ("GET", f"{core}/nodes"),
    ]
    allowed = [("GET", f"{core}/{here}/{kind}") for kind in ("pods", "services", "configmaps")]
    allowed += [("GET", f"/apis/apps/v1/{here}/deployments"), ("GET", f"/apis/batch/v1/{here}/jobs")]
    allowed += [("GET", f"/apis/networking.k8s.io/v1/{here}/ingresses"), ("GET", f"{GROUP}/{here}/flinkclusters")]
    allowed += [("GET", f"/apis/coordination.k8s.io/v1/{here}/leases/{ACCOUNT}")]
    spec = lane.api.call("GET", lane.path)["spec"]
    key = token(lane)
    for wanted, requests in ((200, allowed), (403, refused)):
        for method, path, *body in requests:
            expect(answer_to(lane, key, method, path, *body, patch=PATCH), wanted, f"{method} {path}")
    # A status may be written, and what else is in the same body is ignored.
    body = {"metadata": {"labels": {"x": "y"}}, "spec": {"job": {"cancelRequested": True}}}
    expect(answer_to(lane, key, "PATCH", f"{lane.path}/status", body, patch=PATCH), 200, "PATCH of the status")
    live = lane.api.call("GET", lane.path)
    expect((live["spec"], "x" in live["metadata"]["labels"]), (spec, False), "spec and labels")


@scenario("work")
def cancel(lane):
    job = lane.running()
    again(lane, {"cancelRequested": True})
    message = lane.ended(lane.named("cancel"), "Complete", 0)
    # The state is written at once, the trigger's id when the time for a write has come.
    told = {"job_lastSavepointTriggerID": message["triggerID"]}
    status = lane.until_status(state="Running", job_state="Cancelled", Ready="True/JobCancelled", **told)
    expect(status["components"]["job"]["id"], job, "id")
    lane.steady(looks=2)
    lane.changes(0)


if __name__ == "__main__":
    sys.exit(SUITE.main(*sys.argv[1:]))
