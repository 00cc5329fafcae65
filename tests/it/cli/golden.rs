//! Fixtures and their golden files.

use super::{Place, cluster};
use crate::goldens::blesses;
use crate::support::root;

#[test]
fn blesses_and_compares() {
    let place = Place::new(&[
        ("fixtures/args", "--flink-version 1.18\n"),
        ("fixtures/accept/args", "# everywhere\n--namespace eu # as if by option\n"),
        ("fixtures/accept/a/in.yaml", &cluster("a").replace("1.20.1", "stable")),
        ("fixtures/accept/b/args", "--no-custom-resource"),
        ("fixtures/accept/b/in.yaml", &cluster("b").replace("1.20.1", "stable")),
        ("fixtures/refuse/c/in.yaml", "kind: \""),
        ("fixtures/other/d/in.yaml", "1"),
        ("golden/other/.foreign", ""),
        ("golden/other/d/answer.txt", "theirs"),
        ("golden/old/x/output.yaml", "stale"),
    ]);
    let run = place.run("golden check .");
    assert_eq!(run.code, Some(1));
    let expected = "missing: golden/accept/a\nmissing: golden/accept/b\nmissing: golden/refuse/c\norphan: golden/old\n\
                    accept all of this with: flink-render golden bless .\n\
                    4 cases: 0 equal, 3 missing, 1 of another program, 1 orphan\n";
    assert_eq!(run.out, expected);

    let run = place.run("golden bless .");
    assert_eq!(run.code, Some(0));
    assert!(run.out.ends_with("3 cases: 3 files written, 1 removed\n"), "{}", run.out);
    let files = place.files("golden");
    let files: Vec<_> = files.keys().filter(|name| name.contains('.')).collect();
    let expected = [
        "accept/a/output.yaml",
        "accept/b/output.yaml",
        "other/.foreign",
        "other/d/answer.txt",
        "refuse/c/findings.txt",
    ];
    assert_eq!(files, expected);
    assert!(!place.text("golden/accept/b/output.yaml").contains("kind: FlinkCluster"));
    assert!(
        place.text("golden/refuse/c/findings.txt").contains("[in.yaml:1:"),
        "names do not depend on the place"
    );
    assert_eq!(place.run("golden check .").out, "4 cases: 3 equal, 1 of another program\n");

    place.write("fixtures/accept/a/in.yaml", cluster("a").replace("replicas: 1", "replicas: 3"));
    let run = place.run("golden check .");
    assert_eq!(run.code, Some(1));
    assert!(run.out.contains("--- golden/accept/a/output.yaml\n+++ rendered\n@@"), "{}", run.out);
    assert!(run.out.contains("\n-    replicas: 1\n+    replicas: 3\n"), "{}", run.out);
    assert!(place.run("golden check . --color always").out.contains("replicas: \x1b[7m3\x1b[27m"));

    place.write("fixtures/args", "--report json");
    let run = place.run("golden bless .");
    assert_eq!((run.code, run.err.matches("unexpected argument").count()), (Some(2), 1), "{}", run.err);
    place.write("fixtures/args", "");
    place.write("fixtures/accept/b/args", "--report json");
    let run = place.run("golden bless .");
    assert_eq!(run.code, Some(2));
    assert!(run.err.contains("./fixtures/accept/b/args: unexpected argument '--report'"), "{}", run.err);
}

#[test]
fn shows_what_differs() {
    let input = |e: &str| {
        let data = [("a", "1"), ("b", "1"), ("c", "1"), ("d", "1"), ("e", e), ("f", "1"), ("g", "1")];
        let data: String = data.iter().map(|(key, value)| format!("  {key}: \"{value}\"\n")).collect();
        format!("apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: a\ndata:\n{data}")
    };
    let place = Place::new(&[("fixtures/accept/a/in.yaml", &input("1"))]);
    let run = place.run("golden bless .");
    assert_eq!(run.out, "written: golden/accept/a/output.yaml\n1 case: 1 file written, 0 removed\n");
    place.write("fixtures/accept/a/in.yaml", input("2"));
    let expected = "--- golden/accept/a/output.yaml\n+++ rendered\n@@ -8,6 +8,6 @@\n   b: \"1\"\n   c: \"1\"\n   d: \"1\"\n\
                    -  e: \"1\"\n+  e: \"2\"\n   f: \"1\"\n   g: \"1\"\n\n\
                    accept all of this with: flink-render golden bless .\n1 case: 0 equal, 1 different\n";
    let run = place.run("golden check .");
    assert_eq!((run.code, run.out.as_str(), run.err.as_str()), (Some(1), expected, ""));
}

#[test]
fn the_golden_files_are_what_is_rendered() {
    let action = if blesses() { "golden bless" } else { "golden check" };
    let output = Place::new(&[]).command(action).arg(root()).output().unwrap();
    let text = |bytes| String::from_utf8_lossy(bytes).into_owned();
    assert!(output.status.success(), "{}{}", text(&output.stdout), text(&output.stderr));
}

#[test]
fn a_new_repository_is_told_how_to_begin() {
    let run = Place::new(&[]).run("golden check .");
    assert_eq!(run.code, Some(2));
    assert!(run.err.contains("put a FlinkCluster into ./fixtures/orders/"), "{}", run.err);
    assert!(run.err.contains("flink-render golden bless ."), "{}", run.err);
}
