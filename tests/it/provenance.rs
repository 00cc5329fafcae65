//! Every value of the output can say where it comes from.

use std::sync::Arc;

use flink_render::api::read::Read;
use flink_render::api::shape::Shape;
use flink_render::api::v1alpha1::FlinkCluster;
use flink_render::diagnostic::Source;
use flink_render::provenance::{self, Origin, annotate};
use flink_render::render::{self, Options};
use rayon::prelude::*;

use crate::support::{documents, inputs, root};

fn everything() -> Vec<(Arc<Source>, Options)> {
    // The operator's cases are many, and much alike.
    let operator = inputs("operator/valid").into_iter().step_by(12);
    let mut all = Vec::new();
    for file in ["accept", "versions"].into_iter().flat_map(inputs).chain(operator) {
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
    everything().par_iter().for_each(|(source, options)| {
        let mut objects = render::render(source, options).objects;
        let plain: Vec<_> = objects.iter().map(|object| object.body.text().into_owned()).collect();
        annotate::annotate(&mut objects, source, options);
        for (object, plain) in objects.iter().zip(plain) {
            assert_eq!(documents(&object.body.text()), documents(&plain), "{}", object.body.text());
            assert!(object.body.text().len() > plain.len());
        }
    });
}

/// The fields that hold one value, or values of the user's choice.
fn fields(shape: Shape, path: &str, all: &mut Vec<String>) {
    match shape {
        Shape::Object(object) if !object.open => {
            for member in object.members {
                let path =
                    if path.is_empty() { member.name.to_owned() } else { format!("{path}.{}", member.name) };
                fields(member.shape, &path, all);
            }
        }
        Shape::Text | Shape::Bool | Shape::Int32 | Shape::Words(_) | Shape::Quantity => {
            all.push(path.to_owned())
        }
        _ => {}
    }
}

#[test]
fn every_field_decides_about_something() {
    let mut all = Vec::new();
    fields(FlinkCluster::SHAPE, "", &mut all);
    all.retain(|field| field.starts_with("spec."));
    let without: Vec<_> = all.par_iter().filter(|field| provenance::effects(field).is_empty()).collect();
    // Only 1 is valid.
    assert_eq!(without, ["spec.jobManager.replicas"]);
}
