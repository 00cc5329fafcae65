"""A cluster that Argo CD rolls out of Git or of a registry: the programs, and the Application that `flink-render init argocd` prints."""

import json
import os
import shutil
import sys

sys.path.append(os.path.join(os.path.dirname(os.path.abspath(__file__)), "../gitops"))

from gitops import MERGE, REGISTRY, GitOps
from lane import Failure, Stopped, key, until

APPLICATIONS = "/apis/argoproj.io/v1alpha1/namespaces/argocd/applications"
FILE = "clusters/probe.yaml"
REDIS, REPOSITORY_SERVER, METRICS = "127.0.0.1:26479", "127.0.0.1:26481", 26482


class Argo(GitOps):
    def __init__(self, *arguments):
        super().__init__(*arguments)
        self.flink_render(
            "init", "argocd", "--output", self.install, "--repository", f"file://{self.repository.bare}",
            "--namespace", self.namespace, "--name", "probe",
        )  # fmt: skip
        self.start()

    # The programs

    def start(self):
        argocd, folder = os.environ["ARGOCD"], os.path.join(self.work, "argocd")
        for path in ("plugins", "sockets", "work", "tmp", "tls", "ssh"):
            os.makedirs(os.path.join(folder, path))
        with open(os.path.join(folder, "ssh/ssh_known_hosts"), "wb"):
            pass
        plugin = self.objects("plugin.yaml")[0]["data"]["plugin.yaml"]
        with open(os.path.join(folder, "plugins/plugin.yaml"), "w", encoding="utf-8") as file:
            file.write(plugin)
        shutil.copy(os.environ["FLINK_RENDER"], os.path.join(folder, "plugins/flink-render"))

        self.kubectl("create", "namespace", "argocd")
        self.install_types(argocd, APPLICATIONS)
        for item in self.settings():
            self.kubectl("create", "-n", "argocd", "-f", "-", input=json.dumps(item).encode())

        start = self.run_programs(
            {
                "PATH": f"{folder}/plugins:{argocd}/bin:{os.environ['PATH']}",
                "HOME": folder, "TMPDIR": f"{folder}/tmp",
                "ARGOCD_NAMESPACE": "argocd", "ARGOCD_FAKE_IN_CLUSTER": "true", "ARGOCD_GPG_ENABLED": "false",
                "ARGOCD_PLUGINSOCKFILEPATH": f"{folder}/sockets", "ARGOCD_CMP_WORKDIR": f"{folder}/work",
                "ARGOCD_TLS_DATA_PATH": f"{folder}/tls", "ARGOCD_SSH_DATA_PATH": f"{folder}/ssh",
            }
        )  # fmt: skip
        program = lambda name: f"{argocd}/bin/{name}"  # noqa: E731
        start("redis", program("redis"), REDIS)
        start("argocd-cmp-server", program("argocd-cmp-server"), "--config-dir-path", f"{folder}/plugins")
        start(
            "argocd-repo-server", program("argocd-repo-server"), "--address", "127.0.0.1", "--port", REPOSITORY_SERVER.split(":")[1],
            "--metrics-port", str(METRICS), "--disable-tls", "--client-ca-path=", "--revision-cache-expiration", "1s", "--redis", REDIS,
        )  # fmt: skip
        start(
            "argocd-application-controller", program("argocd-application-controller"), "--kubeconfig", os.environ["KUBECONFIG"],
            "--namespace", "argocd", "--repo-server", REPOSITORY_SERVER, "--repo-server-plaintext", "--redis", REDIS,
            "--metrics-port", str(METRICS + 1), "--app-resync", "30",
        )  # fmt: skip

    def objects(self, file):
        """The objects of a file that `init` wrote."""
        text = self.kubectl("create", "-n", "argocd", "--dry-run=client", "-o", "json", "-f", os.path.join(self.install, file))
        found = json.loads(text)
        return found.get("items", [found])

    def settings(self):
        """What Argo CD's own installation would have made, and what `init` adds."""
        labels = {"app.kubernetes.io/part-of": "argocd"}
        named = lambda name: {"name": name, "labels": labels | {"app.kubernetes.io/name": name}}  # noqa: E731
        data = self.objects("argocd-cm.yaml")[0]["data"] | {"timeout.reconciliation": "5s", "timeout.reconciliation.jitter": "0s"}
        yield {"apiVersion": "v1", "kind": "ConfigMap", "metadata": named("argocd-cm"), "data": data}
        for name in ("argocd-cmd-params-cm", "argocd-rbac-cm", "argocd-gpg-keys-cm"):
            yield {"apiVersion": "v1", "kind": "ConfigMap", "metadata": named(name)}
        secret = {"server.secretkey": "0123456789abcdef0123456789abcdef"}
        yield {"apiVersion": "v1", "kind": "Secret", "metadata": named("argocd-secret"), "stringData": secret}
        yield {"apiVersion": "v1", "kind": "Secret", "metadata": named("argocd-redis"), "stringData": {"auth": ""}}
        registry = {"type": "oci", "url": f"oci://{REGISTRY}/streams", "insecureOCIForceHttp": "true"}
        metadata = {"name": "registry", "labels": {"argocd.argoproj.io/secret-type": "repository"}}
        yield {"apiVersion": "v1", "kind": "Secret", "metadata": metadata, "stringData": registry}
        anything = {"sourceRepos": ["*"], "destinations": [{"namespace": "*", "server": "*"}]}
        anything["clusterResourceWhitelist"] = [{"group": "*", "kind": "*"}]
        project = {"apiVersion": "argoproj.io/v1alpha1", "kind": "AppProject"}
        yield project | {"metadata": {"name": "default"}, "spec": anything}

    # The roll-out

    def commit(self, spec, message="change"):
        """Pushes a FlinkCluster."""
        self.repository.write(FILE, self.cluster(spec))
        revision = self.repository.commit(message)
        self.look()
        return revision

    def application(self):
        return self.api.call("GET", f"{APPLICATIONS}/probe")

    def look(self):
        annotations = {"argocd.argoproj.io/refresh": "normal"}
        self.try_to(self.api.call, "PATCH", f"{APPLICATIONS}/probe", {"metadata": {"annotations": annotations}}, MERGE)

    def create_application(self):
        self.kubectl("create", "-n", "argocd", "-f", os.path.join(self.install, "application.yaml"))

    def take_from_registry(self):
        """The Application that `init argocd --oci` prints takes the place of the other one."""
        install = f"{self.install}-oci"
        self.flink_render(
            "init", "argocd", "--oci", "--output", install, "--repository", f"oci://{REGISTRY}/streams",
            "--namespace", self.namespace, "--name", "probe",
        )  # fmt: skip
        self.kubectl("replace", "-n", "argocd", "-f", os.path.join(install, "application.yaml"))
        self.packed = True

    def delete_application(self, cascade=True):
        if not cascade:
            self.try_to(self.api.call, "PATCH", f"{APPLICATIONS}/probe", {"metadata": {"finalizers": []}}, MERGE)
        self.kubectl("delete", "-n", "argocd", "applications.argoproj.io", "probe", "--ignore-not-found", "--wait=false")

    def rollout(self, spec, seconds=180):
        objects = self.render(spec)
        return self.synced(objects, self.publish(spec), seconds)

    def synced(self, objects, revision, seconds=180):
        self.live = {key(item): item for item in objects}
        until(f"{revision} is applied", lambda: self.applied(revision), seconds)
        return objects

    def applied(self, revision):
        """Whether the sync of this commit went through; raises Stopped when it has to be tried again."""
        self.at_most_one()
        status = self.application().get("status", {})
        state = status.get("operationState", {})
        if state.get("syncResult", {}).get("revision") != revision:
            return False
        if state["phase"] in ("Failed", "Error") or state.get("retryCount") or "etrying" in state.get("message", ""):
            failed = [found for found in state["syncResult"].get("resources", []) if found.get("hookPhase") == "Failed"]
            raise Stopped(failed[0]["name"] if failed else state.get("message", ""))
        return state["phase"] == "Succeeded" and self.is_synced(revision)

    def in_order(self):
        """The submitter waits for its wave."""
        restarted, submitted = super().in_order()
        if restarted > submitted:
            raise Failure(f"not in order: restarted {restarted}, submitted {submitted}")

    def is_synced(self, revision):
        sync = self.application().get("status", {}).get("sync", {})
        return (sync.get("status"), sync.get("revision")) == ("Synced", revision)

    def health(self):
        return self.application().get("status", {}).get("health", {}).get("status")

    def condition_of(self, kind):
        conditions = self.application().get("status", {}).get("conditions", [])
        return next((found["message"] for found in conditions if found["type"] == kind), "")

    def clear(self):
        self.delete_application(cascade=False)
        super().clear()

    def logs(self):
        yield from super().logs()
        state = self.try_to(self.application) or {}
        yield f"-- application: {json.dumps(state.get('status', {}).get('operationState', {}))[:3000]}"
        yield f"-- sync: {json.dumps(state.get('status', {}).get('sync', {}))[:1000]}"
        yield f"-- conditions: {json.dumps(state.get('status', {}).get('conditions', {}))[:2000]}"
