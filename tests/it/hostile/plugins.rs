//! Values of the variable that turns on file systems: each that an image refuses, or that does not serve a place, is told with
//! a value that does.

use std::sync::Arc;

use flink_render::diagnostic::{Diagnostic, Source};
use flink_render::render::{self, Options};
use serde_json::{Value, json};

/// What is found of a place, with the image and the variable as given.
fn found(image: &str, variables: &Value, place: &str) -> Vec<Diagnostic> {
    let cluster = json!({
        "apiVersion": "flinkoperator.k8s.io/v1alpha1",
        "kind": "FlinkCluster",
        "metadata": {"name": "probe", "namespace": "streams"},
        "spec": {
            "image": {"name": image},
            "jobManager": {"resources": {"limits": {"memory": "2Gi"}}},
            "taskManager": {"replicas": 1, "resources": {"limits": {"memory": "2Gi"}}},
            "envVars": variables,
            "job": {"jarFile": "/opt/job.jar", "savepointsDir": place},
        },
    });
    let rendering = render::render(&Arc::new(Source::new("", cluster.to_string())), &Options::default());
    let mut found = rendering.diagnostics;
    found.retain(|found| ["FR173", "FR175", "FR266"].contains(&found.code.to_string().as_str()));
    found
}

fn variable(value: &str) -> Value {
    json!([{"name": "ENABLE_BUILT_IN_PLUGINS", "value": value}])
}

const S3: &str = "flink-s3-fs-hadoop-1.20.1.jar";

#[test]
fn a_value_that_cannot_work_is_told_with_one_that_does() {
    let gs = "flink-gs-fs-hadoop-1.20.1.jar";
    let presto = "flink-s3-fs-presto-1.20.1.jar";
    for (value, place, meant) in [
        ("", "s3://b/sp", S3.to_owned()),
        (" ; ", "s3://b/sp", S3.to_owned()),
        (gs, "s3://b/sp", format!("{gs};{S3}")),
        ("flink-s3-fs-hadoop-1.20.0.jar", "s3://b/sp", S3.to_owned()),
        ("flink-s3-fs-hadoop", "s3://b/sp", S3.to_owned()),
        ("flink-s3-fs-hadoop.jar", "s3://b/sp", S3.to_owned()),
        ("flink-s3-fs-hadoop-1.20.1", "s3://b/sp", S3.to_owned()),
        ("/opt/flink/opt/flink-s3-fs-hadoop-1.20.1.jar", "s3://b/sp", S3.to_owned()),
        (&format!("{gs},{S3}"), "s3://b/sp", format!("{gs};{S3}")),
        (&format!("{gs}, {S3}"), "s3://b/sp", format!("{gs};{S3}")),
        (&format!("{S3};opt/{gs}"), "s3://b/sp", format!("{S3};{gs}")),
        (presto, "s3a://b/sp", format!("{presto};{S3}")),
        (S3, "s3p://b/sp", format!("{S3};{presto}")),
        ("my-flink-s3-fs-hadoop-1.20.1.jar", "s3://b/sp", format!("my-flink-s3-fs-hadoop-1.20.1.jar;{S3}")),
    ] {
        let found = found("flink:1.20.1", &variable(value), place);
        let [found] = &found[..] else { panic!("{value}, {place}: {found:?}") };
        let help = found.help.as_deref().unwrap_or_default();
        let entry = format!("`{{name: ENABLE_BUILT_IN_PLUGINS, value: \"{meant}\"}}`");
        assert!(help.contains("change its value to") && help.contains(&entry), "{value}: {help}");
        assert!(self::found("flink:1.20.1", &variable(&meant), place).is_empty(), "{meant}");
    }
}

#[test]
fn a_value_that_works_is_left_alone() {
    for (value, place) in [
        (S3, "s3a://b/sp"),
        ("flink-s3-fs-presto-1.20.1.jar", "s3://b/sp"),
        ("flink-metrics-own.jar;flink-s3-fs-hadoop-1.20.1.jar;", "s3://b/sp"),
        // The image's script splits at blanks, too.
        ("flink-gs-fs-hadoop-1.20.1.jar flink-s3-fs-hadoop-1.20.1.jar", "s3://b/sp"),
        ("$(PLUGINS)", "s3://b/sp"),
    ] {
        assert!(found("flink:1.20.1", &variable(value), place).is_empty(), "{value}");
    }
    let from = json!([{"name": "ENABLE_BUILT_IN_PLUGINS", "valueFrom": {"configMapKeyRef": {"name": "a", "key": "b"}}}]);
    assert!(found("flink:1.20.1", &from, "s3://b/sp").is_empty());
    assert!(found("flink:1.20", &variable(S3), "s3://b/sp").is_empty());
    assert_eq!(found("flink:1.20", &variable("flink-s3-fs-hadoop-1.19.1.jar"), "s3://b/sp").len(), 1);
}

/// No advice that cannot work.
#[test]
fn a_version_without_the_plugin_has_another_way_out() {
    for (image, place, way_out) in [
        ("flink:1.14.6", "gs://b/sp", "Google's GCS connector and Hadoop in `lib/`"),
        ("flink:1.10.3", "s3://b/sp", "`flink-s3-fs-hadoop` in its `plugins/`"),
        ("flink:1.8.2", "s3://b/sp", "`flink-s3-fs-hadoop` in its `lib/`"),
    ] {
        let found = found(image, &json!([]), place);
        let [found] = &found[..] else { panic!("{image}, {place}: {found:?}") };
        let help = found.help.as_deref().unwrap_or_default();
        assert!(help.contains(way_out) && !help.contains("ENABLE_BUILT_IN"), "{image}: {help}");
    }
}

#[test]
fn an_image_of_ones_own_may_be_called_flink() {
    let own = "registry.example.com/data/flink:1.20.1-corp3";
    assert!(found(own, &json!([]), "s3://b/sp").is_empty());
    let unknown = |image| found(image, &json!([]), "company-store://b/sp").iter().any(Diagnostic::is_error);
    assert!(!unknown(own) && unknown("registry.example.com/data/flink:1.20.1-java17"));
}
