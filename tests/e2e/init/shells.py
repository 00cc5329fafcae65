"""usage: shells.py SHELL: types words into a real shell, presses the tabulator, and reads what stands there then."""

import os
import pty
import select
import shutil
import sys
import tempfile
import time

SHELLS = {
    "bash": (["bash", "--norc", "-i"], ["source <(flink-render completions bash)"]),
    "zsh": (["zsh", "-f", "-i"], ["autoload -U compinit; compinit -u -D", "source <(flink-render completions zsh)"]),
    "fish": (["fish", "--no-config", "-i"], ["flink-render completions fish | source"]),
}
ORDERS = """apiVersion: flinkoperator.k8s.io/v1alpha1
kind: FlinkCluster
metadata: {name: orders, namespace: streams}
spec:
  image: {name: "flink:2.0.0-java17"}
  jobManager: {resources: {limits: {memory: 1600Mi}}}
  taskManager: {replicas: 1, resources: {limits: {memory: 2Gi}}}
  job: {jarFile: /opt/flink/examples/streaming/WordCount.jar, parallelism: 1}
"""
OF_DEPLOYMENT = "flink-render explain orders.yaml --object Deployment/orders-jobmanager"
# What is typed, and what becomes of it.
CASES = [
    ("flink-render va", "flink-render validate "),
    ("flink-render --color ne", "flink-render --color never "),
    ("flink-render render --report s", "--report sarif "),
    ("flink-render render --report=s", "--report=sarif "),
    ("flink-render render --deny", "--deny-warnings "),
    ("flink-render validate --ignore FR175,FR145", "FR175,FR145 "),
    ("flink-render diff --fail-on st", "--fail-on state-risk "),
    ("flink-render init gitl", "init gitlab "),
    ("flink-render completions fi", "completions fish "),
    ("flink-render explain migr", "explain migration "),
    ("flink-render explain F", "explain FR"),
    ("flink-render explain spec.ta", "explain spec.taskManager."),
    ("flink-render explain spec.job.sav", "explain spec.job.savepoint"),
    ("flink-render explain job-pod.tol", "explain job-pod.tolerations."),
    ("flink-render explain flinkProperties.execution.checkpointing.min-p", "checkpointing.min-pause "),
    ("flink-render explain ord", "explain orders.yaml "),
    ("flink-render render ord", "render orders.yaml "),
    ("flink-render render a", "render a\\;reboot.yaml "),
    ("flink-render render my", "render my\\ file.yaml "),
    ("flink-render render orders.yaml -o dep", "-o deploy/"),
    ("flink-render render orders.yaml --output=dep", "--output=deploy/"),
    ("flink-render diff main:dep", "main:deploy/"),
    ("flink-render init argocd --path dep", "--path deploy/"),
    ("flink-render explain orders.yaml --object Deployment/orders-j", "--object Deployment/orders-jobmanager "),
    ("flink-render explain orders.yaml --object Job/orders-sc", "--object Job/orders-scale "),
    (OF_DEPLOYMENT + " --path spec.strat", "--path spec.strategy."),
    (OF_DEPLOYMENT + " --path spec.strategy.t", "--path spec.strategy.type "),
    (OF_DEPLOYMENT + " --path=spec.template.spec.cont", "spec.containers."),
    (OF_DEPLOYMENT + " --path=spec.template.spec.containers.0.imageP", "containers.0.imagePullPolicy "),
]


def read(shell, seconds):
    """What it prints until it is silent for so long."""
    out = b""
    while select.select([shell], [], [], seconds)[0]:
        try:
            out += os.read(shell, 65536)
        except OSError:
            break
    return out.decode(errors="replace")


def typed(command, setup, words):
    pid, shell = pty.fork()
    if pid == 0:
        os.execvpe(command[0], command, os.environ | {"TERM": "dumb", "PS1": "> ", "HISTFILE": "/dev/null"})
    # A shell asks its terminal things first.
    read(shell, 0.6)
    os.write(shell, "; ".join([*setup, "echo re''ady"]).encode() + b"\n")
    out, end = "", time.monotonic() + 30
    while "ready" not in out and time.monotonic() < end:
        out += read(shell, 0.3)
    os.write(shell, words.encode())
    read(shell, 0.3)
    os.write(shell, b"\t")
    out, end = "", time.monotonic() + 30
    while not out.strip("\a") and time.monotonic() < end:
        out += read(shell, 0.4)
    os.close(shell)
    os.waitpid(pid, 0)
    return words + out


def main(name):
    command, setup = SHELLS[name]
    failed = 0
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        os.mkdir("deploy")
        for file in ("orders.yaml", "a;reboot.yaml", "my file.yaml"):
            with open(file, "w", encoding="utf-8") as out:
                out.write(ORDERS)
        for words, expected in CASES:
            out = typed(command, setup, words)
            # Fish draws the whole line again.
            if expected not in out.replace("\a", ""):
                failed += 1
                print(f"{name}: {words!r} becomes {out!r}, not {expected!r}")
    print(f"{name}: {len(CASES)} lines, {failed} wrong")
    return failed


if __name__ == "__main__":
    if not shutil.which(sys.argv[1]):
        sys.exit(f"{sys.argv[1]} is not there")
    sys.exit(min(main(sys.argv[1]), 1))
