//! `krm`: a function of kustomize and kpt, from standard input to standard output.

use std::io;
use std::sync::Arc;

use clap::Args;
use flink_render::diagnostic::{Diagnostic, Source};
use flink_render::k8s::object::CONFIG_MAP;
use flink_render::k8s::resource::KIND;
use flink_render::krm::RESOURCE_LIST;
use flink_render::krm::{List, is_cluster, read, result, run};
use flink_render::tree::{Map, Node};

use crate::compile::fails;
use crate::console::{End, print, report_of};
use crate::input;
use crate::parameters::settings::Settings;

const HELP: &str = "\
FlinkClusters among the items, and one as the functionConfig, are rendered. A ConfigMap as the \
functionConfig sets parameters: those that `flink-render cmp parameters` prints, without `paths` and `allow-empty`.";

/// Run as a KRM function for kustomize and kpt: a ResourceList from standard input to standard output.
#[derive(Debug, Args)]
#[command(after_help = HELP)]
pub struct Krm {}

impl Krm {
    /// With errors, the items come back as they were, with the results.
    pub fn run(self) -> io::Result<End> {
        let Self {} = self;
        let standard = input::Input { name: "-".to_owned(), from: input::From::Standard };
        let (source, finding) = match input::read(&standard) {
            Ok((source, finding)) => (Arc::new(source), finding),
            Err(error) => return Ok(End::Problems(vec![format!("cannot read standard input: {error}")])),
        };
        let list = match finding.map_or_else(|| read(&source), |finding| Err(vec![finding])) {
            Ok(list) => list,
            Err(found) => {
                let in_source = |found| Diagnostic { source: Some(Arc::clone(&source)), ..found };
                report_of(&found.into_iter().map(in_source).collect::<Vec<_>>(), 1);
                return Ok(End::Findings);
            }
        };
        let (settings, found) = settings(&list, &source);
        let done = run(&list, &source, settings.options, found);
        report_of(&done.findings, done.inputs.len());
        let failed = fails(&done.findings, settings.deny_warnings);
        let items = if failed { list.unchanged() } else { done.items };
        let results = done.findings.iter().map(|found| result(found, &done.inputs)).collect();
        print([list.write(items, results).as_str()], if failed { End::Findings } else { End::Fine })
    }
}

/// A ConfigMap as the functionConfig holds parameters, the same as the plugin's of Argo CD.
fn settings(list: &List<'_>, source: &Arc<Source>) -> (Settings, Vec<Diagnostic>) {
    let empty = Map::default();
    let (data, findings) = match list.function_config() {
        None => (&empty, None),
        Some(config) if is_cluster(config) => (&empty, None),
        Some(config) if config.get("kind").and_then(Node::as_str) == Some(CONFIG_MAP.1) => {
            (config.get("data").and_then(Node::as_map).unwrap_or(&empty), None)
        }
        Some(config) => {
            let message = format!("the functionConfig is neither a {KIND} nor a ConfigMap");
            let found = Diagnostic::error(RESOURCE_LIST, config.span, message)
                .help("give a FlinkCluster to render, or parameters in the data of a ConfigMap");
            (&empty, Some(Diagnostic { source: Some(Arc::clone(source)), ..found }))
        }
    };
    let (settings, mut found) = Settings::of_map(data, source);
    found.extend(findings);
    (settings, found)
}
