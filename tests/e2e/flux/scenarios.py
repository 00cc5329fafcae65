"""usage: scenarios.py VERSION NUMBER FOLDER [SCENARIO...]: a FlinkCluster under Flux, from its first sync to its removal."""

import sys
import time

from flux import KUSTOMIZATIONS, Flux
from gitops import STATEFUL
from lane import Stopped, expect, until
from suite import Suite

SUITE = Suite("flux", Flux)


@SUITE.scenario("life")
def first_sync(lane):
    """From nothing: Ready while the job runs, and not before the status says so."""
    spec = lane.spec(["A"], STATEFUL)
    lane.install_from_git(spec)
    revision = lane.commit(spec)
    objects = lane.render(spec)
    lane.live = {(item["kind"], item["metadata"]["name"]): item for item in objects}
    until("the submitter is there", lambda: lane.try_to(lane.get, "jobs", lane.named("submitter")), 120)
    lane.running()
    expect(lane.is_ready("probe", revision), False, "ready without a status")
    lane.applied(objects, revision)
    lane.in_order()
    lane.counted("A")


@SUITE.scenario("life")
def nothing_changes(lane):
    """Neither a commit elsewhere nor another look at the same does anything."""
    job, pods, made = lane.running(), lane.pod_names(), lane.rendered()
    lane.repository.write("README.md", "streams\n")
    revision = lane.repository.commit("elsewhere")
    lane.look()
    until("it is applied", lambda: lane.is_ready("probe", revision), 60)
    time.sleep(3)
    expect((lane.pod_names(), lane.rendered()), (pods, made), "pods and objects after a commit elsewhere")
    expect(lane.jobs(), {job: "RUNNING"}, "jobs")


@SUITE.scenario("life")
def changed_job(lane):
    lane.upgraded("A", "B", lane.spec(["B"], STATEFUL))


@SUITE.scenario("life")
def refused_upgrade(lane):
    """A savepoint that fails stops the roll-out; a commit that repairs it goes through."""
    lane.refused("B", lane.spec(["C"], STATEFUL), Stopped)
    lane.rollout(lane.spec(["C"], STATEFUL))
    lane.continued("B", "C")


@SUITE.scenario("life")
def broken_manifest(lane):
    """What cannot be applied is not applied, and nothing is pruned for it."""
    job, made = lane.running(), lane.rendered()
    lane.repository.write("deploy/run/kustomization.yaml", "resources: [missing.yaml]\n")
    lane.repository.commit("broken")
    lane.look()
    until("Flux shows the error", lambda: "missing.yaml" in lane.message_of("probe"), 60)
    expect((lane.rendered(), lane.jobs()[job]), (made, "RUNNING"), "objects and job")
    lane.repository.git("revert", "--no-edit", "HEAD")
    revision = lane.repository.commit("repair")
    lane.look()
    until("Flux is content", lambda: lane.is_applied("probe", revision), 90)


@SUITE.scenario("life")
def manual_edit(lane):
    lane.healed("C", lambda: lane.look(f"{KUSTOMIZATIONS}/probe"))


@SUITE.scenario("life")
def from_a_registry(lane):
    """The packed layout, with another image: the same three steps."""
    spec = lane.spec(["D"], STATEFUL, image_tag=f"{lane.version}-java17-new")
    lane.push(lane.spec(["C"], STATEFUL))
    lane.install_from_registry()
    lane.upgraded("C", "D", spec)


@SUITE.scenario("life")
def application_mode(lane):
    lane.into_application_mode("D", "E", "F")


@SUITE.scenario("life")
def cancelled_application(lane):
    lane.cancelled_in_application_mode("F")


@SUITE.scenario("life")
def removal(lane):
    """Nothing is left behind."""
    lane.remove()
    until("the Kustomizations are gone", lambda: not lane.api.call("GET", KUSTOMIZATIONS)["items"], 90)
    until("all objects are gone", lambda: not lane.rendered(), 30)
    until("all pods are gone", lambda: not lane.all("pods"), 60)


if __name__ == "__main__":
    sys.exit(SUITE.main(*sys.argv[1:]))
