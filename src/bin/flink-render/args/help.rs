//! What stands below the options of a command: examples and exit codes.

pub const EXIT_CODES: &str = "\
Exit codes:
  0  fine; warnings alone are fine
  1  findings (with golden: differences)
  2  the command line is wrong, or a file cannot be read or written";

pub const RENDER_EXAMPLES: &str = "\
Examples:
  flink-render render clusters/ -o deploy/      one file per object, stale ones removed
  flink-render render orders.yaml | kubectl create -f -        a new cluster
  kustomize build overlays/eu | flink-render render -

Never `kubectl apply` all of it over a running cluster: the JobManager restarts before its job is saved,
and Jobs cannot be changed. Argo CD and Flux keep the order. By hand:
  kubectl delete job orders-prepare --ignore-not-found
  flink-render render orders.yaml --stage prepare | kubectl apply -f -
  kubectl wait job/orders-prepare --for=condition=complete --timeout=15m    if it fails, stop here
  flink-render render orders.yaml --stage run | kubectl apply -f -";

pub const VALIDATE_EXAMPLES: &str = "\
Examples:
  flink-render validate clusters/
  flink-render validate clusters/ --report github --deny-warnings
  flink-render validate clusters/ --report sarif > findings.sarif
  flink-render validate clusters/ --ignore FR149,FR165";

pub const EXPLAIN_EXAMPLES: &str = "\
Examples:
  flink-render explain spec.taskManager.memoryOffHeapRatio
  flink-render explain FR142
  flink-render explain memory orders.yaml
  flink-render explain orders.yaml --object Deployment/orders-jobmanager --path spec.strategy";

pub const SCHEMA_EXAMPLES: &str = "\
Examples:
  flink-render schema -o schemas/
  kubeconform -strict -schema-location 'schemas/{{.Group}}/{{.ResourceKind}}_{{.ResourceAPIVersion}}.json' clusters/
  # yaml-language-server: $schema=../schemas/flinkoperator.k8s.io/flinkcluster_v1alpha1.json";

pub const GOLDEN_EXAMPLES: &str = "\
DIR/fixtures/<suite>/<case>/ holds FlinkClusters (.yaml, .yml, .json). A file `args` in it, or in a
folder above it, holds options of `render`. DIR/golden/<suite>/<case>/ holds what they render to:
output.yaml and findings.txt; of a case with base.yaml and head.yaml, review.txt. A golden folder with a file `.foreign` is left alone.

Examples:
  flink-render golden check .
  flink-render golden bless . && git diff golden/";

pub const KRM_HELP: &str = "\
FlinkClusters among the items, and one as the functionConfig, are rendered. A ConfigMap as the
functionConfig sets parameters: those that `flink-render cmp parameters` prints.";

pub const PACK_EXAMPLES: &str = "\
Examples:
  flink-render render clusters/ -o deploy/ && flink-render pack deploy/ -o layout/
  crane push layout/ registry.example.com/streams:main
  oras copy --from-oci-layout layout/:latest registry.example.com/streams:main";

pub const INIT_EXAMPLES: &str = "\
Examples:
  flink-render init argocd --image registry.example.com/flink-render:0.1.0 -o argocd/flink-render
  flink-render init flux clusters/ --repository https://git.example.com/streams.git
  flink-render init github -o .
  flink-render init image | docker build --tag registry.example.com/flink-render:0.1.0 --file - .";

pub const INVENTORY_HELP: &str = "\
Exit codes:
  0  fine
  1  clusters share a host, a directory of savepoints or a place of high availability
  2  something cannot be read

Examples:
  flink-render inventory clusters/
  flink-render inventory clusters/ --report json | jq .total";

pub const PIN_HELP: &str = "\
Examples:
  kubectl get flinkclusters -n streams -o yaml | flink-render pin-savepoint streams.yaml --from -";

pub const ADOPT_HELP: &str = "\
Exit codes:
  0  nothing restarts
  1  something restarts, cannot be applied, or is not there
  2  something cannot be read

Examples:
  kubectl get flinkclusters,configmaps,services,ingresses,deployments,jobs -n streams -o yaml > dump.yaml
  flink-render adopt clusters/ --from-cluster-dump dump.yaml";

pub const STATUS_SYNC_EXAMPLES: &str = "\
It reads, and writes statuses and Events: nothing else. Two replicas, of which one leads.

Examples:
  flink-render status-sync --namespace streams > deploy/status-sync.yaml
  flink-render status-sync --namespace flink-system --watch streams,batch
  flink-render status-sync --namespace flink-system --all-namespaces --shards 4 --service-monitor";

pub const DIFF_HELP: &str = "\
A change that loses a job's state is refused, unless HEAD says how it is kept (savepointsDir, a new
fromSavepoint, high availability), or why it may be lost, in an annotation whose text is new:
flinkoperator.k8s.io/allow-state-loss: \"<reason>\"

A side that can be read as a revision and as a file is an error: ./NAME is the file. So is a path that the
revision does not have, and a side without any object; /dev/null is the side to compare with when
everything is new, or goes.

Effects, the graver the later: none, in-place, added, job-runs, pods-restart, taskmanagers-restart,
jobmanager-restarts, resubmitted, removed, state-risk, not-applicable.

Exit codes:
  0  nothing changes
  1  something changes
  2  a change that is refused (--fail-on), or a side that cannot be read or compiled

Examples:
  flink-render diff main:clusters clusters
  flink-render diff $(git merge-base origin/main HEAD):clusters HEAD:clusters --report markdown
  flink-render diff old.yaml new.yaml --fail-on state-risk,not-applicable,removed";
