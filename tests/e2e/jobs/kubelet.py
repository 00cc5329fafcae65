"""A kubelet that runs pods as processes of this machine, as far as the pods of flink-render need it.

usage: kubelet.py NODE FOLDER KUBECONFIG JAVA_HOME VERSION=FLINK_HOME...

Each container gets mount and PID namespaces and a throw-away copy of this machine's file system (overlay) with the Flink of
its image's tag at /opt/flink. All pods share the network: a Service's name is 127.0.0.1, and a pod whose ports another pod
has is only reported as running until they are free. Not here: liveness probes, resources, ConfigMaps that change under
a running pod. A container runs as its user, without the capabilities and on the read-only root that its security context asks
for. What else it cannot do becomes the reason why a container waits.

FOLDER/NAMESPACE/POD/CONTAINER.log and .pid are for the tests; they outlive the pod.
"""

import base64
import datetime
import http.client
import json
import os
import re
import shlex
import signal
import socket
import ssl
import subprocess
import sys
import threading
import time
import traceback
import urllib.error
import urllib.request

CONTAIN = os.path.join(os.path.dirname(os.path.abspath(__file__)), "contain.py")
JAVA = "/opt/java/openjdk"
MERGE = "application/strategic-merge-patch+json"
# What images do not have is hidden.
HIDDEN = ["jq", "python3", "kubectl"]
# All of it is start-up here. Flink before 1.18 does not ask Java 17 for what it opens.
JVM = "-XX:TieredStopAtLevel=1 -XX:-UsePerfData"
OPENS = "--add-exports=java.base/sun.net.util=ALL-UNNAMED --add-exports=java.rmi/sun.rmi.registry=ALL-UNNAMED " + " ".join(
    f"--add-opens=java.base/{package}=ALL-UNNAMED"
    for package in (
        "java.io java.lang java.lang.reflect java.net java.nio java.text java.time java.util java.util.concurrent"
        " java.util.concurrent.atomic java.util.concurrent.locks sun.nio.ch"
    ).split()
)


# What Flink's images do before any other word than their own: plugins are linked, and the word becomes the process.
ENTRY_POINT = """#!/bin/bash
set -e
for plugin in ${ENABLE_BUILT_IN_PLUGINS//;/ }; do
  mkdir -p "/opt/flink/plugins/${plugin%.jar}"
  ln -fs "/opt/flink/opt/$plugin" "/opt/flink/plugins/${plugin%.jar}/"
done
echo "entry point: $1" >&2
exec "$@"
"""

# A kubelet believes whoever answers its probes.
ANYBODY = ssl.create_default_context()
ANYBODY.check_hostname = False
ANYBODY.verify_mode = ssl.CERT_NONE


class Unsupported(Exception):
    pass


class Api:
    def __init__(self, kubeconfig):
        view = ["kubectl", "config", "view", "--raw", "-o", "json", "--kubeconfig", kubeconfig]
        config = json.loads(subprocess.check_output(view))
        self.server = config["clusters"][0]["cluster"]["server"]
        self.token = config["users"][0]["user"]["token"]
        authority = config["clusters"][0]["cluster"]["certificate-authority"]
        self.context = ssl.create_default_context(cafile=authority)
        with open(authority, encoding="utf-8") as file:
            self.authority = file.read()

    def open(self, method, path, body=None, content_type="application/json", timeout=30):
        request = urllib.request.Request(self.server + path, method=method)
        request.add_header("Authorization", f"Bearer {self.token}")
        if body is not None:
            request.add_header("Content-Type", content_type)
            request.data = json.dumps(body).encode()
        return urllib.request.urlopen(request, context=self.context, timeout=timeout)

    def call(self, *arguments):
        with self.open(*arguments) as answer:
            return json.load(answer)

    def follow(self, path, query, seen, failed=traceback.print_exc):
        """Calls seen(name of the event, object) for what exists and for what happens, for ever; failed() when that stops."""
        while True:
            try:
                listed = self.call("GET", f"{path}?{query}")
                seen("LISTED", listed["items"])
                version = listed["metadata"]["resourceVersion"]
                with self.open(
                    "GET", f"{path}?{query}&watch=1&resourceVersion={version}", None, None, 3600
                ) as events:
                    for line in events:
                        event = json.loads(line)
                        if event["type"] == "ERROR":
                            break
                        seen(event["type"], event["object"])
            except (OSError, ValueError, http.client.HTTPException):
                # A server that is killed may say half a line.
                failed()
            time.sleep(0.2)


def now():
    return datetime.datetime.now(datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")


def expand(text, variables):
    """Kubernetes' $(VARIABLE): $$ is $, what is not known stays."""
    out, at = [], 0
    while at < len(text):
        if text[at] != "$" or at + 1 == len(text):
            out.append(text[at])
            at += 1
        elif text[at + 1] == "$":
            out.append("$")
            at += 2
        elif text[at + 1] == "(" and ")" in text[at:]:
            end = text.index(")", at)
            name = text[at + 2 : end]
            out.append(variables.get(name, f"$({name})"))
            at = end + 1
        else:
            out.append(text[at : at + 2])
            at += 2
    return "".join(out)


class Container:
    """One container of a pod and the process that runs it."""

    def __init__(self, pod, spec):
        self.pod = pod
        self.spec = spec
        self.name = spec["name"]
        self.folder = os.path.join(pod.folder, self.name)
        self.process = None
        self.restarts = 0
        self.started_at = None
        self.last = None
        self.state = {"waiting": {"reason": "PodInitializing"}}
        self.started = False
        self.ready = False
        self.failures = 0
        self.next_probe = 0
        self.probing = None
        self.restart_at = 0

    def start(self):
        command = self.prepare()
        log = open(f"{self.folder}.log", "ab")
        self.process = subprocess.Popen(
            [sys.executable, "-I", "-S", CONTAIN, command],
            stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True,
        )  # fmt: skip
        log.close()
        with open(f"{self.folder}.pid", "w", encoding="ascii") as file:
            file.write(str(self.pid() or ""))
        self.started_at = now()
        self.state = {"running": {"startedAt": self.started_at}}
        self.started = "startupProbe" not in self.spec
        self.ready = self.started and "readinessProbe" not in self.spec
        self.failures = 0
        self.next_probe = 0
        self.probing = None

    def pretend(self):
        """Another pod has the ports."""
        self.state = {"running": {"startedAt": now()}}
        self.started = self.ready = True

    def pid(self):
        """The first process of the container, as this machine knows it."""
        end = time.monotonic() + 5
        while time.monotonic() < end and self.process.poll() is None:
            with open(f"/proc/{self.process.pid}/task/{self.process.pid}/children", encoding="ascii") as file:
                children = file.read().split()
            if children:
                return int(children[0])
            time.sleep(0.01)
        return None

    def prepare(self):
        """The script that makes the container's file system and then becomes its command."""
        pod, spec = self.pod, self.spec
        for key in ("lifecycle", "volumeDevices"):
            if spec.get(key):
                raise Unsupported(f"{key} of container {self.name}")
        version, home = pod.kubelet.flink(spec["image"])
        environment = {
            "PATH": f"/opt/flink/bin:{JAVA}/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
            "HOSTNAME": pod.name,
            "HOME": "/root" if self.user()["runAsUser"] == 0 else "/opt/flink",
            "LANG": "C.UTF-8",
            "JAVA_HOME": JAVA,
            "JDK_JAVA_OPTIONS": pod.kubelet.jvm,
            "FLINK_HOME": "/opt/flink",
            "KUBERNETES_SERVICE_HOST": "127.0.0.1",
            "KUBERNETES_SERVICE_PORT": pod.kubelet.api.server.rsplit(":", 1)[1],
        }
        if [int(number) for number in version.split(".")[:2]] < [1, 18]:
            environment["JDK_JAVA_OPTIONS"] += f" {OPENS}"
        for source in spec.get("envFrom", []):
            files = self.pod.files({"configMap": source["configMapRef"]})
            environment |= {source.get("prefix", "") + key: value.decode() for key, value in files.items()}
        for variable in spec.get("env", []):
            environment[variable["name"]] = self.value(variable, environment)
        arguments = [expand(word, environment) for word in spec.get("args", [])]
        command = [expand(word, environment) for word in spec.get("command", [])]
        if not command and arguments[:1] in (["jobmanager"], ["taskmanager"]):
            command = [f"/opt/flink/bin/{arguments.pop(0)}.sh", "start-foreground"]
        if not command:
            command = ["/docker-entrypoint.sh"]

        message = f"{self.folder}.termination"
        with open(message, "wb"):
            pass
        os.chmod(message, 0o666)
        root = f"{self.folder}.root"
        script = f"""
            set -euo pipefail
            mkdir -p {root}
            mount -t tmpfs tmpfs {root}
            cd {root}
            mkdir upper work root flink-upper flink-work
            mount -t overlay overlay -o lowerdir=/,upperdir=upper,workdir=work root
            for folder in tmp opt root home; do mount -t tmpfs tmpfs root/$folder; done
            rm -f {" ".join(f"root/usr/bin/{tool} root/usr/local/bin/{tool}" for tool in HIDDEN)}
            mkdir -p root/opt/flink root{JAVA}
            mount -t overlay overlay -o lowerdir={home},upperdir=flink-upper,workdir=flink-work root/opt/flink
            mount --bind {pod.kubelet.java} root{JAVA}
            mount -t proc proc root/proc
            mount --bind /sys root/sys
            mount -t tmpfs tmpfs root/dev
            for device in null zero full random urandom; do
                touch root/dev/$device
                mount --bind /dev/$device root/dev/$device
            done
            ln -s /proc/self/fd root/dev/fd
            for number in 0 1 2; do ln -s fd/$number root/dev/$(cut -d ' ' -f $((number + 1)) <<< 'stdin stdout stderr'); done
            mkdir -m 1777 root/dev/shm
            chmod 1777 root/tmp
            printf %s {shlex.quote(ENTRY_POINT)} > root/docker-entrypoint.sh
            chmod 755 root/docker-entrypoint.sh
            make() {{ # FROM TO
                # Links lead to places in the container.
                target=root$(chroot root realpath -m "$2")
                if [ -e "$target" ]; then return; fi
                if [ -d "$1" ]; then mkdir -p "$target"; else mkdir -p "$(dirname "$target")" && touch "$target"; fi
            }}
            bind() {{ # FROM TO OPTIONS
                make "$1" "$2"
                mount --bind "$1" "$target"
                [ -z "$3" ] || mount -o "remount,bind,$3" "$target"
            }}
        """
        mounts = [(message, spec.get("terminationMessagePath", "/dev/termination-log"), "")]
        mounts.append((pod.kubelet.hosts(pod.namespace), "/etc/hosts", ""))
        for mount in spec.get("volumeMounts", []):
            source = os.path.join(pod.volumes[mount["name"]], mount.get("subPath", "")).rstrip("/")
            read_only = mount.get("readOnly") or mount["name"] in pod.read_only
            mounts.append((source, mount["mountPath"], "ro" if read_only else ""))
        mounts.sort(key=lambda mount: mount[1])
        user = self.user()
        if user["readOnlyRootFilesystem"]:
            for source, target, _ in mounts:
                script += f"make {shlex.quote(source)} {shlex.quote(target)}\n"
            for folder in ("tmp", "root", "home", "opt/flink", "opt", ""):
                script += f"mount -o remount,bind,ro root/{folder}\n"
        for source, target, options in mounts:
            script += f"bind {shlex.quote(source)} {shlex.quote(target)} {shlex.quote(options)}\n"
        words = [f"{name}={value}" for name, value in environment.items()] + command + arguments
        become = ["setpriv", "--reuid", user["runAsUser"], "--regid", user["runAsGroup"]]
        become += ["--groups", user["fsGroup"]] if user["fsGroup"] else ["--clear-groups"]
        if user["drops"]:
            become += ["--inh-caps", "-all", "--bounding-set", "-all"]
        if not user["allowPrivilegeEscalation"]:
            become += ["--no-new-privs"]
        script += f"exec chroot root {shlex.join(str(word) for word in become)} env --chdir={spec.get('workingDir', '/opt/flink')} -i {shlex.join(words)}\n"
        return script

    def user(self):
        """Who the container is, and what it may do."""
        of_pod, own = self.pod.pod["spec"].get("securityContext") or {}, self.spec.get("securityContext") or {}
        both = of_pod | own
        user = {
            "runAsUser": both.get("runAsUser", 0),
            "runAsGroup": both.get("runAsGroup", 0),
            "fsGroup": of_pod.get("fsGroup"),
            "readOnlyRootFilesystem": own.get("readOnlyRootFilesystem", False),
            "allowPrivilegeEscalation": own.get("allowPrivilegeEscalation", True),
            "drops": own.get("capabilities", {}).get("drop", []) == ["ALL"],
        }
        if both.get("runAsNonRoot") and user["runAsUser"] == 0:
            raise Unsupported("a container that must not run as root, and has no user")
        return user

    def value(self, variable, environment):
        source = variable.get("valueFrom")
        if not source:
            return expand(variable.get("value", ""), environment)
        if "fieldRef" in source:
            return self.pod.field(source["fieldRef"]["fieldPath"])
        if "secretKeyRef" in source:
            wanted = source["secretKeyRef"]
            files = self.pod.files({"secret": {"secretName": wanted["name"]}})
            return files[wanted["key"]].decode()
        raise Unsupported(f"valueFrom of variable {variable['name']}")

    def signal(self, number):
        if self.process and self.process.poll() is None:
            pid = self.pid()
            if pid:
                os.kill(pid, number)

    def poll(self):
        """Whether the container runs; what an ended one said is put into its state."""
        if self.process is None:
            return "running" in self.state
        code = self.process.poll()
        if code is None:
            return True
        self.process = None
        self.ready = self.started = False
        code = 128 - code if code < 0 else code  # The former when the container was killed as it started.
        with open(f"{self.folder}.termination", "rb") as file:
            message = file.read()[-4096:].decode(errors="replace")
        self.state = {
            "terminated": {
                "exitCode": code,
                "reason": "Completed" if code == 0 else "Error",
                "startedAt": self.started_at,
                "finishedAt": now(),
                **({"message": message} if message else {}),
            }
        }
        return False

    def probe(self):
        """A probe that takes its time does not hold up the pod."""
        if self.process is None or self.probing or time.monotonic() < self.next_probe:
            return
        kind = "readinessProbe" if self.started else "startupProbe"
        if kind not in self.spec:
            return
        self.probing = threading.Thread(target=self.probe_once, args=(kind, self.spec[kind], self.process))
        self.probing.start()

    def probe_once(self, kind, probe, process):
        good = self.answers(probe)
        if process is self.process:
            if good:
                self.failures = 0
                if kind == "startupProbe":
                    self.started = True
                    self.ready = "readinessProbe" not in self.spec
                else:
                    self.ready = True
            else:
                self.failures += 1
                if self.failures >= probe.get("failureThreshold", 3):
                    self.ready = False
            # Nobody waits for a period until the first success.
            self.next_probe = time.monotonic() + (probe.get("periodSeconds", 10) if self.ready else 0.5)
            self.probing = None

    def answers(self, probe):
        timeout = probe.get("timeoutSeconds", 1)
        try:
            if "tcpSocket" in probe:
                socket.create_connection(("127.0.0.1", self.port(probe["tcpSocket"])), timeout).close()
                return True
            if "httpGet" in probe:
                get = probe["httpGet"]
                url = f"{get.get('scheme', 'HTTP').lower()}://127.0.0.1:{self.port(get)}{get.get('path', '/')}"
                return urllib.request.urlopen(url, timeout=timeout, context=ANYBODY).status < 400
        except (OSError, http.client.HTTPException):
            pass
        return False

    def port(self, action):
        for port in self.spec.get("ports", []):
            if port.get("name") == action["port"]:
                return port["containerPort"]
        return int(action["port"])

    def status(self):
        return {
            "name": self.name,
            "image": self.spec["image"],
            "imageID": "",
            "ready": self.ready,
            "started": self.started,
            "restartCount": self.restarts,
            "state": self.state,
            **({"lastState": self.last} if self.last else {}),
        }


class Pod(threading.Thread):
    def __init__(self, kubelet, pod):
        super().__init__(name=pod["metadata"]["name"])
        self.kubelet = kubelet
        self.pod = pod
        self.name = pod["metadata"]["name"]
        self.namespace = pod["metadata"]["namespace"]
        self.path = f"/api/v1/namespaces/{self.namespace}/pods/{self.name}"
        self.folder = os.path.join(kubelet.folder, self.namespace, self.name)
        self.volumes = {}
        self.read_only = set()
        self.init = [Container(self, spec) for spec in pod["spec"].get("initContainers", [])]
        self.main = [Container(self, spec) for spec in pod["spec"]["containers"]]
        self.phase = "Pending"
        self.start_time = now()
        self.reported = None
        self.gone = False

    def run(self):
        try:
            os.makedirs(self.folder, exist_ok=True)
            if self.live():
                self.finish()
            self.patiently_delete()
        except Exception:
            traceback.print_exc()
        finally:
            self.kill()
            self.kubelet.release(self)

    def patiently_delete(self):
        body = {"kind": "DeleteOptions", "apiVersion": "v1", "gracePeriodSeconds": 0, "preconditions": {"uid": self.uid()}}
        while not self.gone:
            try:
                self.kubelet.api.call("DELETE", self.path, body)
                return
            except urllib.error.HTTPError as error:
                if error.code in (404, 409):
                    return
                print(f"{self.name}: {error}", flush=True)
            except OSError as error:
                print(f"{self.name}: {error}", flush=True)
            time.sleep(0.5)

    def live(self):
        """Runs the pod until it ends or shall end: True if it ran."""
        if self.pod.get("status", {}).get("phase") in ("Succeeded", "Failed"):
            self.rest()
            return False
        if not self.patiently(self.make_volumes, self.init + self.main):
            return True
        for container in self.init:
            while True:
                if not self.patiently(container.start, [container]):
                    return True
                self.report()
                while container.poll():
                    if not self.step():
                        return True
                code = container.state["terminated"]["exitCode"]
                if code == 0:
                    break
                if self.pod["spec"].get("restartPolicy", "Always") == "Never":
                    return True
                self.again(container)
                if not self.step(1):
                    return True
        if not self.init_done():
            return True
        while not self.kubelet.claim(self):
            for container in self.main:
                container.pretend()
            self.phase = "Running"
            self.report()
            if not self.step(1):
                for container in self.main:
                    container.state = {"terminated": {"exitCode": 143, "reason": "Error", "finishedAt": now()}}
                return True
        for container in self.main:
            if not self.patiently(container.start, [container]):
                return True
        self.phase = "Running"
        while self.step():
            for container in self.main:
                if container.poll():
                    container.probe()
                elif "terminated" in container.state and self.restarts(container):
                    self.again(container)
                    container.restart_at = time.monotonic() + 1
                elif "waiting" in container.state and time.monotonic() > container.restart_at and not self.patiently(container.start, [container]):
                    return True
            self.report()
            if all("terminated" in container.state for container in self.main):
                return True
        return True

    def finish(self):
        """Ends what runs, and says what the pod came to."""
        if self.gone:
            self.kill()
        everything = self.init + self.main
        for container in everything:
            container.signal(signal.SIGTERM)
        grace = self.pod["metadata"].get("deletionGracePeriodSeconds", 30)
        end = time.monotonic() + grace
        while any([container.process and container.poll() for container in everything]):
            if time.monotonic() > end:
                self.kill()
            time.sleep(0.05)
        codes = [container.state.get("terminated", {}).get("exitCode", 137) for container in self.main]
        self.phase = "Succeeded" if not any(codes) else "Failed"
        while not self.report() and not self.gone:
            time.sleep(0.2)
        self.kubelet.release(self)
        self.rest()

    def kill(self):
        for container in self.init + self.main:
            container.signal(signal.SIGKILL)

    def restarts(self, container):
        policy = self.pod["spec"].get("restartPolicy", "Always")
        return policy == "Always" or (policy == "OnFailure" and container.state["terminated"]["exitCode"] != 0)

    def again(self, container):
        container.last = container.state
        container.state = {"waiting": {"reason": "CrashLoopBackOff"}}
        container.restarts += 1

    def patiently(self, action, containers):
        """Tries the action until it works; False when the pod shall end before that."""
        while True:
            try:
                action()
                return True
            except Unsupported as error:
                problem = f"this kubelet does not know {error}"
            except OSError as error:
                problem = f"{getattr(error, 'url', '')} {error}"
            for container in containers:
                container.state = {"waiting": {"reason": "CreateContainerConfigError", "message": problem}}
            self.report()
            if not self.step(0.5):
                return False

    def step(self, seconds=0.1):
        time.sleep(seconds)
        return not self.deleting() and not self.gone

    def rest(self):
        while not self.deleting() and not self.gone:
            time.sleep(0.1)

    def deleting(self):
        return "deletionTimestamp" in self.pod["metadata"]

    def uid(self):
        return self.pod["metadata"]["uid"]

    def init_done(self):
        return all(container.state.get("terminated", {}).get("exitCode") == 0 for container in self.init)

    def report(self):
        ready = self.phase == "Running" and all(container.ready for container in self.main)
        done = self.phase == "Succeeded"
        conditions = {"PodScheduled": True, "Initialized": self.init_done(), "ContainersReady": ready, "Ready": ready}
        status = {
            "phase": self.phase,
            "hostIP": "127.0.0.1",
            "podIP": "127.0.0.1",
            "podIPs": [{"ip": "127.0.0.1"}],
            "startTime": self.start_time,
            "conditions": [
                {"type": kind, "status": str(value), **({"reason": "PodCompleted"} if done and not value else {})}
                for kind, value in conditions.items()
            ],
            "containerStatuses": [container.status() for container in self.main],
            "initContainerStatuses": [container.status() for container in self.init],
        }
        text = json.dumps(status)
        if text == self.reported:
            return True
        body = {"metadata": {"uid": self.uid()}, "status": status}
        try:
            self.kubelet.api.call("PATCH", f"{self.path}/status", body, MERGE)
        except OSError as error:
            self.gone = self.gone or getattr(error, "code", None) == 404
            print(f"{self.name}: {error}", flush=True)
            return False
        self.reported = text
        return True

    def field(self, path):
        if path.startswith("metadata.labels['"):
            return self.pod["metadata"].get("labels", {}).get(path[len("metadata.labels['") : -2], "")
        if path in ("status.podIP", "status.hostIP"):
            return "127.0.0.1"
        value = self.pod
        for key in path.split("."):
            value = value.get(key) if isinstance(value, dict) else None
        if not isinstance(value, str):
            raise Unsupported(f"field {path}")
        return value

    def make_volumes(self):
        for volume in self.pod["spec"].get("volumes", []):
            name = volume["name"]
            if "hostPath" in volume:
                self.volumes[name] = volume["hostPath"]["path"]
                if not os.path.exists(self.volumes[name]):
                    if volume["hostPath"].get("type") != "DirectoryOrCreate":
                        raise Unsupported(f"a volume that does not exist: {self.volumes[name]}")
                    os.makedirs(self.volumes[name])
                continue
            if "persistentVolumeClaim" in volume:
                self.volumes[name] = self.claimed(volume["persistentVolumeClaim"]["claimName"])
                continue
            folder = self.volumes[name] = os.path.join(self.folder, "volumes", name)
            os.makedirs(folder, exist_ok=True)
            if "emptyDir" in volume:
                os.chmod(folder, 0o777)
                continue
            self.read_only.add(name)
            sources = volume["projected"]["sources"] if "projected" in volume else [volume]
            for source in sources:
                for path, content in self.files(source).items():
                    os.makedirs(os.path.dirname(os.path.join(folder, path)), exist_ok=True)
                    with open(os.path.join(folder, path), "wb") as file:
                        file.write(content)

    def claimed(self, claim):
        """The folder of the volume that a claim is bound to."""
        call = self.kubelet.api.call
        bound = call("GET", f"/api/v1/namespaces/{self.namespace}/persistentvolumeclaims/{claim}")["spec"].get("volumeName")
        if not bound:
            raise Unsupported(f"the claim {claim} before it is bound")
        return call("GET", f"/api/v1/persistentvolumes/{bound}")["spec"]["hostPath"]["path"]

    def files(self, source):
        namespace = f"/api/v1/namespaces/{self.namespace}"
        call = self.kubelet.api.call
        if "serviceAccountToken" in source:
            token = source["serviceAccountToken"]
            account = self.pod["spec"].get("serviceAccountName", "default")
            me = {"apiVersion": "v1", "kind": "Pod", "name": self.name, "uid": self.uid()}
            spec = {"expirationSeconds": token.get("expirationSeconds", 3600), "boundObjectRef": me}
            if token.get("audience"):
                spec["audiences"] = [token["audience"]]
            body = {"apiVersion": "authentication.k8s.io/v1", "kind": "TokenRequest", "spec": spec}
            answer = call("POST", f"{namespace}/serviceaccounts/{account}/token", body)
            return {token["path"]: answer["status"]["token"].encode()}
        if "downwardAPI" in source:
            return {
                item["path"]: self.field(item["fieldRef"]["fieldPath"]).encode()
                for item in source["downwardAPI"]["items"]
            }
        if "configMap" in source:
            spec, name, kind = source["configMap"], source["configMap"]["name"], "configmaps"
        elif "secret" in source:
            spec, kind = source["secret"], "secrets"
            name = spec.get("secretName") or spec["name"]
        else:
            raise Unsupported(f"a volume with {', '.join(key for key in source if key != 'name')}")
        try:
            found = call("GET", f"{namespace}/{kind}/{name}")
        except urllib.error.HTTPError as error:
            if error.code == 404 and spec.get("optional"):
                return {}
            raise
        decode = base64.b64decode if kind == "secrets" else str.encode
        content = {key: decode(value) for key, value in (found.get("data") or {}).items()}
        content |= {key: base64.b64decode(value) for key, value in (found.get("binaryData") or {}).items()}
        if "items" in spec:
            return {item["path"]: content[item["key"]] for item in spec["items"]}
        return content


class Kubelet:
    def __init__(self, node, folder, api, java, homes, jvm=JVM):
        self.node = node
        self.folder = folder
        self.api = api
        self.java = java
        self.jvm = jvm
        self.homes = dict(home.split("=", 1) for home in homes)
        self.pods = {}
        self.names = {}
        self.ports = {}
        self.lock = threading.Lock()

    def run(self):
        ready = {"status": {"conditions": [{"type": "Ready", "status": "True", "reason": "KubeletReady"}]}}
        while True:
            try:
                self.api.call("PATCH", f"/api/v1/nodes/{self.node}/status", ready, MERGE)
                break
            except urllib.error.HTTPError as error:
                # Whoever starts the cluster creates the node.
                if error.code != 404:
                    raise
                time.sleep(0.1)
        services = threading.Thread(
            target=self.api.follow, args=("/api/v1/services", "limit=0", self.see_service), daemon=True
        )
        services.start()
        self.api.follow("/api/v1/pods", f"fieldSelector=spec.nodeName={self.node}", self.see_pod)

    def see_pod(self, event, seen):
        listed = seen if event == "LISTED" else [seen]
        for pod in listed:
            uid = pod["metadata"]["uid"]
            known = self.pods.get(uid)
            if known is None and event != "DELETED":
                known = self.pods[uid] = Pod(self, pod)
                known.start()
            elif known is not None:
                known.pod = pod
                known.gone = event == "DELETED"
        if event == "LISTED":
            uids = [pod["metadata"]["uid"] for pod in listed]
            for uid, known in self.pods.items():
                known.gone = known.gone or uid not in uids
        if event == "DELETED":
            self.pods.pop(seen["metadata"]["uid"], None)

    def see_service(self, event, seen):
        for service in seen if event == "LISTED" else [seen]:
            namespace, name = service["metadata"]["namespace"], service["metadata"]["name"]
            with self.lock:
                names = self.names.setdefault(namespace, set())
                (names.discard if event == "DELETED" else names.add)(name)
            self.hosts(namespace)

    def hosts(self, namespace):
        """The hosts file of a namespace's pods, which is always rewritten in place: it is bound into containers."""
        file = os.path.join(self.folder, f"{namespace}.hosts")
        with self.lock:
            names = sorted(self.names.get(namespace, []))
            aliases = [f"{name}{suffix}" for name in names for suffix in ("", f".{namespace}", f".{namespace}.svc")]
            text = f"127.0.0.1 localhost {socket.gethostname()}\n" + "".join(f"127.0.0.1 {name}\n" for name in aliases)
            with open(file, "a+", encoding="ascii") as hosts:
                hosts.seek(0)
                if hosts.read() != text:
                    hosts.truncate(0)
                    hosts.write(text)
        return file

    def flink(self, image):
        found = re.search(r":(\d+\.\d+\.\d+)\b", image)
        if not found or found[1] not in self.homes:
            raise Unsupported(f"image {image}")
        return found[1], self.homes[found[1]]

    def claim(self, pod):
        """Gives the pod its ports, unless another one has one of them."""
        wanted = {port["containerPort"] for container in pod.main for port in container.spec.get("ports", [])}
        with self.lock:
            if any(self.ports.get(port, pod) is not pod for port in wanted):
                return False
            self.ports.update({port: pod for port in wanted})
            return True

    def release(self, pod):
        with self.lock:
            self.ports = {port: owner for port, owner in self.ports.items() if owner is not pod}


if __name__ == "__main__":
    name, pods, config, java_home, *flinks = sys.argv[1:]
    Kubelet(name, pods, Api(config), java_home, flinks).run()
