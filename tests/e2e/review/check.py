"""check.py ROOT WORK: the cases, against the API server behind `kubectl proxy` on port 8001."""

import copy
import json
import os
import subprocess
import sys
import time
import urllib.error
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import yaml

ROOT, WORK = Path(sys.argv[1]), Path(sys.argv[2])
RENDER = os.environ["FLINK_RENDER"]
START = time.monotonic()
RESTARTS = {"jobmanager-restarts", "taskmanagers-restart", "pods-restart"}
CLUSTER_WIDE = {"ClusterRoleBinding", "StorageClass", "PriorityClass", "Namespace"}
failures = []


def say(text):
    print(f"review: {time.monotonic() - START:4.0f} s  {text}", flush=True)


def fail(case, text):
    failures.append(f"FAILED {case}: {text}")


def call(method, path, body=None, content="application/json"):
    """Status and answer."""
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(f"http://127.0.0.1:8001{path}", data, {"Content-Type": content}, method=method)
    try:
        with urllib.request.urlopen(request, timeout=60) as answer:
            return answer.status, json.load(answer)
    except urllib.error.HTTPError as error:
        return error.code, json.load(error)


def path(thing, named=True):
    """The URL of an object."""
    version, kind, metadata = thing["apiVersion"], thing["kind"], thing["metadata"]
    base = f"/apis/{version}" if "/" in version else f"/api/{version}"
    lower = kind.lower()
    plural = lower[:-1] + "ies" if lower.endswith("y") else lower + ("es" if lower.endswith("s") else "s")
    place = "" if kind in CLUSTER_WIDE else f"/namespaces/{metadata['namespace']}"
    return f"{base}{place}/{plural}" + (f"/{metadata['name']}" if named else "")


def apply(thing):
    return call("PATCH", path(thing) + "?fieldManager=e2e&force=true", thing, "application/apply-patch+yaml")


def delete(thing):
    call("DELETE", path(thing) + "?propagationPolicy=Background")
    for _ in range(300):
        if call("GET", path(thing))[0] == 404:
            return
        time.sleep(0.1)


def identity(thing):
    return thing["kind"], thing["metadata"].get("namespace"), thing["metadata"]["name"]


def run(*words):
    return subprocess.run([RENDER, *words], capture_output=True, text=True)


def load(text):
    return [thing for thing in yaml.safe_load_all(text) if thing]


def rendered(file, options):
    """The objects of a file; none of an empty one."""
    if not file.read_text().strip():
        return []
    answer = run("render", *options, str(file))
    if answer.returncode != 0:
        raise RuntimeError(answer.stderr)
    return load(answer.stdout)


def side(file):
    """How `diff` is told this side: a file without objects is a mistake to it, nothing has a name of its own."""
    return str(file) if file.read_text().strip() else "/dev/null"


def each(function, items):
    with ThreadPoolExecutor(4) as pool:
        return list(pool.map(function, items))


def create_namespaces(names):
    for name in sorted(names):
        call("POST", "/api/v1/namespaces", {"apiVersion": "v1", "kind": "Namespace", "metadata": {"name": name}})


def provide(namespaces):
    """Gives every claim a volume: a StatefulSet makes and changes its pods one after the other, each when those before are ready."""
    for claim in call("GET", "/api/v1/persistentvolumeclaims")[1]["items"]:
        metadata, spec = claim["metadata"], claim["spec"]
        if metadata["namespace"] not in namespaces or spec.get("volumeName"):
            continue
        volume = {
            "apiVersion": "v1", "kind": "PersistentVolume", "metadata": {"name": f"volume-{metadata['uid']}"},
            "spec": {
                "capacity": spec["resources"]["requests"], "accessModes": spec["accessModes"], "volumeMode": spec.get("volumeMode", "Filesystem"),
                "storageClassName": spec.get("storageClassName", ""), "hostPath": {"path": "/tmp"}, "persistentVolumeReclaimPolicy": "Retain",
                "claimRef": {"namespace": metadata["namespace"], "name": metadata["name"], "uid": metadata["uid"]},
            },
        }  # fmt: skip
        call("POST", "/api/v1/persistentvolumes", volume)


def settled(namespaces):
    """Waits until the workloads of these namespaces are as they should be: their pods, by workload."""
    end = time.monotonic() + 90
    while True:
        provide(namespaces)
        pods, waiting = {}, []
        for pod in call("GET", "/api/v1/pods")[1]["items"]:
            metadata = pod["metadata"]
            if metadata["namespace"] not in namespaces:
                continue
            owner = next(iter(metadata.get("ownerReferences", [])), None)
            if owner and owner["kind"] in ("ReplicaSet", "StatefulSet", "DaemonSet"):
                name = owner["name"].rsplit("-", 1)[0] if owner["kind"] == "ReplicaSet" else owner["name"]
                labels = metadata["labels"]
                hash = labels.get("pod-template-hash") or labels.get("controller-revision-hash")
                pods.setdefault((metadata["namespace"], name), {})[metadata["uid"]] = (hash, metadata["name"])
                if "deletionTimestamp" in metadata:
                    waiting.append(metadata["name"])
        for kind in ("deployments", "statefulsets", "daemonsets"):
            for thing in call("GET", f"/apis/apps/v1/{kind}")[1]["items"]:
                metadata, status = thing["metadata"], thing.get("status", {})
                if metadata["namespace"] not in namespaces:
                    continue
                wanted = status.get("desiredNumberScheduled", 0) if kind == "daemonsets" else thing["spec"].get("replicas", 1)
                now = len(pods.get((metadata["namespace"], metadata["name"]), {}))
                updated = status.get("updatedReplicas", status.get("updatedNumberScheduled", 0))
                seen = status.get("observedGeneration") == metadata["generation"]
                # A volume, a node or a Secret that nobody has keeps a pod from being ready, and not from being made.
                if not seen or now != wanted or (wanted and updated != wanted):
                    waiting.append(metadata["name"])
        if not waiting or time.monotonic() > end:
            return pods, waiting
        time.sleep(0.5)


# --- what diff says ---------------------------------------------------------------------------------------------------


class Case:
    def __init__(self, folder):
        self.name = folder.name
        arguments = folder / "args"
        self.options = arguments.read_text().split() if arguments.exists() else []
        base, head = folder / "base.yaml", folder / "head.yaml"
        self.base, self.head = (rendered(file, self.options) for file in (base, head))
        answer = run("diff", *self.options, *(side(file) for file in (base, head)), "--report", "json")
        if answer.returncode not in (0, 1, 2) or not answer.stdout:
            raise RuntimeError(answer.stderr)
        self.review = json.loads(answer.stdout)

    def namespaces(self):
        return {thing["metadata"].get("namespace") for thing in self.base + self.head} - {None}

    def changes(self):
        clusters = self.review["clusters"]
        return [change for cluster in clusters for change in cluster["objects"]] + self.review["objects"]


def values(thing, key):
    """What stands under a key, wherever."""
    if isinstance(thing, dict):
        yield from (value for name, value in thing.items() if name == key)
    inner = thing.values() if isinstance(thing, dict) else thing if isinstance(thing, list) else ()
    for value in inner:
        yield from values(value, key)


def make_what_users_have(case):
    """Accounts and priorities that pods name, and that no rendering has."""
    for namespace in case.namespaces():
        for thing in case.base + case.head:
            for name in values(thing, "serviceAccountName") if thing["metadata"].get("namespace") == namespace else ():
                account = {"apiVersion": "v1", "kind": "ServiceAccount", "metadata": {"name": name, "namespace": namespace}}
                call("POST", path(account, named=False), account)
    for name in values(case.base + case.head, "priorityClassName"):
        priority = {"apiVersion": "scheduling.k8s.io/v1", "kind": "PriorityClass", "metadata": {"name": name}, "value": 1}
        call("POST", path(priority, named=False), priority)


def apply_base(case):
    for thing in case.base:
        status, answer = apply(thing)
        if status not in (200, 201):
            fail(case.name, f"BASE's {thing['kind']} {thing['metadata']['name']} is refused: {answer['message']}")


def apply_head(case):
    """Applies HEAD as Argo CD and Flux do: changes, what is made anew, and pruning."""
    said = {(change["kind"], change["namespace"], change["name"]): change for change in case.changes()}
    for thing in case.head:
        change = said.get(identity(thing))
        refused = change and change["refused"]
        status, answer = apply(thing)
        annotations = thing["metadata"].get("annotations", {})
        if refused:
            # The field itself, or the section that holds it.
            named = refused["field"].removeprefix("spec.").split(".")[0]
            words = answer.get("message", "")
            if status != 422 or not (named in words or "spec: Forbidden" in words or "immutable" in words or "may not" in words):
                fail(case.name, f"{thing['kind']}: `{refused['field']}` was to be refused, and it is {status}: {words}")
        elif status == 422 and annotations.get("argocd.argoproj.io/sync-options") == "Force=true,Replace=true":
            if not change or change["effect"] != "job-runs":
                fail(case.name, f"{thing['kind']} {thing['metadata']['name']} has to be made anew, and diff does not say so")
            delete(thing)
            status, answer = apply(thing)
            if status != 201:
                fail(case.name, f"{thing['kind']} {thing['metadata']['name']} cannot be made anew: {answer['message']}")
        elif status not in (200, 201):
            fail(case.name, f"{thing['kind']} {thing['metadata']['name']} is refused: {answer['message']}")
        elif status == 201 and (not change or change["change"] not in ("added", "replaced")):
            fail(case.name, f"{thing['kind']} {thing['metadata']['name']} is new, and diff does not say so")
    wanted = {identity(thing) for thing in case.head}
    for thing in case.base:
        if identity(thing) not in wanted:
            delete(thing)


def compare(case, before, after):
    """The pods of every workload that is there before and after, against what diff says of it."""
    said = {(change["namespace"], change["name"]): change for change in case.changes()
            if change["kind"] in ("Deployment", "StatefulSet", "DaemonSet")}
    checked = 0
    for key in sorted(before.keys() & after.keys()):
        if key[0] not in case.namespaces():
            continue
        old, new = before[key], after[key]
        hashes = [{hash for hash, _ in pods.values()} for pods in (old, new)]
        change = said.get(key)
        effect = change["effect"] if change else "none"
        checked += 1
        if effect in RESTARTS:
            if hashes[0] & hashes[1] or old.keys() & new.keys():
                fail(case.name, f"{key[1]}: {effect}, and pods stayed: {old} {new}")
        elif hashes[0] != hashes[1] or not (old.keys() <= new.keys() or new.keys() <= old.keys()):
            fail(case.name, f"{key[1]}: {effect}, and pods restarted: {old} {new}")
    return checked


def check_reviews():
    folders = sorted(folder for folder in (ROOT / "fixtures/review").iterdir() if folder.is_dir())
    # What only older programs rendered cannot be applied by this one.
    outdated = [folder for folder in folders if folder.name.startswith("outdated-")]
    for folder in outdated:
        if run("render", str(folder / "base.yaml")).returncode == 0:
            fail(folder.name, "its base renders: it has another name")
    cases = each(Case, [folder for folder in folders if folder not in outdated])
    namespaces = set().union(*(case.namespaces() for case in cases))
    for case in cases:
        strange = [name for name in case.namespaces() if not name.startswith(case.name)]
        if strange:
            fail(case.name, f"its namespaces are {strange}: each case has its own")
    create_namespaces(namespaces)
    each(make_what_users_have, cases)
    say(f"{len(cases)} changes: applying what was before")
    each(apply_base, cases)
    before, waiting = settled(namespaces)
    if waiting:
        fail("base", f"never settled: {waiting[:9]}")
    say("applying what comes after")
    each(apply_head, cases)
    after, waiting = settled(namespaces)
    if waiting:
        fail("head", f"never settled: {waiting[:9]}")
    selected = check_selected(namespaces, after)
    checked = sum(compare(case, before, after) for case in cases)
    effects = {effect for case in cases for effect in [change["effect"] for change in case.changes()]}
    effects |= {effect for case in cases for cluster in case.review["clusters"] for effect in cluster["effects"]}
    missing = {"in-place", "added", "job-runs", "pods-restart", "taskmanagers-restart", "jobmanager-restarts", "resubmitted",
               "removed", "state-risk", "not-applicable"} - effects
    if missing:
        fail("fixtures/review", f"no case has the effects {sorted(missing)}")
    refused = sum(1 for case in cases for change in case.changes() if change["refused"])
    return f"{len(cases)} changes as said: {checked} workloads, {refused} refusals; {selected}"


def check_selected(namespaces, pods):
    """Budgets and autoscalers see the pods that they are for: those of all components, those of one workload."""
    def all_of(version, kind):
        items = call("GET", f"/apis/{version}/{kind.lower()}s")[1]["items"]
        return [thing | {"apiVersion": version, "kind": kind} for thing in items if thing["metadata"]["namespace"] in namespaces]

    def of_cluster(budget):
        return sum(len(all) for (namespace, _), all in pods.items() if namespace == budget["metadata"]["namespace"])

    def of_target(scaler):
        return len(pods[scaler["metadata"]["namespace"], scaler["spec"]["scaleTargetRef"]["name"]])

    mine = [(thing, "expectedPods", of_cluster(thing)) for thing in all_of("policy/v1", "PodDisruptionBudget")]
    mine += [(thing, "currentReplicas", of_target(thing)) for thing in all_of("autoscaling/v2", "HorizontalPodAutoscaler")]
    for thing, field, wanted in mine:
        end = time.monotonic() + 60
        while True:
            live = call("GET", path(thing))[1]
            if live.get("status", {}).get(field) == wanted:
                break
            if time.monotonic() > end:
                fail(thing["metadata"]["namespace"], f"{thing['kind']} {thing['metadata']['name']} sees {live.get('status')}, and not {wanted} pods")
                break
            time.sleep(0.5)
    kinds = {thing["kind"] for thing, *_ in mine}
    if kinds != {"PodDisruptionBudget", "HorizontalPodAutoscaler"}:
        fail("fixtures/review", f"no case has another kind than {kinds} that selects pods")
    return f"{len(mine)} budgets and autoscalers with the right pods"


# --- what adopt says --------------------------------------------------------------------------------------------------


def modern(thing):
    """The operator's Ingress in the API that is still there."""
    if thing["apiVersion"] == "extensions/v1beta1":
        thing["apiVersion"] = "networking.k8s.io/v1"
        for rule in thing["spec"].get("rules", []):
            for place in rule["http"]["paths"]:
                backend = place.pop("backend")
                port = {"name" if isinstance(backend["servicePort"], str) else "number": backend["servicePort"]}
                place["backend"] = {"service": {"name": backend["serviceName"], "port": port}}
                place["pathType"] = "ImplementationSpecific"
    return thing


def strip(thing):
    thing = copy.deepcopy(thing)
    thing.pop("status", None)
    thing["metadata"].pop("creationTimestamp", None)
    return thing


class Adopted:
    """A case of an operator, made in a namespace of its own."""

    def __init__(self, number, folder):
        suite = folder.relative_to(ROOT / "golden/operator")
        self.name = f"operator/{suite}"
        self.namespace = f"adopted-{number}"
        self.objects = [modern(strip(thing)) for thing in load((folder / "expected.yaml").read_text())]
        source = ROOT / "fixtures/operator" / suite / "input.yaml"
        self.input = WORK / "adopted" / f"{self.namespace}.yaml"
        # Bytes of the user's stay, but for the namespace.
        text = source.read_text()
        cluster = load(text)[0]
        old = cluster["metadata"].get("namespace")
        cluster["metadata"]["namespace"] = self.namespace
        cluster.pop("status", None)
        if suite.parts[0] in ("google", "spotify"):
            cluster["metadata"].setdefault("annotations", {})["flinkoperator.k8s.io/dialect"] = suite.parts[0]
            right = "flinkoperator.k8s.io/v1beta1"
        else:
            right = "flinkoperator.k8s.io/v1alpha1"
        self.cluster = cluster
        self.usable = old is not None and cluster["apiVersion"] == right
        self.why = "" if self.usable else "it names no namespace, or another version"
        if (cluster["spec"].get("job") or {}).get("mode") == "Application":
            # Its JobManager is a Job, and the operator's id of the Flink job is part of its pod.
            self.usable, self.why = False, "its JobManager cannot be taken over"

    def make(self):
        if not self.usable:
            return
        self.input.write_text(json.dumps(self.cluster))
        rendering = run("render", "--compat", "operator", "--no-custom-resource", str(self.input))
        if rendering.returncode != 0:
            self.usable, self.why = False, "it is refused"
            return
        self.ours = load(rendering.stdout)
        status, answer = call("POST", path(self.cluster, named=False), self.cluster)
        owner = None
        if status == 201:
            owner = {"apiVersion": answer["apiVersion"], "kind": answer["kind"], "name": answer["metadata"]["name"],
                     "uid": answer["metadata"]["uid"], "controller": True, "blockOwnerDeletion": False}
        for thing in self.objects:
            thing["metadata"]["namespace"] = self.namespace
            thing["metadata"].pop("ownerReferences", None)
            if owner:
                thing["metadata"]["ownerReferences"] = [owner]
            for template in thing.get("spec", {}).get("volumeClaimTemplates") or []:
                # What has an owner that is not there is deleted.
                if template["metadata"].pop("ownerReferences", None) and owner:
                    template["metadata"]["ownerReferences"] = [owner]
            status, answer = call("POST", path(thing, named=False) + "?fieldManager=flink-operator", thing)
            if status != 201:
                self.usable, self.why = False, f"{thing['kind']}: {answer['message'][:120]}"

    def take_over(self, number):
        remove = [{"op": "remove", "path": "/metadata/ownerReferences"}]
        before = {}
        for thing in self.ours:
            status, live = call("GET", path(thing))
            if status == 200 and live["metadata"].get("ownerReferences"):
                status, live = call("PATCH", path(thing), remove, "application/json-patch+json")
            if status != 200:
                fail(self.name, f"{thing['kind']} cannot be taken from its owner: {live['message']}")
                return
            before[path(thing)] = live
        by_server = number % 2
        orphaned = [thing for thing in self.ours if is_orphaned(self.said.get(identity(thing)))]
        for thing in orphaned:
            # The way out that adopt names.
            call("DELETE", path(thing) + "?propagationPolicy=Orphan")
            while call("GET", path(thing))[0] != 404:
                time.sleep(0.1)
        for thing in self.ours if by_server else []:
            status, answer = apply(thing)
            if status not in (200, 201) and "duplicate entries for key" in answer["message"]:
                # The operator let a variable pass twice; client-side apply does, too.
                by_server = False
            elif status != (201 if thing in orphaned else 200):
                fail(self.name, f"{thing['kind']} cannot be applied: {answer['message']}")
        if not by_server:
            file = WORK / "adopted" / f"{self.namespace}-ours.json"
            file.write_text(json.dumps({"apiVersion": "v1", "kind": "List", "items": self.ours}))
            done = subprocess.run(["kubectl", "apply", "-f", str(file)], capture_output=True, text=True)
            if done.returncode != 0:
                fail(self.name, f"cannot be applied: {done.stderr}")
        for thing in self.ours:
            if thing in orphaned:
                continue
            live = call("GET", path(thing))[1]
            was = before[path(thing)]["metadata"]
            if live["metadata"]["uid"] != was["uid"]:
                fail(self.name, f"{thing['kind']} is another one")
            said = self.said.get(identity(thing))
            # Of a Deployment, new annotations are a new generation: what client-side apply notes.
            changed = by_server and live["metadata"].get("generation") != was.get("generation")
            if said is None or (said["effect"] == "none" and changed):
                fail(self.name, f"{thing['kind']} was to stay as it is, and its generation is another one")


def is_orphaned(said):
    """A StatefulSet that is made again around its pods: the operator made itself the owner of its claims."""
    return said is not None and said["madeAgain"]


def claims(namespaces):
    items = call("GET", "/api/v1/persistentvolumeclaims")[1]["items"]
    return {thing["metadata"]["uid"] for thing in items if thing["metadata"]["namespace"] in namespaces}


def check_adoption():
    (WORK / "adopted").mkdir()
    suites = [(suite, 1, 0) for suite in ("valid", "quirk")] + [(f"{fork}/valid", 12, 8) for fork in ("google", "spotify")]
    folders = []
    for suite, step, most in suites:
        files = sorted((ROOT / "golden/operator" / suite).glob("*/expected.yaml"))
        with_claims = [file for file in files if "volumeClaimTemplates" in file.read_text()]
        folders += sorted({file.parent for file in files[::step] + with_claims[:most]})
    cases = [Adopted(number, folder) for number, folder in enumerate(folders)]
    create_namespaces({case.namespace for case in cases})
    say(f"making what the operator made of {len(cases)} resources")
    each(Adopted.make, cases)
    made = [case for case in cases if case.usable]
    for case in cases:
        if not case.usable:
            case.input.unlink(missing_ok=True)
    namespaces = {case.namespace for case in made}
    before, _ = settled(namespaces)
    kinds = (
        "flinkclusters,configmaps,services,ingresses,deployments,statefulsets,jobs,replicasets,pods,"
        "poddisruptionbudgets,horizontalpodautoscalers,podgroups,persistentvolumeclaims"
    )
    dump = WORK / "dump.yaml"
    with open(dump, "w") as file:
        subprocess.run(["kubectl", "get", kinds, "--all-namespaces", "-o", "yaml"], stdout=file, check=True)
    say(f"adopting {len(made)} of them")
    answer = run("adopt", str(WORK / "adopted"), "--no-custom-resource", "--from-cluster-dump", str(dump), "--report", "json")
    if not answer.stdout:
        fail("adopt", f"exit code {answer.returncode}: {answer.stderr[-2000:]}")
        return ""
    report = json.loads(answer.stdout)
    said = {(thing["kind"], thing["namespace"], thing["name"]): thing for thing in report["objects"]}
    for key, thing in said.items():
        if not thing["there"] or not (thing["effect"] in ("none", "in-place") or is_orphaned(thing)):
            fail(f"adopt {key}", json.dumps(thing)[:1500])
    again = sum(is_orphaned(thing) for thing in said.values())
    if answer.returncode != 0:
        fail("adopt", f"exit code {answer.returncode}: {answer.stderr[-2000:]}")
    if not again:
        fail("adopt", "no StatefulSet with claims that is the operator's")
    for case in made:
        case.said = said
    claimed = claims(namespaces)
    each(lambda pair: pair[1].take_over(pair[0]), list(enumerate(made)))
    time.sleep(2)
    after, _ = settled(namespaces)
    for key in sorted(before.keys() | after.keys()):
        if before.get(key) != after.get(key):
            fail(f"adopt {key}", f"its pods are others: {before.get(key)} {after.get(key)}")
    if claims(namespaces) != claimed:
        fail("adopt", f"the claims are others: {claims(namespaces) ^ claimed}")
    stay = sum(thing["effect"] == "none" for thing in said.values())
    # The rest asks for more than its limits, or for volumes of one name: to the operator of its time that was no matter.
    if len(made) < 75:
        fail("adopt", f"only {len(made)} of {len(cases)} could be made: " + "; ".join(sorted({case.why for case in cases if case.why}))[:2000])
    return f"{len(made)} clusters of the operator adopted, {len(said)} objects ({stay} untouched, {again} StatefulSets made again around their pods and {len(claimed)} claims), {len(before)} workloads with the pods they had"


results = [check_reviews(), check_adoption()]
for failure in failures:
    print(failure)
for result in results:
    say(result)
sys.exit(1 if failures else 0)
