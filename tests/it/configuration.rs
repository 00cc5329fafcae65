//! Flink's configuration with variables in it, as the container of a pod writes it: run for real, on values that are odd.

use std::path::Path;
use std::process::{Command, Output};
use std::sync::Arc;

use flink_render::diagnostic::Source;
use flink_render::render::{self, Options};

use crate::support::documents;

const ODD: &str = "a\"b\\c $(X) $$(X) & 'e / ä";

/// The script of a JobManager's pod (or of a Job's), with folders of ours in the place of the container's.
fn script(version: &str, job: &str, folder: &Path) -> String {
    let cluster = format!(
        "apiVersion: flinkoperator.k8s.io/v1alpha1\nkind: FlinkCluster\nmetadata: {{name: a, namespace: b}}\nspec:\n  image: {{name: 'flink:{version}'}}\n  \
         jobManager: {{resources: {{limits: {{memory: 2Gi}}}}}}\n  taskManager: {{replicas: 1, resources: {{limits: {{memory: 2Gi}}}}}}\n  \
         job: {{jarFile: /a.jar}}\n  envVars: [{{name: V, value: x}}]\n  flinkProperties:\n    security.ssl.rest.enabled: 'true'\n    \
         security.ssl.rest.truststore: /t\n    security.ssl.rest.truststore-password: $(V)\n    \
         security.ssl.keystore: /k\n    security.ssl.keystore-password: $(V)\n    security.ssl.key-password: $(V)\n"
    );
    let objects = render::render(&Arc::new(Source::new("", cluster)), &Options::default()).objects;
    let objects: Vec<_> = objects.iter().flat_map(|object| documents(&object.body.text())).collect();
    let pod = objects
        .iter()
        .filter(|object| object["metadata"]["name"] == job)
        .find(|object| object["spec"]["template"].is_object())
        .unwrap();
    let containers = pod["spec"]["template"]["spec"]["initContainers"].as_array().unwrap();
    let found = containers.iter().find(|container| container["name"] == "flink-configuration").unwrap();
    let text = found["command"][2].as_str().unwrap().replace("$$", "$");
    let place = |name: &str| folder.join(name).to_str().unwrap().to_owned();
    text.replace("/opt/flink-rendered", &place("rendered"))
        .replace("/opt/flink-configuration", &place("filled"))
}

fn run(version: &str, job: &str, written: &str, value: Option<&str>) -> (Output, Option<String>) {
    let folder = tempfile::tempdir().unwrap();
    let file = if version.starts_with('2') { "config.yaml" } else { "flink-conf.yaml" };
    for name in ["rendered", "filled"] {
        std::fs::create_dir(folder.path().join(name)).unwrap();
    }
    std::fs::write(folder.path().join("rendered/log4j.properties"), "a: $(V)\n").unwrap();
    std::fs::write(folder.path().join("rendered").join(file), written).unwrap();
    let mut bash = Command::new("bash");
    bash.args(["-c", &script(version, job, folder.path())]).env_remove("V");
    if let Some(value) = value {
        bash.env("V", value);
    }
    let output = bash.output().unwrap();
    let filled = std::fs::read_to_string(folder.path().join("filled").join(file)).ok();
    if output.status.success() {
        let other = std::fs::read_to_string(folder.path().join("filled/log4j.properties")).unwrap();
        assert_eq!(other, "a: $(V)\n", "only Flink's own file is another");
    }
    (output, filled)
}

#[test]
fn values_are_written_to_the_letter() {
    let (output, filled) = run("1.20.1", "a-jobmanager", "x: <$(V)>$(V) $$(V) $( V)\n", Some(ODD));
    assert!(output.status.success(), "{output:?}");
    assert_eq!(filled.unwrap(), format!("x: <{ODD}>{ODD} $(V) $( V)\n"));
    for value in [ODD, "", " # \n\t\r\u{1}\u{7f}"] {
        let (output, filled) = run("2.0.1", "a-jobmanager", "x: \"<$(V)>$(V) $$(V) $( V)\"\n", Some(value));
        assert!(output.status.success(), "{output:?}");
        let filled = filled.unwrap();
        let read: String = serde_json::from_str(filled.strip_prefix("x: ").unwrap().trim_end()).unwrap();
        assert_eq!(read, format!("<{value}>{value} $(V) $( V)"));
    }
}

#[test]
fn what_cannot_be_written_ends_flinks_pods_and_no_script() {
    let cases = [
        ("2.0.1", None),
        ("1.20.1", None),
        ("1.20.1", Some("")),
        ("1.20.1", Some("secret#")),
        ("1.20.1", Some("secret\nx")),
    ];
    for (version, value) in
        cases.into_iter().chain([("1.20.1", Some(" secret")), ("1.20.1", Some("secret "))])
    {
        let (output, _) = run(version, "a-jobmanager", "x: \"$(V)\"\n", value);
        let said = String::from_utf8(output.stderr).unwrap();
        assert!(
            !output.status.success() && said.contains("variable V ") && !said.contains("secret"),
            "{said}"
        );
        let (output, filled) = run(version, "a-prepare", "x: \"$(V)\"\n", value);
        assert!(output.status.success(), "{output:?}");
        assert_eq!(filled.unwrap(), "x: \"$(V)\"\n");
    }
}
