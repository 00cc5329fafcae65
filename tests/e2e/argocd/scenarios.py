"""usage: scenarios.py VERSION NUMBER FOLDER [SCENARIO...]: a FlinkCluster under Argo CD, from its first sync to its removal."""

import sys
import time

from argo import FILE, Argo
from gitops import STATEFUL
from lane import Failure, Stopped, expect, key, until
from suite import Suite

SUITE = Suite("argocd", Argo)


@SUITE.scenario("life")
def first_sync(lane):
    """From nothing: the Application is Synced while its job runs, and Healthy when the status says so."""
    spec = lane.spec(["A"], STATEFUL)
    revision = lane.commit(spec)
    lane.create_application()
    lane.synced(lane.render(spec), revision)
    lane.running()
    lane.in_order()
    lane.counted("A")
    expect(lane.health(), "Progressing", "health without a status")
    lane.report_status()
    until("the Application is Healthy", lambda: lane.health() == "Healthy", 30)


@SUITE.scenario("life")
def nothing_changes(lane):
    """Neither a refresh nor a commit elsewhere does anything."""
    job, pods, made = lane.running(), lane.pod_names(), lane.rendered()
    lane.repository.write("README.md", "streams\n")
    lane.repository.commit("elsewhere")
    lane.look()
    time.sleep(8)
    expect((lane.pod_names(), lane.rendered()), (pods, made), "pods and objects after a commit elsewhere")
    expect(lane.jobs(), {job: "RUNNING"}, "jobs")


@SUITE.scenario("life")
def changed_job(lane):
    lane.upgraded("A", "B", lane.spec(["B"], STATEFUL))


@SUITE.scenario("life")
def changed_image(lane):
    lane.upgraded("B", "C", lane.spec(["C"], STATEFUL, image_tag=f"{lane.version}-java17-new"))


@SUITE.scenario("life")
def refused_upgrade(lane):
    """A savepoint that fails stops the roll-out; a commit that repairs it is taken up, while Argo CD still tries."""
    lane.refused("C", lane.spec(["D"], STATEFUL), Stopped)
    spec = lane.spec(["D"], STATEFUL)
    repaired = lane.commit(spec)
    lane.live = {key(item): item for item in lane.render(spec)}
    until("the repair is applied", lambda: lane.is_synced(repaired), 180)
    lane.continued("C", "D")


@SUITE.scenario("life")
def typo(lane):
    """The UI says what and where; nothing is touched."""
    job, made = lane.running(), lane.rendered()
    wrong = lane.spec(["E"], STATEFUL)
    wrong["job"]["paralelism"] = wrong["job"].pop("parallelism")
    lane.commit(wrong)
    with open(f"{lane.repository.copy}/{FILE}", encoding="utf-8") as file:
        line = next(n for n, text in enumerate(file, 1) if "paralelism" in text)
    message = until("Argo CD shows the error", lambda: lane.condition_of("ComparisonError"), 60)
    for words in (f"{FILE}:{line}:7: FR030: ", "did you mean `parallelism`?", "flink-render: nothing rendered, 1 error"):
        if words not in message:
            raise Failure(f"not in the message: {words!r}: {message}")
    time.sleep(8)
    expect(lane.rendered(), made, "objects")
    expect(lane.jobs()[job], "RUNNING", "job")
    lane.commit(lane.spec(["D"], STATEFUL), "repair")
    until("Argo CD is content", lambda: not lane.condition_of("ComparisonError"), 60)


@SUITE.scenario("life")
def manual_edit(lane):
    """Argo CD sees it by itself."""
    lane.healed("D", lambda: None)


@SUITE.scenario("life")
def from_a_registry(lane):
    """The packed layout, of the same job, in place of Git and the plugin: nothing happens. Another job: the same three steps."""
    lane.report_status()
    job, pods = lane.running(), lane.pod_names("probe-prepare")
    digest = lane.push(lane.spec(["D"], STATEFUL))
    lane.take_from_registry()
    until("it is the same", lambda: lane.is_synced(digest), 60)
    until("the Application is Healthy", lambda: lane.health() == "Healthy", 30)
    expect((lane.running(), lane.pod_names("probe-prepare")), (job, pods), "job and pods")
    lane.upgraded("D", "E", lane.spec(["E"], STATEFUL))
    lane.report_status()
    until("the Application is Healthy", lambda: lane.health() == "Healthy", 30)


@SUITE.scenario("life")
def application_mode(lane):
    lane.into_application_mode("E", "F", "G")
    lane.report_status()
    until("the Application is Healthy", lambda: lane.health() == "Healthy", 30)


@SUITE.scenario("life")
def cancelled_application(lane):
    lane.cancelled_in_application_mode("G")


@SUITE.scenario("life")
def removal(lane):
    """Nothing is left behind."""
    lane.delete_application()
    until("the Application is gone", lambda: not lane.try_to(lane.application), 90)
    expect(lane.rendered(), {}, "objects that are left")
    until("all pods are gone", lambda: not lane.all("pods"), 60)


if __name__ == "__main__":
    sys.exit(SUITE.main(*sys.argv[1:]))
