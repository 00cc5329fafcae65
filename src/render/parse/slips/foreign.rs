//! Fields of other resources, and what they are called here.

use crate::fields;
use crate::k8s::dialect::Dialects;

/// Whose field it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Of {
    /// The next version of the resource, in one of its dialects.
    V1beta1,
    /// The other dialect of `v1beta1`.
    OtherDialect,
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

/// One field, or several of which the same is to be said.
#[derive(Debug)]
pub struct Foreign {
    /// The objects that it is written in; empty for any of a FlinkCluster.
    pub places: &'static [&'static str],
    /// Its names.
    pub names: &'static [&'static str],
    /// What to write here.
    pub here: Here,
}

type Names = &'static [&'static str];

const fn way(places: Names, names: Names, way: &'static str) -> Foreign {
    Foreign { places, names, here: Here::Way(way) }
}

const fn called(places: Names, names: Names, name: &'static str) -> Foreign {
    Foreign { places, names, here: Here::Called(name) }
}

const fn instead(places: Names, names: Names, name: &'static str, way: &'static str) -> Foreign {
    Foreign { places, names, here: Here::Instead(name, way) }
}

const ANYWHERE: &[&str] = &[];
const INGRESS: &[&str] = &["Ingress"];
const SPEC: &[&str] = &["Spec"];
const JOB: &[&str] = &["Job"];
const PODS: &[&str] = &["JobManager", "TaskManager"];
const JOB_MANAGER: &[&str] = &["JobManager"];
const TASK_MANAGER: &[&str] = &["TaskManager"];
const JOB_POD: &[&str] = &["JobPod"];
const ALL_PODS: &[&str] = &["Spec", "JobManager", "TaskManager", "Job"];

const PATCH: &str = "v1alpha1 has no field for it: patch the rendered Deployments with kustomize (a changed patch restarts pods \
                     without a savepoint), or have the namespace's admission set it";
const OF_JOBS: &str = fields!(
    "v1alpha1 has no field for it: write it in the annotation `flinkoperator.k8s.io/job-pod` of metadata.annotations, such as \
     `nodeSelector: {pool: batch}`"
);
const ACCOUNT: &str = "v1alpha1 has no field for it: Flink's pods run as the namespace's account `default`, and the Jobs as one \
                       of their own, which is rendered";
const LOGGING: &str = "v1alpha1 has no field for it: keep the file in a ConfigMap of your own, and mount it in jobManager and \
                       taskManager by `volumes` and `volumeMounts` with `mountPath: /opt/flink/conf/log4j-console.properties` \
                       and `subPath: log4j-console.properties`";
const VERSION: &str =
    fields!("use the annotation `flinkoperator.k8s.io/flink-version: \"1.20\"` in metadata.annotations");
const SAVEPOINTS: &str = fields!(
    "give `savepointsDir`: every change then stops the job with a savepoint and goes on from it, unless the annotation \
     `flinkoperator.k8s.io/upgrade-mode` in metadata.annotations says `last-state` or `stateless`"
);
const MODE: &str = fields!(
    "write the annotation `flinkoperator.k8s.io/job-mode: Application` in metadata.annotations; without it, a Job submits to the \
     cluster and stays until the job's end, as `Blocking` does"
);
const FORMAT: &str = fields!(
    "write the annotation `flinkoperator.k8s.io/savepoint-format: CANONICAL`, or `NATIVE`, in metadata.annotations"
);
const PYTHON: &str = "v1alpha1 submits jar files: `jarFile: /opt/flink/opt/flink-python-1.20.1.jar` (as the image has it), \
                      `className: org.apache.flink.client.python.PythonDriver`, and `args: [\"-py\", ...]`";
const LIMITS: &str = "write `resources: {limits: {cpu: \"1\", memory: 2Gi}}`, in Kubernetes' own quantities (`2048m` is \
                      `2048Mi` here)";
const MANIFEST: &str = "v1alpha1 has no field for it: write the object itself next to the FlinkCluster, it passes through \
                        (pods have the labels `app: flink`, `cluster: <name>` and `component: jobmanager` or `taskmanager`)";
const BUDGET: &str = fields!(
    "write it in the annotation `flinkoperator.k8s.io/pod-disruption-budget` of metadata.annotations, such as `maxUnavailable: 1`"
);
const SLOTS: &str = fields!("write `taskmanager.numberOfTaskSlots: \"2\"` in spec.flinkProperties");
const COMMAND: &str = fields!("the image's own entry point runs; put the job's arguments in `spec.job.args`");

/// Of one dialect, with what the other has for it.
macro_rules! dialect {
    ($($or:literal)?) => {
        concat!(
            "Spotify's operator has it: annotate the FlinkCluster with `flinkoperator.k8s.io/dialect: spotify` if it is for that one",
            $(", or write ", $or)?
        )
    };
}
const DIALECT: &str = dialect!();
const DIALECT_OF_JOBS: &str = dialect!("it in the annotation `flinkoperator.k8s.io/job-pod`");
const DIALECT_OF_MODE: &str = dialect!("the annotation `flinkoperator.k8s.io/job-mode: Application`");
const DIALECT_OF_FORMAT: &str = dialect!("the annotation `flinkoperator.k8s.io/savepoint-format`");
const PARTS_OF_PODS: &str = fields!(
    "there are fields for parts of it: `envVars` in spec; `volumes`, `volumeMounts`, `nodeSelector`, `tolerations`, `initContainers`, \
     `sidecars` and more in jobManager, taskManager and job: `flink-render explain spec.taskManager`"
);
const ONE_ACCOUNT: &str = fields!("there is one account for all pods: `spec.serviceAccountName`");
const DIALECT_OF_VERSION: &str = dialect!("the annotation `flinkoperator.k8s.io/flink-version`");

/// All fields, by where they are from, and the dialects in which that is to be said of them.
const TABLE: &[(Of, Dialects, &[Foreign])] = &[
    (
        Of::V1beta1,
        Dialects::V1ALPHA1,
        &[
            way(ANYWHERE, &["flinkVersion"], VERSION),
            way(SPEC, &["serviceAccountName"], ACCOUNT),
            way(
                SPEC,
                &["batchSchedulerName", "batchScheduler"],
                "v1alpha1 has no batch scheduling: Kubernetes' own scheduler places the pods",
            ),
            way(
                ALL_PODS,
                &["envFrom"],
                fields!(
                    "name each variable in spec.envVars: `{name: KEY, valueFrom: {secretKeyRef: {name: ..., key: KEY}}}` (or \
             `configMapKeyRef`)"
                ),
            ),
            way(ANYWHERE, &["logConfig"], LOGGING),
            way(
                SPEC,
                &["revisionHistoryLimit"],
                "it has no counterpart, and needs none: the revisions are in Git",
            ),
            way(
                SPEC,
                &["recreateOnUpdate"],
                "it has no counterpart: what a change restarts is always recreated; `flink-render diff` shows what",
            ),
            way(SPEC, &["podDisruptionBudget"], BUDGET),
            way(
                PODS,
                &["extraPorts"],
                "a container's ports need not be declared to be reachable; for a Service, write one next to the FlinkCluster (pods have \
         the labels `app: flink`, `cluster: <name>` and `component: jobmanager` or `taskmanager`)",
            ),
            way(
                JOB_MANAGER,
                &["sidecars"],
                fields!("in v1alpha1 only TaskManagers have sidecars (`spec.taskManager.sidecars`)"),
            ),
            way(
                PODS,
                &["initContainers"],
                fields!(
                    "in v1alpha1 only the job has them (`spec.job.initContainers`): prepare the files in the image"
                ),
            ),
            way(
                PODS,
                &["volumeClaimTemplates"],
                "give each pod its own volume, deleted with it: `volumes: [{name: data, ephemeral: {volumeClaimTemplate: {spec: \
         ...}}}]`; or name a claim: `persistentVolumeClaim: {claimName: ...}`",
            ),
            way(
                JOB,
                &[
                    "tolerations",
                    "affinity",
                    "podAnnotations",
                    "podLabels",
                    "securityContext",
                    "hostAliases",
                    "nodeSelector",
                    "resources",
                ],
                OF_JOBS,
            ),
            way(
                ALL_PODS,
                &["tolerations", "podAnnotations", "podLabels", "securityContext", "hostAliases"],
                PATCH,
            ),
            way(
                ALL_PODS,
                &["affinity"],
                "v1alpha1 has `nodeSelector` in jobManager and taskManager; for more, patch the rendered Deployments with kustomize (a \
         changed patch restarts pods without a savepoint)",
            ),
            way(PODS, &["livenessProbe", "readinessProbe"], PATCH),
            way(ANYWHERE, &["ServiceAnnotations", "ServiceLabels"], MANIFEST),
            instead(
                PODS,
                &["memoryProcessRatio"],
                "memoryOffHeapRatio",
                "write the rest to 100 as `memoryOffHeapRatio`: `memoryProcessRatio: 80` is `memoryOffHeapRatio: 20`",
            ),
            way(
                TASK_MANAGER,
                &["deploymentType"],
                "it has no counterpart: TaskManagers are a Deployment here",
            ),
            way(
                TASK_MANAGER,
                &["horizontalPodAutoscaler"],
                "it has no counterpart in v1alpha1: set the number of TaskManagers by `replicas`",
            ),
            way(JOB, &["takeSavepointOnUpgrade", "takeSavepointOnUpdate"], SAVEPOINTS),
            way(
                JOB,
                &["classPath"],
                fields!(
                    "write `pipeline.classpaths` in spec.flinkProperties, with its URLs separated by `;`"
                ),
            ),
            way(JOB, &["pyFile", "pyFiles", "pyModule"], PYTHON),
            way(JOB, &["mode"], MODE),
            way(JOB, &["savepointFormatType"], FORMAT),
            way(
                JOB,
                &["maxStateAgeToRestoreSeconds"],
                "it has no counterpart: the newest savepoint counts, whatever its age",
            ),
        ],
    ),
    (
        Of::OtherDialect,
        Dialects::BETA,
        &[
            called(JOB, &["takeSavepointOnUpgrade"], "takeSavepointOnUpdate"),
            called(JOB, &["takeSavepointOnUpdate"], "takeSavepointOnUpgrade"),
            way(JOB, &["mode"], DIALECT_OF_MODE),
            way(JOB, &["savepointFormatType"], DIALECT_OF_FORMAT),
            way(JOB, &["maxStateAgeToRestoreSeconds"], DIALECT),
            way(JOB, &["classPath", "pyFile", "pyFiles", "pyModule"], DIALECT),
            way(JOB, &["affinity", "nodeSelector", "tolerations", "hostAliases"], DIALECT_OF_JOBS),
            way(SPEC, &["flinkVersion"], DIALECT_OF_VERSION),
            way(SPEC, &["batchScheduler"], DIALECT),
            way(SPEC, &["podDisruptionBudget"], BUDGET),
            way(
                PODS,
                &["affinity", "hostAliases", "livenessProbe", "readinessProbe", "memoryProcessRatio"],
                DIALECT,
            ),
            way(JOB_MANAGER, &["ServiceAnnotations", "ServiceLabels"], DIALECT),
            way(TASK_MANAGER, &["deploymentType", "horizontalPodAutoscaler"], DIALECT),
        ],
    ),
    (
        Of::FlinkDeployment,
        Dialects::BETA,
        &[
            called(SPEC, &["serviceAccount"], "serviceAccountName"),
            called(SPEC, &["logConfiguration"], "logConfig"),
            way(ALL_PODS, &["podTemplate"], PARTS_OF_PODS),
        ],
    ),
    (
        Of::FlinkDeployment,
        Dialects::ALL,
        &[
            way(SPEC, &["imagePullPolicy"], "write `image: {name: ..., pullPolicy: IfNotPresent}`"),
            way(SPEC, &["serviceAccount"], ACCOUNT),
            called(SPEC, &["flinkConfiguration"], "flinkProperties"),
            way(ANYWHERE, &["logConfiguration"], LOGGING),
            way(
                ALL_PODS,
                &["podTemplate"],
                "v1alpha1 has fields for parts of it: `envVars` in spec; `volumes`, `volumeMounts`, `nodeSelector` in jobManager and \
         taskManager; `sidecars` in taskManager; `initContainers` in job",
            ),
            way(
                SPEC,
                &["mode"],
                "it has no counterpart: clusters are standalone, their Deployments are rendered",
            ),
            way(
                SPEC,
                &["ingress"],
                fields!(
                    "write `ingress` in spec.jobManager, its `template` as `hostFormat: \"{{$clusterName}}.example.org\"`"
                ),
            ),
            way(
                SPEC,
                &["restartNonce"],
                "it has no counterpart: a changed variable in `envVars` restarts the cluster, with a savepoint if there is a \
         `savepointsDir`",
            ),
            way(
                SPEC,
                &["deploymentName"],
                fields!("the job of a cluster is written in the FlinkCluster itself, as `spec.job`"),
            ),
            instead(PODS, &["resource"], "resources", LIMITS),
            called(JOB, &["jarURI"], "jarFile"),
            called(JOB, &["entryClass"], "className"),
            called(JOB, &["initialSavepointPath"], "fromSavepoint"),
            way(JOB, &["upgradeMode"], SAVEPOINTS),
            way(
                JOB,
                &["state"],
                "`state: suspended` is `cancelRequested: true` here; a job that is rendered runs",
            ),
            way(
                JOB,
                &["savepointTriggerNonce"],
                "its counterpart is `savepointGeneration`: every new positive number takes a savepoint",
            ),
            way(
                JOB,
                &["checkpointTriggerNonce"],
                "`savepointGeneration` takes a savepoint; checkpoints are taken as Flink's configuration says",
            ),
            way(
                JOB,
                &["savepointRedeployNonce"],
                "it has no counterpart, and needs none: a changed `fromSavepoint` wins over the present state",
            ),
            way(INGRESS, &["template"], "write it as `hostFormat: \"{{$clusterName}}.example.org\"`"),
            way(
                INGRESS,
                &["className"],
                "write it as an annotation: `annotations: {kubernetes.io/ingress.class: nginx}`",
            ),
        ],
    ),
    (
        Of::Elsewhere,
        Dialects::BETA,
        &[
            way(PODS, &["serviceAccount", "serviceAccountName"], ONE_ACCOUNT),
            way(JOB, &["serviceAccount", "serviceAccountName"], ONE_ACCOUNT),
        ],
    ),
    (
        Of::Elsewhere,
        Dialects::ALL,
        &[
            way(
                INGRESS,
                &["ingressClassName"],
                "write it as an annotation: `annotations: {kubernetes.io/ingress.class: nginx}`",
            ),
            called(INGRESS, &["ingressHostFormat", "host"], "hostFormat"),
            way(INGRESS, &["tls"], "write `useTLS: true` and `tlsSecretName: ...`"),
            way(&["Image"], &["tag"], "append it to the name: `name: flink:1.20.1`"),
            way(&["Image"], &["repository"], "write name and tag as one: `name: registry/flink:1.20.1`"),
            called(&["Image"], &["imagePullSecrets"], "pullSecrets"),
            called(&["Image"], &["imagePullPolicy"], "pullPolicy"),
            way(SPEC, &["imagePullSecrets"], "write `image: {name: ..., pullSecrets: [{name: ...}]}`"),
            called(SPEC, &["env", "environment"], "envVars"),
            way(ALL_PODS, &["env", "environment"], fields!("there is one list for all pods: `spec.envVars`")),
            called(ALL_PODS, &["mounts"], "volumeMounts"),
            called(JOB_POD, &["labels"], "podLabels"),
            called(PODS, &["labels"], "podLabels"),
            called(JOB_POD, &["annotations"], "podAnnotations"),
            called(JOB_POD, &["serviceAccount"], "serviceAccountName"),
            called(SPEC, &["properties", "configuration", "flinkConf", "config"], "flinkProperties"),
            instead(PODS, &["limits", "requests"], "resources", "indent it under `resources:`"),
            instead(PODS, &["memory"], "resources", "write `resources: {limits: {memory: 2Gi}}`"),
            instead(PODS, &["cpu"], "resources", "write `resources: {limits: {cpu: \"1\"}}`"),
            way(PODS, &["taskSlots", "slots", "numberOfTaskSlots"], SLOTS),
            way(PODS, &["image"], fields!("there is one image for all pods: `spec.image`")),
            way(JOB, &["image"], fields!("there is one image for all pods: `spec.image`")),
            way(ALL_PODS, &["command"], COMMAND),
            way(ALL_PODS, &["serviceAccount", "serviceAccountName"], ACCOUNT),
            called(JOB, &["savepoint", "savepointPath"], "fromSavepoint"),
            called(JOB, &["savepointDir", "savepointDirectory", "savepointsDirectory"], "savepointsDir"),
            called(JOB, &["filePath", "jar", "jarPath"], "jarFile"),
            called(JOB, &["class", "mainClass"], "className"),
            called(JOB, &["arguments", "programArgs"], "args"),
            way(
                JOB,
                &["replicas"],
                fields!(
                    "a job has its `parallelism`; the number of processes is `spec.taskManager.replicas`"
                ),
            ),
        ],
    ),
];

/// Whose field a name in an object is, and what to write here.
pub fn find(object: &str, name: &str, dialects: Dialects) -> Option<(Of, Here)> {
    let tables = TABLE.iter().filter(|(_, asked_in, _)| dialects.meets(*asked_in));
    let rows = tables.flat_map(|(of, _, rows)| rows.iter().map(move |row| (of, row)));
    let mut rows = rows.filter(|(_, row)| row.places.is_empty() || row.places.contains(&object));
    let first = rows.clone().find(|(_, row)| row.names.contains(&name));
    let alike = |known: &&str| super::super::alike::same(known, name);
    let found = first.or_else(|| rows.find(|(_, row)| row.names.iter().any(alike)));
    found.map(|(of, row)| (*of, row.here))
}
