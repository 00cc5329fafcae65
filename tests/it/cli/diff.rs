//! Reviews of a change; what each field does is shown by `fixtures/review`.

use std::fs::File;
use std::process::Command;

use serde_json::Value;

use super::{Place, cluster};

fn job(name: &str, args: &str) -> String {
    let policy =
        "{afterJobSucceeds: KeepCluster, afterJobFails: KeepCluster, afterJobCancelled: KeepCluster}";
    let job = format!(
        "{{jarFile: /a.jar, args: [{args}], savepointsDir: \"s3://b/{name}\", cleanupPolicy: {policy}}}"
    );
    format!("{}  job: {job}\n", cluster(name))
}

fn git(place: &Place, line: &str) {
    let mut command = Command::new("git");
    command.args(["-c", "user.name=t", "-c", "user.email=t@example.org"]).args(line.split_whitespace());
    let output = command.current_dir(place.path()).output().unwrap();
    assert!(output.status.success(), "{line}: {}", String::from_utf8_lossy(&output.stderr));
}

#[test]
fn exit_codes_tell_none_from_some_from_refused() {
    let place =
        Place::new(&[("a.yaml", &job("a", "old")), ("b.yaml", &job("a", "new")), ("bad.yaml", "kind: \"")]);
    place.write("lost.yaml", job("a", "new").replace("savepointsDir: \"s3://b/a\", ", ""));
    for (line, code) in [
        ("diff a.yaml a.yaml", 0),
        ("diff a.yaml b.yaml", 1),
        ("diff a.yaml b.yaml --fail-on resubmitted", 2),
        ("diff a.yaml lost.yaml", 2),
        ("diff a.yaml lost.yaml --fail-on none", 1),
        ("diff a.yaml bad.yaml", 2),
        ("diff a.yaml nowhere", 2),
    ] {
        assert_eq!(place.run(line).code, Some(code), "{line}");
    }
    assert_eq!(place.run("diff a.yaml bad.yaml").out, "", "nothing is said of half a comparison");
}

#[test]
fn renders_no_change_that_is_refused() {
    let place = Place::new(&[("a.yaml", &job("a", "old")), ("b.yaml", &job("a", "new"))]);
    place.write("lost.yaml", job("a", "new").replace("savepointsDir: \"s3://b/a\", ", ""));
    assert_eq!(place.run("render b.yaml --baseline a.yaml").code, Some(0));
    let run = place.run("render lost.yaml --baseline a.yaml -o out");
    assert_eq!((run.code, run.out.as_str()), (Some(1), ""));
    assert!(run.err.contains("FR240") && !place.path().join("out").exists(), "{}", run.err);
    assert_eq!(place.run("render lost.yaml --stage prepare --baseline a.yaml").code, Some(1));
    assert_eq!(place.run("render b.yaml --stage prepare --baseline a.yaml").code, Some(0));
    assert_eq!(place.run("render a.yaml --baseline nowhere").code, Some(2));
    assert_eq!(place.run("diff a.yaml b.yaml --stage run").code, Some(2));
    // What can be read but once is judged and written all the same.
    for (file, code) in [("lost.yaml", 1), ("b.yaml", 0), ("a.yaml", 0)] {
        for options in ["", " --stage run"] {
            let input = File::open(place.path().join(file)).unwrap();
            let run = place.run_with(&format!("render -{options} --baseline a.yaml"), input);
            let written =
                if code == 0 { place.run(&format!("render {file}{options}")).out } else { String::new() };
            assert_eq!((run.code, run.out), (Some(code), written), "{file}{options}: {}", run.err);
        }
    }
}

#[test]
fn compares_revisions_of_the_repository() {
    let place = Place::new(&[("clusters/a.yaml", &job("a", "old")), ("clusters/.hidden/b.yaml", "kind: \"")]);
    place.write("clusters/out/.flink-render", "# flink-render\nrole_old.yaml\n");
    place.write("clusters/out/role_old.yaml", "kind: \"");
    git(&place, "init --quiet --initial-branch main");
    git(&place, "add --all");
    git(&place, "commit --quiet --message first");
    place.write("clusters/a.yaml", job("a", "new"));
    place.write("clusters/new/ä b.yaml", job("b", "new"));
    for line in ["diff main:clusters clusters", "diff main:./clusters/ clusters", "diff HEAD clusters"] {
        let run = place.run(line);
        assert_eq!(run.code, Some(1), "{line}: {}", run.err);
        assert!(run.out.contains("clusters/a.yaml:8:"), "{line}: {}", run.out);
        assert!(run.out.contains("clusters: 1 changed, 1 added\n"), "{line}: {}", run.out);
    }
    git(&place, "add --all");
    git(&place, "commit --quiet --message second");
    let run = place.run("diff HEAD~1:clusters/a.yaml HEAD:clusters/a.yaml");
    assert!(run.out.contains("  clusters/a.yaml:8:"), "{}", run.out);
    assert!(place.run("diff HEAD HEAD:clusters").out.contains("clusters: 2 unchanged\n"));
    assert!(place.run("diff /dev/null HEAD:clusters/new").out.contains("clusters: 1 added\n"));
    for line in [
        "diff --no-such main",
        "diff HEAD~9 main",
        "diff main:nowhere main:nowhere",
        "diff HEAD~1:clusters/new HEAD:clusters/new",
    ] {
        assert_eq!(place.run(line).code, Some(2), "{line}");
    }
}

/// Only text of others is cut, and our own is no code.
#[test]
fn a_way_out_is_whole_in_a_comment() {
    let from = |args: &str| {
        let long = format!("fromSavepoint: \"s3://b/{}|<b>\"", "x".repeat(900));
        job("orders", args).replace("savepointsDir: \"s3://b/orders\"", &long)
    };
    let place = Place::new(&[("a.yaml", &from("old")), ("b.yaml", &from("new"))]);
    let out = place.run("diff a.yaml b.yaml --report markdown").out;
    for part in [
        ": all progress since then is lost`<br>to keep it: write `spec.job.savepointsDir`, and",
        "annotation `flinkoperator.k8s.io/allow-state-loss: \"<reason>\"` |\n",
    ] {
        assert!(out.contains(part), "{out}");
    }
    assert!(!out.contains(&"x".repeat(600)), "{out}");
}

#[test]
fn a_comment_is_never_longer_than_it_may_be() {
    let many =
        |args: &str| (0..40).map(|n| format!("---\n{}", job(&format!("c{n}"), args))).collect::<String>();
    let place = Place::new(&[("a.yaml", &many("old")), ("b.yaml", &many("'|`<b>@all'"))]);
    let whole = place.run("diff a.yaml b.yaml --report markdown --max-size 9999999").out;
    assert_eq!(whole.matches("<details>").count(), 40);
    let outside = whole.lines().filter(|line| !line.starts_with("  "));
    assert!(
        outside.filter(|line| line.contains("b.yaml:")).all(|line| line
            .replace("\\|", "")
            .matches('|')
            .count()
            == 6)
    );
    let run = place.run("diff a.yaml b.yaml --report markdown --max-size 499");
    assert_eq!((run.code, run.out.as_str()), (Some(2), ""), "{}", run.err);
    for most in [500, 600, 3000, 20000] {
        let run = place.run(&format!("diff a.yaml b.yaml --report markdown --max-size {most}"));
        assert!(run.out.len() <= most && run.out.contains("not shown"), "{most}: {}", run.out.len());
        assert_eq!(run.out.matches("<details>").count(), run.out.matches("</details>").count());
    }
}

#[test]
fn machines_get_fields_with_lines() {
    let place = Place::new(&[
        ("a.yaml", &job("a", "old")),
        ("b.yaml", &job("a", "new").replace("replicas: 1", "replicas: 2")),
    ]);
    let run = place.run("diff a.yaml b.yaml --report json");
    let review: Value = serde_json::from_str(&run.out).unwrap();
    let cluster = &review["clusters"][0];
    assert_eq!((&cluster["cluster"], &cluster["effect"]), (&"eu/a".into(), &"resubmitted".into()));
    let fields = cluster["fields"].as_array().unwrap();
    let shown: Vec<_> = fields
        .iter()
        .map(|field| (field["path"].as_str().unwrap(), &field["line"], &field["effect"]))
        .collect();
    let expected: [(&str, &Value, &Value); 2] = [
        ("spec.taskManager.replicas", &7.into(), &"in-place".into()),
        ("spec.job.args", &8.into(), &"resubmitted".into()),
    ];
    assert_eq!(shown, expected);
    assert_eq!(review["fleet"]["head"]["slots"], 2);

    let run = place.run("diff a.yaml b.yaml --report github");
    let line = "::warning file=b.yaml,line=8,col=26,endLine=8,endColumn=30,title=FR244 a change that submits the job again::\
                eu/a: spec.job.args submits the job again, from a savepoint that the roll-out takes into s3://b/a\n";
    assert!(run.out.contains(line), "{}", run.out);
    let log: Value = serde_json::from_str(&place.run("diff a.yaml b.yaml --report sarif").out).unwrap();
    assert_eq!(log["runs"][0]["results"].as_array().unwrap().len(), 2);
    assert!(place.run("diff a.yaml b.yaml --color always").out.contains("\x1b[32m"));
}

#[test]
fn secrets_are_not_shown() {
    let secret = |value| {
        format!("apiVersion: v1\nkind: Secret\nmetadata: {{name: s}}\nstringData: {{password: {value}}}\n")
    };
    let place = Place::new(&[("a.yaml", &secret("first")), ("b.yaml", &secret("second"))]);
    for report in ["human", "markdown", "html", "json"] {
        let run = place.run(&format!("diff a.yaml b.yaml --report {report}"));
        assert_eq!(run.code, Some(1));
        assert!(run.out.contains("stringData.password") && !run.out.contains("second"), "{}", run.out);
    }
}

/// What becomes of the job in each wave of a change, and how long pods are away.
#[test]
fn a_page_tells_what_happens_when() {
    let session = cluster("a");
    let (old, new) = (job("a", "old"), job("a", "new"));
    let without = |text: &str| text.replace("savepointsDir: \"s3://b/a\", ", "");
    let (lost, moved) = (without(&new), job("c", "old"));
    let cancelled = old.replace("jarFile:", "cancelRequested: true, jarFile:");
    let image = old.replace("flink:1.20.1", "flink:1.20.2");
    let (saved, paused, starts) = ("the job is saved and stopped", "no job runs", "the job starts");
    let (runs, stopped, ends) = ("the job runs", "the job is stopped, without a savepoint", "the job ends");
    let none = "no job of its own";
    for (base, head, options, lanes) in [
        (&old, &new, "", &[saved, paused, starts][..]),
        (&old, &lost, "", &[runs, stopped, paused, starts, runs]),
        (&session, &old, "", &[paused, saved, paused, starts]),
        (&old, &session, "", &[ends, none, none]),
        (&old, &cancelled, "", &[runs, saved]),
        (&cancelled, &old, "", &[starts, runs]),
        (&old, &moved, "", &[runs, runs, runs, starts, "the old job ends"]),
        (&old, &image, "--compat operator", &[ends]),
    ] {
        let place = Place::new(&[("a.yaml", base), ("b.yaml", head)]);
        let out = place.run(&format!("diff a.yaml b.yaml --report html {options}")).out;
        let told = out.split("<p class=\"lane ").skip(1);
        let told: Vec<_> =
            told.map(|rest| &rest[rest.find('>').unwrap() + 1..rest.find('<').unwrap()]).collect();
        assert_eq!(told, lanes, "{base}{head}");
    }
    let place = Place::new(&[("a.yaml", &old), ("b.yaml", &new)]);
    let page = place.run("diff a.yaml b.yaml --report html").out;
    for text in [
        "<b>0 s to 5 min 30 s</b>, after a savepoint",
        "<p><code>terminationGracePeriodSeconds</code> is not written in Deployment a-jobmanager: Kubernetes&#39; default</p>",
        "<p><code>startupProbe</code> of Deployment a-jobmanager: 60 times each 5 s;",
    ] {
        assert!(page.contains(text), "{text}: {page}");
    }
}

#[test]
fn a_page_is_not_cut() {
    let place = Place::new(&[("a.yaml", &job("a", "old")), ("b.yaml", &job("a", "new"))]);
    let run = place.run("diff a.yaml b.yaml --report html --max-size 9999999");
    assert_eq!((run.code, run.out.as_str()), (Some(2), ""));
    assert_eq!(run.err, "error: only a comment is cut: --max-size goes with --report markdown alone\n");
}

/// What a page shows of a value that is a credential is that it differs.
#[test]
fn credentials_are_not_on_a_page() {
    let map = |value| {
        let data = format!("{{my.password: {value}, a.txt: \"x: y\\nmy.password: {value}\\n\"}}");
        format!("apiVersion: v1\nkind: ConfigMap\nmetadata: {{name: s}}\ndata: {data}\n")
    };
    let place = Place::new(&[("a.yaml", &map("first7")), ("b.yaml", &map("second7"))]);
    let run = place.run("diff a.yaml b.yaml --report html");
    assert_eq!(run.code, Some(1));
    assert!(!run.out.contains("first7") && !run.out.contains("second7"), "{}", run.out);
    let text = "Differs, and is not shown: <code>data[my.password]</code>, <code>data[a.txt]</code>";
    assert!(run.out.contains(text), "{}", run.out);
}

#[test]
fn pins_a_savepoint_in_a_file() {
    let place = Place::new(&[("a.yaml", &job("a", "old"))]);
    place.write(
        "status.json",
        r#"{"kind": "List", "items": [{"kind": "FlinkCluster", "metadata": {"name": "a", "namespace": "eu"},
        "status": {"components": {"job": {"savepointLocation": "s3://b/a/savepoint-1"}}}}]}"#,
    );
    let run = place.run("pin-savepoint a.yaml --from status.json");
    assert_eq!(
        (run.code, run.out.as_str()),
        (Some(0), "a.yaml:8 eu/a: fromSavepoint: s3://b/a/savepoint-1\n"),
        "{}",
        run.err
    );
    let expected = job("a", "old").replace("/a.jar,", "/a.jar, fromSavepoint: \"s3://b/a/savepoint-1\",");
    assert_eq!(place.text("a.yaml"), expected);
    assert!(place.run("pin-savepoint a.yaml --from status.json").out.contains("(it was that already)"));
    place.write("b.yaml", job("b", "old"));
    let run = place.run("pin-savepoint b.yaml --from status.json");
    assert_eq!((run.code, place.text("b.yaml")), (Some(1), job("b", "old")));
    assert!(run.err.contains("FR251"), "{}", run.err);
    assert_eq!(place.run("pin-savepoint nowhere.yaml --from status.json").code, Some(2));
}

#[test]
fn lists_the_fleet() {
    let place = Place::new(&[("a.yaml", &job("a", "old")), ("b.yaml", &cluster("b"))]);
    let run = place.run("inventory a.yaml b.yaml --wide");
    assert_eq!(run.code, Some(0), "{}", run.err);
    let rows: Vec<Vec<_>> = run.out.lines().map(|line| line.split_whitespace().collect()).collect();
    assert_eq!(rows[1], ["eu/a", "1.20", "1", "1", "1", "0", "4", "flink:1.20.1", "a.yaml:3"]);
    assert!(run.out.lines().last().unwrap().starts_with("2 clusters, 1 with a job"), "{}", run.out);
    place.write("c.yaml", job("c", "old").replace("s3://b/c", "s3://b/a/"));
    let run = place.run("inventory a.yaml c.yaml --report json");
    let fleet: Value = serde_json::from_str(&run.out).unwrap();
    assert_eq!(run.code, Some(1));
    assert_eq!(fleet["conflicts"][0]["clusters"], serde_json::json!(["eu/a", "eu/c"]));
    assert_eq!(fleet["total"]["memoryBytes"], 4_i64 * (2 << 30));
    assert!(place.run("inventory a.yaml --report markdown").out.starts_with("| cluster | Flink |"));
}
