"""What linters find in renderings, against the list of what is accepted."""

import json
import os
import re
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.join(HERE, "../../..")
BIN = os.path.join(os.environ["LINTERS"], "bin")
# A job, a session cluster, all Jobs there are, both dialects of v1beta1, StatefulSets, a reporter.
CASES = ["job", "session", "whole-life", "spotify-defaults", "claims", "prometheus"]
# The same with all that its author can do about findings, and with nothing that flink-render does about them.
HARDENED, BARE = "hardened", "unrestricted"
TOOLS = {}
START = time.monotonic()


def say(text):
    print(f"linters: {time.monotonic() - START:4.0f} s  {text}", flush=True)


def tool(name):
    return lambda function: TOOLS.setdefault(name, function)


def run(*command, codes=(0, 1)):
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode not in codes:
        raise SystemExit(f"linters: FAILED: {' '.join(command)}: {done.returncode}\n{done.stdout[-2000:]}\n{done.stderr[-2000:]}")
    return done.stdout


# Each takes a folder with one object a file, named by what it is, and yields (check, what it is) for each finding.


@tool("kube-score")
def kube_score(folder):
    files = [os.path.join(folder, file) for file in sorted(os.listdir(folder))]
    for scored in json.loads(run(f"{BIN}/kube-score", "score", "--output-format", "json", *files)):
        for check in scored["checks"]:
            # Ten is right, five a warning.
            if not check["skipped"] and check["grade"] < 10:
                yield check["check"]["id"], what(scored["file_name"])


@tool("checkov")
def checkov(folder):
    answer = json.loads(
        run(f"{BIN}/checkov", "--framework", "kubernetes", "--directory", folder, "--output", "json", "--quiet", "--compact", "--skip-download")
    )
    if answer["summary"]["parsing_errors"] or not answer["summary"]["passed"]:
        raise SystemExit(f"linters: FAILED: checkov: {answer['summary']}")
    for failed in answer["results"]["failed_checks"]:
        yield failed["check_id"], what(failed["file_path"])


@tool("trivy")
def trivy(folder):
    for line in run(f"{BIN}/trivy", folder, codes=(0,)).splitlines():
        check, file, _ = line.split(" ", 2)
        yield check, what(file)


@tool("conftest")
def conftest(folder):
    answer = run(f"{BIN}/conftest", "test", "--no-color", "--output", "json", "--policy", f"{HERE}/policy.rego", folder)
    for file in json.loads(answer):
        for failed in file.get("failures", []):
            yield failed["msg"].split(":")[0], what(file["filename"])


def what(file):
    """Kind/role, of a file's name."""
    return "/".join(os.path.basename(file).removesuffix(".yaml").rstrip("+").split("-", 1))


def render(case, folder):
    """One object a file, named KIND-ROLE."""
    inputs = os.path.join(HERE, f"{case}.yaml") if case == HARDENED else os.path.join(ROOT, "fixtures/accept", case)
    rendered = run(os.environ["FLINK_RENDER"], "render", inputs, codes=(0,))
    documents = re.split(r"^---\n", rendered, flags=re.MULTILINE)[1:]
    named = lambda document, field, spaces="": (re.search(f"^{spaces}{field}: (.+)$", document, re.MULTILINE) or [None, None])[1]  # noqa: E731
    clusters = [named(document, "name", "  ") for document in documents if named(document, "kind") == "FlinkCluster"]
    for document in documents:
        kind, name = named(document, "kind"), named(document, "name", "  ")
        # Of two clusters in a file, the one that it belongs to.
        cluster = max((one for one in clusters if one in name), key=len)
        role = named(document, "flinkoperator.k8s.io/role", "    ") or re.sub("-[0-9a-f]{10}$", "", name.replace(cluster, "", 1)).strip("-") or "cluster"
        path = os.path.join(folder, cluster, f"{kind}-{role}.yaml")
        os.makedirs(os.path.dirname(path), exist_ok=True)
        while os.path.exists(path):
            path = path.replace(".yaml", "+.yaml")
        with open(path, "w", encoding="utf-8") as out:
            out.write(document)
    return [os.path.join(folder, cluster) for cluster in clusters]


def accepted():
    """{(tool, check, kind/role): whether it is there in the hardened cluster, too}, of rows "TOOL CHECK KIND/ROLE...: reason"."""
    rows = {}
    with open(os.path.join(HERE, "accepted.txt"), encoding="utf-8") as file:
        for line in file:
            if not line.strip() or line.startswith("#"):
                continue
            row, colon, reason = line.partition(": ")
            name, check, *objects = row.split()
            if not (colon and reason.strip() and objects):
                raise SystemExit(f"linters: FAILED: no row: {line}")
            for one in objects:
                found = name, check, one.removesuffix("!")
                if found in rows:
                    raise SystemExit(f"linters: FAILED: accepted twice: {' '.join(found)}")
                rows[found] = one.endswith("!")
    return rows


def main():
    rows, failures = accepted(), []
    with tempfile.TemporaryDirectory() as work, ThreadPoolExecutor(os.cpu_count()) as pool:
        jobs = []
        for case in [*CASES, HARDENED, BARE]:
            for folder in render(case, os.path.join(work, case)):
                jobs += [(case, name, pool.submit(lambda find=find, folder=folder: list(find(folder)))) for name, find in TOOLS.items()]
        found = [(case, name, check, thing) for case, name, job in jobs for check, thing in job.result()]
    for case in [*CASES, HARDENED, BARE]:
        counts = [f"{name} {sum(one[:2] == (case, name) for one in found)}" for name in TOOLS]
        say(f"{case}: {', '.join(counts)}")
    for name in TOOLS:
        if sum(one[:2] == (BARE, name) for one in found) < 5:
            failures.append(f"{name} finds next to nothing in a cluster that is all wrong")
    usual = {one[1:] for one in found if one[0] in CASES}
    hardened = {one[1:] for one in found if one[0] == HARDENED}
    failures += [f"new: {' '.join(one)}" for one in sorted((usual | hardened) - set(rows))]
    failures += [f"not there any more, and accepted: {' '.join(one)}" for one in sorted(set(rows) - usual - hardened)]
    failures += [f"new in the hardened cluster: {' '.join(one)}" for one in sorted(one for one in hardened if rows.get(one) is False)]
    failures += [f"not there in the hardened cluster any more: {' '.join(one)}" for one in sorted(set(rows) - hardened) if rows[one]]
    for failure in failures:
        print(f"linters: FAILED: {failure}")
    say(f"{len(found)} findings of {len(TOOLS)} linters, {len(rows)} kinds of them accepted")
    return int(bool(failures))


if __name__ == "__main__":
    sys.exit(main())
