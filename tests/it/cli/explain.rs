//! Explanations.

use super::{Place, cluster, role};

fn explain(line: &str) -> String {
    let place = Place::new(&[("a.yaml", &format!("{}---\n{}", cluster("a"), role("reader")))]);
    let run = place.run(&format!("explain {line}"));
    match run.code {
        Some(0) => run.out,
        _ => run.err,
    }
}

#[test]
fn explains_fields() {
    let text = explain("spec.taskManager.memoryOffHeapRatio");
    for part in [
        "spec.taskManager.memoryOffHeapRatio: a whole number, default 25\n",
        "Flink's own memory may not use",
        "Since flinkoperator.k8s.io/v1alpha1.",
        "data[\"flink-conf.yaml\"]: taskmanager.heap.size (Flink 1.8 to before 1.10)\n      ConfigMap N-configmap\n",
        "FR107",
    ] {
        assert!(text.contains(part), "{part}: {text}");
    }
    assert!(explain(".spec.jobManager").contains("\n  accessScope         Who can reach"));
    assert!(explain("spec.taskManager.sidecars.livenessProbe").contains("Kubernetes' own"));
    assert!(explain("flinkcluster").contains("\n  spec        What is wanted. (required)\n"));
    assert!(explain("spec.jobManger.ports").ends_with("did you mean `jobManager`?\n"));
    assert!(explain("spec.sidecars").ends_with("there is `spec.taskManager.sidecars`\n"));
    assert!(explain("spec.job.args.x").contains("has no fields of its own"));
}

#[test]
fn explains_codes() {
    assert!(explain("fr107").starts_with("FR107: a ratio that is no percentage\n\n`memoryOffHeapRatio` is"));
    assert!(explain("codes").contains("\nFR142  too little memory for Flink\n"));
    assert!(explain("FR999").contains("there is no code FR999; the nearest is FR"));
}

#[test]
fn explains_memory() {
    let text = explain("memory a.yaml");
    assert!(
        text.starts_with("a (Flink 1.20), a.yaml:3\n\n  JobManager: a limit of 2048.00 MiB (line 6)"),
        "{text}"
    );
    assert!(
        text.contains("    managed memory              590.00 MiB   28 %      618659849 bytes\n"),
        "{text}"
    );
    assert!(
        text.contains(
            "    total                      2048.00 MiB            2147483648 bytes, of 2048.00 MiB\n"
        ),
        "{text}"
    );
}

#[test]
fn explains_values() {
    let value = |path: &str| explain(&format!("a.yaml --object deployment/a-jobmanager --path {path}"));
    let image = value(".spec.template.spec.containers[0].image");
    assert_eq!(
        image,
        "spec.template.spec.containers[0].image: flink:1.20.1\n    spec.image.name, a.yaml:5:17\n"
    );
    assert!(
        value("spec.strategy").starts_with("spec.strategy.type: Recreate\n    always so: two JobManagers")
    );
    let conf = explain("a.yaml --object ConfigMap/a-configmap --path data.flink-conf.yaml");
    assert!(conf.contains("rest.port: 8081\n    spec.jobManager.ports.ui, its default 8081\n"), "{conf}");
    assert!(conf.contains("Flink 1.20, a.yaml:5:17; since 1.11: The JobManager's memory"), "{conf}");
    assert!(explain("a.yaml --object ClusterRole/reader").contains("as it stands, a.yaml:9:13"));
    assert!(
        explain("a.yaml --object Deployment/a-jobmanger")
            .ends_with("did you mean `Deployment/a-jobmanager`?\n")
    );
    assert!(value("spec.templates").contains("has no `spec.templates`"));
}

#[test]
fn annotates() {
    let place = Place::new(&[("a.yaml", &cluster("a"))]);
    let run = place.run("render a.yaml --annotate");
    assert!(run.out.contains("        image: flink:1.20.1  # spec.image.name (line 5)\n"), "{}", run.out);
    assert!(run.out.contains("\n  flink-conf.yaml: |  # spec."), "{}", run.out);
}
