//! Explanations: of a field, a code, the memory of clusters, a value of the output.

mod field;
mod memory;
mod value;

use std::fmt::Write;
use std::path::PathBuf;
use std::sync::Arc;

use flink_render::diagnostic::{Code, Page, Source};
use flink_render::k8s::labels;
use flink_render::render::Options;

use crate::args::Explain;
use crate::compile::{self, Form, compile};
use crate::{codes, commands, input};

/// What is asked for, in words; or what is wrong with the question.
pub fn explain(question: Explain) -> Result<String, Vec<String>> {
    let Explain { topic, paths, object, path, options } = question;
    let options: Options = options.into();
    match (topic.as_str(), object) {
        (_, Some(object)) => {
            let files: Vec<_> = [PathBuf::from(&topic)].into_iter().chain(paths).collect();
            value::explain(&sources(&files, &options)?, &options, &object, path.as_deref())
        }
        ("memory", None) => Ok(memory::explain(&sources(&paths, &options)?, &options)),
        ("codes", None) => Ok(codes::pages().iter().fold(String::new(), |mut list, page| {
            let mark = if page.ignorable { "  (can be ignored)" } else { "" };
            let _ = writeln!(list, "{}  {}{mark}", page.code, page.title);
            list
        })),
        (topic, None) => match number(topic) {
            Some(code) => self::code(code).map_err(|problem| vec![problem]),
            None => field::explain(topic).map_err(|problem| vec![problem]),
        },
    }
}

/// The sources, once it is known that they can be rendered.
fn sources(paths: &[PathBuf], options: &Options) -> Result<Vec<Arc<Source>>, Vec<String>> {
    if paths.is_empty() {
        return Err(vec!["name the files to explain".to_owned()]);
    }
    let (inputs, problems) = input::list(paths, None).tell();
    let compiled = compile(&inputs, problems, options, Form::Omitted);
    if !compiled.problems.is_empty() {
        return Err(compiled.problems);
    }
    if compile::fails(&compiled.findings, false) {
        commands::report_of(&compiled.findings, inputs.len());
        return Err(vec!["only what can be rendered is explained".to_owned()]);
    }
    let mut sources: Vec<Arc<Source>> = Vec::new();
    for object in compiled.objects() {
        if !sources.iter().any(|source| Arc::ptr_eq(source, &object.source)) {
            sources.push(Arc::clone(&object.source));
        }
    }
    Ok(sources)
}

/// `FR107`, `fr107`, `107`
fn number(topic: &str) -> Option<u16> {
    let digits = topic.get(..2).filter(|head| head.eq_ignore_ascii_case("FR")).map_or(topic, |_| &topic[2..]);
    digits.parse().ok()
}

/// How a finding is ignored, or why it is not.
fn silence(page: &Page) -> String {
    let (code, key) = (page.code, labels::IGNORE);
    match page.ignorable {
        true => format!(
            "As a warning it can be ignored: in the annotation `{key}: \"{code}: <reason>\"` of the FlinkCluster, or in a \
             whole run by `--ignore {code}`. An error cannot."
        ),
        false => "It cannot be ignored.".to_owned(),
    }
}

fn code(number: u16) -> Result<String, String> {
    let pages = codes::pages();
    match pages.iter().find(|page| page.code == Code(number)) {
        Some(page) => {
            let text = page.text.lines().map(str::trim).collect::<Vec<_>>().join("\n");
            Ok(format!("{}: {}\n\n{text}\n\n{}\n", page.code, page.title, silence(page)))
        }
        None => {
            let near = pages.iter().min_by_key(|page| page.code.0.abs_diff(number));
            let near =
                near.map_or(String::new(), |page| format!("; the nearest is {}, {}", page.code, page.title));
            Err(format!("there is no code {}{near}; `explain codes` lists all", Code(number)))
        }
    }
}
