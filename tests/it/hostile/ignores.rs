//! Ignoring: what somebody might slip through by it, and what must not go unseen.

use serde_json::Value;

use crate::cli::{Place, cluster};

/// A cluster with a warning (FR175), and an annotation.
fn warned(name: &str, ignore: &str) -> String {
    let properties = "  flinkProperties: {high-availability.type: kubernetes, high-availability.storageDir: \"s3://b/c\", kubernetes.cluster-id: c}\n";
    let annotation = format!(", annotations: {{flinkoperator.k8s.io/ignore: {ignore:?}}}}}");
    let text = cluster(name) + properties;
    if ignore.is_empty() { text } else { text.replacen("}\nspec", &format!("{annotation}\nspec"), 1) }
}

#[test]
fn ignored_warnings_are_counted_and_listed() {
    let place = Place::new(&[
        ("a.yaml", &warned("a", "FR175: the account has rights")),
        ("b.yaml", &warned("b", "")),
    ]);
    let run = place.run("validate a.yaml --deny-warnings");
    assert_eq!((run.code, run.out.as_str()), (Some(0), "1 ignored in 1 file\n1 FlinkCluster checked\n"));
    let run = place.run("validate a.yaml b.yaml --deny-warnings");
    assert_eq!(run.code, Some(1));
    assert!(run.out.ends_with("1 warning, 1 ignored in 2 files\n2 FlinkClusters checked\n"), "{}", run.out);
    let run = place.run("validate a.yaml b.yaml --deny-warnings --ignore FR175");
    assert_eq!(run.code, Some(0), "{}", run.out);
    let json = place.run("validate a.yaml b.yaml --ignore FR175 --report json").out;
    let json: Value = serde_json::from_str(&json).unwrap();
    assert_eq!(json[0]["ignored"]["reason"], "the account has rights");
    assert_eq!(json[1]["ignored"]["by"], "run");
    let sarif = place.run("validate a.yaml b.yaml --ignore FR175 --report sarif").out;
    let sarif: Value = serde_json::from_str(&sarif).unwrap();
    let results = &sarif["runs"][0]["results"];
    assert_eq!(results[0]["suppressions"][0]["kind"], "inSource");
    assert_eq!(results[0]["suppressions"][0]["justification"], "the account has rights");
    assert_eq!(results[1]["suppressions"][0]["kind"], "external");
}

#[test]
fn errors_are_never_ignored() {
    for ignore in
        ["FR175", "FR025: a", "FR101: a", "FR240: a", "FR243: a", "*: a", "FR1750: a", "149: a", ": a"]
    {
        let place = Place::new(&[("a.yaml", &warned("a", ignore))]);
        let run = place.run("validate a.yaml");
        assert_eq!(run.code, Some(1), "{ignore}: {}", run.out);
        let found = place.findings("validate a.yaml");
        assert!(found.iter().any(|found| found.starts_with("FR07")), "{ignore}: {found:?}");
    }
    // A warning with the operator's ways, an error without.
    let unknown = warned("a", "FR030: a demo") + "  flinkVersion: \"1.20\"\n";
    let place = Place::new(&[("a.yaml", &unknown)]);
    let run = place.run("validate a.yaml --ignore FR030");
    assert_eq!(run.code, Some(1));
    assert!(run.out.contains("; an error is not ignored\n"), "{}", run.out);
    let run = place.run("validate a.yaml --compat operator");
    assert!(run.out.contains("1 ignored"), "{}", run.out);
    let bad = warned("a", "FR038: a demo").replace("replicas: 1", "replicas: -1");
    let place = Place::new(&[("a.yaml", &bad)]);
    assert_eq!(place.run("render a.yaml --ignore FR038,FR175").code, Some(1));
    for word in ["FR240", "FR101", "FR999", "all", "", "FR175,,", "FR175;FR165"] {
        let mut command = place.command("validate a.yaml");
        let code = command.args(["--ignore", word]).output().unwrap().status.code();
        assert_eq!(code, Some(2), "{word}");
    }
}

#[test]
fn an_ignore_is_of_its_document_alone() {
    let two = format!("{}---\n{}", warned("a", "FR175: rights"), warned("b", ""));
    let place = Place::new(&[("a.yaml", &two), ("b.yaml", &warned("c", ""))]);
    let run = place.run("validate a.yaml b.yaml");
    assert!(run.out.contains("2 warnings, 1 ignored in 2 files"), "{}", run.out);
    let two = format!("{}---\n{}", warned("b", ""), warned("a", "FR175: rights"));
    place.write("a.yaml", two);
    let run = place.run("validate a.yaml");
    assert!(run.out.contains("1 warning, 1 ignored in 1 file"), "{}", run.out);
}

#[test]
fn what_nothing_needs_is_said() {
    let place = Place::new(&[("a.yaml", &warned("a", "FR165: later")), ("b.yaml", &cluster("b"))]);
    assert_eq!(place.findings("validate a.yaml")[0], "FR073 a.yaml:3:80");
    assert_eq!(place.findings("validate b.yaml --ignore FR175"), ["FR073 -:null:null"]);
    // One list for many folders.
    assert_eq!(place.run("validate b.yaml --ignore FR175,FR073 --deny-warnings").code, Some(0));
    assert_eq!(
        place.run("validate a.yaml b.yaml --ignore FR175 --ignore FR073 --deny-warnings").code,
        Some(0)
    );
}

#[test]
fn nothing_restarts_for_an_ignore() {
    let place = Place::new(&[("a.yaml", &warned("a", "")), ("b.yaml", &warned("a", "FR175: rights"))]);
    let run = place.run("diff a.yaml b.yaml");
    assert!(run.out.starts_with("eu/a: in place\n"), "{}", run.out);
    assert_eq!(run.code, Some(1));
    for restarts in ["restarts", "resubmitted", "Deployment", "Job"] {
        assert!(!run.out.contains(restarts), "{}", run.out);
    }
}

#[test]
fn a_fleet_hears_it_once() {
    let fleet: Vec<_> = (0..150).map(|n| (format!("{n:03}.yaml"), warned(&format!("c{n}"), ""))).collect();
    let place = Place::new(&[]);
    fleet.iter().for_each(|(file, text)| place.write(&format!("fleet/{file}"), text));
    let run = place.run("validate fleet");
    assert_eq!(run.out.matches("warning FR175").count(), 1, "{}", run.out);
    assert!(run.out.contains("the same in 149 more places: fleet/001.yaml:"), "{}", run.out);
    assert!(run.out.ends_with("150 warnings in 150 files\n150 FlinkClusters checked\n"), "{}", run.out);
    let run = place.run("validate fleet --report github");
    assert_eq!(run.out.matches("::warning ").count(), 1, "{}", run.out);
    assert_eq!(place.findings("validate fleet").len(), 150);
}

#[test]
fn errors_are_told_once_when_many_say_the_same() {
    let place = Place::new(&[]);
    for n in 0..20 {
        place.write(
            &format!("fleet/{n:02}.yaml"),
            cluster(&format!("c{n}")).replace("flink:1.20.1", "orders:7"),
        );
    }
    let run = place.run("validate fleet");
    assert!(run.out.contains("more places: fleet/01.yaml:"), "{}", run.out);
    assert!(run.out.contains("20 errors in 20 files"), "{}", run.out);
}

#[test]
fn plugins_ignore_as_runs_do() {
    let place = Place::new(&[("a.yaml", &warned("a", ""))]);
    let generate = |name: &str, value: &str| {
        let output = place.command("cmp generate").env(name, value).output().unwrap();
        (output.status.code(), String::from_utf8(output.stderr).unwrap())
    };
    let deny = r#"{"name":"deny-warnings","string":"true"}"#;
    for ignore in
        [r#"{"name":"ignore","array":["FR175"]}"#, r#"{"name":"ignore","string":"FR175, FR073,FR165"}"#]
    {
        let (code, err) = generate("ARGOCD_APP_PARAMETERS", &format!("[{ignore},{deny}]"));
        assert_eq!(code, Some(0), "{err}");
        assert!(err.contains(" ignored"), "{err}");
    }
    let (code, err) = generate("ARGOCD_APP_PARAMETERS", r#"[{"name":"ignore","array":["FR175","FR030x"]}]"#);
    assert_eq!(code, Some(1), "{err}");
    assert!(err.contains("FR007: `FR030x` is not the code of a warning"), "{err}");
    assert_eq!(generate("ARGOCD_ENV_IGNORE", "FR175").0, Some(0));
    assert_eq!(generate("PARAM_IGNORE_0", "FR101").0, Some(1));
}

#[test]
fn silence_says_what_was_done() {
    let other = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n";
    let kustomization = "apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\n";
    let place = Place::new(&[("a.yaml", &format!("{}---\n{other}", cluster("a"))), ("b.yaml", other)]);
    place.write("k/kustomization.yaml", kustomization);
    let last = |line: &str| place.run(line).out.lines().last().unwrap_or_default().to_owned();
    assert_eq!(last("validate a.yaml"), "1 FlinkCluster checked; 1 other document passed through");
    assert_eq!(last("validate b.yaml"), "0 FlinkClusters checked; 1 other document passed through");
    assert_eq!(
        last("validate a.yaml b.yaml k"),
        "1 FlinkCluster checked; 2 other documents passed through; 1 file of another tool left out"
    );
    place.write("c.yaml", other.replace("ConfigMap", "FlinkCluster"));
    assert_eq!(last("validate c.yaml"), "0 FlinkClusters checked; 1 document refused");
    let run = place.run("explain memory b.yaml");
    assert!(run.out.contains("no FlinkCluster"), "{}", run.out);
    let run = place.run("inventory b.yaml");
    assert!(run.out.contains("no FlinkCluster"), "{}", run.out);
    let run = place.run("diff b.yaml b.yaml");
    assert!(run.out.contains("1 object outside of clusters unchanged"), "{}", run.out);
    let empty = Place::new(&[("b.yaml", other)]);
    let run = empty.run("cmp discover");
    assert_eq!((run.code, run.out.as_str()), (Some(0), ""));
    assert!(run.err.contains("no file here contains a FlinkCluster"), "{}", run.err);
}

#[test]
fn functions_know_what_only_seems_to_be_another_object() {
    let place = Place::new(&[]);
    let list = |api: &str, kind: &str| {
        place.write(
            "list.yaml",
            format!(
                "apiVersion: config.kubernetes.io/v1\nkind: ResourceList\nitems:\n- apiVersion: {api}\n  \
                 kind: {kind}\n  metadata: {{name: a}}\n"
            ),
        );
        let mut command = place.command("krm");
        command.stdin(std::fs::File::open(place.path().join("list.yaml")).unwrap());
        let output = command.output().unwrap();
        (output.status.code(), String::from_utf8(output.stdout).unwrap())
    };
    for (api, kind) in
        [("v1", "FlinkCluster"), ("apps/v1", "flinkclusters"), ("flinkoperators.k8s.io/v1", "Flink")]
    {
        let (code, out) = list(api, kind);
        assert_eq!(code, Some(1), "{out}");
        assert!(out.contains("severity: error"), "{out}");
    }
    let (code, out) = list("flink.apache.org/v1beta1", "FlinkDeployment");
    assert_eq!(code, Some(0), "{out}");
    assert!(out.contains("FR028") && out.contains("severity: warning"), "{out}");
}

#[test]
fn a_long_annotation_is_read() {
    for part in ["FR175: a; ", "FR175,", "x: y;", ";", ":", "FR194: a;"] {
        let place = Place::new(&[("a.yaml", &warned("a", &part.repeat(300_000 / part.len())))]);
        assert_eq!(
            place.run("validate a.yaml --report json").code,
            Some(i32::from(part != "FR175: a; ")),
            "{part}"
        );
    }
    let place = Place::new(&[("a.yaml", &warned("a", &format!("FR175: {}", "r".repeat(10_000))))]);
    assert_eq!(place.findings("validate a.yaml")[0], "FR070 a.yaml:3:80");
}
