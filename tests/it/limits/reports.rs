//! Of reports and the command line: what is drawn, cut and counted.

use std::sync::Arc;

use flink_render::diagnostic::{Code, Diagnostic, Source, Span};
use flink_render::report::findings::human::{Style, report};
use flink_render::report::findings::json;
use serde_json::Value;

use super::name;
use crate::cli::{Place, cluster};

fn drawn(findings: &[Diagnostic]) -> String {
    report(findings, 1, Style::PLAIN)
}

/// An error about a part of a text.
fn error(source: &Arc<Source>, span: (usize, usize), message: &str) -> Diagnostic {
    let found = Diagnostic::error(Code(100), Span::new(span.0, span.1), message);
    Diagnostic { source: Some(Arc::clone(source)), ..found }
}

#[test]
fn of_findings() {
    let source = Arc::new(Source::new("a.yaml", "a: b\n".repeat(20)));
    let different = |many: usize| -> Vec<_> {
        (0..many).map(|n| error(&source, (0, 1), &format!("the finding {n}"))).collect()
    };
    assert!(!drawn(&different(100)).contains("... and "));
    assert!(drawn(&different(101)).contains("... and 1 more finding\n"));

    let same =
        |many: usize| drawn(&(0..many).map(|n| error(&source, (n * 5, n * 5 + 1), "it")).collect::<Vec<_>>());
    assert!(!same(3).contains("the same in"));
    assert!(same(4).contains("the same in 3 more places: "));
    assert!(same(6).contains("the same in 5 more places: ") && !same(6).contains("other place"));
    assert!(same(7).contains(" and 1 other place\n"), "{}", same(7));

    let mut related = error(&source, (0, 1), "it");
    (1..12).for_each(|n| related.relate(Span::new(n * 5, n * 5 + 1), format!("place {n}.")));
    let text = drawn(&[related]);
    assert!(text.contains("place 10.") && !text.contains("place 11."), "{text}");
}

#[test]
fn of_lines() {
    let around = |length: usize, at: usize| {
        let source = Arc::new(Source::new("a.yaml", "x".repeat(length)));
        drawn(&[error(&source, (at, at + 1), "it")]).matches('x').count()
    };
    assert_eq!((around(240, 120), around(241, 120)), (240, 80 + 1 + 80));
    // Of what is long itself, the beginning is underlined.
    let source = Arc::new(Source::new("a.yaml", "x".repeat(500)));
    assert_eq!(drawn(&[error(&source, (200, 400), "it")]).matches('^').count(), 80);
}

/// The end of a text belongs to its last line, whether a line break ends it or not.
#[test]
fn of_the_end() {
    for text in ["a: b\nc: d", "a: b\nc: d\n", "a: b\r\nc: d\r\n"] {
        let source = Arc::new(Source::new("a.yaml", text));
        let report = json::report(&[error(&source, (text.len(), text.len()), "it")]);
        let found: Value = serde_json::from_str(&report).unwrap();
        assert_eq!((&found[0]["line"], &found[0]["column"]), (&2.into(), &5.into()), "{text:?}");
    }
}

/// What is hidden is drawn as something of as many bytes: what is underlined stays above its line.
#[test]
fn of_what_is_hidden() {
    for hidden in ["\u{7}", "\u{ad}", "\u{202e}", "\u{e0041}"] {
        let text = format!("a: {hidden}x");
        let source = Arc::new(Source::new("a.yaml", text.as_str()));
        let drawn = drawn(&[error(&source, (text.len() - 1, text.len()), "it")]);
        let column = |sign| drawn.lines().find_map(|line| line.chars().position(|c| c == sign));
        assert_eq!(column('x'), column('^'), "{drawn}");
        assert!(column('x').is_some(), "{drawn}");
    }
}

#[test]
fn of_changes() {
    let of = |arguments: &[String]| {
        let list: Vec<_> = arguments.iter().map(|word| format!("{word:?}")).collect();
        cluster("a") + &format!("  job: {{jarFile: /a.jar, args: [{}]}}\n", list.join(", "))
    };
    let change = |before: &[String], after: &[String]| {
        let place = Place::new(&[("base.yaml", &of(before)), ("head.yaml", &of(after))]);
        place.run("diff base.yaml head.yaml").out
    };
    // With its quotes.
    let one = |length| change(&["a".into()], &[name(length)]);
    assert!(one(158).contains(&format!("+ \"{}\"\n", name(158))), "{}", one(158));
    assert!(one(159).contains(&format!("+ \"{}...\n", name(159))), "{}", one(159));
    let list = |prefix: &str, many: usize| -> Vec<_> { (0..many).map(|n| format!("{prefix}{n}")).collect() };
    let many = |many| change(&list("a", many), &list("b", many));
    // Longer texts are compared as sets of lines.
    let moved = |many: usize| {
        let text = |lines: &[String]| {
            let lines: String = lines.iter().map(|line| format!("    {line}\n")).collect();
            format!("apiVersion: v1\nkind: ConfigMap\nmetadata: {{name: a}}\ndata:\n  k: |\n{lines}")
        };
        let mut lines = list("line", many);
        let before = text(&lines);
        lines.rotate_left(1);
        let place = Place::new(&[("base.yaml", &before), ("head.yaml", &text(&lines))]);
        place.run("diff base.yaml head.yaml").out
    };
    assert!(moved(2000).contains("- line0\n") && !moved(2000).contains("another order"), "{}", moved(2000));
    assert!(moved(2001).contains("the same lines in another order"), "{}", moved(2001));
    assert!(!many(4).contains("more lines") && many(5).contains("... 2 more lines"), "{}", many(5));
}

#[test]
fn of_compilations() {
    let together = |many: usize| {
        let side = |value: &str| {
            let variables: String = (0..many).map(|n| format!("{{name: V{n}, value: {value}}},")).collect();
            cluster("a") + &format!("  envVars: [{variables}]\n")
        };
        let place = Place::new(&[("base.yaml", &side("a")), ("head.yaml", &side("b"))]);
        let review: Value =
            serde_json::from_str(&place.run("diff base.yaml head.yaml --report json").out).unwrap();
        review["clusters"][0]["fields"][0]["together"].clone()
    };
    assert_eq!((together(100), together(101)), (1.into(), 101.into()));
}

#[test]
fn of_options() {
    let place = Place::new(&[("a.yaml", &cluster("a"))]);
    for (line, code) in [
        ("status-sync --namespace a --shards 64", 0),
        ("status-sync --namespace a --shards 65", 2),
        ("status-sync --namespace a --shards 1", 0),
        ("status-sync --namespace a --shards 0", 2),
        ("diff a.yaml a.yaml --report markdown --max-size 500", 0),
        ("diff a.yaml a.yaml --report markdown --max-size 499", 2),
        ("init github --path a/b", 0),
        ("init github --path a;b", 2),
        ("init github --path=-a", 2),
        ("init github --path=", 2),
    ] {
        assert_eq!(place.run(line).code, Some(code), "{line}");
    }
    let namespace = |length| place.run(&format!("validate a.yaml --namespace {}", name(length))).code;
    assert_eq!((namespace(63), namespace(64)), (Some(0), Some(2)));
}

#[test]
fn of_files() {
    // `configmap_` and `.yaml`.
    let named = |length: usize| {
        let object = format!("apiVersion: v1\nkind: ConfigMap\nmetadata: {{name: {}}}\n", name(length));
        Place::new(&[("a.yaml", &object)]).run("render a.yaml -o out").code
    };
    assert_eq!((named(240), named(241)), (Some(0), Some(1)));
    let deep = |folders: usize| {
        let file = format!("in/{}a.yaml", "a/".repeat(folders));
        Place::new(&[(&file, &cluster("a"))]).run("validate in").code
    };
    assert_eq!((deep(200), deep(201)), (Some(0), Some(2)));
}

#[test]
#[cfg(unix)]
fn of_links() {
    let links = |many: usize| {
        let place = Place::new(&[("in/0/a.yaml", &cluster("a"))]);
        for n in 1..=many {
            std::os::unix::fs::symlink(format!("{}", n - 1), place.path().join(format!("in/{n}"))).unwrap();
        }
        place.run("validate in").err
    };
    assert_eq!(links(40), "");
    assert!(links(41).contains("leads through more than 40 links"), "{}", links(41));
}
