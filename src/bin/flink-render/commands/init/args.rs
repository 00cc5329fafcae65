//! For whom the files are, and what they say of whom.

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum, ValueHint};

use super::check::Check;
use crate::options::Compat;
use crate::placeholders::IMAGE;
use crate::values::{folder, image, namespace, object_name, plain, unbuilt};

#[derive(Debug, Subcommand)]
pub enum Tool {
    /// A component for Argo CD's kustomization (plugin, health, sidecar), and an Application.
    Argocd(Argocd),
    /// A source and two Kustomizations.
    Flux(Flux),
    /// A workflow that checks, and comments what a pull request does to the manifests; and one that delivers them.
    Github(Ci),
    /// A job that checks, and comments what a merge request does to the manifests; and one that delivers them.
    Gitlab(Ci),
    /// A kustomization that patches what was rendered: what FlinkClusters cannot say.
    Kustomize(Kustomize),
    /// Hooks of pre-commit.
    PreCommit(Hooks),
    /// The recipe of the image: a static program and nothing else.
    Image(Image),
    /// Find placeholders that are left in what was printed for these tools.
    Check(Check),
}

/// Where install files go.
#[derive(Debug, Args)]
pub struct Files {
    /// Write the files to this folder. Other files in it are left alone.
    #[arg(short, long, value_name = "DIR")]
    pub output: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub struct Argocd {
    #[command(flatten)]
    pub files: Files,
    #[command(flatten)]
    pub image: ImageName,
    #[command(flatten)]
    pub compat: TakenOver,
    /// Use an OCI repository instead of Git: CI renders, and Argo CD needs no plugin.
    #[arg(long, conflicts_with = "image")]
    pub oci: bool,
    /// An ApplicationSet in place of the Application: one for each folder in the folder of FlinkClusters, with its name, and its
    /// name as the namespace.
    #[arg(long, conflicts_with_all = ["oci", "namespace"])]
    pub per_team: bool,
    /// Do not wait for the status of FlinkClusters: nothing writes it.
    #[arg(long)]
    pub without_status: bool,
    /// The Application's name.
    #[arg(long, default_value = "flink", value_parser = object_name)]
    pub name: String,
    /// The repository.
    #[arg(long, value_name = "URL", value_parser = plain)]
    pub repository: Option<String>,
    /// The branch, tag or commit in Git, or the tag of the artifact.
    #[arg(long, default_value = "main", value_parser = plain)]
    pub revision: String,
    /// The folder of FlinkClusters in the repository.
    #[arg(long, value_name = "DIR", value_hint = ValueHint::DirPath, default_value = "clusters", value_parser = folder)]
    pub path: String,
    /// The namespace of clusters that do not name one.
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
    #[command(flatten)]
    pub compat: TakenOver,
    /// Use an OCI repository instead of Git.
    #[arg(long)]
    pub oci: bool,
    /// A ResourceSet of Flux Operator, which makes the same objects for each of its inputs.
    #[arg(long, conflicts_with = "compat")]
    pub resource_set: bool,
    /// Do not wait for the status of FlinkClusters: nothing writes it.
    #[arg(long)]
    pub without_status: bool,
    /// The Kustomizations' name.
    #[arg(long, default_value = "flink", value_parser = object_name)]
    pub name: String,
    /// The repository.
    #[arg(long, value_name = "URL", value_parser = plain)]
    pub repository: Option<String>,
    /// The branch in Git, or the tag of the artifact.
    #[arg(long, default_value = "main", value_parser = plain)]
    pub revision: String,
    /// The folder of rendered manifests in the repository.
    #[arg(long, value_name = "DIR", value_hint = ValueHint::DirPath, default_value = "deploy", value_parser = folder)]
    pub path: String,
    /// The namespace of clusters that do not name one.
    #[arg(long, value_name = "NAME", value_parser = namespace)]
    pub namespace: Option<String>,
}

/// Whether it is for clusters that are taken over from an operator.
#[derive(Debug, Args)]
pub struct TakenOver {
    /// For clusters that are taken over (`explain migration`): rendered as the operator did, and never pruned. Of Argo CD, the
    /// Application alone is printed.
    #[arg(long, value_name = "WITH")]
    compat: Option<Compat>,
}

impl TakenOver {
    /// Whether it is.
    pub fn is_so(&self) -> bool {
        matches!(self.compat, Some(Compat::Operator))
    }
}

#[derive(Debug, Args)]
pub struct Ci {
    #[command(flatten)]
    pub files: Files,
    #[command(flatten)]
    pub image: ImageName,
    #[command(flatten)]
    pub clusters: Clusters,
    /// Deliver what is merged, too: render it and commit it to the same branch, or pack it and push it to a registry.
    #[arg(long, value_name = "HOW")]
    pub deliver: Option<Deliver>,
    /// The branch whose FlinkClusters are delivered.
    #[arg(long, value_name = "NAME", default_value = "main", value_parser = plain, requires = "deliver")]
    pub branch: String,
    /// The repository to push to; by default the one that the forge has for this project.
    #[arg(long, value_name = "URL", value_parser = plain, requires = "deliver")]
    pub repository: Option<String>,
    /// The folder of rendered manifests in the repository.
    #[arg(long, value_name = "DIR", value_hint = ValueHint::DirPath, default_value = "deploy", value_parser = folder, requires = "deliver")]
    pub deploy: String,
}

/// How manifests reach Argo CD or Flux.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub enum Deliver {
    /// As files in Git.
    Commit,
    /// As an OCI artifact.
    Push,
}

#[derive(Debug, Args)]
pub struct Kustomize {
    #[command(flatten)]
    pub files: Files,
    /// The folder of rendered manifests, from the kustomization's own.
    #[arg(long, value_name = "DIR", value_hint = ValueHint::DirPath, default_value = "../deploy", value_parser = plain)]
    pub path: String,
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
    /// The name and tag of the image to build.
    #[arg(long, default_value = IMAGE, value_parser = unbuilt)]
    pub image: String,
}

#[derive(Debug, Args)]
pub struct Clusters {
    /// The folder of FlinkClusters in the repository.
    #[arg(long, value_name = "DIR", value_hint = ValueHint::DirPath, default_value = "clusters", value_parser = folder)]
    pub path: String,
}

#[derive(Debug, Args)]
pub struct ImageName {
    /// The image of flink-render (see `init image`), best by its digest: NAME@sha256:...
    #[arg(long, default_value = IMAGE, value_parser = image)]
    pub image: String,
}

impl ImageName {
    /// Whether it is one image for ever.
    pub fn is_pinned(&self) -> bool {
        self.image.contains('@')
    }
}
