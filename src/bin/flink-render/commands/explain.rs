//! `explain`: a field, an option, a code, the memory of clusters, a value of the output, a cluster as a picture.

use std::io;
use std::path::{Path, PathBuf};

use clap::Args;
use flink_render::explain::{memory, topic, value};
use flink_render::render::Options as Wanted;
use flink_render::report::{cluster, graph};

use crate::compile::{Compiled, Form, compile, fails};
use crate::console::{End, filled, print, report_of};
use crate::options::Options;
use crate::review::all;
use crate::subject::{is_file, sources};
use crate::{codes, input, words};

const EXAMPLES: &str = "\
Examples:
  flink-render explain spec.taskManager.memoryOffHeapRatio
  flink-render explain job-pod
  flink-render explain flinkProperties.rest.port --flink-version 1.20
  flink-render explain 1.20..2.0
  flink-render explain FR142
  flink-render explain orders.yaml
  flink-render explain memory orders.yaml
  flink-render explain migration
  flink-render explain orders.yaml --graph > orders.svg
  flink-render explain orders.yaml \\
    --object Deployment/orders-jobmanager --path spec.strategy";

/// Explain a field, a code, clusters, their memory, a value of the output, or how the objects of clusters refer to each other.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub struct Explain {
    /// A field, an option of Flink (`flinkProperties.KEY`), two versions of Flink (`1.20..2.0`), an annotation, a code, `codes`, `memory`, `migration`, or a file.
    #[arg(add = words::topics())]
    topic: String,
    /// The files to explain.
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// An object of the output.
    #[arg(long, value_name = "KIND/NAME")]
    object: Option<String>,
    /// The path of a value in the object, or of a part of it.
    #[arg(long, value_name = "PATH", requires = "object")]
    path: Option<String>,
    /// Draw the objects of the clusters in the files, and how they refer to each other, as SVG.
    #[arg(long, conflicts_with = "object")]
    graph: bool,
    #[command(flatten)]
    options: Options,
}

impl Explain {
    /// Prints an explanation.
    pub fn run(self) -> io::Result<End> {
        // A picture, or values as they are.
        let is_data = self.graph || self.object.is_some();
        match self.words() {
            Ok(data) if is_data => print([data.as_str()], End::Fine),
            Ok(text) => print([filled(&text).as_str()], End::Fine),
            Err(problems) => Ok(End::Problems(problems)),
        }
    }

    /// What is asked for, in words; or what is wrong with the question.
    fn words(self) -> Result<String, Vec<String>> {
        let Self { topic, paths, object, path, graph: wants_graph, options } = self;
        let options: Wanted = options.into();
        let files = || [PathBuf::from(&topic)].into_iter().chain(paths.clone()).collect::<Vec<_>>();
        let clusters = || {
            let compiled = sound(&files(), &options, Form::Trees)?;
            cluster::explain(&all(&compiled), &topic).map_err(|problem| instead(&compiled, problem))
        };
        match (topic.as_str(), object) {
            _ if wants_graph => {
                let compiled = sound(&files(), &options, Form::Trees)?;
                let picture = graph::report(&all(&compiled)).map_err(|problem| vec![problem])?;
                picture.ok_or_else(|| instead(&compiled, "there is no FlinkCluster to draw".to_owned()))
            }
            (_, Some(object)) => {
                let compiled = sound(&files(), &options, Form::Omitted)?;
                value::explain(&sources(&compiled), &options, &object, path.as_deref())
            }
            ("memory", None) if paths.is_empty() => {
                Err(vec!["name the files whose memory to explain: `explain memory orders.yaml`".to_owned()])
            }
            ("memory", None) => {
                let compiled = sound(&paths, &options, Form::Omitted)?;
                Ok(memory::explain(&sources(&compiled), &options))
            }
            (topic, None) if is_file(topic) => clusters(),
            (topic, None) if !paths.is_empty() => {
                Err(vec![format!("`{topic}` is explained without files: name it alone")])
            }
            (name, None) => match topic::explain(name, options.flink_version, &codes::pages()) {
                Ok(text) => Ok(text),
                Err(_) if Path::new(name).exists() => clusters(),
                Err(problem) => Err(vec![problem]),
            },
        }
    }
}

/// Why there is nothing to explain, behind what was found in place of clusters.
fn instead(compiled: &Compiled, problem: String) -> Vec<String> {
    report_of(&compiled.findings, compiled.renderings.len());
    vec![problem]
}

/// What files are compiled to, when nothing is wrong with them.
fn sound(paths: &[PathBuf], options: &Wanted, form: Form) -> Result<Compiled, Vec<String>> {
    if paths.is_empty() {
        return Err(vec!["name the files to explain".to_owned()]);
    }
    let (inputs, problems) = input::list(paths, None).tell();
    let compiled = compile(&inputs, problems, options, form);
    if !compiled.problems.is_empty() {
        return Err(compiled.problems);
    }
    if fails(&compiled.findings, false) {
        report_of(&compiled.findings, inputs.len());
        return Err(vec!["only what can be rendered is explained".to_owned()]);
    }
    Ok(compiled)
}
