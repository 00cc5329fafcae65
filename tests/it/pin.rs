//! Savepoints in files: one line changes, and nothing else.

use std::sync::Arc;

use flink_render::diagnostic::Source;
use flink_render::pin::{self, Reported, pin, reported};
use proptest::prelude::*;

const PATH: &str = "s3://savepoints/orders/savepoint-7";

fn source(text: &str) -> Arc<Source> {
    Arc::new(Source::new("orders.yaml", text))
}

fn status(namespace: &str, name: &str) -> Vec<Reported> {
    let some = |text: &str| Some(text.to_owned());
    vec![Reported { namespace: some(namespace), name: some(name), savepoint: some(PATH) }]
}

fn cluster(job: &str) -> String {
    format!("kind: FlinkCluster\nmetadata: {{name: orders, namespace: eu}}\nspec:\n{job}")
}

fn pinned(text: &str) -> Result<String, String> {
    let result = pin(&source(text), &status("eu", "orders"));
    result.map(|(text, _)| text).map_err(|found| found[0].code.to_string())
}

#[test]
fn changes_one_line_in_any_style() {
    for (before, after) in [
        ("  job:\n    fromSavepoint: s3://old # why\n", "  job:\n    fromSavepoint: PATH # why\n"),
        (
            "  job:\n    fromSavepoint: \"s3://old\"\n    jarFile: a\n",
            "  job:\n    fromSavepoint: \"PATH\"\n    jarFile: a\n",
        ),
        ("  job:\n    fromSavepoint: \"s3://old#1\" # why\n", "  job:\n    fromSavepoint: \"PATH\" # why\n"),
        ("  job:\n    fromSavepoint: 's3://old'\t# why\n", "  job:\n    fromSavepoint: 'PATH'\t# why\n"),
        ("  job:\n    fromSavepoint:   's3://old'   \n", "  job:\n    fromSavepoint:   'PATH'   \n"),
        ("  job: {jarFile: a, fromSavepoint: s3://old}\n", "  job: {jarFile: a, fromSavepoint: PATH}\n"),
        ("  job:\n    fromSavepoint:\n    jarFile: a\n", "  job:\n    fromSavepoint: PATH\n    jarFile: a\n"),
        ("  job:\n    fromSavepoint: ~\n", "  job:\n    fromSavepoint: PATH\n"),
        (
            "  job:\n    # The jar.\n    jarFile: a # here\n    args: [x]\n",
            "  job:\n    # The jar.\n    jarFile: a # here\n    fromSavepoint: PATH\n    args: [x]\n",
        ),
        ("  job:\n      jarFile: a", "  job:\n      jarFile: a\n      fromSavepoint: PATH"),
        ("  job: {jarFile: a}\n", "  job: {jarFile: a, fromSavepoint: \"PATH\"}\n"),
        (
            "  job: {\"jarFile\": \"a\",\n    \"args\": []}\n",
            "  job: {\"jarFile\": \"a\", \"fromSavepoint\": \"PATH\",\n    \"args\": []}\n",
        ),
        ("  job: {\n    jarFile: a\n  }\n", "  job: {\n    jarFile: a,\n    fromSavepoint: \"PATH\"\n  }\n"),
        ("  job: &job\n    jarFile: a\n", "  job: &job\n    jarFile: a\n    fromSavepoint: PATH\n"),
        (
            "  x: &base {fromSavepoint: s3://old, parallelism: 2}\n  job:\n    <<: *base\n    jarFile: a\n",
            "  x: &base {fromSavepoint: s3://old, parallelism: 2}\n  job:\n    <<: *base\n    jarFile: a\n    fromSavepoint: PATH\n",
        ),
        (
            "  job:\n    jarFile: é☃\n    args: ['x']\n",
            "  job:\n    jarFile: é☃\n    fromSavepoint: PATH\n    args: ['x']\n",
        ),
    ] {
        let (before, after) = (cluster(before), cluster(after).replace("PATH", PATH));
        assert_eq!(pinned(&before).as_ref(), Ok(&after));
        let windows = |text: &str| format!("\u{feff}{}", text.replace('\n', "\r\n"));
        assert_eq!(pinned(&windows(&before)), Ok(windows(&after)));
        assert_eq!(pinned(&after), Ok(after), "again, it is the same");
    }
}

#[test]
fn refuses_what_it_cannot_change_alone() {
    for (text, code) in [
        (cluster("  x: &s s3://old\n  job:\n    jarFile: a\n    fromSavepoint: *s\n"), pin::SHARED),
        (cluster("  job:\n    jarFile: a\n    fromSavepoint: &s s3://old\n    args: [*s]\n"), pin::SHARED),
        (cluster("  x: &j {jarFile: a}\n  job: *j\n"), pin::SHARED),
        (cluster("  job: &j {jarFile: a}\n  x: *j\n"), pin::SHARED),
        (cluster("  job:\n    jarFile: a\n    fromSavepoint: |\n      s3://old\n"), pin::SEVERAL_LINES),
        (cluster("  job:\n    jarFile: a\n").replace("eu", "us"), pin::NO_SAVEPOINT),
        (cluster("  image: {}\n"), pin::NO_SAVEPOINT),
        ("kind: List\n".to_owned(), pin::NO_SAVEPOINT),
    ] {
        assert_eq!(pinned(&text), Err(code.to_string()), "{text}");
    }
    assert!(pinned("a: [").is_err());
}

#[test]
fn finds_each_cluster_of_many() {
    let one = |name: &str| {
        format!(
            "kind: FlinkCluster\nmetadata: {{name: {name}, namespace: eu}}\nspec: {{job: {{jarFile: a}}}}\n"
        )
    };
    let text = format!("# all\n{}---\nkind: ConfigMap\n---\n{}---\n{}", one("a"), one("b"), one("c"));
    let list = |path: &str| {
        let item = |name: &str, path: &str| {
            format!(
                "- kind: FlinkCluster\n  metadata: {{name: {name}, namespace: eu}}\n  status: {{components: {{job: {{savepointLocation: {path}}}}}}}\n"
            )
        };
        format!("kind: List\nitems:\n{}{}", item("c", path), item("b", "\"\""))
    };
    let reports = reported(&source(&list("s3://c/1"))).unwrap();
    let (after, pinned) = pin(&source(&text), &reports).unwrap();
    assert_eq!(pinned.len(), 1);
    assert_eq!((pinned[0].title.as_str(), pinned[0].line), ("eu/c", 14));
    assert_eq!(after, text.replace(&one("c"), &one("c").replace("a}}", "a, fromSavepoint: \"s3://c/1\"}}")));
    for bad in ["\"s3://c/1\\n  x: y\"", "\"a b\"", "[]", "'\"'"] {
        assert_eq!(reported(&source(&list(bad))).unwrap_err()[0].code, pin::BAD_SAVEPOINT, "{bad}");
    }
    let alone = reported(&source("components: {job: {savepointLocation: s3://x}}\n")).unwrap();
    assert!(pin(&source(&one("a")), &alone).is_ok());
    assert!(pin(&source(&text), &alone).is_err(), "whose status would it be");
}

proptest! {
    #[test]
    fn every_other_byte_stays(head in "(# [a-zé ]{0,8}\n){0,3}", jar in "[a-z]{1,9}", tail in "( *#[ -~é]{0,12}\n){0,3}", quote in "[\"']?") {
        let text = format!("{head}{}{tail}", cluster(&format!("  job:\n    jarFile: {quote}{jar}{quote}\n    fromSavepoint: old\n")));
        if let Ok(after) = pinned(&text) {
            prop_assert_eq!(after.replace(PATH, "old"), text);
        }
    }
}
