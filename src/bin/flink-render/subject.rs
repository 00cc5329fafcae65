//! What is asked about: files among the words, and what they are compiled to.

use std::path::PathBuf;
use std::sync::Arc;

use flink_render::diagnostic::Source;
use flink_render::explain::value;
use flink_render::k8s::labels;
use flink_render::render::Options as Wanted;

use crate::compile::{Compiled, Form, compile};
use crate::input;

/// What `--object` and `--path` can name, where these are the words so far: objects, with the paths of their values.
pub fn nameable(words: &[String]) -> Vec<(String, Vec<String>)> {
    let files: Vec<_> =
        words.iter().filter(|word| is_file(word) && *word != "-").map(PathBuf::from).collect();
    let (inputs, problems) = input::list(&files, None).tell();
    let options = Wanted::default();
    value::all(&sources(&compile(&inputs, problems, &options, Form::Omitted)), &options)
}

/// Whether a topic is meant as a file: nothing else has a slash, or ends so.
pub fn is_file(topic: &str) -> bool {
    let ends = [".yaml", ".yml", ".json"].iter().any(|ending| topic.ends_with(ending));
    // `metadata.annotations[flinkoperator.k8s.io/dialect]`
    let of_a_field = |(before, _): (&str, &str)| before.contains('[') || topic.starts_with(labels::PREFIX);
    ends || topic.split_once('/').is_some_and(|parts| !of_a_field(parts)) || matches!(topic, "-" | "." | "..")
}

/// The sources of what is rendered.
pub fn sources(compiled: &Compiled) -> Vec<Arc<Source>> {
    let mut sources: Vec<Arc<Source>> = Vec::new();
    for object in compiled.objects() {
        if !sources.iter().any(|source| Arc::ptr_eq(source, &object.source)) {
            sources.push(Arc::clone(&object.source));
        }
    }
    sources
}
