"""A cluster that Flux rolls out of Git or of a registry: the programs, and what `flink-render init flux` prints."""

import glob
import http.server
import json
import os
import subprocess
import sys
import threading
import time

sys.path.append(os.path.join(os.path.dirname(os.path.abspath(__file__)), "../gitops"))

from gitops import MERGE, REGISTRY, GitOps
from lane import Stopped, key, until

KUSTOMIZATIONS = "/apis/kustomize.toolkit.fluxcd.io/v1/namespaces/flux-system/kustomizations"
SOURCES = "/apis/source.toolkit.fluxcd.io/v1/namespaces/flux-system"
GIT, STORAGE = 26490, "127.0.0.1:26492"


class GitServer(http.server.BaseHTTPRequestHandler):
    """Git over HTTP, which Flux wants: a door to `git http-backend`."""

    root = None
    protocol_version = "HTTP/1.0"

    def do_GET(self):
        path, _, query = self.path.partition("?")
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        environment = os.environ | {
            "GIT_PROJECT_ROOT": self.root, "GIT_HTTP_EXPORT_ALL": "1", "PATH_INFO": path, "QUERY_STRING": query,
            "REQUEST_METHOD": self.command, "CONTENT_TYPE": self.headers.get("Content-Type", ""),
            "CONTENT_LENGTH": str(len(body)), "HTTP_CONTENT_ENCODING": self.headers.get("Content-Encoding", ""),
            "GIT_PROTOCOL": self.headers.get("Git-Protocol", ""),
        }  # fmt: skip
        answer = subprocess.run(["git", "http-backend"], input=body, env=environment, capture_output=True, check=True).stdout
        head, _, content = answer.partition(b"\r\n\r\n")
        headers = dict(line.split(": ", 1) for line in head.decode().split("\r\n"))
        self.send_response(int(headers.pop("Status", "200").split(" ")[0]))
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(content)

    do_POST = do_GET

    def log_message(self, *_):
        pass


class Flux(GitOps):
    errors = ('"level":"error"', "panic")

    def __init__(self, *arguments):
        super().__init__(*arguments)
        self.start()

    # The programs

    def start(self):
        flux, folder = os.environ["FLUX"], os.path.join(self.work, "flux")
        os.makedirs(f"{folder}/storage")
        os.makedirs(f"{folder}/tmp")
        GitServer.root = os.path.dirname(self.repository.bare)
        server = http.server.ThreadingHTTPServer(("127.0.0.1", GIT), GitServer)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        self.kubectl("create", "namespace", "flux-system")
        self.install_types(flux, KUSTOMIZATIONS)
        environment = {"RUNTIME_NAMESPACE": "flux-system", "HOME": folder, "TMPDIR": f"{folder}/tmp"}
        start = self.run_programs(environment)
        start(
            "source-controller", f"{flux}/bin/source-controller", f"--storage-path={folder}/storage", f"--storage-addr={STORAGE}",
            f"--storage-adv-addr={STORAGE}", "--metrics-addr=127.0.0.1:26493", "--health-addr=127.0.0.1:26494",
        )  # fmt: skip
        start(
            "kustomize-controller", f"{flux}/bin/kustomize-controller", "--metrics-addr=127.0.0.1:26495",
            "--health-addr=127.0.0.1:26496", "--requeue-dependency=2s",
        )  # fmt: skip

    # The roll-out

    def commit(self, spec):
        self.render_stages(spec)
        revision = self.repository.commit("change")
        self.look()
        return revision

    def install_from_git(self, spec):
        file = self.render_stages(spec)
        repository = f"http://127.0.0.1:{GIT}/streams.git"
        self.flink_render("init", "flux", file, "--repository", repository, "--name", "probe", "-o", self.install)
        for path in sorted(glob.glob(f"{self.install}/*.yaml")):
            self.kubectl("apply", "-n", "flux-system", "-f", path)

    def install_from_registry(self):
        """What `init flux --oci` prints; nobody has a certificate here."""
        file = os.path.join(self.repository.copy, "clusters/probe.yaml")
        install = f"{self.install}-oci"
        self.flink_render("init", "flux", file, "--oci", "--repository", f"oci://{REGISTRY}/streams", "--name", "probe", "-o", install)
        for path in sorted(glob.glob(f"{install}/*.yaml"), reverse=True):
            self.kubectl("apply", "-n", "flux-system", "-f", path)
            if path.endswith("source.yaml"):
                self.api.call("PATCH", f"{SOURCES}/ocirepositories/probe", {"spec": {"insecure": True}}, MERGE)
        self.packed = True

    def look(self, *paths):
        """Has the controllers look at the source, or at other objects."""
        now = {"metadata": {"annotations": {"reconcile.fluxcd.io/requestedAt": str(time.time())}}}
        source = "ocirepositories" if self.packed else "gitrepositories"
        for path in paths or (f"{SOURCES}/{source}/probe",):
            self.try_to(self.api.call, "PATCH", path, now, MERGE)

    def rollout(self, spec, seconds=180):
        objects = self.render(spec)
        return self.applied(objects, self.publish(spec), seconds)

    def applied(self, objects, revision, seconds=180):
        self.live = {key(item): item for item in objects}
        until(f"{revision} is prepared", lambda: self.is_ready("probe-prepare", revision), seconds)
        until("the submitter is there", lambda: self.get("jobs", self.named("submitter")), seconds)
        self.report_status()
        until(f"{revision} is applied", lambda: self.is_ready("probe", revision), seconds)
        return objects

    def kustomization(self, name):
        return self.api.call("GET", f"{KUSTOMIZATIONS}/{name}").get("status", {})

    def is_ready(self, name, revision):
        """Whether the Kustomization applied this revision and what it made is healthy; raises Stopped when it is not."""
        self.at_most_one()
        status = self.kustomization(name)
        for found in status.get("conditions", []):
            failed = found["status"] == "False" and found["reason"] in ("HealthCheckFailed", "ReconciliationFailed", "BuildFailed")
            if found["type"] == "Ready" and failed and revision in status.get("lastAttemptedRevision", ""):
                raise Stopped(found["message"])
        return self.is_applied(name, revision)

    def is_applied(self, name, revision):
        status = self.kustomization(name)
        ready = [found["status"] for found in status.get("conditions", []) if found["type"] == "Ready"]
        return revision in status.get("lastAppliedRevision", "") and ready == ["True"]

    def message_of(self, name):
        return " ".join(found["message"] for found in self.kustomization(name).get("conditions", []))

    def remove(self):
        self.kubectl("delete", "-n", "flux-system", "kustomizations.kustomize.toolkit.fluxcd.io", "--all", "--wait=false")

    def clear(self):
        for stage in ("probe", "probe-prepare"):
            self.try_to(self.api.call, "PATCH", f"{KUSTOMIZATIONS}/{stage}", {"spec": {"suspend": True}}, MERGE)
        self.remove()
        super().clear()

    def logs(self):
        yield from super().logs()
        for name in ("probe-prepare", "probe"):
            yield f"-- {name}: {json.dumps(self.try_to(self.kustomization, name))[:3000]}"
