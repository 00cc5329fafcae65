//! The way from an operator to Git: the steps, and what changes by whose operator it was.

use std::fmt::Write;

use crate::flink::version::NEWEST;
use crate::k8s::dialect::Dialect;
use crate::k8s::resource::operators;
use crate::model::conventions::{Conventions, PodLabels, Scaled, Submission, TaskManagerService, Way};

const HEAD: &str = "\
From an operator to Git, in steps: first the objects that run change hands, and no pod restarts; then, cluster by cluster, native
rendering, with one restart from a savepoint. Below, the namespace is `streams`, the cluster `orders`, and N any cluster's name.

Two folders say how far a cluster is: `operator/` has those that are rendered as the operator did, `clusters/` those that are rendered
natively. A file that moves from the one to the other is the switch. What they are rendered to has two folders, too: `deploy-operator/`
and `deploy/`.

";

/// An image of ours, in the registry of the examples.
macro_rules! image {
    ($name:literal) => {
        concat!("registry.example.com/", $name, ":", env!("CARGO_PKG_VERSION"))
    };
}

const STEPS: &[&str] = &[
    "\
Put the FlinkClusters into `operator/`, a file each, as they were written. (`status`, and what the server fills in, is left out with a
warning.) Which operator it was, the version says (`v1alpha1`: Google's), or the annotation `flinkoperator.k8s.io/dialect:
google|spotify` of a `v1beta1`: write it down.

    mkdir operator clusters
    kubectl get flinkclusters -n streams
    kubectl get flinkcluster orders -n streams -o yaml > operator/orders.yaml
    flink-render validate operator/ --compat operator
    flink-render validate operator/

The first `validate` must pass. The second one is about what is to come, natively: what has no effect any more (`flink-render explain
FR150`), what is refused. It need not pass yet; a cluster that it refuses stays in `operator/`.
",
    concat!(
        "\
Compare what runs with what would be applied. Nothing may restart, and no job may be submitted again; where that would be, correct the
FlinkCluster, and compare again.

    kubectl get ",
        operators!(),
        " -n streams -o yaml > dump.yaml
    flink-render adopt operator/ --from-cluster-dump dump.yaml

Add `podgroups.scheduling.volcano.sh` where Volcano is used.
"
    ),
    "\
Stop the operator, remove its webhooks, then the owner references: `adopt` prints the commands, for each object one, for the
claims of StatefulSets, and for Flink's own ConfigMaps (high availability), which are in no rendering. Until the references are
gone, deleting a FlinkCluster, or its CustomResourceDefinition, deletes the cluster that runs. Do not uninstall the operator by
its manifest before: that deletes the definition, too.
",
    "\
Put this program's definition in the place of the operator's. The FlinkClusters stay.

    flink-render crd | kubectl apply --server-side --force-conflicts -f -
",
    concat!(
        "\
Build the images, in the folder of this program's source, and push them: of the program itself, which Argo CD's plugin and CI run,
and of what writes the status.

    flink-render init image | docker build --tag ",
        image!("flink-render"),
        " --file - .
    flink-render init image | docker build --target flink-status-sync --tag ",
        image!("flink-status-sync"),
        " --file - .
"
    ),
    concat!(
        "\
Render as the operator did, look at the difference, and let Argo CD or Flux take the objects over, without pruning. The pods keep
their names: compare them. A StatefulSet whose claims the operator owns is made again around its pods: `adopt` prints how.

    flink-render render --compat operator operator/ -o deploy-operator
    kubectl diff --recursive -f deploy-operator
    kubectl get pods -n streams

With Argo CD: the plugin (a component of the kustomization that installs Argo CD), then the Application.

    flink-render init argocd --image ",
        image!("flink-render"),
        " --repository https://git.example.com/streams.git --namespace streams -o flink-render
    flink-render init argocd --compat operator --name flink-operator --path operator --repository https://git.example.com/streams.git \
--namespace streams | kubectl apply -f -

With Flux: commit `deploy-operator` (CI renders it from now on), then the Kustomization.

    flink-render init flux --compat operator operator/ --name flink-operator --path deploy-operator --repository \
https://git.example.com/streams.git | kubectl apply -f -

From now on no operator acts: no savepoint is taken, no job is restarted or cleaned up after until the next step. Do not wait long.
"
    ),
    "\
Switch to native rendering, one cluster at a time: stop its job with a savepoint, take it out of `operator/`, delete the operator's
workloads and its Job by their names (labels of one's own may have replaced those of the operator), so that an old JobManager never
runs beside a new one, and put it into `clusters/`. Claims stay. This is the one restart. (Before Flink 1.9 it is `flink cancel
--withSavepoint`; a session cluster has no savepoint of its own.)

    kubectl exec -n streams service/orders-jobmanager -- flink list
    kubectl exec -n streams service/orders-jobmanager -- flink stop --savepointPath s3://bucket/savepoints JOBID
    git rm --cached operator/orders.yaml && mv operator/orders.yaml clusters/
    flink-render render --compat operator operator/ -o deploy-operator
    git commit --all --message 'orders leaves the operator' && git push

When Argo CD (`argocd app get flink-operator --refresh`) or Flux (`flux reconcile kustomization flink-operator --with-source`) has that
commit, nothing brings back what is deleted:

    kubectl delete deployment,statefulset orders-jobmanager orders-taskmanager -n streams --ignore-not-found
    kubectl delete service orders-taskmanager -n streams --ignore-not-found
    kubectl delete job orders-job orders-job-submitter orders-jobmanager -n streams --ignore-not-found

Write the savepoint into `fromSavepoint` of `clusters/orders.yaml`, with a `savepointsDir` for the changes to come, and commit it. With
Flux, CI (or you) renders two folders:

    flink-render validate clusters/
    flink-render render clusters/ --stage prepare --kustomization -o deploy/prepare
    flink-render render clusters/ --stage run --kustomization -o deploy/run
    git add clusters deploy && git commit --message 'orders is rendered natively' && git push

For the first cluster, let your tool apply this folder; with Flux, print it again for each that comes:

    kubectl apply -f flink-render/application.yaml
    flink-render init flux clusters/ --repository https://git.example.com/streams.git | kubectl apply -f -

Before the last one leaves `operator/`, delete what applies that folder: all that runs stays. Then the folders `operator/` and
`deploy-operator/` can go.

    kubectl delete application.argoproj.io flink-operator -n argocd
    kubectl delete kustomization.kustomize.toolkit.fluxcd.io,gitrepository.source.toolkit.fluxcd.io flink-operator -n flux-system

Every later change of a job with `savepointsDir` saves its state by itself.
",
    concat!(
        "\
Let the status be written again, for people and for the health that Argo CD and Flux show. (Until then, `--without-status` of `init`.)

    flink-render status-sync --namespace streams --image ",
        image!("flink-status-sync"),
        " | kubectl apply -f -
"
    ),
];

const APACHE: &str = "\
Apache's flink-kubernetes-operator

  A FlinkDeployment is another resource, which is not read here: it passes through as it stands, with a warning, and nothing acts
  on it once its operator is gone. Its objects cannot be taken over. Write a FlinkCluster beside it under another name, take a
  savepoint with the old one, suspend it, and start the new one from there. A FlinkSessionJob has no counterpart. Which field is
  which:

    flink-render explain FR028
";

/// The whole of it.
pub fn explain() -> String {
    let mut out = HEAD.to_owned();
    for (n, step) in STEPS.iter().enumerate() {
        let _ = writeln!(out, "{}. {step}", n + 1);
    }
    for dialect in Dialect::ALL {
        let _ = writeln!(out, "What native rendering changes, of {}\n", operator(dialect));
        for change in changes(dialect) {
            let _ = writeln!(out, "  - {change}");
        }
        out.push('\n');
    }
    out.push_str(APACHE);
    out
}

fn operator(dialect: Dialect) -> &'static str {
    match dialect {
        Dialect::V1alpha1 => "Google's operator with v1alpha1",
        Dialect::Google => "Google's operator with v1beta1",
        Dialect::Spotify => "Spotify's operator with v1beta1",
    }
}

/// What differs between its operator's ways and the native ones.
fn changes(dialect: Dialect) -> Vec<&'static str> {
    let said = NEWEST.to_string();
    let before = Conventions::of(Way::Operator, dialect, &said);
    let after = Conventions::of(Way::Native(NEWEST), dialect, &said);
    let mut all = vec![
        "The ConfigMap, the Services and the Ingress keep their names; the configuration is that of the image's version of Flink.",
    ];
    all.push(match dialect {
        Dialect::V1alpha1 => "The Deployments keep their names and selectors.",
        Dialect::Google => {
            "StatefulSets become Deployments of the same name, but where there are claims: the names of pods change."
        }
        Dialect::Spotify => {
            "StatefulSets become Deployments of the same name, but where there are claims or `deploymentType` asks for one. Of `mode: \
             Application`, the Job that is the JobManager becomes a Deployment, which runs the job itself."
        }
    });
    all.push(match before.submission {
        Submission::Direct => "The Job `N-job` becomes `N-job-<hash>`, with `N-prepare` before it.",
        Submission::Script(_) => {
            "The Job `N-job-submitter`, which ended once it had submitted, and the script `submit-job.sh` become `N-job-<hash>`, \
             which stays with its job, and `N-prepare` before it."
        }
        Submission::Waiting(_) => "The Job that submits keeps its name.",
    });
    match before.pod_labels {
        PodLabels::OfPods => {}
        PodLabels::OfWorkload => all.push("`podLabels` leave the selectors, and label pods alone."),
        PodLabels::OfAll => {
            all.push("`podLabels` leave the selectors, the Service's too, and label pods alone; the job's pods have their own.");
        }
    }
    let rows = [
        (
            before.limit_variables && !after.limit_variables,
            "The variables with limits (`JOB_MANAGER_CPU_LIMIT`) are gone.",
        ),
        (
            before.task_manager_service == TaskManagerService::Always,
            "TaskManagers have a Service only where a StatefulSet or their ports want one.",
        ),
        (
            dialect == Dialect::Spotify
                && before.scaled == Scaled::Cluster
                && after.scaled == Scaled::Workload,
            "The autoscaler scales the TaskManagers' workload itself; the budget counts JobManager and TaskManagers, not Jobs.",
        ),
        (
            dialect != Dialect::V1alpha1 && before.pod_group != after.pod_group,
            "Volcano's PodGroup counts JobManager and TaskManagers, with queue and priority.",
        ),
        (
            before.slow_stop && !after.slow_stop,
            "Flink's containers are asked to stop at once; the half minute before is gone.",
        ),
        (!before.config_hash && after.config_hash, "A changed configuration restarts the pods that read it."),
        (
            !before.least_privilege && after.least_privilege,
            "Pods that need no token get none; what the Jobs may do is a Role of the cluster's own.",
        ),
        (
            dialect != Dialect::V1alpha1 && !before.rolls_out() && after.rolls_out(),
            "`recreateOnUpdate` and `revisionHistoryLimit` have no effect: the revisions are in Git.",
        ),
        (
            !before.rolls_out() && after.rolls_out(),
            "Savepoints, restarts, `cancelRequested` and clean-up are Jobs and a CronJob, which a reviewer sees.",
        ),
    ];
    all.extend(rows.into_iter().filter_map(|(differs, words)| differs.then_some(words)));
    all
}
