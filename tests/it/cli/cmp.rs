//! The plugin of Argo CD, as its sidecar runs it.

use std::process::Output;

use serde_json::Value;

use super::{Place, Run, cluster, role};

/// Runs it as the sidecar does, with these variables.
fn run(place: &Place, action: &str, variables: &[(&str, &str)]) -> Run {
    let mut command = place.command(&format!("cmp {action}"));
    command.env("ARGOCD_APP_NAMESPACE", "apps").env("ARGOCD_APP_SOURCE_PATH", "teams/a");
    let Output { status, stdout, stderr } = command.envs(variables.iter().copied()).output().unwrap();
    Run {
        code: status.code(),
        out: String::from_utf8(stdout).unwrap(),
        err: String::from_utf8(stderr).unwrap(),
    }
}

fn generate(place: &Place, variables: &[(&str, &str)]) -> Run {
    run(place, "generate", variables)
}

fn last(run: &Run) -> &str {
    run.err.lines().last().unwrap_or_default()
}

fn unnamed(name: &str) -> String {
    cluster(name).replace(", namespace: eu", "")
}

#[test]
fn generates_what_render_prints() {
    let place = Place::new(&[("a.yaml", &cluster("a")), ("deep/role.yaml", &role("r"))]);
    let run = generate(&place, &[]);
    assert_eq!((run.code, run.out), (Some(0), place.run("render .").out));
    assert_eq!(run.err, "flink-render: 6 objects of 1 cluster\n");
}

#[test]
fn prints_nothing_when_anything_is_wrong() {
    let wrong = cluster("b").replace("accessScope", "acessScope");
    let place = Place::new(&[("a.yaml", &cluster("a")), ("b.yaml", &wrong)]);
    let run = generate(&place, &[]);
    assert_eq!((run.code, run.out.as_str()), (Some(1), ""));
    let first = "the first: teams/a/b.yaml:6:16: FR030: ";
    assert!(last(&run).starts_with("flink-render: nothing rendered, 1 error; "), "{}", run.err);
    assert!(last(&run).contains(first), "{}", run.err);
    assert!(run.err.contains("did you mean `accessScope`?"), "{}", run.err);
}

#[test]
fn prints_nothing_of_nothing_only_when_asked() {
    let parameters = r#"[{"name": "allow-empty", "string": "true"}]"#;
    for files in [&[][..], &[("list.yaml", "# nothing\n")], &[("notes.md", "nothing")]] {
        let place = Place::new(files);
        let run = generate(&place, &[]);
        assert!(run.code != Some(0) && run.out.is_empty() && !run.err.is_empty(), "{files:?}");
        let run = generate(&place, &[("ARGOCD_APP_PARAMETERS", parameters)]);
        assert_eq!((run.code, run.out.as_str()), (Some(0), ""), "{}", run.err);
        assert_eq!(run.err, "flink-render: 0 objects of 0 clusters\n");
    }
}

#[test]
fn an_application_sets_parameters_in_many_ways() {
    let place = Place::new(&[("in/a.yaml", &unnamed("a")), ("more/b.yaml", &unnamed("b"))]);
    let namespace = |variables: &[(&str, &str)]| {
        let run = generate(&place, variables);
        assert_eq!(run.code, Some(0), "{}", run.err);
        let found = run.out.split("namespace: ").nth(1).unwrap();
        found.lines().next().unwrap().to_owned()
    };
    let parameters = ("ARGOCD_APP_PARAMETERS", r#"[{"name":"namespace","string":"list"}]"#);
    let application = ("ARGOCD_ENV_NAMESPACE", "application");
    let pod = ("PARAM_NAMESPACE", "pod");
    assert_eq!(namespace(&[]), "apps");
    assert_eq!(namespace(&[("ARGOCD_APP_PARAMETERS", "null")]), "apps");
    assert_eq!(namespace(&[pod]), "pod");
    assert_eq!(namespace(&[pod, application]), "application");
    assert_eq!(namespace(&[pod, application, parameters]), "list");
    assert_eq!(namespace(&[("ARGOCD_APP_PARAMETERS", r#"[{"name":"namespace","string":""}]"#)]), "apps");

    let both = generate(&place, &[]);
    let one = r#"[{"name":"paths","array":["more"]},{"name":"without-custom-resource","string":"true"}]"#;
    let one = generate(&place, &[("ARGOCD_APP_PARAMETERS", one), ("PARAM_PATHS_0", "more")]);
    assert_eq!((one.code, last(&one)), (Some(0), "flink-render: 4 objects of 1 cluster"), "{}", one.err);
    let variables = [("PARAM_PATHS_0", "more"), ("PARAM_PATHS_1", "in"), ("ARGOCD_ENV_KUBE_VERSION", "1.35")];
    let all = generate(&place, &variables);
    assert_eq!((all.code, all.out.len()), (Some(0), both.out.len()), "{}", all.err);
}

#[test]
fn refuses_parameters_with_their_places() {
    let place = Place::new(&[("a.yaml", &cluster("a"))]);
    for (parameters, place_of, help) in [
        (r#"[{"name":"flink-verison","string":"1.20"}]"#, ":1:10: FR007: ", "did you mean `flink-version`?"),
        (
            r#"[{"name":"namespace","string":"a"},{"name":"namespace","string":"b"}]"#,
            ":1:44: FR007: ",
            "remove",
        ),
        (r#"[{"name":"flink-version","string":"new"}]"#, ":1:35: FR007: ", "two or three numbers"),
        (r#"[{"name":"compat","string":"apache"}]"#, ":1:28: FR007: ", "`operator`"),
        (r#"[{"name":"deny-warnings","string":"yes"}]"#, ":1:35: FR007: ", "`true` or `false`"),
        (r#"[{"name":"namespace","array":["a"]}]"#, ":1:2: FR007: ", "write"),
        (r#"[{"name":"paths","map":{"a":"b"}}]"#, ":1:2: FR007: ", "write"),
        (r#"[{"name":"paths","array":["../b"]}]"#, ":1:27: FR007: ", "inside it"),
        (r#"[{"name":"paths","array":["/etc"]}]"#, ":1:27: FR007: ", "inside it"),
        (r#"[{"string":"1.20"}]"#, ":1:2: FR007: ", "write"),
        (r#"{"name":"namespace"}"#, ":1:1: FR007: ", "write"),
        (r#"[{"name":"namespace","string":"a"}"#, ":1:35: FR010: ", "bracket"),
        (r#"[{"name":"namespace"},,"#, ":1:", ""),
    ] {
        let run = generate(&place, &[("ARGOCD_APP_PARAMETERS", parameters)]);
        assert_eq!((run.code, run.out.as_str()), (Some(1), ""), "{parameters}: {}", run.err);
        assert!(
            last(&run).contains(&format!("ARGOCD_APP_PARAMETERS{place_of}")),
            "{parameters}: {}",
            run.err
        );
        assert!(run.err.contains(help), "{parameters}: {}", run.err);
    }
    let run = generate(&place, &[("ARGOCD_ENV_FLINK_VERSON", "1.20")]);
    assert_eq!((run.code, last(&run)), (Some(0), "flink-render: 5 objects of 1 cluster, 1 warning"));
    assert!(run.err.contains("did you mean `ARGOCD_ENV_FLINK_VERSION`?"), "{}", run.err);
    let deny = ("ARGOCD_ENV_DENY_WARNINGS", "true");
    assert_eq!(generate(&place, &[("ARGOCD_ENV_FLINK_VERSON", "1.20"), deny]).code, Some(1));
}

#[test]
fn refuses_what_the_destination_does_not_serve() {
    let ingress = "apiVersion: extensions/v1beta1\nkind: Ingress\nmetadata: {name: old}\n";
    let place = Place::new(&[("a.yaml", &cluster("a")), ("ingress.yaml", ingress)]);
    assert_eq!(generate(&place, &[("KUBE_VERSION", "1.21")]).code, Some(0));
    let run = generate(&place, &[("KUBE_VERSION", "v1.35.4")]);
    assert_eq!((run.code, run.out.as_str()), (Some(1), ""));
    assert!(last(&run).contains("teams/a/ingress.yaml:2:7: FR062: "), "{}", run.err);
}

#[test]
fn announces_what_it_takes() {
    let place = Place::new(&[]);
    let out = run(&place, "parameters", &[("KUBE_VERSION", "1.35.4")]).out;
    let announced: Vec<Value> = serde_json::from_str(&out).unwrap();
    let of = |name: &str| announced.iter().find(|found| found["name"] == name).unwrap();
    assert_eq!(of("namespace")["string"], "apps");
    assert_eq!(of("kube-version")["string"], "1.35.4");
    assert_eq!(
        (&of("allow-empty")["string"], &of("allow-empty")["itemType"]),
        (&"false".into(), &"boolean".into())
    );
    assert_eq!((&of("paths")["array"][0], &of("paths")["collectionType"]), (&".".into(), &"array".into()));
    // What it announces as the default is what holds without it.
    let place = Place::new(&[("a.yaml", &cluster("a"))]);
    let defaults: Vec<_> = announced
        .iter()
        .map(|found| {
            let kind = found["collectionType"].as_str().unwrap();
            serde_json::json!({ "name": found["name"], kind: found[kind] })
        })
        .collect();
    let defaults = Value::from(defaults).to_string();
    let explicit = generate(&place, &[("ARGOCD_APP_PARAMETERS", &defaults)]);
    assert_eq!((explicit.code, explicit.out), (Some(0), generate(&place, &[]).out));
}

#[test]
fn discovers_folders_with_clusters() {
    let broken = format!("{}  bad: [\n", cluster("a"));
    for (file, text, found) in [
        ("deep/a.yaml", cluster("a"), "./deep/a.yaml\n"),
        ("a.yml", broken, "./a.yml\n"),
        ("role.yaml", role("r"), ""),
        ("notes.md", cluster("a"), ""),
    ] {
        let place = Place::new(&[(file, &text)]);
        let run = run(&place, "discover", &[]);
        assert_eq!((run.code, run.out.as_str()), (Some(0), found), "{file}");
    }
    let place = Place::new(&[("a.yaml", &cluster("a"))]);
    assert_eq!(place.run("render a.yaml -o .").code, Some(0));
    place.remove("a.yaml");
    assert_eq!(run(&place, "discover", &[]).out, "", "manifests are rendered once");
}
