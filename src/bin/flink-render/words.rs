//! What a shell offers in the place of a value, where clap does not know it by itself.

use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsStr;
use std::iter::successors;

use clap_complete::engine::{ArgValueCandidates, ArgValueCompleter, CompletionCandidate};
use flink_render::explain::{code, topics};
use flink_render::flink::version::{NEWEST, OLDEST, Version};
use flink_render::k8s::dialect::Dialect;
use flink_render::review::Effect;

use crate::codes;

/// Stands for files, which no other candidate can.
pub const FILES: &str = "\0";

/// How every code begins.
pub const CODE: &str = "FR";

/// The words of a closed set.
fn closed<W: Into<String>>(words: impl Fn() -> Vec<W> + Send + Sync + 'static) -> ArgValueCandidates {
    ArgValueCandidates::new(move || {
        words().into_iter().map(|word| CompletionCandidate::new(word.into())).collect()
    })
}

/// `google`, `spotify`.
pub fn dialects() -> ArgValueCandidates {
    closed(|| Dialect::ALL.into_iter().filter_map(Dialect::word).collect())
}

/// The versions of Flink that it knows, the newest first.
pub fn flink_versions() -> ArgValueCandidates {
    let before = |version: &Version| (*version != OLDEST).then(|| version.before());
    closed(move || successors(Some(NEWEST), before).map(|version| version.to_string()).collect())
}

/// What may become of a cluster.
pub fn effects() -> ArgValueCandidates {
    closed(|| Effect::ALL.into_iter().map(|(_, word, _)| word).collect())
}

/// The codes that may be ignored, with their titles.
pub fn warnings() -> ArgValueCandidates {
    ArgValueCandidates::new(|| {
        let pages = codes::pages();
        let warnings = pages.iter().filter(|page| page.ignorable);
        warnings
            .map(|page| CompletionCandidate::new(page.code.to_string()).help(Some(page.title.into())))
            .collect()
    })
}

/// The objects of these.
pub fn objects(all: Vec<(String, Vec<String>)>) -> ArgValueCandidates {
    closed(move || all.iter().map(|(object, _)| object.clone()).collect())
}

/// The paths of the values of the object that is named among the words, up to the next dot.
pub fn paths(all: Vec<(String, Vec<String>)>, words: &[String]) -> ArgValueCompleter {
    let is_named = |object: &str| {
        words.iter().any(|word| word.trim_start_matches("--object=").eq_ignore_ascii_case(object))
    };
    let paths: Vec<_> =
        all.into_iter().filter(|(object, _)| is_named(object)).flat_map(|(_, paths)| paths).collect();
    ArgValueCompleter::new(move |typed: &OsStr| {
        let typed = typed.to_str().unwrap_or_default();
        let fit = paths.iter().filter(|path| path.starts_with(typed));
        let up_to_dot = |path: &String| match path[typed.len()..].find('.') {
            Some(dot) => path[..=typed.len() + dot].to_owned(),
            None => path.clone(),
        };
        fit.map(up_to_dot).collect::<BTreeSet<_>>().into_iter().map(CompletionCandidate::new).collect()
    })
}

/// What `explain` explains, up to the next dot, and codes up to their numbers: a thousand fields are no help at once.
pub fn topics() -> ArgValueCompleter {
    ArgValueCompleter::new(|typed: &OsStr| {
        let Some(typed) = typed.to_str() else { return Vec::new() };
        let mut offered = BTreeMap::new();
        if typed.is_empty() {
            offered.insert(CODE.to_owned(), "A code of findings".to_owned());
        }
        // A file's clusters are explained, too.
        offered.insert(FILES.to_owned(), String::new());
        for (topic, what) in topics::all(&codes::pages()) {
            let Some(more) = topic.strip_prefix(typed) else { continue };
            if typed.is_empty() && code::digits(&topic).is_some() {
                continue;
            }
            match more.find('.') {
                Some(dot) => offered.entry(topic[..=typed.len() + dot].to_owned()).or_default(),
                None => offered.entry(topic).insert_entry(what).into_mut(),
            };
        }
        // What has fields is explained with the dot at its end, too.
        let deeper: Vec<_> =
            offered.keys().filter_map(|topic: &String| topic.strip_suffix('.').map(str::to_owned)).collect();
        for topic in deeper {
            if let Some(what) = offered.remove(&topic) {
                offered.insert(format!("{topic}."), what);
            }
        }
        let candidate = |(topic, what): (String, String)| {
            CompletionCandidate::new(topic).help((!what.is_empty()).then(|| what.into()))
        };
        offered.into_iter().map(candidate).collect()
    })
}
