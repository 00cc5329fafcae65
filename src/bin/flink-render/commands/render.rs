//! `render`: manifests to standard output, or to a folder.

use std::io::{self, Write};
use std::path::PathBuf;

use clap::Args;
use flink_render::report::words::plural;

use crate::compile::{self, Compiled, Form, compile, fails};
use crate::console::{self, End, print_all, style};
use crate::options::{Common, Format};
use crate::{input, output, review};

const EXAMPLES: &str = "\
Examples:
  flink-render render clusters/ -o deploy/                 # one file per object
  flink-render render orders.yaml | kubectl create -f -    # a new cluster
  kustomize build overlays/eu | flink-render render -

Never `kubectl apply` all of it over a running cluster: the JobManager restarts before its job is saved, \
and Jobs cannot be changed. Argo CD and Flux keep the order. By hand:
  kubectl delete job orders-prepare orders-scale --ignore-not-found
  flink-render render orders.yaml --stage prepare \\
    | kubectl apply --server-side -f -
  kubectl wait job/orders-prepare --for=condition=complete --timeout=15m
  # stop here if that fails
  flink-render render orders.yaml --stage run \\
    | kubectl apply --server-side -f -
  kubectl delete job orders-job-OLD    # the submitter of before";

/// Compile FlinkClusters to manifests, on standard output or in a folder.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub struct Render {
    #[command(flatten)]
    common: Common,
    /// Write one file per object to this folder, and remove stale files of earlier runs.
    #[arg(short, long, value_name = "DIR")]
    output: Option<PathBuf>,
    /// Also write a kustomization.yaml that lists all files.
    #[arg(long, requires = "output")]
    kustomization: bool,
    /// The previous input: a file, a folder or a revision. A change that `diff` would refuse is not rendered.
    #[arg(long, value_name = "BASE")]
    baseline: Option<String>,
    /// Add a comment to each value that says where it comes from.
    #[arg(long)]
    annotate: bool,
}

impl Render {
    /// Compiles to standard output or to a folder.
    pub fn run(self) -> io::Result<End> {
        let Self { common, output, kustomization, baseline, annotate } = self;
        let (output, baseline) = (output.as_deref(), baseline.as_deref());
        let form = match (annotate, output) {
            (true, _) => Form::Annotated,
            (false, Some(_)) => Form::Packed,
            (false, None) => Form::Streamed,
        };
        let Common { paths, options, ignore, report, deny_warnings } = common;
        let options = options.ignoring(ignore);
        let (mut inputs, mut problems) = input::list(&paths, output).tell();
        problems.extend(output.and_then(input::no_output));
        let reads_standard = inputs.iter().any(|input| input.from.is_standard());
        if baseline.is_some() {
            // What the guard judges is what is written.
            inputs = input::held(inputs, &mut problems);
        }
        let mut compiled = compile(&inputs, problems, &options, form);
        let mut findings = std::mem::take(&mut compiled.findings);
        if let Some(baseline) = baseline.filter(|_| !fails(&findings, deny_warnings)) {
            match review::guard(baseline, &inputs, reads_standard, &options) {
                Ok(refused) => findings.extend(refused),
                Err(problems) => compiled.problems.extend(problems),
            }
            compile::sort(&mut findings, &inputs);
        }
        let stop = fails(&findings, deny_warnings) || !compiled.problems.is_empty();
        let plan = match output
            .filter(|_| !stop)
            .map(|root| output::plan(root, compiled.objects(), kustomization))
        {
            None => None,
            Some(Err(problem)) => {
                compiled.problems.push(problem);
                None
            }
            Some(Ok((plan, more))) => {
                findings.extend(more);
                compile::sort(&mut findings, &inputs);
                Some(plan)
            }
        };
        let text = console::report(report, &findings, inputs.len(), style(&io::stderr()));
        // Nobody who reads the report is no reason to stop.
        let _ = anstream::stderr().write_all(text.as_bytes());
        if !compiled.problems.is_empty() {
            return Ok(End::Problems(compiled.problems));
        }
        if fails(&findings, deny_warnings) {
            return Ok(End::Findings);
        }
        match plan.map(output::Plan::carry_out) {
            None => print_all(&compiled, &options).map(|_| End::Fine),
            Some(Err(problems)) => Ok(End::Problems(problems)),
            Some(Ok(done)) => {
                if report == Format::Human {
                    let _ = writeln!(anstream::stderr(), "{}", summary(&compiled, &done));
                }
                Ok(End::Fine)
            }
        }
    }
}

/// `42 objects of 7 clusters: 3 written, 1 removed, 38 unchanged`
fn summary(compiled: &Compiled, done: &output::Done) -> String {
    let objects = plural(compiled.objects().count(), "object");
    let clusters = plural(compiled.counts().clusters, "cluster");
    let output::Done { written, removed, unchanged } = done;
    format!("{objects} of {clusters}: {written} written, {removed} removed, {unchanged} unchanged")
}
