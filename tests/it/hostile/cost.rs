//! Small inputs that would cost much: what is told of them is bounded, and nothing is left out in silence.

use flink_render::diagnostic::Lines;
use serde_json::Value;

use crate::cli::{Place, cluster};

/// A cluster that is refused for one field with a key that is there many times.
fn twice(many: usize) -> String {
    format!("{}y: {{{}}}\n", cluster("a"), "a,".repeat(many))
}

#[test]
fn a_file_tells_of_so_many_findings_and_how_many_more_there_are() {
    for (what, text) in [
        ("keys", twice(8_000)),
        (
            "elements",
            cluster("a").replace(
                "  taskManager:",
                &format!("  job: {{args: [{}]}}\n  taskManager:", "~,".repeat(8_000)),
            ),
        ),
        ("documents", "--- 1\n".repeat(8_000)),
        (
            "volumes",
            cluster("a").replace(
                "replicas: 1",
                &format!("replicas: 1, volumes: [{}]", "{a: 1, b: 2},".repeat(8_000)),
            ),
        ),
    ] {
        let place = Place::new(&[("a.yaml", &text)]);
        let run = place.run("validate a.yaml --report json");
        assert_eq!(run.code, Some(1), "{what}");
        let found: Vec<Value> = serde_json::from_str(&run.out).unwrap();
        assert!((5000..6000).contains(&found.len()), "{what}: {}", found.len());
        let told: Vec<_> = found.iter().filter(|found| found["code"] == "FR009").collect();
        assert_eq!(told.len(), 1, "{what}");
        let more: usize =
            told[0]["message"].as_str().unwrap().split(' ').find_map(|word| word.parse().ok()).unwrap();
        assert!(found.len() - 1 + more >= 7_999, "{what}: {more}");
        for form in ["sarif", "human"] {
            let run = place.run(&format!("validate a.yaml --report {form}"));
            assert!(run.code == Some(1) && run.out.len() < 20_000_000, "{what} {form}: {}", run.out.len());
        }
    }
}

#[test]
fn errors_are_not_pushed_out_by_warnings() {
    // Numbers that only some readers take for those: warnings, then one error.
    let text = cluster("a").replace(
        "spec:",
        &format!("spec:\n  envVars: [{}{{name: 1}}]", r#"{name: A, value: "x", new: 1},"#.repeat(20_000)),
    );
    let place = Place::new(&[("a.yaml", &format!("{text}  typo: 1\n"))]);
    let run = place.run("validate a.yaml --report json");
    let found: Vec<Value> = serde_json::from_str(&run.out).unwrap();
    assert_eq!(run.code, Some(1));
    for code in ["FR009", "FR030", "FR031", "FR032"] {
        assert!(found.iter().any(|found| found["code"] == code), "{code}");
    }
}

#[test]
fn a_change_of_a_thousand_fields_names_each_and_says_what_was_looked_at_together() {
    let side = |value: &str, access: &str| {
        let variables: String = (0..1000).map(|n| format!("{{name: V{n}, value: {value}}},")).collect();
        cluster("a").replace("accessScope: Cluster", &format!("accessScope: {access}"))
            + &format!("  envVars: [{variables}]\n")
    };
    let place = Place::new(&[("base.yaml", &side("a", "Cluster")), ("head.yaml", &side("b", "External"))]);
    let run = place.run("diff base.yaml head.yaml --report json");
    let review: Value = serde_json::from_str(&run.out).unwrap();
    let fields = review["clusters"][0]["fields"].as_array().unwrap();
    assert_eq!(fields.len(), 1001);
    let of = |path: &str| fields.iter().find(|field| field["path"] == path).unwrap();
    let alone = of("spec.jobManager.accessScope");
    assert_eq!((&alone["together"], alone["effect"].as_str()), (&Value::from(1), Some("in-place")));
    let grouped = of("spec.envVars[V7].value");
    assert_eq!(grouped["together"], 1000);
    assert_eq!(grouped["effect"], "jobmanager-restarts");
    assert!(grouped["line"].as_u64().is_some_and(|line| line > 0));
}

#[test]
fn what_is_taken_over_keeps_its_own_origin_however_much_there_is() {
    let variables: String = (0..500).map(|n| format!("  - {{name: V{n}, value: x{n}}}\n")).collect();
    let text = format!("{}  envVars:\n{variables}", cluster("a"));
    let place = Place::new(&[("a.yaml", &text)]);
    let run = place.run("render a.yaml --annotate");
    assert_eq!(run.code, Some(0), "{}", run.err);
    let line = text.lines().position(|line| line.contains("x400")).unwrap() + 1;
    assert!(run.out.contains(&format!("value: x400  # spec.envVars[400].value (line {line})\n")));
}

#[test]
fn an_odd_line_break_is_its_own_documents() {
    let text = format!("{}---\n{}# \u{2028}\n", cluster("a"), cluster("b"));
    let place = Place::new(&[("a.yaml", &text)]);
    let found: Vec<Value> = serde_json::from_str(&place.run("validate a.yaml --report json").out).unwrap();
    assert_eq!(found.iter().filter(|found| found["code"] == "FR012").count(), 1);
}

#[test]
fn places_are_the_same_in_lines_of_any_length() {
    let text = format!("a: {}\nb: {}ß\r\nc", "é".repeat(5000), "x".repeat(3000));
    let lines = Lines::default();
    for (at, _) in text.char_indices().step_by(97) {
        let before = &text[..at];
        let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
        assert_eq!(lines.position(&text, at), (before.matches('\n').count() + 1, column));
    }
}
