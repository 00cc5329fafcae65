//! What several commands share: inputs, what decides about the output, forms of reports.

use std::path::PathBuf;

use clap::{Args, Parser, ValueEnum};
use flink_render::diagnostic::Code;
use flink_render::flink::version::Version;
use flink_render::k8s::dialect::Dialect;
use flink_render::k8s::object::Stage;
use flink_render::k8s::served;
use flink_render::render::body::Bodies;

use crate::values::{dialect, kubernetes_version, namespace, version, warning};
use crate::words;

/// What `render` and `validate` share.
#[derive(Debug, Args)]
pub struct Common {
    /// Files, folders (their .yaml, .yml and .json files, without hidden ones), or - for standard input.
    #[arg(required = true, value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    #[command(flatten)]
    pub options: Options,
    #[command(flatten)]
    pub ignore: Ignore,
    /// The format of the findings.
    #[arg(long, alias = "format", value_name = "FORMAT", default_value = "human")]
    pub report: Format,
    /// Treat warnings as errors.
    #[arg(long)]
    pub deny_warnings: bool,
}

/// What of the findings does not count.
#[derive(Debug, Args)]
pub struct Ignore {
    /// Codes of warnings to ignore, in any input: FR175,FR165. A FlinkCluster ignores its own, with a reason, in the
    /// annotation flinkoperator.k8s.io/ignore.
    #[arg(long = "ignore", value_name = "CODE", value_delimiter = ',', value_parser = warning, add = words::warnings())]
    codes: Vec<Code>,
}

impl Options {
    /// Include what is ignored.
    pub fn ignoring(self, Ignore { codes }: Ignore) -> flink_render::render::Options {
        flink_render::render::Options { ignore: codes, ..self.into() }
    }
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
pub enum ListFormat {
    /// A table for people.
    Human,
    /// A table for a page.
    Markdown,
    /// One object.
    Json,
}

/// How machines are told what stands in the way of a report.
pub enum Machines {
    /// As an object: the report is one, too.
    Object,
    /// In a form of findings.
    Findings(Format),
}

impl ListFormat {
    /// How machines are told that there is none.
    pub fn machines(self) -> Option<Machines> {
        match self {
            Self::Human | Self::Markdown => None,
            Self::Json => Some(Machines::Object),
        }
    }
}

/// The forms of a review.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum DiffFormat {
    /// Drawn for people.
    Human,
    /// A comment for a pull request.
    Markdown,
    /// A page that needs nothing else: the roll-out, and the manifests side by side.
    Html,
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
    /// The dialect of clusters of v1beta1 without an annotation for it: google or spotify. By default a field that only one of
    /// them has tells, else it is google.
    #[arg(long, value_name = "WHOSE", value_parser = dialect, add = words::dialects())]
    dialect: Option<Dialect>,
    /// Leave the FlinkCluster itself out of the output.
    #[arg(long)]
    no_custom_resource: bool,
    /// The namespace of clusters that do not name one.
    #[arg(long, value_name = "NAME", value_parser = namespace)]
    namespace: Option<String>,
    /// The Flink version of clusters without an annotation for it.
    #[arg(long, value_name = "VERSION", value_parser = version, add = words::flink_versions())]
    flink_version: Option<Version>,
    /// The target version of Kubernetes; what it does not serve is refused.
    #[arg(long, value_name = "VERSION", value_parser = kubernetes_version)]
    kube_version: Option<served::Version>,
    /// Render only one step of a roll-out: for Flux, each step has its own folder.
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

/// Whose objects are rendered.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub enum Compat {
    /// The operator that FlinkCluster comes from.
    Operator,
}

impl Options {
    /// Those that were given, as they are typed, but for what renders as another tool did, or a part.
    pub fn words(&self) -> Vec<String> {
        let Self { compat: _, dialect, no_custom_resource, namespace, flink_version, kube_version, stage: _ } =
            self;
        let mut words = Vec::new();
        let mut with = |option: &str, value: Option<String>| {
            words.extend(value.map(|value| [option.to_owned(), value]).into_iter().flatten());
        };
        with("--dialect", dialect.and_then(Dialect::word).map(ToOwned::to_owned));
        with("--namespace", namespace.clone());
        with("--flink-version", flink_version.as_ref().map(ToString::to_string));
        with("--kube-version", kube_version.as_ref().map(ToString::to_string));
        words.extend(no_custom_resource.then(|| "--no-custom-resource".to_owned()));
        words
    }
}

impl From<Options> for flink_render::render::Options {
    fn from(options: Options) -> Self {
        let Options { compat, dialect, no_custom_resource, namespace, flink_version, kube_version, stage } =
            options;
        Self {
            compat_operator: matches!(compat, Some(Compat::Operator)),
            dialect,
            no_custom_resource,
            namespace,
            flink_version,
            kubernetes: kube_version,
            stage: stage.map(|stage| match stage {
                StageName::Prepare => Stage::Prepare,
                StageName::Run => Stage::Run,
            }),
            bodies: Bodies::Plain,
            ignore: Vec::new(),
        }
    }
}

/// The options of a golden case.
#[derive(Debug, Parser)]
#[command(no_binary_name = true, disable_help_flag = true, args_override_self = true)]
pub struct CaseArgs {
    #[command(flatten)]
    pub options: Options,
    #[command(flatten)]
    pub ignore: Ignore,
}
