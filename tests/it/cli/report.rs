//! What findings look like.

use serde_json::Value;

use super::{Place, cluster};

#[test]
fn draws_findings_for_people() {
    let place = Place::new(&[("a.yaml", &cluster("a").replace("accessScope", "acessScope"))]);
    let run = place.run("validate a.yaml");
    assert_eq!(run.code, Some(1));
    let drawing = "  error FR030: spec.jobManager.acessScope is not a field of a FlinkCluster
   ,-[a.yaml:6:16]
 5 |   image: {name: \"flink:1.20.1\"}
 6 |   jobManager: {acessScope: Cluster, resources: {limits: {memory: 2Gi}}}
   :                ^^^^^^^^^^
 7 |   taskManager: {replicas: 1, resources: {limits: {memory: 2Gi}}}
   `----
  help: did you mean `accessScope`?
";
    assert!(run.out.contains(drawing), "{}", run.out);
    assert!(place.run("validate a.yaml --color always").out.contains("\x1b[31merror FR030:"));
    assert!(!place.run("validate a.yaml --color never").out.contains('\x1b'));
}

#[test]
fn draws_hostile_and_huge_input() {
    let place = Place::new(&[
        ("escape.yaml", "a: \x1b]0;title\x07\u{202e}\n"),
        ("long.json", &format!("{{\"a\": \"{}\", \"a\": {}", "é".repeat(100_000), "1")),
        ("many.yaml", &"--- 1\n".repeat(3000)),
        ("end.yaml", "kind: [\n"),
    ]);
    let run = place.run("validate escape.yaml long.json end.yaml many.yaml");
    assert!(!run.out.contains(['\x1b', '\x07', '\u{202e}']));
    assert!(run.out.len() < 100_000, "{}", run.out.len());
    assert!(
        run.out.ends_with("\n3003 errors in 4 files\n0 FlinkClusters checked; 3000 documents refused\n"),
        "{}",
        &run.out[run.out.len() - 200..]
    );
    assert_eq!(place.findings("validate many.yaml").len(), 3000, "machines get all");
}

#[test]
fn reports_to_github() {
    let place = Place::new(&[("a,b:c%.yaml", &format!("{}status: {{}}\n", cluster("a")))]);
    let run = place.run("validate ./a,b:c%.yaml --report github");
    assert_eq!(
        run.out,
        "::warning file=a%2Cb%3Ac%25.yaml,line=8,col=1,endLine=8,endColumn=7,title=FR040 filled in by the server::\
         status is left out: it is set by the cluster and does not belong in Git%0Ahelp: remove it\n"
    );
    let run = place.run("render ./a,b:c%.yaml --report github");
    assert!(run.out.starts_with("---\n") && run.err.starts_with("::warning "), "{}", run.err);
}

#[test]
fn reports_as_sarif() {
    let text = cluster("a").replace("replicas: 1", "replicas: 1, replicas: 2");
    let place = Place::new(&[("ö a.yaml", &text)]);
    let output = place.command("validate --report sarif").arg("ö a.yaml").output().unwrap();
    let log: Value = serde_json::from_slice(&output.stdout).unwrap();
    let run = &log["runs"][0];
    let result =
        run["results"].as_array().unwrap().iter().find(|result| result["ruleId"] == "FR017").unwrap();
    let location = &result["locations"][0]["physicalLocation"];
    assert_eq!(location["artifactLocation"]["uri"], "%C3%B6%20a.yaml");
    assert_eq!(location["region"]["startLine"], 7);
    assert_eq!(result["relatedLocations"][0]["message"]["text"], "first here");
    let rules = run["tool"]["driver"]["rules"].as_array().unwrap();
    let index = usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap();
    assert_eq!(rules[index]["id"], "FR017");
    let ids: Vec<_> = rules.iter().map(|rule| rule["id"].as_str().unwrap()).collect();
    assert!(ids.is_sorted_by(|a, b| a < b), "every code is there once: {ids:?}");
}

#[test]
fn validate_says_what_render_says() {
    let place = Place::new(&[]);
    let fixtures = crate::support::root().join("fixtures");
    // Together, as names of clusters and objects meet then.
    let runs = [
        ("accept", ""),
        ("refuse", ""),
        ("operator/valid", " --compat operator"),
        ("review", " --kube-version 1.28"),
    ];
    for (folder, more) in runs {
        let line = format!("{}/{folder} --report json{more}", fixtures.display());
        let (checked, rendered) =
            (place.run(&format!("validate {line}")), place.run(&format!("render {line}")));
        assert_eq!((checked.code, rendered.code), (Some(1), Some(1)), "{line}: {}", rendered.err);
        assert!(checked.out.contains("is defined twice"), "{line}");
        assert!(checked.out == rendered.err, "{line}");
    }
}
