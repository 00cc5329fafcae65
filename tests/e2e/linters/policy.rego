# What the policies of many a platform ask of workloads, in conftest's words.
package main

import rego.v1

workloads := {"Deployment", "StatefulSet", "Job", "CronJob"}

template := input.spec.jobTemplate.spec.template if input.kind == "CronJob"

template := input.spec.template if input.kind in workloads - {"CronJob"}

pod := template.spec

containers contains container if {
	some list in ["containers", "initContainers"]
	some container in pod[list]
}

# Security contexts, as the kubelet reads them.

setting(container, field) := container.securityContext[field]

setting(container, field) := pod.securityContext[field] if not has(container.securityContext, field)

has(object, field) if object[field] == object[field]

deny contains finding("user", container) if {
	some container in containers
	not setting(container, "runAsNonRoot") == true
}

deny contains finding("escalation", container) if {
	some container in containers
	not container.securityContext.allowPrivilegeEscalation == false
}

deny contains finding("capabilities", container) if {
	some container in containers
	not "ALL" in container.securityContext.capabilities.drop
}

deny contains finding("capabilities", container) if {
	some container in containers
	some _ in container.securityContext.capabilities.add
}

deny contains finding("root-file-system", container) if {
	some container in containers
	not container.securityContext.readOnlyRootFilesystem == true
}

deny contains finding("seccomp", container) if {
	some container in containers
	not setting(container, "seccompProfile").type == "RuntimeDefault"
}

deny contains finding("resources", container) if {
	some container in containers
	some kind in ["requests", "limits"]
	some resource in ["cpu", "memory"]
	not container.resources[kind][resource]
}

deny contains finding("image", container) if {
	some container in containers
	not regex.match(`:[^/]+$`, container.image)
}

deny contains finding("image", container) if {
	some container in containers
	endswith(container.image, ":latest")
}

deny contains finding("probes", container) if {
	input.kind in {"Deployment", "StatefulSet"}
	some container in pod.containers
	some probe in ["startupProbe", "livenessProbe", "readinessProbe"]
	not container[probe]
}

finding(rule, container) := {"msg": sprintf("%s: %s", [rule, container.name])}

deny contains {"msg": "node"} if {
	some field in ["hostNetwork", "hostPID", "hostIPC"]
	pod[field] == true
}

deny contains {"msg": sprintf("node: %s", [volume.name])} if {
	some volume in pod.volumes
	volume.hostPath
}

# A token is mounted where an account of its own says so, and nowhere else.
deny contains {"msg": "token"} if {
	input.kind in workloads
	not pod.automountServiceAccountToken == false
	not own_account
}

own_account if {
	pod.automountServiceAccountToken == true
	not pod.serviceAccountName in {"", "default"}
}

deny contains {"msg": "token"} if {
	input.kind == "ServiceAccount"
	not input.automountServiceAccountToken == false
}

# Rights are to named objects, and to no secrets.
deny contains {"msg": "rights"} if {
	input.kind in {"Role", "ClusterRole"}
	some rule in input.rules
	not rule.resourceNames
}

deny contains {"msg": "rights"} if {
	input.kind in {"Role", "ClusterRole"}
	some rule in input.rules
	some word in array.concat(rule.verbs, array.concat(rule.resources, rule.apiGroups))
	word in {"*", "secrets", "pods/exec", "escalate", "bind", "impersonate"}
}

deny contains {"msg": sprintf("labels: %s", [label])} if {
	input.kind in workloads
	some word in ["name", "instance", "component", "managed-by"]
	label := sprintf("app.kubernetes.io/%s", [word])
	not template.metadata.labels[label]
}

# They may change, and selectors may not.
deny contains {"msg": sprintf("selector: %s", [label])} if {
	some label, _ in input.spec.selector.matchLabels
	startswith(label, "app.kubernetes.io/")
}

deny contains {"msg": "namespace"} if {
	input.kind != "FlinkCluster"
	object.get(input.metadata, "namespace", "default") == "default"
}

deny contains {"msg": sprintf("schedule: %s", [field])} if {
	input.kind == "CronJob"
	some field in ["concurrencyPolicy", "startingDeadlineSeconds", "successfulJobsHistoryLimit", "failedJobsHistoryLimit"]
	not has(input.spec, field)
}

deny contains {"msg": "service"} if {
	input.kind == "Service"
	input.spec.type in {"NodePort", "LoadBalancer"}
}

deny contains {"msg": "ingress"} if {
	input.kind == "Ingress"
	not input.spec.tls
}

# Flux would replace it.
deny contains {"msg": "substitute"} if {
	not input.metadata.annotations["kustomize.toolkit.fluxcd.io/substitute"] == "disabled"
	contains(json.marshal(input), "${")
}
