//! Programs that put containers, or agents for Java, into the pods of others, and the labels and annotations that they read.

/// Labels of pods that keep a proxy out, unless the user has the same key: a Job ends when all its containers have, and a proxy
/// does not. Istio and Kuma read labels.
pub const NO_PROXY_LABELS: [(&str, &str); 2] =
    [("sidecar.istio.io/inject", "false"), ("kuma.io/sidecar-injection", "disabled")];
/// The same for Linkerd and Consul, which read annotations.
pub const NO_PROXY_ANNOTATIONS: [(&str, &str); 2] =
    [("linkerd.io/inject", "disabled"), ("consul.hashicorp.com/connect-inject", "false")];

/// What annotations (and some labels) begin with that put a container beside, or Java agents, as each program's documentation has it:
/// a Job does not end before all its containers, and an agent would report the client as the JobManager.
const INJECTORS: &[&str] = &[
    // Datadog's Admission Controller.
    "admission.datadoghq.com/",
    "agent.datadoghq.com/sidecar",
    // AWS App Mesh.
    "appmesh.k8s.aws/",
    // Azure Workload Identity: its proxy, not the identity.
    "azure.workload.identity/inject-proxy-sidecar",
    // Consul on Kubernetes.
    "consul.hashicorp.com/",
    // Dapr.
    "dapr.io/",
    // Dynatrace's Operator.
    "dynatrace.com/inject",
    "metadata-enrichment.dynatrace.com/",
    "oneagent.dynatrace.com/",
    // Elastic's APM attacher.
    "co.elastic.apm/",
    // OpenFeature's Operator.
    "openfeature.dev/",
    // The OpenTelemetry Operator.
    "instrumentation.opentelemetry.io/",
    "sidecar.opentelemetry.io/",
    // SkyWalking's Java agent.
    "swck-java-agent-injected",
    // Open Service Mesh.
    "openservicemesh.io/",
    // The Jaeger Operator.
    "sidecar.jaegertracing.io/",
    // OpenBao's injector.
    "openbao.openbao.org/",
    // Telegraf's operator.
    "telegraf.influxdata.com/",
    // HashiCorp's Vault Agent Injector.
    VAULT,
];
/// Of Vault.
pub const VAULT: &str = "vault.hashicorp.com/";
/// Whether a label or an annotation asks for a container. What keeps one out is meant for all.
pub fn asks(key: &str, value: &str) -> bool {
    !matches!(value, "false" | "disabled") && INJECTORS.iter().any(|injector| key.starts_with(injector))
}

/// Whether a label or an annotation asks for the proxy of a mesh.
pub fn asks_for_proxy(key: &str, value: &str) -> bool {
    let keys = NO_PROXY_LABELS.iter().chain(&NO_PROXY_ANNOTATIONS);
    matches!(value, "true" | "enabled" | "ingress") && keys.into_iter().any(|(known, _)| *known == key)
}
