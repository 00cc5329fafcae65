//! Every value of the output can say where it comes from.

use std::sync::Arc;

use flink_render::api::flink_cluster::FlinkCluster;
use flink_render::api::read::Read;
use flink_render::api::shape::Shape;
use flink_render::diagnostic::Source;
use flink_render::flink::version::{OLDEST, Version};
use flink_render::k8s::dialect::Dialects;
use flink_render::provenance::{self, Origin, annotate};
use flink_render::render::{self, Options};
use flink_render::tree::Node;
use flink_render::tree::path::{Path, Step};
use flink_render::{list, map};
use rayon::prelude::*;
use serde_json::{Value, json};

use crate::support::{documents, inputs, root};

fn everything() -> Vec<(Arc<Source>, Options)> {
    // The operator's cases are many, and much alike; so are those of versions.
    let some = |suite, step| inputs(suite).into_iter().step_by(step);
    let mut all = Vec::new();
    for file in inputs("accept").into_iter().chain(some("versions", 5)).chain(some("operator/valid", 20)) {
        let text = std::fs::read_to_string(&file).unwrap();
        let name = file.strip_prefix(root()).unwrap().display().to_string();
        let compat_operator = name.contains("operator") || name.contains("compat");
        all.push((
            Arc::new(Source::new(name, text)),
            Options { compat_operator, namespace: Some("streams".into()), ..Options::default() },
        ));
    }
    all
}

/// What is tried is one value: a part of an element is left out without the rest of it.
#[test]
fn a_part_of_an_element_goes_alone() {
    let mut root: Node = map! { "a" => list![map! { "b" => "1", "c" => "2" }, "d"] }.into();
    Path(vec![Step::Key("a".into()), Step::Item(0), Step::Key("b".into())]).put(&mut root, None);
    assert!(root.is_same(&map! { "a" => list![map! { "c" => "2" }, "d"] }.into()), "{root:?}");
}

/// That a value is there is no reason for what it is.
fn is_known(origins: &[Origin]) -> bool {
    origins.iter().any(|origin| !matches!(origin, Origin::Because { .. }))
}

#[test]
fn every_value_has_an_origin() {
    let unknown = everything().into_par_iter().flat_map_iter(|(source, options)| {
        let of_object = |object: provenance::Traced| {
            let unknown = object.origins.into_iter().filter(|(_, origins)| !is_known(origins));
            let name = format!("{}: {} {}", source.name, object.kind, object.name);
            unknown.map(move |(path, _)| format!("{name} {path}")).collect::<Vec<_>>()
        };
        provenance::trace(&source, &options).into_iter().flat_map(of_object).collect::<Vec<_>>()
    });
    let unknown: Vec<_> = unknown.collect();
    assert!(unknown.is_empty(), "{}", unknown.join("\n"));
}

#[test]
fn annotated_output_holds_the_same_values() {
    // Each is traced for it once more.
    everything().par_iter().step_by(3).for_each(|(source, options)| {
        let mut objects = render::render(source, options).objects;
        let plain: Vec<_> = objects.iter().map(|object| object.body.text().into_owned()).collect();
        annotate::annotate(&mut objects, source, options);
        for (object, plain) in objects.iter().zip(plain) {
            assert_eq!(documents(&object.body.text()), documents(&plain), "{}", object.body.text());
            assert!(object.body.text().len() > plain.len());
        }
    });
}

/// What no object but the FlinkCluster shows, and why.
const NOT_RENDERED: &[(&str, &str)] = &[
    ("apiVersion", "says how the rest is read"),
    ("kind", "says how the rest is read"),
    ("metadata.labels", "the FlinkCluster's own"),
    ("metadata.annotations", "the FlinkCluster's own"),
    ("metadata.finalizers", "the FlinkCluster's own"),
    ("metadata.creationTimestamp", "the API server's"),
    ("metadata.generation", "the API server's"),
    ("metadata.managedFields", "the API server's"),
    ("metadata.resourceVersion", "the API server's"),
    ("metadata.selfLink", "the API server's"),
    ("metadata.uid", "the API server's"),
    ("metadata.ownerReferences", "names owners by what Git cannot know"),
    ("spec.jobManager.replicas", "only 1 is valid"),
    ("spec.revisionHistoryLimit", "the revisions are in Git"),
    ("spec.recreateOnUpdate", "only an operator acts on it"),
    ("status", "what was seen, no wish"),
];

/// Every scalar, list and mapping of the resource. What stands in a list is a type of Kubernetes, or a text: it goes through as it
/// is.
fn fields(shape: Shape, path: &str, all: &mut Vec<(String, Shape)>) {
    match shape {
        // Kubernetes' own goes through as it is, but for what is read of it.
        Shape::Object(object) if object.open && object.name != "ResourceRequirements" => {
            all.push((path.to_owned(), shape));
        }
        Shape::Object(object) => {
            for member in object.members {
                let dot = if path.is_empty() { "" } else { "." };
                fields(member.shape, &format!("{path}{dot}{}", member.name), all);
            }
        }
        _ => all.push((path.to_owned(), shape)),
    }
}

/// Other values for a field that has this one, the likeliest to be valid first.
fn samples(shape: Shape, now: &Value) -> Vec<Value> {
    match shape {
        Shape::Text => {
            let near = now.as_str().map(|text| vec![json!(format!("{text}x")), json!(format!("x{text}"))]);
            let mut all = near.unwrap_or_default();
            all.extend([
                json!("s3://sample/path"),
                json!("/sample"),
                json!("sample"),
                json!("1.19"),
                Value::Null,
            ]);
            all
        }
        Shape::Bool => vec![json!(true), json!(false)],
        Shape::Int32 | Shape::Int64 | Shape::Number | Shape::IntOrText => {
            let near =
                now.as_i64().map(|number| vec![json!(number + 1), json!(number - 1), json!(number * 2)]);
            near.unwrap_or_default().into_iter().chain([json!(2), json!(600), json!(7001)]).collect()
        }
        Shape::Quantity => vec![json!("1G"), json!("800M")],
        Shape::Words(words) => words.words.iter().map(|(word, _)| json!(word)).collect(),
        Shape::List(inner) => {
            let items = now.as_array().cloned().unwrap_or_default();
            let more = samples(*inner, items.last().unwrap_or(&Value::Null));
            let like = items.last().map(renamed);
            more.into_iter().chain(like).map(|item| json!([items.clone(), vec![item]].concat())).collect()
        }
        Shape::Map(inner) => {
            let with = |sample: Value| {
                let mut map = now.as_object().cloned().unwrap_or_default();
                map.insert("example.org/sample".to_owned(), sample);
                Value::Object(map)
            };
            samples(*inner, &Value::Null).into_iter().map(with).chain([Value::Null]).collect()
        }
        Shape::Object(object) => {
            // Another one like it, else what it must have, else all its texts.
            let texts = || object.members.iter().filter(|member| matches!(member.shape, Shape::Text));
            let of = |name: &str| json!(format!("{name}-sample").to_lowercase());
            let mut all = Vec::new();
            for member in texts().filter(|_| now.is_object()) {
                let mut other = now.clone();
                other[member.name] =
                    json!(format!("{}-sample", now[member.name].as_str().unwrap_or_default()));
                all.push(other);
            }
            let whole = |required: bool| -> Value {
                let chosen = texts().filter(|member| member.required != Dialects::NONE || !required);
                let numbers = object.members.iter().filter(|member| {
                    matches!(member.shape, Shape::Int32) && member.required != Dialects::NONE
                });
                let texts = chosen.map(|member| (member.name.to_owned(), of(member.name)));
                texts.chain(numbers.map(|member| (member.name.to_owned(), json!(7001)))).collect()
            };
            all.extend([whole(true), whole(false), Value::Null]);
            all
        }
        Shape::Anything => vec![json!({"sample": "sample"}), json!("sample")],
    }
}

/// The same with another name, wherever that stands.
fn renamed(value: &Value) -> Value {
    match value {
        Value::Object(map) => map
            .iter()
            .map(|(key, value)| match value.as_str().filter(|_| key == "name") {
                Some(name) => (key.clone(), json!(format!("{name}-sample"))),
                None => (key.clone(), renamed(value)),
            })
            .collect(),
        other => other.clone(),
    }
}

/// The objects of a cluster, but for the FlinkCluster; none with an error.
fn rendered(cluster: &Value, version: Option<Version>) -> Option<String> {
    let source = Arc::new(Source::new("input.yaml", cluster.to_string()));
    let options = Options { no_custom_resource: true, flink_version: version, ..Options::default() };
    let rendering = render::render(&source, &options);
    let sound = !rendering.diagnostics.iter().any(|diagnostic| diagnostic.is_error());
    sound.then(|| rendering.objects.iter().map(|object| object.body.text().into_owned()).collect())
}

/// Whether the output changes with the field, in one of the examples and for one of the versions.
fn is_rendered(examples: &[Value], field: &str, shape: Shape) -> bool {
    let pointer = format!("/{}", field.replace('.', "/"));
    let (above, name) = pointer.rsplit_once('/').unwrap();
    examples.iter().any(|example| {
        let now = example.pointer(&pointer).cloned().unwrap_or(Value::Null);
        samples(shape, &now).into_iter().filter(|sample| *sample != now).any(|sample| {
            let mut changed = example.clone();
            let parts: Vec<_> = above.split('/').filter(|part| !part.is_empty()).collect();
            let holder = parts.into_iter().fold(&mut changed, |node, part| &mut node[part]);
            holder[name] = sample;
            [None, Some(OLDEST)].into_iter().any(|version| {
                let (before, after) = (rendered(example, version), rendered(&changed, version));
                assert!(before.is_some());
                after.is_some() && before != after
            })
        })
    })
}

#[test]
fn every_field_is_rendered_or_has_a_reason() {
    let mut all = Vec::new();
    fields(FlinkCluster::SHAPE, "", &mut all);
    let examples: Vec<_> =
        ["everything", "whole-life", "spotify-everything", "google-everything", "python-job"]
            .into_iter()
            .flat_map(|name| {
                let file = root().join("fixtures/accept").join(name).join("cluster.yaml");
                documents(&std::fs::read_to_string(file).unwrap())
            })
            .collect();
    let wrong: Vec<_> = all
        .par_iter()
        .filter_map(|(field, shape)| {
            let reason = NOT_RENDERED.iter().find(|(known, _)| known == field).map(|(_, reason)| *reason);
            match (is_rendered(&examples, field, *shape), reason) {
                (true, None) | (false, Some(_)) => None,
                (true, Some(reason)) => Some(format!("{field} is rendered, and NOT_RENDERED says: {reason}")),
                (false, None) => {
                    Some(format!("{field} shows nowhere: render it, or say why not in NOT_RENDERED"))
                }
            }
        })
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    for (known, _) in NOT_RENDERED {
        assert!(all.iter().any(|(field, _)| field == known), "{known} is no field");
    }
}
