//! Fields of other resources, and what they are called here.

use crate::fields;

/// Whose field it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Of {
    /// The next version of the resource, in one of its dialects.
    V1beta1,
    /// The resource of Apache's own operator.
    FlinkDeployment,
    /// An older document, a pod, a compose file: a name that somebody is used to.
    Elsewhere,
}

/// What to write here.
#[derive(Debug, Clone, Copy)]
pub enum Here {
    /// The same value under another name beside it.
    Called(&'static str),
    /// Something else, for the field that is named.
    Instead(&'static str, &'static str),
    /// Something else.
    Way(&'static str),
}

/// One field.
#[derive(Debug)]
pub struct Foreign {
    /// The objects that it is written in; empty for any of a FlinkCluster.
    pub places: &'static [&'static str],
    /// Its name.
    pub name: &'static str,
    /// Where it is from.
    pub of: Of,
    /// What to write here.
    pub here: Here,
}

const fn row(places: &'static [&'static str], name: &'static str, of: Of, here: Here) -> Foreign {
    Foreign { places, name, of, here }
}

const SPEC: &[&str] = &["Spec"];
const JOB: &[&str] = &["Job"];
const PODS: &[&str] = &["JobManager", "TaskManager"];
const JOB_MANAGER: &[&str] = &["JobManager"];
const TASK_MANAGER: &[&str] = &["TaskManager"];
const ALL_PODS: &[&str] = &["Spec", "JobManager", "TaskManager", "Job"];

const PATCH: &str = "v1alpha1 has no field for it: patch the rendered Deployments with kustomize (a changed patch restarts pods \
                     without a savepoint), or have the namespace's admission set it";
const PATCH_JOBS: &str = "v1alpha1 has no field for it: patch the rendered Jobs with kustomize, or have the namespace's \
                          admission set it";
const ACCOUNT: &str = "v1alpha1 has no field for it: Flink's pods run as the namespace's account `default`, and the Jobs as one \
                       of their own, which is rendered";
const LOGGING: &str = "v1alpha1 has no field for it: keep the file in a ConfigMap of your own, and mount it in jobManager and \
                       taskManager by `volumes` and `volumeMounts` with `mountPath: /opt/flink/conf/log4j-console.properties` \
                       and `subPath: log4j-console.properties`";
const VERSION: &str = fields!(
    "say it by the annotation `flinkoperator.k8s.io/flink-version: \"1.20\"` in metadata.annotations"
);
const SAVEPOINTS: &str = "give `savepointsDir`: every change then stops the job with a savepoint and goes on from it; without it \
                          the job starts anew";
const PYTHON: &str = "v1alpha1 submits jar files: `jarFile: /opt/flink/opt/flink-python-1.20.1.jar` (as the image has it), \
                      `className: org.apache.flink.client.python.PythonDriver`, and `args: [\"-py\", ...]`";
const LIMITS: &str = "write `resources: {limits: {cpu: \"1\", memory: 2Gi}}`, in Kubernetes' own quantities (`2048m` is \
                      `2048Mi` here)";
const MANIFEST: &str = "v1alpha1 has no field for it: write the object itself beside the FlinkCluster, it passes through \
                        (pods have the labels `app: flink`, `cluster: <name>` and `component: jobmanager` or `taskmanager`)";
const SLOTS: &str = fields!("write `taskmanager.numberOfTaskSlots: \"2\"` in spec.flinkProperties");
const COMMAND: &str =
    fields!("the image's own entry point runs; give the job's arguments in `spec.job.args`");

/// All fields, by where they are from.
pub const TABLE: &[Foreign] = &[
    row(&[], "flinkVersion", Of::V1beta1, Here::Way(VERSION)),
    row(SPEC, "serviceAccountName", Of::V1beta1, Here::Way(ACCOUNT)),
    row(
        SPEC,
        "batchSchedulerName",
        Of::V1beta1,
        Here::Way("v1alpha1 has no batch scheduling: Kubernetes' own scheduler places the pods"),
    ),
    row(
        SPEC,
        "batchScheduler",
        Of::V1beta1,
        Here::Way("v1alpha1 has no batch scheduling: Kubernetes' own scheduler places the pods"),
    ),
    row(
        &["Spec", "JobManager", "TaskManager", "Job"],
        "envFrom",
        Of::V1beta1,
        Here::Way(fields!(
            "name each variable in spec.envVars: `{name: KEY, valueFrom: {secretKeyRef: {name: ..., key: KEY}}}` (or \
             `configMapKeyRef`)"
        )),
    ),
    row(&[], "logConfig", Of::V1beta1, Here::Way(LOGGING)),
    row(
        SPEC,
        "revisionHistoryLimit",
        Of::V1beta1,
        Here::Way("it has no counterpart, and needs none: the revisions are Git's"),
    ),
    row(
        SPEC,
        "recreateOnUpdate",
        Of::V1beta1,
        Here::Way(
            "it has no counterpart: what a change restarts is always made anew, `flink-render diff` says what",
        ),
    ),
    row(SPEC, "podDisruptionBudget", Of::V1beta1, Here::Way(MANIFEST)),
    row(
        PODS,
        "extraPorts",
        Of::V1beta1,
        Here::Way(
            "a container's ports need not be declared to be reached; for a Service, write one beside the FlinkCluster (pods have \
         the labels `app: flink`, `cluster: <name>` and `component: jobmanager` or `taskmanager`)",
        ),
    ),
    row(
        JOB_MANAGER,
        "sidecars",
        Of::V1beta1,
        Here::Way(fields!("in v1alpha1 only TaskManagers have sidecars (`spec.taskManager.sidecars`)")),
    ),
    row(
        PODS,
        "initContainers",
        Of::V1beta1,
        Here::Way(fields!(
            "in v1alpha1 only the job has them (`spec.job.initContainers`): prepare the files in the image"
        )),
    ),
    row(
        PODS,
        "volumeClaimTemplates",
        Of::V1beta1,
        Here::Way(
            "give each pod a volume of its own that goes with it: `volumes: [{name: data, ephemeral: {volumeClaimTemplate: {spec: \
         ...}}}]`; or name a claim: `persistentVolumeClaim: {claimName: ...}`",
        ),
    ),
    row(JOB, "tolerations", Of::V1beta1, Here::Way(PATCH_JOBS)),
    row(JOB, "affinity", Of::V1beta1, Here::Way(PATCH_JOBS)),
    row(ALL_PODS, "tolerations", Of::V1beta1, Here::Way(PATCH)),
    row(
        ALL_PODS,
        "affinity",
        Of::V1beta1,
        Here::Way(
            "v1alpha1 has `nodeSelector` in jobManager and taskManager; for more, patch the rendered Deployments with kustomize (a \
         changed patch restarts pods without a savepoint)",
        ),
    ),
    row(JOB, "podAnnotations", Of::V1beta1, Here::Way(PATCH_JOBS)),
    row(JOB, "podLabels", Of::V1beta1, Here::Way(PATCH_JOBS)),
    row(JOB, "securityContext", Of::V1beta1, Here::Way(PATCH_JOBS)),
    row(JOB, "hostAliases", Of::V1beta1, Here::Way(PATCH_JOBS)),
    row(JOB, "nodeSelector", Of::V1beta1, Here::Way(PATCH_JOBS)),
    row(
        JOB,
        "resources",
        Of::V1beta1,
        Here::Way(fields!(
            "v1alpha1 has no resources for the pod that submits: a LimitRange of the namespace gives it some; Flink's own are \
         `spec.jobManager.resources` and `spec.taskManager.resources`"
        )),
    ),
    row(ALL_PODS, "podAnnotations", Of::V1beta1, Here::Way(PATCH)),
    row(ALL_PODS, "podLabels", Of::V1beta1, Here::Way(PATCH)),
    row(ALL_PODS, "securityContext", Of::V1beta1, Here::Way(PATCH)),
    row(ALL_PODS, "hostAliases", Of::V1beta1, Here::Way(PATCH)),
    row(PODS, "livenessProbe", Of::V1beta1, Here::Way(PATCH)),
    row(PODS, "readinessProbe", Of::V1beta1, Here::Way(PATCH)),
    row(&[], "ServiceAnnotations", Of::V1beta1, Here::Way(MANIFEST)),
    row(&[], "ServiceLabels", Of::V1beta1, Here::Way(MANIFEST)),
    row(
        PODS,
        "memoryProcessRatio",
        Of::V1beta1,
        Here::Instead(
            "memoryOffHeapRatio",
            "write what is left of 100 as `memoryOffHeapRatio`: `memoryProcessRatio: 80` is `memoryOffHeapRatio: 20`",
        ),
    ),
    row(
        TASK_MANAGER,
        "deploymentType",
        Of::V1beta1,
        Here::Way("it has no counterpart: TaskManagers are a Deployment here"),
    ),
    row(
        TASK_MANAGER,
        "horizontalPodAutoscaler",
        Of::V1beta1,
        Here::Way("it has no counterpart in v1alpha1: say how many TaskManagers there are by `replicas`"),
    ),
    row(JOB, "takeSavepointOnUpgrade", Of::V1beta1, Here::Way(SAVEPOINTS)),
    row(JOB, "takeSavepointOnUpdate", Of::V1beta1, Here::Way(SAVEPOINTS)),
    row(
        JOB,
        "classPath",
        Of::V1beta1,
        Here::Way(fields!("write `pipeline.classpaths` in spec.flinkProperties, its URLs parted by `;`")),
    ),
    row(JOB, "pyFile", Of::V1beta1, Here::Way(PYTHON)),
    row(JOB, "pyFiles", Of::V1beta1, Here::Way(PYTHON)),
    row(JOB, "pyModule", Of::V1beta1, Here::Way(PYTHON)),
    row(
        JOB,
        "mode",
        Of::V1beta1,
        Here::Way(
            "it has no counterpart: a Job submits to the cluster and stays until the job's end, as `Blocking` does",
        ),
    ),
    row(
        JOB,
        "savepointFormatType",
        Of::V1beta1,
        Here::Way("it has no counterpart: savepoints are taken in Flink's default format"),
    ),
    row(
        JOB,
        "maxStateAgeToRestoreSeconds",
        Of::V1beta1,
        Here::Way("it has no counterpart: the newest savepoint counts, whatever its age"),
    ),
    row(
        SPEC,
        "imagePullPolicy",
        Of::FlinkDeployment,
        Here::Way("write `image: {name: ..., pullPolicy: IfNotPresent}`"),
    ),
    row(SPEC, "serviceAccount", Of::FlinkDeployment, Here::Way(ACCOUNT)),
    row(SPEC, "flinkConfiguration", Of::FlinkDeployment, Here::Called("flinkProperties")),
    row(&[], "logConfiguration", Of::FlinkDeployment, Here::Way(LOGGING)),
    row(
        ALL_PODS,
        "podTemplate",
        Of::FlinkDeployment,
        Here::Way(
            "v1alpha1 has fields for parts of it: `envVars` in spec; `volumes`, `volumeMounts`, `nodeSelector` in jobManager and \
         taskManager; `sidecars` in taskManager; `initContainers` in job",
        ),
    ),
    row(
        SPEC,
        "mode",
        Of::FlinkDeployment,
        Here::Way("it has no counterpart: clusters are standalone, their Deployments are rendered"),
    ),
    row(
        SPEC,
        "ingress",
        Of::FlinkDeployment,
        Here::Way(fields!(
            "write `ingress` in spec.jobManager, its `template` as `hostFormat: \"{{$clusterName}}.example.org\"`"
        )),
    ),
    row(
        SPEC,
        "restartNonce",
        Of::FlinkDeployment,
        Here::Way(
            "it has no counterpart: a changed variable in `envVars` restarts the cluster, with a savepoint if there is a \
         `savepointsDir`",
        ),
    ),
    row(
        SPEC,
        "deploymentName",
        Of::FlinkDeployment,
        Here::Way(fields!("the job of a cluster is written in the FlinkCluster itself, as `spec.job`")),
    ),
    row(PODS, "resource", Of::FlinkDeployment, Here::Instead("resources", LIMITS)),
    row(JOB, "jarURI", Of::FlinkDeployment, Here::Called("jarFile")),
    row(JOB, "entryClass", Of::FlinkDeployment, Here::Called("className")),
    row(JOB, "initialSavepointPath", Of::FlinkDeployment, Here::Called("fromSavepoint")),
    row(JOB, "upgradeMode", Of::FlinkDeployment, Here::Way(SAVEPOINTS)),
    row(
        JOB,
        "state",
        Of::FlinkDeployment,
        Here::Way("`state: suspended` is `cancelRequested: true` here; a job that is rendered runs"),
    ),
    row(
        JOB,
        "savepointTriggerNonce",
        Of::FlinkDeployment,
        Here::Way("`savepointGeneration` is its counterpart: every new positive number takes a savepoint"),
    ),
    row(
        JOB,
        "checkpointTriggerNonce",
        Of::FlinkDeployment,
        Here::Way(
            "`savepointGeneration` takes a savepoint; checkpoints are taken as Flink's configuration says",
        ),
    ),
    row(
        JOB,
        "savepointRedeployNonce",
        Of::FlinkDeployment,
        Here::Way(
            "it has no counterpart, and needs none: a changed `fromSavepoint` wins over the present state",
        ),
    ),
    row(
        &["Ingress"],
        "template",
        Of::FlinkDeployment,
        Here::Way("write it as `hostFormat: \"{{$clusterName}}.example.org\"`"),
    ),
    row(
        &["Ingress"],
        "className",
        Of::FlinkDeployment,
        Here::Way("write it as an annotation: `annotations: {kubernetes.io/ingress.class: nginx}`"),
    ),
    row(
        &["Ingress"],
        "ingressClassName",
        Of::Elsewhere,
        Here::Way("write it as an annotation: `annotations: {kubernetes.io/ingress.class: nginx}`"),
    ),
    row(&["Ingress"], "ingressHostFormat", Of::Elsewhere, Here::Called("hostFormat")),
    row(&["Ingress"], "host", Of::Elsewhere, Here::Called("hostFormat")),
    row(&["Ingress"], "tls", Of::Elsewhere, Here::Way("write `useTLS: true` and `tlsSecretName: ...`")),
    row(&["Image"], "tag", Of::Elsewhere, Here::Way("write it behind the name: `name: flink:1.20.1`")),
    row(
        &["Image"],
        "repository",
        Of::Elsewhere,
        Here::Way("write name and tag as one: `name: registry/flink:1.20.1`"),
    ),
    row(&["Image"], "imagePullSecrets", Of::Elsewhere, Here::Called("pullSecrets")),
    row(&["Image"], "imagePullPolicy", Of::Elsewhere, Here::Called("pullPolicy")),
    row(
        SPEC,
        "imagePullSecrets",
        Of::Elsewhere,
        Here::Way("write `image: {name: ..., pullSecrets: [{name: ...}]}`"),
    ),
    row(SPEC, "env", Of::Elsewhere, Here::Called("envVars")),
    row(SPEC, "environment", Of::Elsewhere, Here::Called("envVars")),
    row(ALL_PODS, "env", Of::Elsewhere, Here::Way(fields!("there is one list for all pods: `spec.envVars`"))),
    row(
        ALL_PODS,
        "environment",
        Of::Elsewhere,
        Here::Way(fields!("there is one list for all pods: `spec.envVars`")),
    ),
    row(ALL_PODS, "mounts", Of::Elsewhere, Here::Called("volumeMounts")),
    row(SPEC, "properties", Of::Elsewhere, Here::Called("flinkProperties")),
    row(SPEC, "configuration", Of::Elsewhere, Here::Called("flinkProperties")),
    row(SPEC, "flinkConf", Of::Elsewhere, Here::Called("flinkProperties")),
    row(SPEC, "config", Of::Elsewhere, Here::Called("flinkProperties")),
    row(PODS, "limits", Of::Elsewhere, Here::Instead("resources", "indent it below `resources:`")),
    row(PODS, "requests", Of::Elsewhere, Here::Instead("resources", "indent it below `resources:`")),
    row(
        PODS,
        "memory",
        Of::Elsewhere,
        Here::Instead("resources", "write `resources: {limits: {memory: 2Gi}}`"),
    ),
    row(PODS, "cpu", Of::Elsewhere, Here::Instead("resources", "write `resources: {limits: {cpu: \"1\"}}`")),
    row(PODS, "taskSlots", Of::Elsewhere, Here::Way(SLOTS)),
    row(PODS, "slots", Of::Elsewhere, Here::Way(SLOTS)),
    row(PODS, "numberOfTaskSlots", Of::Elsewhere, Here::Way(SLOTS)),
    row(PODS, "image", Of::Elsewhere, Here::Way(fields!("there is one image for all pods: `spec.image`"))),
    row(JOB, "image", Of::Elsewhere, Here::Way(fields!("there is one image for all pods: `spec.image`"))),
    row(ALL_PODS, "command", Of::Elsewhere, Here::Way(COMMAND)),
    row(ALL_PODS, "serviceAccount", Of::Elsewhere, Here::Way(ACCOUNT)),
    row(ALL_PODS, "serviceAccountName", Of::Elsewhere, Here::Way(ACCOUNT)),
    row(JOB, "savepoint", Of::Elsewhere, Here::Called("fromSavepoint")),
    row(JOB, "savepointPath", Of::Elsewhere, Here::Called("fromSavepoint")),
    row(JOB, "savepointDir", Of::Elsewhere, Here::Called("savepointsDir")),
    row(JOB, "savepointDirectory", Of::Elsewhere, Here::Called("savepointsDir")),
    row(JOB, "savepointsDirectory", Of::Elsewhere, Here::Called("savepointsDir")),
    row(JOB, "filePath", Of::Elsewhere, Here::Called("jarFile")),
    row(JOB, "jar", Of::Elsewhere, Here::Called("jarFile")),
    row(JOB, "jarPath", Of::Elsewhere, Here::Called("jarFile")),
    row(JOB, "class", Of::Elsewhere, Here::Called("className")),
    row(JOB, "mainClass", Of::Elsewhere, Here::Called("className")),
    row(JOB, "arguments", Of::Elsewhere, Here::Called("args")),
    row(JOB, "programArgs", Of::Elsewhere, Here::Called("args")),
    row(
        JOB,
        "replicas",
        Of::Elsewhere,
        Here::Way(fields!(
            "a job has its `parallelism`; the number of processes is `spec.taskManager.replicas`"
        )),
    ),
];

/// The row of a name in an object.
pub fn find(object: &str, name: &str) -> Option<&'static Foreign> {
    let is = |row: &&Foreign| row.places.is_empty() || row.places.contains(&object);
    let mut rows = TABLE.iter().filter(is);
    let first = rows.clone().find(|row| row.name == name);
    first.or_else(|| rows.find(|row| super::super::alike::same(row.name, name)))
}
