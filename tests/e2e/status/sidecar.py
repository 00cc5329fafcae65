"""flink-status-sync as a process of this machine, with the rights of the rendered ServiceAccount; and what it says and does."""

import json
import os
import re
import subprocess
import urllib.request

from lane import Failure, until

ACCOUNT = "flink-status-sync"


class Sidecar:
    """One replica."""

    def __init__(self, lane, name, port, *options):
        self.name = f"{lane.namespace}-{name}"
        self.url = f"http://127.0.0.1:{port}"
        folder = os.path.join(lane.work, "sidecars")
        os.makedirs(folder, exist_ok=True)
        self.log = os.path.join(folder, f"{self.name}.log")
        config = os.path.join(folder, f"{self.name}.kubeconfig")
        with open(config, "w", encoding="utf-8") as file:
            json.dump(kubeconfig(lane), file)
        command = [
            os.path.join(lane.work, "flink-status-sync"), *lane.installed_arguments,
            "--listen", f"127.0.0.1:{port}", "--log-format", "text", "--flink-url", "http://127.0.0.1:{port}",
            "--poll-interval", "1", "--poll-interval-steady", "1", "--poll-interval-final", "1", *options,
        ]  # fmt: skip
        environment = {"KUBECONFIG": config, "POD_NAME": self.name, "POD_NAMESPACE": lane.namespace, "HOME": "/nowhere"}
        with open(self.log, "ab") as log:
            self.process = subprocess.Popen(command, env=environment, stdin=subprocess.DEVNULL, stdout=log, stderr=log)
        until(f"{self.name} is ready", lambda: self.get("/readyz") == "ok")

    def get(self, path):
        """The answer, or None."""
        try:
            with urllib.request.urlopen(self.url + path, timeout=5) as answer:
                return answer.read().decode()
        except OSError:
            if self.process.poll() is not None:
                raise Failure(f"{self.name} ended with {self.process.returncode}: {self.tail()}") from None
            return None

    def metric(self, name, **labels):
        """The sum of what is counted under this name and these labels."""
        text = self.get("/metrics")
        if text is None:
            raise Failure(f"no metrics of {self.name}")
        total = 0.0
        for found in re.finditer(rf"^flink_status_sync_{name}(?:{{(.*)}})? (\S+)$", text, re.MULTILINE):
            if all(f'{label}="{value}"' in (found[1] or "") for label, value in labels.items()):
                total += float(found[2])
        return total

    def leads(self):
        return self.metric("leader") == 1

    def looks(self):
        """Answered requests to Flink."""
        return self.metric("rest_requests_total", result="OK")

    def patches(self):
        return self.metric("patches_total", result="applied")

    def end(self, signal):
        self.process.send_signal(signal)
        return self.process.wait(20)

    def tail(self):
        with open(self.log, encoding="utf-8", errors="replace") as file:
            return "".join(file.readlines()[-15:])


def token(lane):
    request = {"apiVersion": "authentication.k8s.io/v1", "kind": "TokenRequest", "spec": {"expirationSeconds": 7200}}
    path = f"/api/v1/namespaces/{lane.namespace}/serviceaccounts/{ACCOUNT}/token"
    return lane.api.call("POST", path, request)["status"]["token"]


def kubeconfig(lane):
    view = ["kubectl", "config", "view", "--raw", "-o", "json"]
    config = json.loads(subprocess.check_output(view))
    config["users"] = [{"name": "admin", "user": {"token": token(lane)}}]
    config["contexts"][0]["context"]["namespace"] = lane.namespace
    return config


def install(lane):
    """Applies the rendered installation, and returns the arguments of its Deployment."""
    rendered = subprocess.run([os.environ["FLINK_RENDER"], "status-sync", "--namespace", lane.namespace], capture_output=True, check=False)
    if rendered.returncode:
        raise Failure(f"not rendered: {rendered.stderr.decode()}")
    objects = lane.read(rendered.stdout)
    # Nothing runs it here: it is a process of this machine, with the arguments of the Deployment.
    deployment = next(item for item in objects if item["kind"] == "Deployment")
    deployment["spec"]["replicas"] = 0
    lane.apply(objects)
    return deployment["spec"]["template"]["spec"]["containers"][0].get("args", [])
