//! The words of the command line.

mod help;
mod init;
mod options;
mod status_sync;
mod values;

use std::path::PathBuf;
use std::sync::LazyLock;

use clap::{Args, Parser, Subcommand, ValueEnum};
use flink_render::api::{API_VERSION, GROUP};
use flink_render::flink::version::{NEWEST, OLDEST};
use flink_render::review::Effect;

use help::*;
pub use init::{Argocd, Ci, Clusters, Files, Flux, Hooks, Image, ImageName, Init};
pub use options::{CaseArgs, Common, DiffFormat, Format, InventoryFormat, Options};
pub use status_sync::StatusSync;
use values::{effect, size};
pub use values::{kubernetes_version, namespace, version};

/// With what it knows of the resource and of Flink.
static VERSION: LazyLock<String> = LazyLock::new(|| {
    let known = format!("{GROUP}/{API_VERSION}, Flink {} to {}", OLDEST, NEWEST);
    format!("{} ({known})", env!("CARGO_PKG_VERSION"))
});

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
        /// Markdown is cut to so many bytes, at least 500: a comment on GitHub holds 65536.
        #[arg(long, value_name = "BYTES", default_value = "60000", value_parser = size)]
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
