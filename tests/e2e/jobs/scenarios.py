"""usage: scenarios.py VERSION,VERSION... NUMBER FOLDER [SCENARIO...]: the scenarios on one version of Flink, one after the other.

The first version is the one; the others are there, too, to upgrade to.
"""

import json
import os
import pathlib
import shutil
import signal
import ssl
import subprocess
import sys
import time
import urllib.error

from kubelet import MERGE
from lane import CHECKPOINTS, Failure, Stopped, expect, until
from suite import Suite

SUITE = Suite("jobs")
scenario = SUITE.scenario
# What JSON, shells and Kubernetes read in their own ways.
SAVEPOINTS = "file:///data/<&>'$(HOME)"


def roll_out(lane, tag, job=None, words=(), seconds=120, waves=None, **changes):
    """Rolls out a cluster with this job; `again` does it once more, with some of it changed."""
    lane.life = (tag, job or {}, words, changes)
    return lane.rollout(lane.spec([tag, *words], job, **changes), seconds, waves)


def again(lane, job=None, **more):
    tag, old, words, changes = lane.life
    return lane.rollout(lane.spec([tag, *words], old | (job or {}), **changes | more))


def steady(lane, objects, job):
    """Neither the same objects nor the same roll-out, with the Job that is always replaced, do anything."""
    state = lane.jobs()[job]
    before = lane.pod_names()
    lane.apply(objects)
    time.sleep(4)
    expect(lane.pod_names(), before, "pods after applying the same again")
    before = lane.pod_names("probe-prepare")
    again(lane)
    time.sleep(2)
    expect(lane.pod_names("probe-prepare"), before, "pods after another roll-out of the same")
    expect(lane.jobs(), {job: state}, "jobs after another roll-out of the same")


def undisturbed(lane, job, tag, starts):
    """The job goes on, and no other one was there."""
    lane.counted(tag)
    expect(lane.jobs(), {job: "RUNNING"}, "jobs")
    expect(lane.starts(), starts, "starts")


# Without a directory for savepoints


@scenario(core=True)
def finish(lane):
    """The submitter of a job that ends well ends well. Nothing of it needs rights."""
    objects = roll_out(lane, "A", words=["until=50"])
    message = lane.ended(lane.named("submitter"), "Complete", 0)
    ((job, state),) = lane.jobs().items()
    expect(state, "FINISHED", "state of the job")
    expect(message, {"jobID": job, "state": "FINISHED"}, "message")
    expect(lane.starts(), [("A", "new", 0)], "starts")
    clients = [pod for pod in os.listdir(lane.pods_folder) if pod.startswith(lane.named("submitter"))]
    expect([lane.log(pod, "main").count("entry point: /opt/flink/bin/flink") for pod in clients], [1], "the client has what the image brings")
    logs = [log["name"] for log in lane.ask("/jobmanager/logs")["logs"] if log["size"]]
    expect(any(name.endswith(".log") for name in logs), True, f"the web interface has a log: {logs}")
    expect({item["kind"] for item in objects} & {"ServiceAccount", "Role", "RoleBinding"}, set(), "rights")
    steady(lane, objects, job)
    expect(lane.scale(), (1, 1), "replicas")


@scenario()
def fail(lane):
    lane.touch("fail")
    roll_out(lane, "A")
    message = lane.ended(lane.named("submitter"), "Failed", 1)
    ((job, state),) = lane.jobs().items()
    expect(state, "FAILED", "state of the job")
    expect((message["jobID"], message["state"]), (job, "FAILED"), "message")
    expect(len(lane.pods(lane.named("submitter"))), 1, "pods of the submitter")
    expect(lane.scale(), (1, 1), "replicas")


@scenario()
def main_throws(lane):
    roll_out(lane, "A", words=["main-fails"])
    message = lane.ended(lane.named("submitter"), "Failed", 1)
    expect(message["state"], "FAILED", "message")
    expect(lane.jobs(), {}, "jobs")
    expect(len(lane.pods(lane.named("submitter"))), 1, "pods of the submitter")


@scenario("jobmanager")
def silent_jobmanager(lane):
    """Nothing is done about a JobManager that does not answer for a while."""
    roll_out(lane, "A")
    job = lane.running()
    lane.counted("A")
    pods = lane.pod_names()
    (jobmanager,) = lane.component("jobmanager")
    lane.signal(jobmanager["metadata"]["name"], "jobmanager", signal.SIGSTOP)
    time.sleep(20)
    lane.signal(jobmanager["metadata"]["name"], "jobmanager", signal.SIGCONT)
    undisturbed(lane, job, "A", [("A", "new", 0)])
    expect(lane.pod_names(), pods, "pods")


@scenario("jobmanager")
def lost_jobmanager(lane):
    """A job that is gone with its JobManager is not submitted again."""
    lane.running()
    kill_jobmanager(lane)
    message = lane.ended(lane.named("submitter"), "Failed", 1, 180)
    expect(message["state"] in ("LOST", "FAILED"), True, f"state in {message}")
    expect(lane.jobs(), {}, "jobs")
    expect(len(lane.pods(lane.named("submitter"))), 1, "pods of the submitter")


def kill_jobmanager(lane):
    (jobmanager,) = lane.component("jobmanager")
    lane.signal(jobmanager["metadata"]["name"], "jobmanager", signal.SIGKILL)
    until("the JobManager is gone", lambda: lane.jobs() is None)


@scenario()
def cancel(lane):
    roll_out(lane, "A")
    cancelled(lane, "CANCELED")
    expect(lane.scale(), (1, 1), "replicas")


def cancelled(lane, *states):
    """Cancels the job that runs, and returns what is said of it."""
    lane.counted(lane.life[0])
    job = lane.running()
    submitter = lane.named("submitter")
    again(lane, {"cancelRequested": True})
    message = lane.ended(lane.named("cancel"), "Complete", 0)
    expect(message["jobID"], job, "message")
    if lane.jobs() is not None:
        expect(list(lane.jobs()), [job], "jobs")
        expect(lane.jobs()[job] in states, True, f"state {lane.jobs()[job]} is one of {states}")
    until("the submitter is suspended", lambda: lane.condition(submitter) == "Suspended")
    until("no submitter is there", lambda: not lane.pods(submitter))
    return message


# Restarts


def stateful(**job):
    return {"savepointsDir": SAVEPOINTS, **job}


def newest_savepoint(lane):
    folder = SAVEPOINTS.replace("file:///data", lane.data, 1)
    when = lambda name: os.path.getmtime(os.path.join(folder, name, "_metadata"))  # noqa: E731
    whole = [name for name in os.listdir(folder) if os.path.exists(os.path.join(folder, name, "_metadata"))]
    return f"{SAVEPOINTS}/{max(whole, key=when)}"


@scenario()
def restart_without_savepoint(lane):
    """There is nothing to restart from: that is the end."""
    lane.touch("fail")
    roll_out(lane, "A", stateful(restartPolicy="FromSavepointOnFailure"))
    message = lane.ended(lane.named("submitter"), "Failed", 42)
    expect(message["state"], "FAILED", "message")
    expect(list(lane.jobs().values()), ["FAILED"], "jobs")
    expect(len(lane.pods(lane.named("submitter"))), 1, "pods of the submitter")
    expect(lane.starts(), [("A", "new", 0)], "starts")


@scenario("restart")
def restart_after_lost_jobmanager(lane):
    """A job that is gone goes on from its newest savepoint."""
    roll_out(lane, "A", stateful(restartPolicy="FromSavepointOnFailure"))
    lane.counted("A")
    left = restarted(lane, lambda: kill_jobmanager(lane))
    expect(left["state"] in ("LOST", "FAILED"), True, f"state in {left}")


@scenario("restart")
def restart(lane):
    """The same for a job that fails."""
    job = lane.running()
    left = restarted(lane, lambda: lane.touch("fail-once"))
    expect((left["jobID"], left["state"]), (job, "FAILED"), "message")
    expect(lane.jobs().get(job), "FAILED", "the old job")


def restarted(lane, harm):
    """Takes a savepoint, does harm, and waits for the job that goes on from the savepoint; returns the message of the end."""
    job, submitter = lane.running(), lane.named("submitter")
    starts, pods = lane.starts(), lane.pods(submitter)
    low = lane.events()[-1][2]
    again(lane, {"savepointGeneration": len(starts)})
    location = lane.ended(lane.named("savepoint"), "Complete", 0)["location"]
    high = lane.events()[-1][2]
    lane.counted("A")
    harm()
    until("the next pod of the submitter", lambda: len(lane.pods(submitter)) > len(pods), 180)
    until("the job starts again", lambda: len(lane.starts()) > len(starts))
    expect(lane.running() == job, False, "it is the old job")
    lane.counted("A")
    ((tag, how, number),) = lane.starts()[len(starts) :]
    expect((tag, how, low <= number <= high), ("A", "restored", True), f"start from {number}, saved between {low} and {high}")
    lane.unbroken("A", since=len(starts))
    expect(lane.ledger()["savepoint"], location, "savepoint in the ledger")
    expect(lane.condition(submitter), "", "condition of the submitter")
    expect(len(lane.pods(submitter)), len(pods) + 1, "pods of the submitter")
    return lane.message(lane.pods(submitter)[-2], 1)


@scenario("restart")
def deleted_submitter(lane):
    """The next pod of a submitter stays with the job that runs."""
    lane.attached_again(lane.life[0], lambda pod: lane.kubectl("delete", "pod", pod))


@scenario("restart")
def finish_after_restarts(lane):
    """A submitter that came later takes no older job's end for its job's."""
    job = lane.running()
    lane.ask(f"/jobs/{job}/stop", "POST", {"targetDirectory": SAVEPOINTS, "drain": False})
    until("the job ends", lambda: lane.jobs()[job] == "FINISHED")
    message = lane.ended(lane.named("submitter"), "Complete", 0)
    expect((message["jobID"], message["state"]), (job, "FINISHED"), "message")


# Upgrades


@scenario("upgrade", core=True)
def upgrade(lane):
    """A changed job goes on where the old one ended."""
    roll_out(lane, "A", stateful())
    lane.running()
    lane.counted("A")
    objects = roll_out(lane, "B", stateful())
    job = lane.running()
    lane.continued("A", "B")
    steady(lane, objects, job)
    undisturbed(lane, job, "B", lane.starts()[:2])


@scenario("upgrade", core=True)
def savepoint(lane):
    """Each new number takes one savepoint, and does nothing else."""
    job, starts = lane.running(), lane.starts()
    locations = set()
    for generation in (1, 2):
        before = lane.pod_names()
        again(lane, {"savepointGeneration": generation})
        expect(lane.named("savepoint"), f"probe-savepoint-{generation}", "name")
        message = lane.ended(lane.named("savepoint"), "Complete", 0)
        expect((message["generation"], message["jobID"]), (generation, job), "message")
        time.strptime(message["completedAt"], "%Y-%m-%dT%H:%M:%SZ")
        locations.add(lane.savepoint(message["location"]))
        expect(lane.ledger()["savepoint"], message["location"], "savepoint in the ledger")
        new = {name.rsplit("-", 1)[0] for name in lane.pod_names("probe-prepare") - before}
        expect(new, {f"probe-savepoint-{generation}"}, "new pods")
    expect(len(locations), 2, "savepoints")
    undisturbed(lane, job, "B", starts)


@scenario("upgrade")
def evicted_submitter(lane):
    """Nor is that a failure where nothing is tried again."""

    def evict(pod):
        body = {"apiVersion": "policy/v1", "kind": "Eviction", "metadata": {"name": pod}}
        lane.api.call("POST", f"/api/v1/namespaces/{lane.namespace}/pods/{pod}/eviction", body)

    lane.attached_again(lane.life[0], evict)
    expect(lane.get("jobs", lane.named("submitter"))["status"].get("failed", 0), 0, "failures of the submitter")


@scenario("upgrade")
def autosavepoint(lane):
    job, starts = lane.running(), lane.starts()
    again(lane, {"autoSavepointSeconds": 3600})
    lane.kubectl("create", "job", "auto", "--from", f"cronjob/{lane.named('autosavepoint')}")
    message = lane.ended("auto", "Complete", 0)
    expect(message["jobID"], job, "message")
    expect(lane.ledger()["savepoint"], lane.savepoint(message["location"]), "savepoint in the ledger")
    lane.kubectl("delete", "job", "auto")
    undisturbed(lane, job, "B", starts)


@scenario("upgrade")
def refused_upgrade(lane):
    """When the savepoint fails, the old job goes on and nothing has changed."""
    lane.touch("file")
    job, starts, live = lane.running(), lane.starts(), dict(lane.live)
    submitter = lane.named("submitter")
    generations = {item["metadata"]["name"]: item["metadata"]["generation"] for item in lane.all("deployments")}
    before = lane.pod_names("probe-prepare")
    try:
        impossible = stateful(savepointsDir=f"file:///data/{lane.scenario}/file/folder")
        lane.rollout(lane.spec(["C"], impossible, image_tag=other_tag(lane)))
        raise Failure("the roll-out was not stopped")
    except Stopped as stopped:
        expect(str(stopped), "probe-prepare", "failed Job")
    message = lane.message(lane.pods("probe-prepare")[-1], 1)
    expect((message["jobID"], bool(message["error"])), (job, True), "message")
    undisturbed(lane, job, "B", starts)
    expect(lane.pod_names("probe-prepare"), before, "pods")
    after = {item["metadata"]["name"]: item["metadata"]["generation"] for item in lane.all("deployments")}
    expect(after, generations, "Deployments")
    expect(lane.condition(submitter), "", "condition of the submitter")
    lane.live = live


@scenario("upgrade")
def unreachable_jobmanager(lane):
    """A JobManager that is ready, and does not answer the Job that prepares: nothing has changed, and no state is lost."""
    job, starts, live = lane.running(), lane.starts(), dict(lane.live)
    ledger = lane.get("configmaps", "probe-savepoints")["data"]
    note(lane, rest="http://probe-jobmanager:9")
    try:
        lane.rollout(lane.spec(["C"], stateful(), image_tag=other_tag(lane)), seconds=420)
        raise Failure("the roll-out was not stopped")
    except Stopped as stopped:
        expect(str(stopped), "probe-prepare", "failed Job")
    message = lane.message(lane.pods("probe-prepare")[-1], 1)
    expect("is ready, and does not answer" in message["error"], True, f"message {message}")
    note(lane, rest=ledger["rest"])
    undisturbed(lane, job, "B", starts)
    lane.live = live


def note(lane, **data):
    lane.kubectl("patch", "configmap", "probe-savepoints", "--type=merge", "-p", json.dumps({"data": data}))


def other_tag(lane):
    return f"{lane.version}-scala_2.12-java17"


@scenario("upgrade")
def upgrade_of_image(lane):
    roll_out(lane, "C", stateful(), image_tag=other_tag(lane))
    lane.running()
    lane.continued("B", "C")
    for component in ("jobmanager", "taskmanager"):
        (pod,) = lane.component(component)
        expect(pod["spec"]["containers"][0]["image"], f"flink:{other_tag(lane)}", "image")


@scenario("upgrade", core=True)
def upgrade_of_flink(lane):
    """Its scripts are those of the new version, what they stop is of the old one."""
    tag, old = lane.life[0], lane.version
    newer = [version for version in lane.flinks if old.startswith("1.") and version.startswith("1.") and version > old]
    if not newer:
        return
    roll_out(lane, "D", stateful(), image_tag=f"{newer[-1]}-java17")
    lane.running()
    lane.continued(tag, "D")
    expect(lane.ask("/overview")["flink-version"], newer[-1], "version")


@scenario("upgrade", core=True)
def cancel_with_savepoint(lane):
    """And when it is not to be cancelled any more, the job goes on."""
    message = cancelled(lane, "FINISHED", "CANCELED")
    expect(lane.ledger()["savepoint"], lane.savepoint(message["location"]), "savepoint in the ledger")
    expect(lane.scale(), (1, 1), "replicas")
    tag, _, number = lane.events()[-1]
    again(lane)
    lane.counted(tag)
    # Before 1.15 a job counts on between the savepoint and its end.
    least = number - (200 if lane.release < (1, 15) else 0)
    _, how, start = lane.starts()[-1]
    expect((how, least <= start <= number), ("restored", True), f"start from {start} after {number}")
    if start == number:
        lane.unbroken(tag)
    expect(len(lane.jobs()), 2, "jobs")


@scenario()
def given_up(lane):
    """A roll-out that does not come to its end, and is taken back: the job goes on, wherever that was."""
    for waves in (2, 3):
        taken_back(lane, waves, lambda tag, **more: roll_out(lane, tag, stateful(), **more))


def taken_back(lane, waves, roll):
    """`roll` rolls out a tag: B is given up after so many waves, and A comes back."""
    roll("A")
    lane.running()
    lane.counted("A", 20)
    starts = len(lane.starts())
    roll("B", waves=waves)
    lane.over(lane.named("prepare"), "Complete")
    # A follower or a submitter has time to notice.
    time.sleep(8)
    roll("A")
    until("the job starts again", lambda: len(lane.starts()) > starts, 180)
    lane.running()
    lane.counted("A", 20)
    expect([start for start in lane.starts()[1:] if start[1] != "restored"], [], "starts without state")
    submitter = lane.named("submitter")
    expect(lane.condition(submitter), "", f"condition of {submitter}")
    until(f"{submitter} knows of it", lambda: lane.ledger()["submitted"] != "")


# Without savepoints

UPGRADE = "flinkoperator.k8s.io/upgrade-mode"


@scenario("state", core=True)
def last_state(lane):
    """Nothing is taken: the next job goes on from the newest checkpoint."""
    lane.annotations = {UPGRADE: "last-state"}
    roll_out(lane, "A", properties=CHECKPOINTS)
    lane.running()
    lane.counted("A", 100)
    roll_out(lane, "B", properties=CHECKPOINTS)
    lane.running()
    from_checkpoint(lane, "A", "B")


@scenario("state", core=True)
def cancelled_last_state(lane):
    """It is not lost where it is cancelled, either."""
    message = cancelled(lane, "CANCELED")
    expect(lane.ledger()["savepoint"], lane.savepoint(message["location"]), "checkpoint in the ledger")
    withdrawn(lane)


def withdrawn(lane):
    """The cancellation is taken back: the job goes on from a checkpoint, at most some seconds before its end."""
    tag, _, number = lane.events()[-1]
    again(lane)
    lane.running()
    lane.counted(tag, 20)
    _, how, start = lane.starts()[-1]
    expect((how, number - 500 < start <= number), ("restored", True), f"start from {start} after {number}")


def from_checkpoint(lane, old, new):
    """The new job starts from a checkpoint of the old one, at most some seconds before its end, and nothing is left out."""
    lane.counted(new, 20)
    events = lane.events()
    starts = [start for start in lane.starts() if start[0] == new]
    last = [number for tag, what, number in events if (tag, what) == (old, "count")][-1]
    how, number = starts[0][1:]
    expect((how, last - 500 < number <= last), ("restored", True), f"start of {new} from {number} after {last}")
    # It may have failed in between, too.
    how, number = starts[-1][1:]
    expect(how, "restored", f"the last start of {new}")
    behind = events[len(events) - events[::-1].index(starts[-1]) :]
    counts = [count for tag, what, count in behind if (tag, what) == (new, "count")]
    expect(counts[:10], list(range(number + 1, number + 11)), f"counts of {new}")


# Disposal

KEPT = "flinkoperator.k8s.io/savepoints-kept"
KEPT_FOR = "flinkoperator.k8s.io/savepoints-kept-for"


def taken(lane, *generations):
    """A savepoint for each of these numbers."""
    locations = []
    for generation in generations:
        again(lane, {"savepointGeneration": generation})
        locations.append(lane.savepoint(lane.ended(lane.named("savepoint"), "Complete", 0)["location"]))
    return locations


def dispose(lane, condition="Complete", code=0):
    lane.kubectl("create", "job", "now", "--from", f"cronjob/{lane.named('dispose')}")
    message = lane.ended("now", condition, code)
    lane.kubectl("delete", "job", "now", "--cascade=foreground", "--wait")
    return message


def remembered(lane):
    return [line.split(" ", 1)[1] for line in lane.ledger().get("history", "").splitlines()]


def there(lane, locations):
    return [location for location in locations if os.path.isdir(on_disk(lane, location))]


def on_disk(lane, location):
    return location.removeprefix("file:").replace("/data", lane.data, 1)


@scenario(core=True)
def disposal(lane):
    """Of savepoints that are too many or too old, none is kept but those that something goes on from."""
    roll_out(lane, "A", stateful())
    job = lane.running()
    lane.counted("A")
    savepoints = taken(lane, 1)
    try:
        lane.annotations = {KEPT: "2"}
        starts = lane.starts()
        savepoints += taken(lane, 2, 3, 4, 5)
        undisturbed(lane, job, "A", starts)
        expect(remembered(lane), savepoints[1:], "the history")
        expect(dispose(lane)["message"], "2 disposed of; 2 in the history", "message")
        # The first one was taken before.
        expect(there(lane, savepoints), [savepoints[at] for at in (0, 3, 4)], "what is left")
        expect(remembered(lane), savepoints[3:], "the history")
        expect(dispose(lane)["message"], "0 disposed of; 2 in the history", "message")
        undisturbed(lane, job, "A", starts)

        # What Git names stays, and what a roll-out may need.
        named = savepoints[3]
        roll_out(lane, "B", stateful(fromSavepoint=named))
        lane.running()
        lane.counted("B")
        savepoints += taken(lane, 6, 7, 8)
        ledger = lane.ledger()
        for state in ({"stopping": job}, {"submitted": "another"}):
            note(lane, **state)
            expect(dispose(lane)["message"].startswith("0 disposed of"), True, f"while {state}")
            note(lane, **{key: ledger.get(key, "") for key in state})
        expect(remembered(lane), savepoints[3:], "the history")
        dispose(lane)
        expect(there(lane, savepoints[3:]), [named, *savepoints[6:]], "what is left")

        # A revert to a commit that names one that is gone stops nothing.
        job, starts, live = lane.running(), lane.starts(), dict(lane.live)
        try:
            lane.rollout(lane.spec(["X"], stateful(fromSavepoint=savepoints[5])))
            raise Failure("the roll-out was not stopped")
        except Stopped as stopped:
            expect(str(stopped), "probe-prepare", "failed Job")
        expect("was disposed of" in lane.message(lane.pods("probe-prepare")[-1], 1)["error"], True, "error")
        undisturbed(lane, job, "B", starts)
        lane.live = live
        roll_out(lane, "C", stateful(fromSavepoint=named))
        lane.running()
        lane.continued("B", "C")
        restored = lane.ledger()["savepoint"]
        expect(remembered(lane), [named, *savepoints[6:], restored], "the history")

        # One that is gone is forgotten; one that Flink cannot read stays, and is said.
        shutil.rmtree(on_disk(lane, savepoints[6]))
        pathlib.Path(on_disk(lane, savepoints[7]), "_metadata").write_bytes(b"nonsense")
        more = taken(lane, 9, 10, 11)
        message = dispose(lane, "Failed", 1)
        expect(message["message"], "2 disposed of; 5 in the history", "message")
        expect(savepoints[7] in message["error"], True, message)
        expect(remembered(lane), [named, savepoints[7], restored, *more[1:]], "the history")

        # By age; Git names none any more, and a job goes on from the newest.
        lane.annotations = {KEPT_FOR: "1s"}
        shutil.rmtree(on_disk(lane, savepoints[7]))
        roll_out(lane, "C", stateful(fromSavepoint=named))
        time.sleep(2)
        dispose(lane)
        expect(remembered(lane), [named, restored, more[-1]], "the history")
        expect(there(lane, [named, restored, *more]), [named, restored, more[-1]], "what is left")
        roll_out(lane, "D", stateful(fromSavepoint=named))
        lane.running()
        lane.continued("C", "D")
    finally:
        lane.annotations = {}


# Clean-up


def policy(succeeds="KeepCluster", fails="KeepCluster", cancelled="KeepCluster"):
    return {"afterJobSucceeds": succeeds, "afterJobFails": fails, "afterJobCancelled": cancelled}


@scenario("clean-up")
def clean_up_after_success(lane):
    """Nothing runs any more, and applying the same again does not wake it."""
    lane.clear()
    objects = roll_out(lane, "A", stateful(cleanupPolicy=policy(succeeds="DeleteCluster")), ["until=50"])
    message = lane.ended(lane.named("submitter"), "Complete", 0)
    expect(message["state"], "FINISHED", "message")
    asleep(lane)
    lane.apply(objects)
    again(lane)
    time.sleep(3)
    asleep(lane)


def asleep(lane):
    expect(lane.scale(), (0, 0), "replicas")
    until("nothing runs", lambda: not lane.component("jobmanager") and not lane.component("taskmanager"))


@scenario("clean-up")
def awake_again(lane):
    """A changed job wakes a cluster that was cleaned up, with as many TaskManagers as there shall be now."""
    everything = policy("DeleteCluster", "DeleteTaskManager", "DeleteCluster")
    roll_out(lane, "B", stateful(cleanupPolicy=everything), task_managers=2)
    job = lane.running(150)
    undisturbed(lane, job, "B", [("A", "new", 0), ("B", "new", 0)])
    expect(lane.scale(), (1, 2), "replicas")


@scenario("clean-up")
def scale(lane):
    """More TaskManagers are more TaskManagers, and nothing else."""
    job = lane.running()
    before = lane.pod_names("probe-prepare")
    lane.life[3]["task_managers"] = 3
    again(lane)
    lane.over(lane.named("scale"), "Complete")
    until("the TaskManagers are there", lambda: len(lane.component("taskmanager")) == 3)
    undisturbed(lane, job, "B", lane.starts())
    expect(before - lane.pod_names() - {name for name in before if "-scale-" in name or "-savepoint-" in name}, set(), "pods that are gone")
    expect(lane.scale(), (1, 3), "replicas")


@scenario("clean-up")
def superseded(lane):
    """A submitter whose job was stopped for the next one does not clean up."""
    old = lane.pods(lane.named("submitter"))[-1]["metadata"]["name"]
    roll_out(lane, "C", *lane.life[1:3], **lane.life[3])
    lane.running()
    lane.continued("B", "C")
    expect(lane.scale(), (1, 3), "replicas")
    expect(" to 0" in lane.log(old, "main"), False, f"{old} scaled down")


@scenario("clean-up")
def clean_up_after_failure(lane):
    lane.touch("fail")
    message = lane.ended(lane.named("submitter"), "Failed", 1)
    expect(message["state"], "FAILED", "message")
    expect(lane.scale(), (1, 0), "replicas")
    until("no TaskManager is there", lambda: not lane.component("taskmanager"))


@scenario("clean-up")
def clean_up_after_cancellation(lane):
    lane.renew("clean-up-after-cancellation")
    roll_out(lane, "A", *lane.life[1:3], **lane.life[3])
    message = cancelled(lane, "FINISHED", "CANCELED")
    expect(lane.ledger()["savepoint"], lane.savepoint(message["location"]), "savepoint in the ledger")
    asleep(lane)


@scenario("clean-up")
def rights(lane):
    """The rendered ServiceAccount may do what its Jobs do, and nothing else."""
    account = f"/api/v1/namespaces/{lane.namespace}/serviceaccounts/probe-jobs/token"
    request = {"apiVersion": "authentication.k8s.io/v1", "kind": "TokenRequest", "spec": {}}
    token = lane.api.call("POST", account, request)["status"]["token"]
    core, apps, batch = "/api/v1", "/apis/apps/v1", "/apis/batch/v1"
    here = f"namespaces/{lane.namespace}"
    lane.kubectl("create", "configmap", "other")
    lane.kubectl("create", "deployment", "other", "--image", "none", "--replicas", "0")
    pod = {"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "x"}, "spec": {"containers": [{"name": "x", "image": "x"}]}}
    data, size, mark = {"data": {"x": "y"}}, {"spec": {"replicas": 0}}, {"metadata": {"labels": {"x": "y"}}}
    allowed = [("GET", f"{core}/{here}/configmaps/probe-savepoints"), ("PATCH", f"{core}/{here}/configmaps/probe-savepoints", data)]
    for component in ("jobmanager", "taskmanager"):
        path = f"{apps}/{here}/deployments/probe-{component}/scale"
        allowed += [("GET", path), ("PATCH", path, size)]
    allowed.append(("GET", f"{apps}/{here}/deployments/probe-jobmanager"))
    refused = [
        ("GET", f"{core}/{here}/secrets"),
        ("GET", f"{core}/{here}/configmaps"),
        ("GET", f"{core}/{here}/configmaps/probe-configmap"),
        ("PATCH", f"{core}/{here}/configmaps/probe-configmap", data),
        ("PATCH", f"{core}/{here}/configmaps/other", data),
        ("DELETE", f"{core}/{here}/configmaps/probe-savepoints"),
        ("POST", f"{core}/{here}/configmaps", {"metadata": {"name": "new"}}),
        ("GET", f"{core}/{here}/pods"),
        ("POST", f"{core}/{here}/pods", pod),
        ("GET", f"{core}/{here}/serviceaccounts/probe-jobs"),
        ("POST", account, request),
        ("GET", f"{apps}/{here}/deployments"),
        ("GET", f"{apps}/{here}/deployments/probe-taskmanager"),
        ("PATCH", f"{apps}/{here}/deployments/probe-jobmanager", mark),
        ("DELETE", f"{apps}/{here}/deployments/probe-jobmanager"),
        ("GET", f"{apps}/{here}/deployments/other/scale"),
        ("PATCH", f"{apps}/{here}/deployments/other/scale", size),
        ("GET", f"{batch}/{here}/jobs"),
        ("PATCH", f"{batch}/{here}/jobs/{lane.named('submitter')}", mark),
        ("GET", f"{core}/namespaces/default/configmaps/probe-savepoints"),
        ("GET", f"{core}/namespaces"),
        ("GET", f"{core}/nodes"),
    ]
    for wanted, requests in ((200, allowed), (403, refused)):
        for method, path, *body in requests:
            expect(answer_to(lane, token, method, path, *body), wanted, f"{method} {path}")
    for component in ("jobmanager", "taskmanager"):
        template = lane.get("deployments", f"probe-{component}")["spec"]["template"]["spec"]
        expect(template.get("automountServiceAccountToken"), False, f"token in the {component}")


# v1beta1


def beta(lane, dialect, tag, job=None, words=(), **parts):
    """Rolls out a cluster of this dialect; `parts` are added to its components."""
    lane.dialect = dialect
    spec = lane.spec([tag, *words], job, task_managers=2)
    for part, more in parts.items():
        spec[part] |= {name: spec[part].get(name, []) + value if isinstance(value, list) else value for name, value in more.items()}
    return lane.rollout(spec)


def with_claims(lane):
    """TaskManagers that keep a volume each, which are there to be claimed."""
    for number in range(2):
        path = os.path.join(lane.data, f"claimed-{number}")
        os.makedirs(path, exist_ok=True)
        os.chmod(path, 0o777)
        volume = {
            "apiVersion": "v1",
            "kind": "PersistentVolume",
            "metadata": {"name": f"{lane.namespace}-{number}"},
            "spec": {
                "capacity": {"storage": "1Gi"},
                "accessModes": ["ReadWriteOnce"],
                "storageClassName": lane.namespace,
                "hostPath": {"path": path},
            },
        }
        lane.kubectl("apply", "-f", "-", input=json.dumps(volume).encode())
    claim = {"accessModes": ["ReadWriteOnce"], "storageClassName": lane.namespace, "resources": {"requests": {"storage": "1Gi"}}}
    return {
        "deploymentType": "StatefulSet",
        "volumeClaimTemplates": [{"metadata": {"name": "kept"}, "spec": claim}],
        "volumeMounts": [{"name": "kept", "mountPath": "/kept"}],
        "memoryProcessRatio": 100,
        "podLabels": {"team": "streams"},
        "extraPorts": [{"name": "more", "containerPort": lane.base + 40}],
    }


def kept(lane):
    """The claims that are there of TaskManagers: their identities by name."""
    claims = {claim["metadata"]["name"]: claim["metadata"]["uid"] for claim in lane.all("persistentvolumeclaims")}
    return {name: uid for name, uid in claims.items() if name not in lane.claims}


@scenario("v1beta1", core=True)
def beta_finish(lane):
    """A job of Google's dialect ends well."""
    beta(lane, "google", "A", {"resources": {"limits": {"cpu": "1", "memory": "600Mi"}}}, ["until=50"], jobManager={"podLabels": {"team": "streams"}})
    message = lane.ended(lane.named("submitter"), "Complete", 0)
    expect(message["state"], "FINISHED", "message")
    expect(lane.starts(), [("A", "new", 0)], "starts")
    lane.clear()


@scenario("v1beta1", core=True)
def beta_upgrade(lane):
    """TaskManagers of a StatefulSet keep their claims over an upgrade, and the job its state."""
    lane.renew("v1beta1-upgrade")
    parts = with_claims(lane)
    format_type = {} if lane.release < (1, 15) else {"savepointFormatType": "NATIVE"}
    beta(lane, "spotify", "A", stateful(**format_type), taskManager=parts)
    lane.running()
    lane.counted("A")
    claims = kept(lane)
    expect(sorted(claims), ["kept-probe-taskmanager-0", "kept-probe-taskmanager-1"], "claims")
    volume = lane.get("persistentvolumeclaims", "kept-probe-taskmanager-0")["spec"]["volumeName"]
    marked = os.path.join(lane.data, f"claimed-{volume.rsplit('-', 1)[1]}", "mark")
    pathlib.Path(marked).touch()
    before = {pod["metadata"]["uid"] for pod in lane.component("taskmanager")}
    parts["podAnnotations"] = {"changed": "too"}
    beta(lane, "spotify", "B", stateful(**format_type), taskManager=parts)
    lane.running()
    lane.continued("A", "B")
    until("all TaskManagers are new", lambda: not before & {pod["metadata"]["uid"] for pod in lane.component("taskmanager")})
    expect(kept(lane), claims, "claims after the upgrade")
    mounted = os.path.join(lane.pods_folder, "probe-taskmanager-0")
    expect(os.path.isdir(mounted) and os.path.exists(marked), True, "what was written is there")


@scenario("v1beta1", core=True)
def beta_cancel(lane):
    """It is cancelled with a savepoint, and its claims are left for their users."""
    parts = with_claims(lane) | {"podAnnotations": {"changed": "too"}}
    format_type = {} if lane.release < (1, 15) else {"savepointFormatType": "NATIVE"}
    beta(lane, "spotify", "B", stateful(cancelRequested=True, **format_type), taskManager=parts)
    message = lane.ended(lane.named("cancel"), "Complete", 0)
    lane.savepoint(message["location"])
    lane.clear()
    expect(sorted(kept(lane)), ["kept-probe-taskmanager-0", "kept-probe-taskmanager-1"], "claims")
    lane.kubectl("delete", "persistentvolumeclaims", *kept(lane))
    lane.dialect = None


@scenario()
def upgrade_without_savepoint(lane):
    """takeSavepointOnUpdate: false goes on from the newest savepoint; one that is too old is none."""
    job = stateful(takeSavepointOnUpdate=False)
    beta(lane, "spotify", "A", job)
    lane.running()
    lane.counted("A")
    job |= {"savepointGeneration": 1}
    beta(lane, "spotify", "A", job)
    location = lane.ended(lane.named("savepoint"), "Complete", 0)["location"]
    lane.counted("A")
    beta(lane, "spotify", "B", job)
    lane.running()
    lane.counted("B")
    expect(lane.ledger()["savepoint"], location, "savepoint in the ledger")
    expect([event[:2] for event in lane.starts()], [("A", "new"), ("B", "restored")], "starts")
    beta(lane, "spotify", "C", job | {"maxStateAgeToRestoreSeconds": 1})
    message = lane.ended(lane.named("submitter"), "Failed", 1)
    expect("older than 1 seconds" in message["message"], True, message)
    lane.dialect = None


@scenario()
def python(lane):
    """A job in Python, with the module in a file of its own."""
    lane.rollout(in_python(lane))
    message = lane.ended(lane.named("submitter"), "Complete", 0, 180)
    expect(message["state"], "FINISHED", "message")
    lane.dialect = None


def in_python(lane, **properties):
    """The spec of such a job, in v1beta1; `begin` takes the dialect back."""
    home = subprocess.run([os.path.join(os.path.dirname(__file__), "pyflink"), lane.version], stdout=subprocess.PIPE, check=True, text=True)
    home = home.stdout.strip()
    interpreter = os.path.dirname(os.path.dirname(os.path.realpath(os.path.join(home, "bin/python"))))
    for file, text in {"words.py": "import counted\ncounted.run()\n", "lib/counted.py": COUNTED}.items():
        path = pathlib.Path(lane.folder, file)
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    volumes = [
        lane.volume("python", interpreter),
        lane.volume("pyflink", home),
    ]
    mounts = [{"name": "python", "mountPath": interpreter, "readOnly": True}, {"name": "pyflink", "mountPath": home, "readOnly": True}]
    lane.dialect = "spotify"
    spec = lane.spec([])
    job = spec["job"]
    for name in ("jarFile", "className", "args"):
        del job[name]
    folder = f"/data/{lane.scenario}"
    job |= {"pyFile": f"{folder}/words.py", "pyFiles": f"{folder}/lib/counted.py", "args": ["7"]}
    job["volumes"], job["volumeMounts"] = job["volumes"] + volumes, job["volumeMounts"] + mounts
    spec["flinkProperties"] |= {"python.client.executable": f"{home}/bin/python"} | properties
    return spec


def from_secret(lane, name, **values):
    """A Secret with these, and variables that come from it."""
    lane.kubectl("create", "secret", "generic", name, *(f"--from-literal={key}={value}" for key, value in values.items()))
    return [{"name": key, "valueFrom": {"secretKeyRef": {"name": name, "key": key}}} for key in values]


@scenario()
def secrets(lane):
    """Flink reads what is in a Secret, to the letter, and no object holds it."""
    reads_yaml = lane.release >= (1, 19)
    value = """never-shown a"b\\c $(X) $$(X) & 'e /""" + ("#\n\tä" if reads_yaml else "")
    variables = from_secret(lane, "nasty", NASTY=value)
    properties = {"probe.nasty": "<$(NASTY)> and $(NASTY)", "probe.escaped": "$$(NASTY)"}
    if reads_yaml:
        # 1.19 and 1.20 read it in `config.yaml` alone.
        properties["classloader.parent-first-patterns.additional"] = "[org.example.probe., org.example.other.]"
    roll_out(lane, "A", properties=properties, variables=variables)
    lane.running()
    configuration = {entry["key"]: entry["value"] for entry in lane.ask("/jobmanager/config")}
    expect(configuration["probe.nasty"], f"<{value}> and {value}", "what Flink read")
    expect(configuration["probe.escaped"], "$(NASTY)", "what is escaped")
    for kind in ("configmaps", "deployments", "jobs", "pods", "events"):
        expect("never-shown" in lane.kubectl("get", kind, "-o", "json"), False, f"the value in {kind}")
    lane.clear()


@scenario(core=True)
def encrypted(lane):
    """The Jobs show a certificate, and believe whom Flink's client believes: also one whose certificate has another name."""
    keys = os.path.join(lane.folder, "keys")
    os.mkdir(keys)

    def keytool(*arguments):
        subprocess.run([os.path.join(os.environ["JAVA_HOME"], "bin", "keytool"), *arguments], cwd=keys, capture_output=True, check=True)

    own = ["-keystore", "own.p12", "-storetype", "PKCS12", "-storepass", "secret"]
    keytool("-genkeypair", "-alias", "flink", "-keyalg", "RSA", "-dname", "CN=Flink", "-ext", "san=dns:*.flink.example", *own)
    keytool("-exportcert", "-rfc", "-alias", "flink", "-file", "flink.pem", *own)
    keytool("-importcert", "-noprompt", "-alias", "flink", "-file", "flink.pem", "-keystore", "trusted.jks", "-storetype", "JKS", "-storepass", "trusted")
    for file in os.listdir(keys):
        os.chmod(os.path.join(keys, file), 0o644)
    rest = "security.ssl.rest"
    properties = {
        f"{rest}.enabled": "true",
        f"{rest}.authentication-enabled": "true",
        f"{rest}.keystore": f"/data/{lane.scenario}/keys/own.p12",
        "security.ssl.keystore-password": "$(OWN)",
        f"{rest}.key-password": "$(OWN)",
        f"{rest}.truststore": f"/data/{lane.scenario}/keys/trusted.jks",
        f"{rest}.truststore-password": "$(TRUSTED)",
    }
    variables = from_secret(lane, "stores", OWN=own[-1], TRUSTED="trusted")
    subprocess.run(
        ["openssl", "pkcs12", "-in", "own.p12", "-out", "own.pem", "-nodes", "-passin", f"pass:{own[-1]}"], cwd=keys, capture_output=True, check=True
    )
    lane.tls = ssl.create_default_context(cafile=os.path.join(keys, "flink.pem"))
    lane.tls.load_cert_chain(os.path.join(keys, "own.pem"))
    lane.tls.check_hostname = False
    lane.rest = lane.rest.replace("http:", "https:")
    try:
        roll_out(lane, "A", stateful(), properties=properties, variables=variables)
        lane.running()
        lane.counted("A")
        # Nobody has to show anything any more: what is asked for a savepoint still wants it.
        properties[f"{rest}.authentication-enabled"] = "false"
        roll_out(lane, "B", stateful(), properties=properties, variables=variables)
        lane.running()
        lane.continued("A", "B")
        again(lane, {"savepointGeneration": 1})
        message = lane.ended(lane.named("savepoint"), "Complete", 0)
        lane.savepoint(message["location"])
    finally:
        lane.rest, lane.tls = lane.rest.replace("https:", "http:"), None
    # TLS ends, and the job goes on.
    roll_out(lane, "C", stateful())
    lane.running()
    lane.continued("B", "C")


# Its rows are made in the JVM: what is shown is that the client runs Python.
COUNTED = """
from pyflink.table import EnvironmentSettings, TableEnvironment


def run():
    table = TableEnvironment.create(EnvironmentSettings.in_streaming_mode())
    table.execute_sql("CREATE TABLE numbers (n INT) WITH ('connector'='datagen','number-of-rows'='50','rows-per-second'='25')")
    table.execute_sql("CREATE TABLE nowhere (n INT) WITH ('connector'='blackhole')")
    table.execute_sql("INSERT INTO nowhere SELECT n FROM numbers").wait()
"""


def answer_to(lane, token, method, path, body=None, patch=MERGE):
    admin, lane.api.token = lane.api.token, token
    try:
        with lane.api.open(method, path, body, patch if method == "PATCH" else "application/json") as answer:
            return answer.status
    except urllib.error.HTTPError as error:
        return error.code
    finally:
        lane.api.token = admin


if __name__ == "__main__":
    sys.exit(SUITE.main(*sys.argv[1:]))
