//! The KRM function, as kustomize and kpt run it.

use std::io::Write;
use std::process::Stdio;

use serde_json::Value;

use super::{Place, Run, cluster, role};
use crate::support::documents;

fn krm(input: &str) -> Run {
    let place = Place::new(&[]);
    let mut command = place.command("krm");
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    // What is too large is not read to its end.
    let _ = child.stdin.take().unwrap().write_all(input.as_bytes());
    let output = child.wait_with_output().unwrap();
    Run {
        code: output.status.code(),
        out: String::from_utf8(output.stdout).unwrap(),
        err: String::from_utf8(output.stderr).unwrap(),
    }
}

fn item(text: &str) -> String {
    format!("- {}\n", text.trim_end().replace('\n', "\n  "))
}

fn list(version: &str, items: &[&str], rest: &str) -> String {
    let items: String = items.iter().map(|text| item(text)).collect();
    format!("apiVersion: config.kubernetes.io/{version}\nkind: ResourceList\nitems:\n{items}{rest}")
}

fn config(data: &str) -> String {
    format!("functionConfig:\n  apiVersion: v1\n  kind: ConfigMap\n  metadata: {{name: x}}\n  data: {data}\n")
}

fn items(run: &Run) -> Vec<Value> {
    let list = documents(&run.out).remove(0);
    list["items"].as_array().unwrap().clone()
}

/// What `render` makes of the same.
fn rendered(text: &str) -> Vec<Value> {
    documents(&Place::new(&[("a.yaml", text)]).run("render a.yaml").out)
}

#[test]
fn items_are_rendered_and_others_stay_as_they_are() {
    let others = [
        "apiVersion: v1\nkind: Secret   # keep me\nmetadata: {name: s, annotations: {internal.config.kubernetes.io/index: '3'}}",
        "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: c\ndata:\n  text: |\n    a\n\n    b\n",
    ];
    for version in ["v1", "v1beta1", "v1alpha1"] {
        let input = list(version, &[others[0], &cluster("a"), others[1]], "");
        let run = krm(&input);
        assert_eq!((run.code, run.err.as_str()), (Some(0), ""));
        assert!(run.out.starts_with(&list(version, &[others[0]], "")), "{}", run.out);
        assert!(run.out.ends_with(&item(others[1])), "{}", run.out);
        let items = items(&run);
        assert_eq!(items[1..items.len() - 1], rendered(&cluster("a")));
    }
    let input = list("v1", &others, "");
    assert_eq!(krm(&input).out, input, "nothing to do is nothing done");
    let flow = r#"{"apiVersion": "config.kubernetes.io/v1", "kind": "ResourceList", "items": [{"kind": "A", "apiVersion": "b/v1", "metadata": {"name": "c"}}], "results": [{"message": "old"}]}"#;
    let run = krm(flow);
    assert_eq!((run.code, items(&run)), (Some(0), vec![documents(flow)[0]["items"][0].clone()]));
    assert!(documents(&run.out)[0]["results"].is_null());
}

#[test]
fn a_generator_gets_the_cluster_as_its_configuration() {
    let function = "  annotations: {config.kubernetes.io/function: \"exec: {path: flink-render}\"}\n";
    let config = cluster("a").replace("namespace: eu}", "namespace: eu, ANNOTATIONS}");
    let config = config.replace("ANNOTATIONS", function.trim());
    let config = format!("functionConfig:\n  {}\n", config.trim_end().replace('\n', "\n  "));
    for items_before in [&[][..], &[role("r").as_str()]] {
        let input = if items_before.is_empty() {
            format!("apiVersion: config.kubernetes.io/v1\nkind: ResourceList\nitems: []\n{config}")
        } else {
            list("v1", items_before, &config)
        };
        let run = krm(&input);
        assert_eq!((run.code, run.err.as_str()), (Some(0), ""));
        assert_eq!(items(&run)[items_before.len()..], rendered(&cluster("a")));
        assert_eq!(documents(&run.out)[0]["functionConfig"], documents(&input)[0]["functionConfig"]);
    }
    let both = krm(&list("v1", &[&cluster("a")], &config));
    assert_eq!((both.code, items(&both)), (Some(0), rendered(&cluster("a"))), "as kpt does it");
    let local = "namespace: eu, annotations: {config.kubernetes.io/local-config: 'true'}}";
    let local = cluster("a").replace("namespace: eu}", local);
    let both = krm(&list("v1", &[&local], &config));
    assert_eq!((both.code, items(&both)), (Some(0), rendered(&cluster("a"))), "as kustomize does it");
}

#[test]
fn notes_of_kustomize_are_no_part_of_a_cluster() {
    let notes = "annotations: {internal.config.kubernetes.io/path: clusters/a.yaml, internal.config.kubernetes.io/index: '1'}";
    let noted = cluster("a").replace("namespace: eu}", &format!("namespace: eu, {notes}}}"));
    let made = items(&krm(&list("v1", &[&noted], "")));
    let mut custom_resource = made[0].clone();
    let annotations = custom_resource["metadata"]["annotations"].as_object_mut().unwrap();
    assert_eq!(annotations.remove("internal.config.kubernetes.io/path").unwrap(), "clusters/a.yaml");
    assert_eq!(annotations.remove("internal.config.kubernetes.io/index").unwrap(), "1");
    assert_eq!([&[custom_resource][..], &made[1..]].concat(), rendered(&cluster("a")));

    let wrong = noted.replace("accessScope", "acessScope");
    let input = list("v1", &[&role("r"), &wrong], "");
    let run = krm(&input);
    assert_eq!(run.code, Some(1));
    assert!(run.out.starts_with(&input), "items come back as they were: {}", run.out);
    let result = &documents(&run.out)[0]["results"][0];
    assert_eq!((&result["severity"], &result["tags"]["code"]), (&"error".into(), &"FR030".into()));
    assert_eq!(result["field"]["path"], "spec.jobManager.acessScope");
    assert_eq!((&result["file"]["path"], &result["file"]["index"]), (&"clusters/a.yaml".into(), &1.into()));
    assert_eq!(result["resourceRef"]["name"], "a");
    assert!(result["message"].as_str().unwrap().contains("did you mean `accessScope`?"));
}

#[test]
fn a_config_map_holds_parameters() {
    let unnamed = cluster("a").replace(", namespace: eu", "");
    let run = krm(&list("v1", &[&unnamed], &config("{namespace: us, without-custom-resource: 'true'}")));
    assert_eq!(run.code, Some(0));
    assert!(
        items(&run)
            .iter()
            .all(|item| item["metadata"]["namespace"] == "us" && item["kind"] != "FlinkCluster")
    );
    let warned = format!("{}status: {{}}\n", cluster("a"));
    let run = krm(&list("v1", &[&warned], &config("{deny-warnings: 'true'}")));
    assert_eq!((run.code, &documents(&run.out)[0]["results"][0]["severity"]), (Some(1), &"warning".into()));
    for (data, message) in [
        ("{namspace: us}", "did you mean `namespace`?"),
        ("{paths: a}", "no parameter `paths`"),
        ("{deny-warnings: true}", "not text"),
    ] {
        let run = krm(&list("v1", &[&unnamed], &config(data)));
        assert_eq!(run.code, Some(1), "{data}");
        let result = documents(&run.out)[0]["results"][0]["message"].as_str().unwrap().to_owned();
        assert!(result.contains(message), "{result}");
    }
}

#[test]
fn refuses_what_is_no_list_and_what_is_there_twice() {
    for input in
        ["", "a: b\n", "kind: \"", "- a\n", "apiVersion: config.kubernetes.io/v9\nkind: ResourceList\n"]
    {
        let run = krm(input);
        assert_eq!((run.code, run.out.as_str()), (Some(1), ""), "{input}");
        assert!(!run.err.is_empty());
    }
    let service = "apiVersion: v1\nkind: Service\nmetadata: {name: a-jobmanager, namespace: eu}\n";
    let run = krm(&list("v1", &[service, &cluster("a")], ""));
    assert_eq!((run.code, items(&run).len()), (Some(1), 2));
    assert_eq!(documents(&run.out)[0]["results"][0]["tags"]["code"], "FR060");
}

/// What is somebody else's comes back to the byte, however it is written: to others `y` is text, and `1.0` is not 1.
#[test]
fn others_items_keep_their_bytes() {
    let head = "kind: A\n  apiVersion: v1\n  metadata: {name: n}\n";
    let others = [
        "  data: {a: \"x\n...b\", b: \"c\nx: y\"}\n",
        "  data: {a: \"a\\n...b\"}\n  x: y\n",
        "  data:\n    a: |\n      ...\n      ---\n      # no comment\n    b: |+\n      c\n\n",
        "  y: {a: \"1.0\", b: 1.0, c: yes, d: \"yes\", e: 1e3, f: 0o17, g: 017, h: 2001-01-01, i: ~, j: , k: 1_000}\n",
        "  n: [18446744073709551616, 1.7976931348623157e308, .5, -0.0, 12:30]\n",
        "  s: >-\n    a\n\n    b  # c\n  # d\n",
    ];
    let tails = [
        "",
        "...\n",
        "... # c\n",
        "x: y\n",
        "functionConfig: {kind: ConfigMap, apiVersion: v1, y: n}\n...\n",
    ];
    let start = list("v1", &[], "");
    let dashes = ["- ", "- &a\n  ", "-\n  ", "-   # c\n  "];
    for (n, other) in others.iter().enumerate() {
        for (m, dash) in dashes.iter().enumerate() {
            let (other, tail) = (format!("# above\n{dash}{head}{other}"), tails[(n + m) % tails.len()]);
            let input = format!("{start}{other}{tail}");
            assert_eq!(krm(&input).out, input);
            for (before, behind) in [(item(&cluster("a")), ""), (String::new(), &*item(&cluster("a")))] {
                let run = krm(&format!("{start}{before}{other}{behind}{tail}"));
                assert_eq!((run.code, run.err.as_str()), (Some(0), ""), "{other}");
                assert!(run.out.contains(&other) && run.out.ends_with(tail), "{}", run.out);
                assert!(run.out.contains("name: a-jobmanager\n"), "{}", run.out);
            }
        }
    }
    // Where the bytes cannot stay, what they say does, to whoever reads it.
    let anchored = item(&cluster("a").replacen("{limits", "&r {limits", 1));
    let other = "  y: 1.0\n  z: [y, \"yes\", 0o17, 1e3, 012, 2001-01-01, \"a: b\", \"a\\nb\"]\n  r: *r\n";
    let run = krm(&format!("{start}{anchored}- {head}{other}"));
    let kept = "- {kind: A, apiVersion: v1, metadata: {name: n}, y: 1.0, z: [y, \"yes\", 0o17, 1e3, 012, 2001-01-01, \"a: b\", \"a\\nb\"], r: {limits: {memory: 2Gi}}}\n";
    assert!(run.out.ends_with(kept), "{}", run.out);
}

#[test]
fn json_stays_json() {
    let other = r#"{"kind":"A","apiVersion":"v1",  "f":1.0,"big":12345678901234567890123,"e":1E3,"s":"..."}"#;
    let cluster = &documents(&cluster("a"))[0];
    for items in
        [format!("{other} ,\n {cluster},{}", other.replace("\"A\"", "\"B\"")), format!("{other}, {{}}")]
    {
        let input =
            format!(r#"{{"apiVersion":"config.kubernetes.io/v1","kind":"ResourceList","items":[{items}]}}"#);
        let run = krm(&input);
        assert_eq!(run.code, Some(0), "{}", run.err);
        let list: Value = serde_json::from_str(&run.out).unwrap();
        assert!(list["items"].as_array().unwrap().len() > 1);
        assert!(run.out.contains(&format!("[{other}")), "{}", run.out);
    }
    let wrong = cluster.to_string().replace("accessScope", "acessScope");
    let run = krm(&format!(
        r#"{{"apiVersion":"config.kubernetes.io/v1","kind":"ResourceList","items":[{other},{wrong}]}}"#
    ));
    let list: Value = serde_json::from_str(&run.out).unwrap();
    assert_eq!((run.code, &list["results"][0]["severity"]), (Some(1), &"error".into()));
    assert!(run.out.contains(&format!("[{other},{wrong}]")), "{}", run.out);
}

#[test]
fn its_input_is_bounded() {
    let bomb: String =
        (1..9).map(|n| format!("- &a{n} [{}]\n", vec![format!("*a{}", n - 1); 9].join(", "))).collect();
    let bomb = format!("{}- &a0 x\n{bomb}", list("v1", &[], ""));
    let deep = format!("{}- {}", list("v1", &[], ""), "{a: ".repeat(100_000));
    for (input, code) in
        [(bomb, "FR015"), (deep, "FR014"), ("x".repeat((64 << 20) + 1), "FR003"), ("\0".into(), "FR001")]
    {
        let run = krm(&input);
        assert_eq!((run.code, run.out.as_str()), (Some(1), ""));
        assert!(run.err.contains(code), "{}", run.err);
    }
}
