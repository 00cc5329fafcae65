"""usage: application.py VERSION,VERSION... NUMBER FOLDER [SCENARIO...]: jobs that their JobManager runs itself.

Each scenario runs twice: `ha-NAME` is the one with high availability in Kubernetes.
"""

import contextlib
import functools
import json
import os
import signal
import subprocess
import sys
import time

import scenarios
from lane import APPLICATION, CHECKPOINTS, Failure, Lane, Stopped, expect, until
from scenarios import KEPT, SAVEPOINTS, UPGRADE, again, dispose, from_checkpoint, in_python, kill_jobmanager, newest_savepoint, note
from scenarios import other_tag, stateful, taken, taken_back, there, withdrawn
from suite import Suite
from walk import Walk

FACTORY = "org.apache.flink.kubernetes.highavailability.KubernetesHaServicesFactory"


class ApplicationLane(Lane):
    def clear(self):
        """Neither the ledger nor what Flink keeps itself, which outlives a cluster."""
        super().clear()
        self.kubectl("delete", "configmap", "-l", "configmap-type=high-availability", "--ignore-not-found")


SUITE = Suite("application", ApplicationLane)


@SUITE.scenario()
def walk(lane):
    """SEED and FAULTS: which walk, and how long a one."""
    if lane.release < (1, 15):
        # A JobManager ends with its job there: it is left to the scenarios above.
        return
    os.mkdir(os.path.join(lane.folder, "sink"))
    os.chmod(os.path.join(lane.folder, "sink"), 0o777)
    Walk(lane, roll_out, int(os.environ.get("SEED", "1")), int(os.environ.get("FAULTS", "20"))).run()


AVAILABLE = []


def scenario(chain=None, core=False):
    """Registers the one without high availability; the other one comes when all of these have run."""

    def add(function):
        register(function, chain, core, "", False)
        AVAILABLE.append((function, chain, core))
        return function

    return add


def register(function, chain, core, prefix, available):
    chain = prefix + (chain or function.__name__)

    @functools.wraps(function)
    def both(lane):
        function(lane, available)

    both.__name__ = prefix + function.__name__
    SUITE.scenario(chain, core)(both)


def roll_out(lane, tag, job=None, words=(), available=False, properties=None, upgrade=None, **changes):
    """Rolls out a cluster with this job; `again` does it once more, with some of it changed."""
    lane.annotations = APPLICATION | ({UPGRADE: upgrade} if upgrade else {})
    properties = {
        **CHECKPOINTS,
        "restart-strategy.type" if lane.release >= (2, 0) else "restart-strategy": "none",
        **(properties or {}),
    }
    if available:
        # 1.14 knows the class alone.
        kind = ("high-availability.type", "kubernetes") if lane.release >= (1, 17) else ("high-availability", FACTORY)
        properties |= {kind[0]: kind[1], "high-availability.storageDir": "file:///data/ha"}
    return scenarios.roll_out(lane, tag, job, words, properties=properties, **changes)


def follower(lane, condition, code, seconds=120):
    return lane.ended(lane.named("submitter"), condition, code, seconds)


def job_manager(lane):
    (pod,) = lane.component("jobmanager")
    return pod["metadata"]["name"]


def answers(lane):
    until("the JobManager answers", lambda: lane.jobs() is not None, 120)


def stays_ended(lane):
    """Neither a JobManager's container that starts again nor a pod that takes another one's place runs the job again."""
    starts = lane.starts()
    kill_jobmanager(lane)
    answers(lane)
    time.sleep(6)
    expect(lane.starts(), starts, "starts after the container started again")
    old = job_manager(lane)
    lane.kubectl("delete", "pod", old)
    until("another pod", lambda: [pod for pod in lane.component("jobmanager") if pod["metadata"]["name"] != old])
    answers(lane)
    time.sleep(6)
    expect(lane.starts(), starts, "starts after the pod was made anew")
    alive = [state for state in lane.jobs().values() if state not in ("FINISHED", "CANCELED", "FAILED")]
    expect(alive, [], "jobs that run")


def shown(lane, state):
    """What Flink shows of a job that has ended; before 1.15 its JobManager ends with it."""
    if lane.release >= (1, 15):
        expect(list(lane.jobs().values()), [state], "jobs")


@scenario(core=True)
def finish(lane, available):
    objects = roll_out(lane, "A", words=["until=50"], available=available)
    message = follower(lane, "Complete", 0)
    expect(message["state"], "FINISHED", "message")
    answers(lane)
    shown(lane, "FINISHED")
    expect(lane.starts(), [("A", "new", 0)], "starts")
    expect(lane.scale(), (1, 1), "replicas")
    stays_ended(lane)
    before = lane.pod_names()
    lane.apply(objects)
    time.sleep(4)
    expect(lane.pod_names(), before, "pods after applying the same again")


@scenario()
def fail(lane, available):
    lane.touch("fail")
    roll_out(lane, "A", available=available)
    message = follower(lane, "Failed", 1)
    expect(message["state"], "FAILED", "message")
    answers(lane)
    shown(lane, "FAILED")
    stays_ended(lane)


@scenario()
def main_throws(lane, available):
    roll_out(lane, "A", words=["main-fails"], available=available)
    message = follower(lane, "Failed", 1)
    expect(message["state"], "FAILED", "message")
    answers(lane)
    stays_ended(lane)


@scenario(core=True)
def lost_jobmanager(lane, available):
    """Where its JobManager is the only one that knows it, the job is lost with it; high availability goes on from the last checkpoint."""
    roll_out(lane, "A", available=available)
    job = lane.running()
    lane.counted("A", 100)
    kill_jobmanager(lane)
    if not available:
        message = follower(lane, "Failed", 1)
        expect(message["state"], "LOST", "message")
        stays_ended(lane)
        return
    until("the job starts again", lambda: len(lane.starts()) == 2, 180)
    expect(lane.running(), job, "the job")
    expect(lane.starts()[1][1], "restored", "start")
    old = job_manager(lane)
    lane.kubectl("delete", "pod", old)
    until("the job starts once more", lambda: len(lane.starts()) == 3, 180)
    expect(lane.running(), job, "the job")
    expect(lane.starts()[2][1], "restored", "start")
    expect(lane.condition(lane.named("submitter")), "", "condition of the submitter")


@scenario("restart")
def restart(lane, available):
    """A job that fails goes on from its newest savepoint, in the same roll-out."""
    roll_out(lane, "A", stateful(restartPolicy="FromSavepointOnFailure"), available=available)
    lane.running()
    lane.counted("A")
    failed_once(lane)
    failed_once(lane)


def failed_once(lane):
    starts = lane.starts()
    low = lane.events()[-1][2]
    again(lane, {"savepointGeneration": len(starts)})
    location = lane.ended(lane.named("savepoint"), "Complete", 0)["location"]
    lane.counted("A")
    lane.touch("fail-once")
    until("the job starts again", lambda: len(lane.starts()) > len(starts), 180)
    lane.running()
    lane.counted("A")
    (_, how, number) = lane.starts()[len(starts)]
    expect((how, number >= low), ("restored", True), f"start from {number}, saved after {low}")
    expect(lane.ledger()["savepoint"], location, "savepoint in the ledger")
    lane.unbroken("A", since=len(starts))


@scenario("restart")
def lost_after_restart(lane, available):
    """A JobManager that is lost is no failure of the job where the last checkpoint is known, else it goes on from the savepoint."""
    starts = lane.starts()
    kill_jobmanager(lane)
    until("the job starts again", lambda: len(lane.starts()) > len(starts), 180)
    lane.running()
    expect(lane.starts()[-1][1], "restored", "start")


@scenario()
def restart_without_savepoint(lane, available):
    lane.touch("fail")
    roll_out(lane, "A", stateful(restartPolicy="FromSavepointOnFailure"), available=available)
    message = follower(lane, "Failed", 42)
    expect(message["state"], "FAILED", "message")
    expect(lane.starts(), [("A", "new", 0)], "starts")


@scenario("upgrade", core=True)
def upgrade(lane, available):
    roll_out(lane, "A", stateful(), available=available)
    lane.running()
    lane.counted("A", 100)
    old = lane.named("submitter")
    roll_out(lane, "B", stateful(), available=available)
    until("the old follower is gone", lambda: not lane.pods(old))
    lane.running()
    lane.continued("A", "B")


@scenario("upgrade", core=True)
def savepoint(lane, available):
    starts = lane.starts()
    again(lane, {"savepointGeneration": 1})
    message = lane.ended(lane.named("savepoint"), "Complete", 0)
    lane.savepoint(message["location"])
    lane.counted("B")
    expect(lane.starts(), starts, "starts")


@scenario("upgrade", core=True)
def disposal(lane, available):
    """A savepoint that is one too many is disposed of, and nothing restarts for it."""
    starts = lane.starts()
    lane.annotations = lane.annotations | {KEPT: "1"}
    locations = taken(lane, 2, 3)
    prepared = lane.ledger()["next"]
    note(lane, next="another")
    expect(dispose(lane)["message"], "0 disposed of; another roll-out was prepared", "message")
    note(lane, next=prepared)
    expect(dispose(lane)["message"], "1 disposed of; 1 in the history", "message")
    expect(there(lane, locations), locations[1:], "what is left")
    lane.counted("B")
    expect(lane.starts(), starts, "starts")


@scenario("upgrade")
def refused_upgrade(lane, available):
    """When the savepoint fails, the old job goes on and nothing has changed."""
    lane.touch("file")
    starts, live = lane.starts(), dict(lane.live)
    before = lane.pod_names("probe-prepare")
    try:
        roll_out_beside(lane, available)
        raise Failure("the roll-out was not stopped")
    except Stopped as stopped:
        expect(str(stopped), "probe-prepare", "failed Job")
    lane.counted("B")
    expect(lane.starts(), starts, "starts")
    expect(lane.pod_names("probe-prepare"), before, "pods")
    lane.live = live


def roll_out_beside(lane, available):
    life = lane.life
    try:
        roll_out(lane, "C", stateful(savepointsDir=f"file:///data/{lane.scenario}/file/folder"), available=available)
    finally:
        lane.life = life


@scenario("upgrade")
def upgrade_of_image(lane, available):
    roll_out(lane, "C", stateful(), available=available, image_tag=other_tag(lane))
    lane.running()
    lane.continued("B", "C")


@scenario("upgrade", core=True)
def upgrade_of_flink(lane, available):
    tag, old = lane.life[0], lane.version
    newer = [version for version in lane.flinks if old.startswith("1.") and version.startswith("1.") and version > old]
    if not newer:
        return
    roll_out(lane, "D", stateful(), available=available, image_tag=f"{newer[-1]}-java17")
    lane.running()
    lane.continued(tag, "D")
    expect(lane.ask("/overview")["flink-version"], newer[-1], "version")


@scenario("upgrade", core=True)
def cancel_with_savepoint(lane, available):
    """A roll-out to no job; and when it is not to be cancelled any more, the job goes on."""
    tag = lane.life[0]
    lane.counted(tag)
    submitter = lane.named("submitter")
    again(lane, {"cancelRequested": True})
    lane.over(lane.named("cancel"), "Complete")
    answers(lane)
    expect(lane.jobs(), {}, "jobs")
    until("no follower is there", lambda: not lane.pods(submitter))
    lane.savepoint(lane.ledger()["savepoint"])
    _, _, number = lane.events()[-1]
    again(lane)
    lane.counted(tag)
    how, start = lane.starts()[-1][1:]
    expect((how, start <= number), ("restored", True), f"start from {start} after {number}")
    if lane.release >= (1, 15):
        lane.unbroken(tag)


@scenario(core=True)
def given_up(lane, available):
    """A roll-out that does not come to its end, and is taken back: the job goes on, wherever that was, and somebody stays with it."""
    for waves in (2, 3):
        taken_back(lane, waves, lambda tag, **more: roll_out(lane, tag, stateful(), available=available, **more))


@scenario()
def given_up_last_state(lane, available):
    if not available and lane.release < (1, 15):
        return
    for waves in (2, 3):
        taken_back(lane, waves, lambda tag, **more: roll_out(lane, tag, available=available, upgrade="last-state", **more))


CLEANED = {"cleanupPolicy": {"afterJobSucceeds": "DeleteCluster", "afterJobFails": "DeleteTaskManager", "afterJobCancelled": "KeepCluster"}}


@scenario("clean")
def clean_up(lane, available):
    """The cluster goes when its job has ended, and the next job wakes it."""
    roll_out(lane, "A", CLEANED, words=["until=50"], available=available)
    message = follower(lane, "Complete", 0)
    expect(message["state"], "FINISHED", "message")
    until("the cluster was cleaned up", lambda: lane.scale() == (0, 0))


@scenario("clean")
def wake_up(lane, available):
    roll_out(lane, "B", CLEANED, words=["until=50"], available=available)
    message = follower(lane, "Complete", 0, 180)
    expect(message["state"], "FINISHED", "message")
    expect([start for start in lane.starts() if start[0] == "B"], [("B", "new", 0)], "starts of B")
    until("the cluster was cleaned up", lambda: lane.scale() == (0, 0))


@scenario("state")
def last_state(lane, available):
    """Nothing is taken: the next job goes on from the newest checkpoint, and is the new one."""
    if not available and lane.release < (1, 15):
        return
    roll_out(lane, "A", available=available, upgrade="last-state")
    lane.running()
    lane.counted("A", 100)
    roll_out(lane, "B", available=available, upgrade="last-state")
    lane.running()
    from_checkpoint(lane, "A", "B")


@scenario("state")
def cancelled_last_state(lane, available):
    """It is not lost where it is cancelled, either."""
    if not available and lane.release < (1, 15):
        return
    again(lane, {"cancelRequested": True})
    lane.over(lane.named("cancel"), "Complete")
    answers(lane)
    expect(lane.jobs(), {}, "jobs")
    withdrawn(lane)


@scenario("state")
def handed_over_soon(lane, available):
    """A TaskManager that has not noticed that its JobManager is gone is none of the next one's: it would refuse its program for ever."""
    if not available:
        return
    lane.counted(lane.life[0], 20)
    next_one = {"available": True, "upgrade": "last-state"}
    roll_out(lane, "C", waves=2, **next_one)
    lane.over(lane.named("prepare"), "Complete")
    (held,) = [pod["metadata"]["name"] for pod in lane.component("taskmanager")]
    lane.signal(held, "taskmanager", signal.SIGSTOP)
    answers(lane)
    # One that ends in peace takes its job away from the TaskManagers.
    kill_jobmanager(lane)
    roll_out(lane, "C", seconds=180, **next_one)
    with contextlib.suppress(OSError):
        lane.signal(held, "taskmanager", signal.SIGCONT)
    lane.running()
    from_checkpoint(lane, "B", "C")


def signal_all(lane, pod, number):
    """Sends a signal to a Job's script, and to all that it runs: what `$(...)` holds is a process of its own."""
    with open(os.path.join(lane.pods_folder, pod, "main.pid"), encoding="ascii") as file:
        processes = [int(file.read())]
    for process in processes:
        # Some have ended by now: a `sleep`.
        with contextlib.suppress(OSError):
            os.kill(process, number)
            with open(f"/proc/{process}/task/{process}/children", encoding="ascii") as file:
                processes += [int(child) for child in file.read().split()]


def stopped_unseen(lane, tag, other):
    """Asks for a stop with a savepoint, of which nobody hears: the job, the pod of prepare, which is held, and the TaskManager's, too."""
    lane.counted(tag, 20)
    (job,) = lane.jobs()
    (pod,) = lane.component("taskmanager")
    held = pod["metadata"]["name"]
    lane.signal(held, "taskmanager", signal.SIGSTOP)
    roll_out(lane, other, stateful(), available=True, waves=2)
    until("the stop is asked for", lambda: lane.ledger().get("trigger", "asked") not in ("asked", ""))
    prepare = lane.pods(lane.named("prepare"))[-1]["metadata"]["name"]
    signal_all(lane, prepare, signal.SIGSTOP)
    return job, prepare, held


def ends_and_is_forgotten(lane, job, held):
    lane.signal(held, "taskmanager", signal.SIGCONT)
    until("the job has ended", lambda: "FINISHED" in (lane.jobs() or {}).values())
    maps = lambda: [item["metadata"]["name"] for item in lane.all("configmaps")]  # noqa: E731
    until("high availability has forgotten it", lambda: not any(job in name for name in maps()))


def known(lane, job):
    """The ConfigMap of high availability, and what it says of the job."""
    (cluster,) = (item for item in lane.all("configmaps") if item["metadata"]["name"].endswith("-cluster-config-map"))
    return cluster["metadata"]["name"], {key: value for key, value in cluster["data"].items() if job in key}


def cleaned_up_soon(lane, job):
    """What high availability has of a job that is about to end. When it has ended, the returned function puts that back, as if its JobManager
    had had no time to clean up."""
    folder = os.path.join(lane.data, "ha")
    cluster, graph = known(lane, job)
    copy, began = os.path.join(lane.folder, "ha"), time.time()
    # What goes meanwhile is not needed.
    subprocess.run(["cp", "-a", folder, copy], check=False)

    def back():
        paths = lambda: [os.path.join(place, f"{job}.json") for place, _, names in os.walk(folder) if f"{job}.json" in names]  # noqa: E731
        ended = lambda: [path for path in paths() if os.path.getmtime(path) > began]  # noqa: E731
        until("it is known for good that the job has ended", ended)
        (result,) = ended()
        lane.signal(job_manager(lane), "jobmanager", signal.SIGSTOP)
        subprocess.run(["cp", "-a", f"{copy}/.", folder], check=True)
        os.rename(result, result.replace(".json", "_DIRTY.json"))
        lane.kubectl("patch", "configmap", cluster, "--type=merge", "--patch", json.dumps({"data": graph}))

    return back


@scenario("state")
def unnoted_savepoint(lane, available):
    """A savepoint that nobody lived to note is not forgotten: the roll-out ends, says so, and goes on from it when it is named. What the
    JobManager had no time to clean up is not run again."""
    if not available or lane.release < (1, 15):
        return
    job, prepare, held = stopped_unseen(lane, "C", "U")
    kept = cleaned_up_soon(lane, job)
    ends_and_is_forgotten(lane, job, held)
    kept()
    kill_jobmanager(lane)
    answers(lane)
    signal_all(lane, prepare, signal.SIGCONT)
    lane.over(lane.named("prepare"), "Failed", 120)
    told = lane.message(lane.pods(lane.named("prepare"))[-1])["error"]
    expect(f"name it in fromSavepoint, the newest with a _metadata of savepoint-{job[:6]}-* in {SAVEPOINTS};" in told, True, told)
    roll_out(lane, "U", stateful(fromSavepoint=newest_savepoint(lane)), available=True)
    lane.running()
    lane.continued("C", "U")


@scenario("state")
def slow_clean_up(lane, available):
    """What Flink has not cleaned up yet, the next JobManager would run again: prepare waits for that."""
    if not available or lane.release < (1, 15):
        return
    job, prepare, held = stopped_unseen(lane, "U", "V")
    cluster, graph = known(lane, job)
    expect(len(graph) > 0, True, "what high availability knows of a job that runs")
    ends_and_is_forgotten(lane, job, held)
    patch = lambda data: lane.kubectl("patch", "configmap", cluster, "--type=merge", "--patch", json.dumps({"data": data}))  # noqa: E731
    patch(graph)
    signal_all(lane, prepare, signal.SIGCONT)
    time.sleep(8)
    expect(lane.condition(lane.named("prepare")), "", "prepare waits")
    patch(dict.fromkeys(graph))
    lane.over(lane.named("prepare"), "Complete", 60)
    roll_out(lane, "V", stateful(), available=True)
    lane.running()
    lane.continued("U", "V")


@scenario("state")
def crash_loop(lane, available):
    """A job that fails again and again is mended by a commit, which does not wait for a savepoint."""
    if not available and lane.release < (1, 15):
        return
    again_and_again = {("restart-strategy.type" if lane.release >= (2, 0) else "restart-strategy"): "fixed-delay"}
    again_and_again |= {"restart-strategy.fixed-delay.attempts": "1000000", "restart-strategy.fixed-delay.delay": "1 s"}
    mode = {"available": available, "upgrade": "savepoint-or-last-state", "properties": again_and_again}
    roll_out(lane, "D", stateful(), **mode)
    lane.counted("D", 100)
    lane.touch("fail")
    until("the job restarts", lambda: "RESTARTING" in (lane.jobs() or {}).values())
    roll_out(lane, "E", stateful(), seconds=300, **mode)
    os.remove(os.path.join(lane.folder, "fail"))
    lane.running()
    from_checkpoint(lane, "D", "E")


@scenario("state")
def dead_jobmanager(lane, available):
    """A JobManager that does not start is mended by a commit, too: high availability still knows the newest checkpoint."""
    if not available:
        return
    try:
        roll_out(lane, "X", {"className": "Missing"}, available=True, upgrade="last-state", seconds=20)
        raise Failure("a JobManager without its class is healthy")
    except Failure as failure:
        if "not within" not in str(failure):
            raise
    roll_out(lane, "F", available=True, upgrade="last-state", seconds=420)
    lane.running()
    from_checkpoint(lane, "E", "F")


@scenario()
def python(lane, available):
    """A job in Python, with the module in a file of its own, which the JobManager runs, and once."""
    if lane.release < (1, 19):
        # No PyFlink of these for this Python.
        return
    kind = {"high-availability.type": "kubernetes", "high-availability.storageDir": "file:///data/ha"} if available else {}
    spec = in_python(lane, **kind)
    spec["job"]["mode"] = "Application"
    lane.rollout(spec)
    message = follower(lane, "Complete", 0, 180)
    expect(message["state"], "FINISHED", "message")
    expect(list(lane.jobs().values()), ["FINISHED"], "jobs")
    kill_jobmanager(lane)
    answers(lane)
    time.sleep(6)
    expect(lane.jobs(), {}, "jobs after the container started again")


for one, of_chain, is_core in AVAILABLE:
    register(one, of_chain, is_core, "ha_", True)


if __name__ == "__main__":
    sys.exit(SUITE.main(*sys.argv[1:]))
