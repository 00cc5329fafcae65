//! The words of the command line.

use std::path::PathBuf;
use std::sync::LazyLock;

use clap::{Args, Parser, Subcommand, ValueEnum};
use flink_render::api::{API_VERSION, GROUP};
use flink_render::flink::version::{NEWEST, OLDEST, Version};
use flink_render::k8s::object::Stage;
use flink_render::k8s::{names, served};
use flink_render::render::body::Bodies;
use flink_render::review::Effect;
use flink_render::sidecar::{Installation, Scope};

/// With what it knows of the resource and of Flink.
static VERSION: LazyLock<String> = LazyLock::new(|| {
    let known = format!("{GROUP}/{API_VERSION}, Flink {} to {}", OLDEST, NEWEST);
    format!("{} ({known})", env!("CARGO_PKG_VERSION"))
});

const EXIT_CODES: &str = "\
Exit codes:
  0  fine; warnings alone are fine
  1  findings (with golden: differences)
  2  the command line is wrong, or a file cannot be read or written";

const RENDER_EXAMPLES: &str = "\
Examples:
  flink-render render clusters/ -o deploy/      one file per object, stale ones removed
  flink-render render orders.yaml | kubectl apply -f -
  kustomize build overlays/eu | flink-render render -";

const VALIDATE_EXAMPLES: &str = "\
Examples:
  flink-render validate clusters/
  flink-render validate clusters/ --report github --deny-warnings
  flink-render validate clusters/ --report sarif > findings.sarif";

const EXPLAIN_EXAMPLES: &str = "\
Examples:
  flink-render explain spec.taskManager.memoryOffHeapRatio
  flink-render explain FR142
  flink-render explain memory orders.yaml
  flink-render explain orders.yaml --object Deployment/orders-jobmanager --path spec.strategy";

const SCHEMA_EXAMPLES: &str = "\
Examples:
  flink-render schema -o schemas/
  kubeconform -strict -schema-location 'schemas/{{.Group}}/{{.ResourceKind}}_{{.ResourceAPIVersion}}.json' clusters/
  # yaml-language-server: $schema=../schemas/flinkoperator.k8s.io/flinkcluster_v1alpha1.json";

const GOLDEN_EXAMPLES: &str = "\
DIR/fixtures/<suite>/<case>/ holds FlinkClusters (.yaml, .yml, .json). A file `args` in it, or in a
folder above it, holds options of `render`. DIR/golden/<suite>/<case>/ holds what they render to:
output.yaml and findings.txt; of a case with base.yaml and head.yaml, review.txt. A golden folder with a file `.foreign` is left alone.

Examples:
  flink-render golden check .
  flink-render golden bless . && git diff golden/";

const KRM_HELP: &str = "\
FlinkClusters among the items, and one as the functionConfig, are rendered. A ConfigMap as the
functionConfig sets parameters: those that `flink-render cmp parameters` prints.";

const PACK_EXAMPLES: &str = "\
Examples:
  flink-render render clusters/ -o deploy/ && flink-render pack deploy/ -o layout/
  crane push layout/ registry.example.com/streams:main
  oras copy --from-oci-layout layout/:latest registry.example.com/streams:main";

const INIT_EXAMPLES: &str = "\
Examples:
  flink-render init argocd --image registry.example.com/flink-render:0.1.0 -o argocd/flink-render
  flink-render init flux clusters/ --repository https://git.example.com/streams.git
  flink-render init github -o .
  flink-render init image | docker build --tag registry.example.com/flink-render:0.1.0 --file - .";

const INVENTORY_HELP: &str = "\
Exit codes:
  0  fine
  1  clusters share a host, a directory of savepoints or a place of high availability
  2  something cannot be read

Examples:
  flink-render inventory clusters/
  flink-render inventory clusters/ --report json | jq .total";

const PIN_HELP: &str = "\
Examples:
  kubectl get flinkclusters -n streams -o yaml | flink-render pin-savepoint streams.yaml --from -";

const ADOPT_HELP: &str = "\
Exit codes:
  0  nothing restarts
  1  something restarts, cannot be applied, or is not there
  2  something cannot be read

Examples:
  kubectl get flinkclusters,configmaps,services,ingresses,deployments,jobs -n streams -o yaml > dump.yaml
  flink-render adopt clusters/ --from-cluster-dump dump.yaml";

const STATUS_SYNC_EXAMPLES: &str = "\
It reads, and writes statuses and Events: nothing else. Two replicas, of which one leads.

Examples:
  flink-render status-sync --namespace streams > deploy/status-sync.yaml
  flink-render status-sync --namespace flink-system --watch streams,batch
  flink-render status-sync --namespace flink-system --all-namespaces --shards 4 --service-monitor";

const DIFF_HELP: &str = "\
A change that loses a job's state is refused, unless HEAD says how it is kept (savepointsDir, a new
fromSavepoint, high availability), or why it may be lost, in an annotation whose text is new:
flinkoperator.k8s.io/allow-state-loss: \"<reason>\"

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

/// A GitOps compiler for Apache Flink on Kubernetes: FlinkCluster YAML in, plain manifests out.
#[derive(Debug, Parser)]
#[command(name = "flink-render", version = VERSION.as_str(), after_help = EXIT_CODES, max_term_width = 100)]
pub struct Cli {
    /// Colours.
    #[arg(long, value_name = "WHEN", default_value = "auto", global = true)]
    pub color: Color,
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// When to colour; `auto` asks NO_COLOR, CLICOLOR_FORCE and the terminal.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub enum Color {
    Auto,
    Always,
    Never,
}

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Compile FlinkClusters to manifests: to standard output, or to a folder.
    #[command(after_help = RENDER_EXAMPLES)]
    Render {
        #[command(flatten)]
        common: Common,
        /// Write one file per object to this folder, and remove those that an earlier run wrote.
        #[arg(short, long, value_name = "DIR")]
        output: Option<PathBuf>,
        /// Write a kustomization.yaml, too, that lists all files.
        #[arg(long, requires = "output")]
        kustomization: bool,
        /// What was rendered before: a file, a folder or a revision. A change that `diff` would refuse is not rendered.
        #[arg(long, value_name = "BASE")]
        baseline: Option<String>,
        /// Say behind each value, in a comment, where it comes from.
        #[arg(long)]
        annotate: bool,
    },
    /// Say what is wrong, and write nothing.
    #[command(after_help = VALIDATE_EXAMPLES)]
    Validate {
        #[command(flatten)]
        common: Common,
    },
    /// List clusters: versions, slots, CPU, memory, and what they must not share.
    #[command(after_help = INVENTORY_HELP)]
    Inventory {
        /// Files, folders, or - for standard input.
        #[arg(required = true, value_name = "PATH")]
        paths: Vec<PathBuf>,
        #[command(flatten)]
        options: Options,
        /// How it is written.
        #[arg(long, value_name = "FORMAT", default_value = "human")]
        report: InventoryFormat,
    },
    /// Write the savepoint that a status reports into `fromSavepoint`, and change no other byte.
    #[command(after_help = PIN_HELP)]
    PinSavepoint {
        /// The file with the FlinkClusters.
        #[arg(value_name = "FILE")]
        file: PathBuf,
        /// What `kubectl get flinkclusters -o yaml` printed; - for standard input.
        #[arg(long, value_name = "STATUS")]
        from: PathBuf,
    },
    /// Say whether the objects of the operator can be taken over without a restart, and how.
    #[command(after_help = ADOPT_HELP)]
    Adopt {
        /// Files, folders, or - for standard input.
        #[arg(required = true, value_name = "PATH")]
        paths: Vec<PathBuf>,
        #[command(flatten)]
        options: Options,
        /// What `kubectl get ... -o yaml` printed of what the operator made; - for standard input.
        #[arg(long, value_name = "FILE")]
        from_cluster_dump: PathBuf,
        /// How it is written.
        #[arg(long, value_name = "FORMAT", default_value = "human")]
        report: InventoryFormat,
    },
    /// Say what a change does: what restarts, whether jobs are submitted again, whether state is lost.
    #[command(after_help = DIFF_HELP)]
    Diff {
        /// Before: a file, a folder, - for standard input, or a revision of Git: `main`, `main:clusters`.
        #[arg(value_name = "BASE")]
        base: String,
        /// After, in the same forms.
        #[arg(value_name = "HEAD")]
        head: String,
        #[command(flatten)]
        options: Options,
        /// How it is written.
        #[arg(long, value_name = "FORMAT", default_value = "human")]
        report: DiffFormat,
        /// Effects that fail the run; `none` for no effect at all.
        #[arg(long, value_name = "EFFECT", value_delimiter = ',', value_parser = effect, default_value = "state-risk,not-applicable")]
        fail_on: Vec<Effect>,
        /// Markdown is cut to so many bytes: a comment on GitHub holds 65536.
        #[arg(long, value_name = "BYTES", default_value = "60000")]
        max_size: usize,
    },
    /// Explain a field, a code, the memory of clusters, or a value of the output.
    #[command(after_help = EXPLAIN_EXAMPLES)]
    Explain(Explain),
    /// Compare with, or write, the expected output of a folder of fixtures.
    #[command(after_help = GOLDEN_EXAMPLES, subcommand_value_name = "check|bless")]
    Golden {
        #[command(subcommand)]
        action: Golden,
    },
    /// Print the CustomResourceDefinition of FlinkCluster.
    Crd,
    /// Print the completions of a shell.
    Completions {
        /// Which.
        shell: clap_complete::Shell,
    },
    /// Print the manual.
    Man {
        /// Write all its pages to this folder instead.
        #[arg(short, long, value_name = "DIR")]
        output: Option<PathBuf>,
    },
    /// What kubectl asks for through `kubectl_complete-flink_render`.
    #[command(name = "__complete", hide = true)]
    Complete {
        /// The words so far; the last one is completed.
        #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
        words: Vec<String>,
    },
    /// Print the JSON Schema of FlinkCluster, for editors and kubeconform.
    #[command(after_help = SCHEMA_EXAMPLES)]
    Schema {
        /// Write it to this folder instead, as a catalog of schemas names it: GROUP/KIND_VERSION.json.
        #[arg(short, long, value_name = "DIR")]
        output: Option<PathBuf>,
    },
    /// Be a KRM function for kustomize and kpt: a ResourceList from standard input to standard output.
    #[command(after_help = KRM_HELP)]
    Krm,
    /// Pack a folder of manifests as an OCI image layout, which Argo CD and Flux read from a registry.
    #[command(after_help = PACK_EXAMPLES)]
    Pack {
        /// What to pack; hidden files are left out.
        #[arg(value_name = "DIR")]
        folder: PathBuf,
        /// The layout's folder; an earlier layout in it is replaced.
        #[arg(short, long, value_name = "LAYOUT")]
        output: PathBuf,
        /// Where it comes from, for those who look at it: a repository's URL.
        #[arg(long, value_name = "URL")]
        source: Option<String>,
        /// Of which commit it is: main@sha1:0123...
        #[arg(long)]
        revision: Option<String>,
        /// Its name within the layout.
        #[arg(long, default_value = "latest")]
        tag: String,
    },
    /// Print install files, pinned to this version, for what runs flink-render or applies what it prints.
    #[command(after_help = INIT_EXAMPLES, subcommand_value_name = "TOOL", subcommand_help_heading = "Tools")]
    Init {
        #[command(subcommand)]
        tool: Init,
    },
    /// Print the installation of flink-status-sync, which keeps the status of FlinkClusters.
    #[command(after_help = STATUS_SYNC_EXAMPLES)]
    StatusSync(StatusSync),
    /// What the sidecar of Argo CD calls: a config management plugin.
    #[command(subcommand_value_name = "generate|parameters|discover")]
    Cmp {
        #[command(subcommand)]
        action: Cmp,
    },
}

#[derive(Debug, Args)]
pub struct StatusSync {
    /// Where it runs.
    #[arg(long, value_parser = namespace)]
    pub namespace: String,
    /// Whose FlinkClusters it keeps; without it, those beside it.
    #[arg(long, value_name = "NAMESPACE", value_delimiter = ',', value_parser = namespace)]
    pub watch: Vec<String>,
    /// It keeps those of all namespaces: it needs a ClusterRole.
    #[arg(long, conflicts_with = "watch")]
    pub all_namespaces: bool,
    /// How many Deployments share the work.
    #[arg(long, value_name = "NUMBER", default_value_t = 1, value_parser = clap::value_parser!(u32).range(1..=64))]
    pub shards: u32,
    /// It may not read pods: ids and savepoints come from Flink alone, not from what Jobs report.
    #[arg(long)]
    pub no_pods: bool,
    /// A Secret with certificates and passwords for Flink's REST API, and a file config.yaml that names them under
    /// /etc/flink-rest.
    #[arg(long, value_name = "SECRET", value_parser = object_name)]
    pub flink_config: Option<String>,
    /// A Service and a ServiceMonitor, for the Prometheus operator.
    #[arg(long)]
    pub service_monitor: bool,
    /// The image of flink-status-sync: `init image` has a target of this name.
    #[arg(
        long,
        default_value = concat!("registry.example.com/flink-status-sync:", env!("CARGO_PKG_VERSION")),
        value_parser = plain
    )]
    pub image: String,
}

impl From<StatusSync> for Installation {
    fn from(args: StatusSync) -> Self {
        let StatusSync {
            namespace,
            watch,
            all_namespaces,
            shards,
            no_pods,
            flink_config,
            service_monitor,
            image,
        } = args;
        let scope = match (all_namespaces, watch.is_empty()) {
            (true, _) => Scope::All,
            (false, true) => Scope::Namespaces(vec![namespace.clone()]),
            (false, false) => Scope::Namespaces(watch),
        };
        Self { image, namespace, scope, shards, pods: !no_pods, flink_config, service_monitor }
    }
}

#[derive(Debug, Subcommand)]
pub enum Init {
    /// A component for Argo CD's kustomization (plugin, health, sidecar), and an Application.
    Argocd(Argocd),
    /// A source and two Kustomizations.
    Flux(Flux),
    /// A workflow that checks, and comments what a pull request does to the manifests.
    Github(Ci),
    /// A job that checks, and comments what a merge request does to the manifests.
    Gitlab(Ci),
    /// Hooks of pre-commit.
    PreCommit(Hooks),
    /// The recipe of the image: a static program and nothing else.
    Image(Image),
}

/// Where install files go.
#[derive(Debug, Args)]
pub struct Files {
    /// Write them to this folder. What is there stays.
    #[arg(short, long, value_name = "DIR")]
    pub output: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub struct Argocd {
    #[command(flatten)]
    pub files: Files,
    #[command(flatten)]
    pub image: ImageName,
    /// From an OCI repository, in place of Git: CI renders, and Argo CD needs no plugin.
    #[arg(long, conflicts_with = "image")]
    pub oci: bool,
    /// Nobody writes the FlinkClusters' status: do not wait for it.
    #[arg(long)]
    pub without_status: bool,
    /// The Application's name.
    #[arg(long, default_value = "flink", value_parser = plain)]
    pub name: String,
    /// The repository.
    #[arg(long, value_name = "URL", value_parser = plain)]
    pub repository: Option<String>,
    /// The branch, tag or commit in Git, the tag of an artifact.
    #[arg(long, default_value = "main", value_parser = plain)]
    pub revision: String,
    /// The folder of FlinkClusters in the repository.
    #[arg(long, value_name = "DIR", default_value = "clusters", value_parser = plain)]
    pub path: String,
    /// The namespace of clusters that name none.
    #[arg(long, value_name = "NAME", default_value = "flink", value_parser = namespace)]
    pub namespace: String,
}

#[derive(Debug, Args)]
pub struct Flux {
    #[command(flatten)]
    pub files: Files,
    /// The FlinkClusters, whose health the Kustomization waits for.
    #[arg(required = true, value_name = "PATH")]
    pub clusters: Vec<PathBuf>,
    /// From an OCI repository, in place of Git.
    #[arg(long)]
    pub oci: bool,
    /// Nobody writes the FlinkClusters' status: do not wait for it.
    #[arg(long)]
    pub without_status: bool,
    /// The Kustomizations' name.
    #[arg(long, default_value = "flink", value_parser = plain)]
    pub name: String,
    /// The repository.
    #[arg(long, value_name = "URL", value_parser = plain)]
    pub repository: Option<String>,
    /// The branch in Git, the tag of an artifact.
    #[arg(long, default_value = "main", value_parser = plain)]
    pub revision: String,
    /// The folder of rendered manifests in the repository.
    #[arg(long, value_name = "DIR", default_value = "deploy", value_parser = plain)]
    pub path: String,
    /// The namespace of clusters that name none.
    #[arg(long, value_name = "NAME", value_parser = namespace)]
    pub namespace: Option<String>,
}

#[derive(Debug, Args)]
pub struct Ci {
    #[command(flatten)]
    pub files: Files,
    #[command(flatten)]
    pub image: ImageName,
    #[command(flatten)]
    pub clusters: Clusters,
}

#[derive(Debug, Args)]
pub struct Hooks {
    #[command(flatten)]
    pub files: Files,
    #[command(flatten)]
    pub clusters: Clusters,
}

#[derive(Debug, Args)]
pub struct Image {
    #[command(flatten)]
    pub files: Files,
    #[command(flatten)]
    pub image: ImageName,
}

#[derive(Debug, Args)]
pub struct Clusters {
    /// The folder of FlinkClusters in the repository.
    #[arg(long, value_name = "DIR", default_value = "clusters", value_parser = plain)]
    pub path: String,
}

#[derive(Debug, Args)]
pub struct ImageName {
    /// The image of flink-render: see `init image`.
    #[arg(
        long,
        default_value = concat!("registry.example.com/flink-render:", env!("CARGO_PKG_VERSION")),
        value_parser = plain
    )]
    pub image: String,
}

/// All of them run in an Application's folder, and are told the rest by variables.
#[derive(Debug, Subcommand)]
pub enum Cmp {
    /// Print the manifests of this folder.
    Generate,
    /// Print the parameters that an Application may set, as JSON.
    Parameters,
    /// Print the files of this folder that hold FlinkClusters.
    Discover,
}

#[derive(Debug, Subcommand)]
pub enum Golden {
    /// Compare, and show the differences.
    Check {
        /// Holds `fixtures` and `golden`.
        #[arg(value_name = "DIR")]
        root: PathBuf,
    },
    /// Write what is rendered now as expected.
    Bless {
        /// Holds `fixtures` and `golden`.
        #[arg(value_name = "DIR")]
        root: PathBuf,
    },
}

/// What is to be explained.
#[derive(Debug, Args)]
pub struct Explain {
    /// A field, a code, `codes`, `memory`, or (with --object) a file.
    pub topic: String,
    /// The files whose memory, or whose output, is explained.
    #[arg(value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// An object of the output.
    #[arg(long, value_name = "KIND/NAME")]
    pub object: Option<String>,
    /// A value of the object, or all below it.
    #[arg(long, value_name = "PATH", requires = "object")]
    pub path: Option<String>,
    #[command(flatten)]
    pub options: Options,
}

/// What `render` and `validate` share.
#[derive(Debug, Args)]
pub struct Common {
    /// Files, folders (their .yaml, .yml and .json files, without hidden ones), or - for standard input.
    #[arg(required = true, value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    #[command(flatten)]
    pub options: Options,
    /// How findings are written.
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    pub report: Format,
    /// Warnings fail the run as errors do.
    #[arg(long)]
    pub deny_warnings: bool,
}

/// The forms of a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// Drawn for people.
    Human,
    /// An array with one object per finding.
    Json,
    /// SARIF 2.1.0, for code scanning.
    Sarif,
    /// Annotations of GitHub Actions.
    Github,
}

/// The forms of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum InventoryFormat {
    /// A table for people.
    Human,
    /// A table for a page.
    Markdown,
    /// One object.
    Json,
}

/// The forms of a review.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum DiffFormat {
    /// Drawn for people.
    Human,
    /// A comment for a pull request.
    Markdown,
    /// One object.
    Json,
    /// SARIF 2.1.0, for code scanning.
    Sarif,
    /// Annotations of GitHub Actions.
    Github,
}

/// What decides about the output; a fixture may set these.
#[derive(Debug, Args)]
pub struct Options {
    /// Render what the operator would have created, so that its running objects can be adopted.
    #[arg(long, value_name = "WITH")]
    compat: Option<Compat>,
    /// Leave the FlinkCluster itself out of the output.
    #[arg(long)]
    no_custom_resource: bool,
    /// The namespace of clusters that name none.
    #[arg(long, value_name = "NAME", value_parser = namespace)]
    namespace: Option<String>,
    /// The Flink version of clusters that do not name theirs by annotation.
    #[arg(long, value_name = "VERSION", value_parser = version)]
    flink_version: Option<Version>,
    /// Refuse what this version of Kubernetes does not serve.
    #[arg(long, value_name = "VERSION", value_parser = kubernetes_version)]
    kube_version: Option<served::Version>,
    /// Only what one step of a roll-out applies: for Flux, each goes into a folder of its own.
    #[arg(long, value_name = "STEP")]
    stage: Option<StageName>,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum StageName {
    /// What saves and stops the running job.
    Prepare,
    /// All else.
    Run,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Compat {
    /// The operator that FlinkCluster comes from.
    Operator,
}

impl From<Options> for flink_render::render::Options {
    fn from(options: Options) -> Self {
        let Options { compat, no_custom_resource, namespace, flink_version, kube_version, stage } = options;
        Self {
            compat_operator: matches!(compat, Some(Compat::Operator)),
            no_custom_resource,
            namespace,
            flink_version,
            kubernetes: kube_version,
            stage: stage.map(|stage| match stage {
                StageName::Prepare => Stage::Prepare,
                StageName::Run => Stage::Run,
            }),
            bodies: Bodies::Plain,
        }
    }
}

/// The options of a golden case.
#[derive(Debug, Parser)]
#[command(no_binary_name = true, disable_help_flag = true, args_override_self = true)]
pub struct CaseArgs {
    #[command(flatten)]
    pub options: Options,
}

fn effect(text: &str) -> Result<Effect, String> {
    let known = Effect::ALL.iter().find(|(_, word, _)| *word == text).map(|(effect, ..)| *effect);
    known.ok_or_else(|| {
        let words: Vec<_> = Effect::ALL.iter().map(|(_, word, _)| *word).collect();
        format!("it is one of {}", words.join(", "))
    })
}

pub fn namespace(text: &str) -> Result<String, String> {
    names::label(text).map(|()| text.to_owned()).map_err(|wrong| format!("a namespace's name {wrong}"))
}

fn object_name(text: &str) -> Result<String, String> {
    names::subdomain(text).map(|()| text.to_owned()).map_err(|wrong| format!("a Secret's name {wrong}"))
}

pub fn version(text: &str) -> Result<Version, &'static str> {
    Version::parse(text).ok_or("a version of Flink is two or three numbers: 1.8, 1.20.1")
}

pub fn kubernetes_version(text: &str) -> Result<served::Version, &'static str> {
    served::Version::parse(text).ok_or("a version of Kubernetes is two or three numbers: 1.35, v1.35.4")
}

/// Text that YAML, a shell and URLs take as it stands.
fn plain(text: &str) -> Result<String, &'static str> {
    let fine = |c: char| c.is_ascii_alphanumeric() || "-._~/:@+%=,".contains(c);
    if !text.is_empty() && !text.starts_with('-') && text.chars().all(fine) {
        Ok(text.to_owned())
    } else {
        Err("letters, digits and - . _ ~ / : @ + % = , are allowed, and no - at the begin")
    }
}
