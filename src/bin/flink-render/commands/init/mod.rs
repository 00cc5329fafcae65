//! `init`: what Argo CD, Flux, CI and git hooks need, from `templates/`.

mod args;
mod templates;
mod check;

use std::collections::BTreeMap;
use std::io::{self, Write};

use clap::Args;
use flink_render::k8s::object::{DEPLOYMENT, FLINK_CLUSTER, STATEFUL_SET};
use flink_render::render::Options;
use flink_render::sink::terminal::inside;
use minijinja::{Value, context};

use self::args::{Argocd, Ci, Clusters, Deliver, Files, Flux, Hooks, Image, ImageName, Kustomize, Tool};
use crate::compile::{Form, compile, fails};
use crate::console::{End, print, report_of};
use crate::output::fresh::Done;
use crate::{input, output, placeholders};

const EXAMPLES: &str = "\
Examples:
  flink-render init argocd -o argocd/flink-render \\
    --image registry.example.com/flink-render:0.1.0
  flink-render init flux clusters/ \\
    --repository https://git.example.com/streams.git
  flink-render init github -o .
  flink-render init image > Dockerfile
  docker build --tag registry.example.com/flink-render:0.1.0 .";

/// Print installation files, pinned to this version, for the tools that run flink-render or apply its output.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES, subcommand_value_name = "TOOL", subcommand_help_heading = "Tools")]
pub struct Init {
    #[command(subcommand)]
    tool: Tool,
}

impl Init {
    /// Prints the files of a tool, or writes them.
    pub fn run(self) -> io::Result<End> {
        init(self.tool)
    }
}

fn init(tool: Tool) -> io::Result<End> {
    let (Files { output }, files) = match tool {
        Tool::Argocd(Argocd {
            files,
            image,
            compat,
            oci,
            per_team,
            without_status,
            name,
            repository,
            revision,
            path,
            namespace,
        }) => {
            let status = !without_status;
            let compat = compat.is_so();
            let repository = repository.unwrap_or_else(|| example(oci, compat));
            let pinned = image.is_pinned();
            let ImageName { image } = image;
            let (as_operator, rendered) =
                if compat { ("--compat operator ", "deploy-operator") } else { ("", "deploy") };
            let values = context! {
                image, pinned, compat, as_operator, rendered, oci, status, name, repository, revision, path, namespace
            };
            let names: &[&str] = match (compat, oci) {
                (true, _) => &[],
                (false, true) => &["argocd-cm.yaml", "kustomization.yaml"],
                (false, false) => {
                    &["argocd-cm.yaml", "kustomization.yaml", "plugin.yaml", "repo-server.yaml"]
                }
            };
            let application = if per_team { "applicationset.yaml" } else { "application.yaml" };
            let text = |name| templates::render(&format!("argocd/{name}"), &values);
            (files, [application].iter().chain(names).map(|name| (*name, text(name))).collect())
        }
        Tool::Flux(flux) => match of_flux(flux) {
            Ok(done) => done,
            Err(end) => return Ok(end),
        },
        Tool::Github(ci) => {
            let (files, values, delivers) = values_of(ci);
            let mut texts = vec![(
                ".github/workflows/flink-render.yaml",
                templates::render("github/flink-render.yaml", &values),
            )];
            if delivers {
                let deliver = templates::render("github/deliver.yaml", &values);
                texts.push((".github/workflows/flink-render-deliver.yaml", deliver));
            }
            (files, texts)
        }
        Tool::Gitlab(ci) => {
            let (files, values, _) = values_of(ci);
            (files, vec![(".gitlab/flink-render.yml", templates::render("gitlab/flink-render.yml", &values))])
        }
        Tool::Kustomize(Kustomize { files, path }) => {
            let name = "kustomization.yaml";
            (files, vec![(name, templates::render("kustomize/kustomization.yaml", &context! { path }))])
        }
        Tool::PreCommit(Hooks { files, clusters: Clusters { path } }) => {
            let text = templates::render("pre-commit/config.yaml", &context! { path });
            (files, vec![(".pre-commit-config.yaml", text)])
        }
        Tool::Image(Image { files, image }) => {
            (files, vec![("Dockerfile", templates::render("image/Dockerfile", &context! { image }))])
        }
        Tool::Check(check) => return check.run(),
    };
    let files: BTreeMap<_, _> = match files.into_iter().map(|(name, text)| Ok((name, text?))).collect() {
        Ok(files) => files,
        Err(error) => return Ok(End::Problems(vec![error])),
    };
    match output {
        Some(root) if let Some(problem) = input::no_output(&root) => Ok(End::Problems(vec![problem])),
        Some(root) => match output::fresh::write(&root, &files) {
            Ok(Done { written, kept }) => {
                let is_kept = |file: &str| kept.contains(&input::name(&root.join(file)));
                placeholders::tell(files.iter().filter(|(file, _)| !is_kept(file)).map(|(_, text)| text));
                let written = written.iter().map(|file| format!("written: {file}"));
                let kept_ones = kept.iter().map(|file| {
                    format!("kept: {file} was changed since flink-render wrote it; to have it written again, remove it")
                });
                for text in written.chain(kept_ones) {
                    // Nobody who reads it is no reason to stop.
                    let _ = writeln!(anstream::stderr(), "{}", inside(&text));
                }
                Ok(if kept.is_empty() { End::Fine } else { End::Findings })
            }
            Err(problems) => Ok(End::Problems(problems)),
        },
        None => {
            placeholders::tell(files.values());
            if files.len() == 1 {
                return print(files.values().map(String::as_str), End::Fine);
            }
            let files: Vec<_> = files.iter().map(|(name, text)| format!("---\n# {name}\n{text}")).collect();
            print(files.iter().map(String::as_str), End::Fine)
        }
    }
}

type Texts = Vec<(&'static str, Result<String, String>)>;

/// What the files of CI say, and whether it delivers.
fn values_of(ci: Ci) -> (Files, Value, bool) {
    let Ci { files, image, clusters, deliver, branch, repository, deploy } = ci;
    let pinned = image.is_pinned();
    let (ImageName { image }, Clusters { path }) = (image, clusters);
    let delivers = deliver.is_some();
    let deliver = deliver.map(|how| match how {
        Deliver::Commit => "commit",
        Deliver::Push => "push",
    });
    let repository = repository.map(|name| name.trim_start_matches("oci://").to_owned());
    let registry = repository.as_deref().and_then(|name| name.split('/').next()).map(str::to_owned);
    (files, context! { image, pinned, path, deliver, branch, repository, registry, deploy }, delivers)
}

/// The URL of who names none.
fn example(oci: bool, compat: bool) -> String {
    match (oci, compat) {
        (false, _) => placeholders::GIT,
        (true, false) => placeholders::OCI,
        (true, true) => placeholders::OCI_TAKEN_OVER,
    }
    .to_owned()
}

/// The Kustomizations want to know by name what has to become healthy.
fn of_flux(flux: Flux) -> Result<(Files, Texts), End> {
    let Flux {
        files,
        clusters,
        compat,
        oci,
        resource_set,
        without_status,
        name,
        repository,
        revision,
        path,
        namespace,
    } = flux;
    let (inputs, problems) = input::list(&clusters, None).tell();
    let compat = compat.is_so();
    let options = Options { namespace, compat_operator: compat, ..Options::default() };
    let compiled = compile(&inputs, problems, &options, Form::Omitted);
    report_of(&compiled.findings, inputs.len());
    if !compiled.problems.is_empty() {
        return Err(End::Problems(compiled.problems));
    }
    if fails(&compiled.findings, false) {
        return Err(End::Findings);
    }
    // Nobody writes the status of what is only taken over yet.
    let status = !without_status && !compat;
    let checked = [DEPLOYMENT.1, STATEFUL_SET.1, FLINK_CLUSTER.1];
    let checks: Vec<Value> = compiled
        .objects()
        .filter(|object| checked[..if status { 3 } else { 2 }].contains(&&*object.kind))
        .map(|object| {
            let flink_render::render::Object { api_version, kind, namespace, name, .. } = object;
            context! { api_version, kind, name, namespace }
        })
        .collect();
    let (source, folder) =
        if oci { ("OCIRepository", ".".to_owned()) } else { ("GitRepository", format!("./{path}")) };
    let repository = repository.unwrap_or_else(|| example(oci, compat));
    let inputs = clusters.iter().map(|path| input::name(path)).collect::<Vec<_>>().join(" ");
    let values =
        context! { name, repository, revision, path, source, folder, inputs, checks, status, compat };
    let template = if oci { "flux/oci.yaml" } else { "flux/git.yaml" };
    if resource_set {
        let values = context! { template, ..values };
        return Ok((files, vec![("resourceset.yaml", templates::render("flux/resourceset.yaml", &values))]));
    }
    Ok((
        files,
        vec![
            ("kustomizations.yaml", templates::render("flux/kustomizations.yaml", &values)),
            ("source.yaml", templates::render(template, &values)),
        ],
    ))
}
