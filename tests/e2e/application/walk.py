"""A random walk: faults upon faults, roll-outs in between, and a job that must count on through all of them.

A seed gives the same walk again as far as processes allow: what harms is the same, what it hits may be a moment further on.
"""

import json
import os
import random
import shlex
import signal
import subprocess
import threading
import time

from lane import Failure, Stopped, expect, key, until
from scenarios import newest_savepoint, stateful

# Nobody waits long for who has died.
IMPATIENT = {
    "high-availability.kubernetes.leader-election.lease-duration": "4 s",
    "high-availability.kubernetes.leader-election.renew-deadline": "3 s",
    "high-availability.kubernetes.leader-election.retry-period": "1 s",
    "heartbeat.interval": "1000",
    "heartbeat.timeout": "6000",
    "restart-strategy.fixed-delay.attempts": "1000000",
    "restart-strategy.fixed-delay.delay": "200 ms",
}
MODES = (None, "last-state", "savepoint-or-last-state")


class Walk:
    def __init__(self, lane, roll_out, seed, faults):
        self.lane = lane
        self.roll_out = roll_out
        self.random = random.Random(seed)
        self.left = faults
        self.harmed = {}
        # What Git says: a tag, changes of the job, and how state is kept.
        self.wanted = ("T0", {}, None)
        self.tags = 0
        self.slowest = 0
        # Between which numbers a job was harmed that may have been in the middle of a stop with a savepoint.
        self.excused = []
        self.doubled = 0

    def run(self):
        self.sync()
        self.settle()
        while self.left > 0:
            self.step()
        print(
            f"walk: {sum(self.harmed.values())} faults: {self.harmed}; {self.tags} commits; "
            f"{self.doubled} counts written again of savepoints in which the job was harmed; the slowest came round in {self.slowest:.0f} s",
            flush=True,
        )

    def step(self):
        """Some faults, during a roll-out or without one, and what comes of them."""
        began, before = time.monotonic(), self.exactly_once()
        commit = self.random.choice((None, None, self.changed, self.changed, self.reverted, self.saved, self.cancelled))
        told = []
        if commit:
            commit()
            told.append(f"{self.wanted}")
            half = self.random.random() < 0.25
            rolled = threading.Thread(target=self.tried, args=(self.random.randrange(1, 6) if half else None,))
            if half:
                self.count("half-applied sync")
            rolled.start()
        for _ in range(self.random.choice((1, 2, 3, 4, 5, 6))):
            time.sleep(self.random.choice((0, 0.3, 1, 3, 6)) if commit else self.random.choice((0, 0, 0.5, 2)))
            harm = self.random.choices(list(HARMS), [weight for weight, _ in HARMS.values()])[0]
            if HARMS[harm][1](self):
                self.count(harm)
                told.append(harm)
        if commit:
            rolled.join()
        # Flink commits what a savepoint holds, and goes on from the checkpoint before it where the job fails before it has ended.
        stops = commit not in (None, self.saved) and (self.wanted[2] != "last-state" or commit == self.cancelled)
        if stops and any(harm.startswith(("JobManager", "TaskManager", "job")) for harm in told):
            self.excused.append((before, float("inf")))
        try:
            self.settle()
            self.excused = [(low, min(high, self.written()[-1][1])) for low, high in self.excused]
        except Exception as error:
            raise Failure(f"after {', '.join(told)}, with {self.left} faults to go: {error}") from error
        took = time.monotonic() - began
        self.slowest = max(self.slowest, took)
        print(f"walk: {self.left:4} left, {took:3.0f} s: {', '.join(told)}", flush=True)

    def count(self, harm):
        self.left -= 1
        self.harmed[harm] = self.harmed.get(harm, 0) + 1

    # What is committed

    def changed(self):
        self.tags += 1
        self.previous = self.wanted
        self.wanted = (f"T{self.tags}", {}, self.random.choice(MODES))

    def reverted(self):
        if self.tags:
            tag, job, mode = self.previous
            # To name a savepoint again would be to go back to it.
            self.previous, self.wanted = self.wanted, (tag, without(job, "fromSavepoint"), mode)

    def saved(self):
        tag, job, mode = self.wanted
        self.wanted = (tag, job | {"savepointGeneration": job.get("savepointGeneration", 0) + 1}, mode)

    def cancelled(self):
        """And back, when it has come round."""
        tag, job, mode = self.wanted
        self.wanted = (tag, job | {"cancelRequested": True}, mode)

    # How it gets into the cluster

    def tried(self, waves=None):
        """A sync that may fail, or be given up after so many waves."""
        try:
            self.sync(waves)
        except (Failure, OSError) as failure:
            # No sync goes on without the API server.
            self.failure = failure
            return False
        return True

    def sync(self, waves=None):
        tag, job, mode = self.wanted
        restart = "restart-strategy.type" if self.lane.release >= (2, 0) else "restart-strategy"
        properties = IMPATIENT | {restart: "fixed-delay"}
        self.failure = None
        self.roll_out(self.lane, tag, stateful(**job), available=True, upgrade=mode, properties=properties, words=["millis=10"], waves=waves)

    def settle(self):
        """The sync comes to its end, and the job counts on, alone, with nothing lost or doubled."""
        lane, end = self.lane, time.monotonic() + 600
        while True:
            while not self.tried():
                if time.monotonic() > end:
                    raise Failure(f"a stuck roll-out of {self.wanted}: {self.failure}")
                self.named()
                time.sleep(1)
            if not self.wanted[1].get("cancelRequested"):
                break
            lane.over(lane.named("cancel"), "Complete", 300)
            expect([state for state in (lane.jobs() or {}).values() if state == "RUNNING"], [], "jobs that run though they were cancelled")
            tag, job, mode = self.wanted
            self.wanted = (tag, without(job, "cancelRequested"), mode)
        tag = self.wanted[0]
        if "savepointGeneration" in self.wanted[1]:
            until("the savepoint is over", lambda: lane.condition(lane.named("savepoint")) in ("Complete", "Failed"), 300)
        lane.running(300)
        lane.counted(tag, 5, 120)
        self.exactly_once()
        last = self.written()[-1][1]
        until("what was counted is written", lambda: self.written()[-1][1] > last, 60)
        expect(self.exactly_once() > last, True, "the sink goes on")
        news = [event for event in lane.starts() if event[1] == "new"]
        expect(len({tag for tag, _, _ in news} - {"T0"}), 0, f"tags that started without state: {news}")
        self.follower_lives()

    def named(self):
        """Does what prepare asks for where nobody noted the savepoint that a job was stopped with."""
        for pod in self.lane.pods(self.lane.named("prepare")) if isinstance(self.failure, Stopped) else []:
            if "name it in fromSavepoint" in json.dumps(pod["status"]):
                tag, job, mode = self.wanted
                self.wanted = (tag, job | {"fromSavepoint": newest_savepoint(self.lane)}, mode)
                print(f"walk: named {self.wanted[1]['fromSavepoint']}", flush=True)
                return

    def follower_lives(self):
        submitter = self.lane.named("submitter")
        expect(self.lane.condition(submitter), "", "condition of the submitter of a job that runs")

    def written(self):
        ranges = sorted(tuple(int(number) for number in name.split("-")) for name in os.listdir(os.path.join(self.lane.folder, "sink")))
        return ranges or [(0, 0)]

    def exactly_once(self):
        """What the sink has is 1, 2, 3, ..., and the last of them is returned."""
        last = self.doubled = 0
        for first, end in self.written():
            if first <= last and any(low < first <= high for low, high in self.excused):
                self.doubled += min(end, last) + 1 - first
            elif end:
                expect(first, last + 1, f"what the sink has after {last}")
            last = max(last, end)
        return last


def without(job, field):
    return {key: value for key, value in job.items() if key != field}


# What harms


def container(component, name):
    def kill(walk):
        for pod in walk.lane.component(component):
            try:
                walk.lane.signal(pod["metadata"]["name"], name, signal.SIGKILL)
                return True
            except (OSError, ValueError):
                pass
        return False

    return kill


def delete(lane, pods):
    """An eviction: with or without time to end."""
    names = [pod["metadata"]["name"] for pod in pods]
    if names:
        try:
            lane.kubectl("delete", "pod", "--wait=false", "--ignore-not-found", *names)
        except Failure:
            return False
    return bool(names)


def pod(component):
    return lambda walk: patiently(lambda: delete(walk.lane, walk.lane.component(component)))


def job(role):
    def evict(walk):
        return patiently(lambda: delete(walk.lane, [pod for pod in walk.lane.pods(walk.lane.named(role)) if pod["status"]["phase"] in ("Pending", "Running")]))

    return evict


def patiently(action):
    """Nothing is evicted where the API server does not answer."""
    try:
        return action()
    except (OSError, Failure):
        return False


def frozen(component, name):
    """A process that stands still for a while, as one whose node is busy."""

    def freeze(walk):
        for pod in walk.lane.component(component):
            pod = pod["metadata"]["name"]
            try:
                walk.lane.signal(pod, name, signal.SIGSTOP)
                time.sleep(walk.random.choice((1, 4, 9)))
                walk.lane.signal(pod, name, signal.SIGCONT)
                return True
            except (OSError, ValueError):
                pass
        return False

    return freeze


def fail_once(walk):
    walk.lane.touch("fail-once")
    return True


SERVER = {}


def api_server(walk):
    """It is killed, and comes back after some seconds."""
    with open(os.path.join(walk.lane.work, "kube-apiserver.pid"), encoding="ascii") as file:
        process = SERVER.get("process")
        number = process.pid if process else int(file.read())
    with open(f"/proc/{number}/cmdline", encoding="utf-8") as file:
        command = file.read().rstrip("\0").split("\0")
    os.kill(number, signal.SIGKILL)
    if process:
        process.wait()
    time.sleep(walk.random.choice((0, 2, 5)))

    def start():
        with open(os.path.join(walk.lane.work, "cluster", "log", "kube-apiserver"), "ab") as log:
            SERVER["process"] = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=log, stderr=log)

    def ready():
        # One that comes before the port of the killed one is free ends.
        if SERVER["process"].poll() is not None:
            start()
        return subprocess.run(["kubectl", "get", "--raw", "/readyz"], capture_output=True, check=False).returncode == 0

    start()
    until(f"the API server answers: {shlex.join(command)}", ready, 60)
    return True


HARMS = {
    "JobManager killed": (5, container("jobmanager", "jobmanager")),
    "JobManager evicted": (3, pod("jobmanager")),
    "JobManager frozen": (2, frozen("jobmanager", "jobmanager")),
    "TaskManager killed": (4, container("taskmanager", "taskmanager")),
    "TaskManager evicted": (3, pod("taskmanager")),
    "TaskManager frozen": (1, frozen("taskmanager", "taskmanager")),
    "follower evicted": (3, job("submitter")),
    "prepare evicted": (3, job("prepare")),
    "job failed": (3, fail_once),
    "API server restarted": (1, api_server),
}
