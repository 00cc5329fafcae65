//! Install files.

use std::process::Command;

use serde_json::{Value, json};

use super::{Place, cluster};
use crate::support::documents;

const TOOLS: &[&str] = &[
    "argocd",
    "argocd --oci",
    "argocd --per-team",
    "flux a.yaml",
    "flux a.yaml --oci",
    "flux a.yaml --resource-set",
    "github",
    "github --deliver commit",
    "github --deliver push",
    "gitlab",
    "gitlab --deliver commit",
    "gitlab --deliver push",
    "kustomize",
    "pre-commit",
];

fn printed(place: &Place, line: &str) -> Vec<Value> {
    let run = place.run(&format!("init {line}"));
    assert_eq!(run.code, Some(0), "{line}: {}", run.err);
    assert!(run.err.lines().all(|line| line.starts_with("placeholder: ")), "{line}: {}", run.err);
    assert!(!run.out.contains("@{"), "{}", run.out);
    documents(&run.out)
}

fn of_kind<'a>(documents: &'a [Value], kind: &str) -> &'a Value {
    documents.iter().find(|document| document["kind"] == kind).unwrap()
}

#[test]
fn files_are_what_is_printed_and_never_replaced() {
    let place = Place::new(&[("a.yaml", &cluster("a"))]);
    for (n, tool) in TOOLS.iter().enumerate() {
        let run = place.run(&format!("init {tool} -o {n}"));
        assert_eq!((run.code, run.out.as_str()), (Some(0), ""), "{}", run.err);
        let files = place.files(&n.to_string());
        let written: Vec<_> = files.values().flat_map(|text| documents(text)).collect();
        assert_eq!(written, printed(&place, tool), "{tool}");
        assert_eq!(place.run(&format!("init {tool} -o {n}")).code, Some(0), "the same again is fine");
    }
    let longest = place.files("0").into_iter().max_by_key(|(_, text)| text.len()).unwrap();
    place.write(&format!("0/{}", longest.0), "x".repeat(longest.1.len()));
    assert_eq!(place.run("init argocd -o 0").code, Some(2), "as long is not the same");
    place.write("mine/kustomization.yaml", "mine");
    let run = place.run("init argocd -o mine");
    assert_eq!(run.code, Some(2));
    assert_eq!(place.files("mine").len(), 1, "all or nothing");
    assert_eq!(place.run("init argocd --name a\"b").code, Some(2));
    assert_eq!(place.run("init argocd --path -x").code, Some(2));
}

#[test]
fn what_was_changed_is_kept_and_the_rest_written_again() {
    let place = Place::new(&[("a.yaml", &cluster("a")), ("b.yaml", &cluster("b"))]);
    assert_eq!(place.run("init flux a.yaml -o flux").code, Some(0));
    let first = place.text("flux/kustomizations.yaml");
    assert_eq!(place.run("init flux a.yaml b.yaml -o flux").code, Some(0));
    let second = place.text("flux/kustomizations.yaml");
    assert!(!first.contains("b-jobmanager") && second.contains("b-jobmanager"), "{second}");

    let changed = second.replace("interval: 10m", "interval: 30m");
    place.write("flux/kustomizations.yaml", &changed);
    let run = place.run("init flux b.yaml --revision v2 -o flux");
    assert_eq!(run.code, Some(1));
    assert_eq!(
        run.err,
        "placeholder: https://git.example.com/streams.git, until --repository names yours\n\
         written: flux/source.yaml\n\
         kept: flux/kustomizations.yaml was changed since flink-render wrote it; to have it written again, remove it\n"
    );
    assert_eq!(place.text("flux/kustomizations.yaml"), changed);
    assert!(place.text("flux/source.yaml").contains("branch: \"v2\""), "what is its own is changed");
    // What is added below the mark is a change, too.
    place.write("flux/kustomizations.yaml", format!("{second}# mine\n"));
    assert_eq!(place.run("init flux b.yaml --revision v2 -o flux").code, Some(1));
    place.write("flux/kustomizations.yaml", &second);
    assert_eq!(place.run("init flux b.yaml --revision v2 -o flux").code, Some(0));
    assert_eq!(place.files("flux").len(), 2);
}

/// What nobody gave is named as it is printed, and found again, by its option.
#[test]
fn placeholders_are_told_and_found() {
    let place = Place::new(&[("a.yaml", &cluster("a"))]);
    let own = |option: &str| match option {
        "--image" => "--image=r.io/f:1",
        _ => "--repository=https://git.io/a.git",
    };
    for (n, (tool, options)) in [
        ("argocd", &["--repository", "--image"][..]),
        ("argocd --per-team", &["--repository", "--image"]),
        ("argocd --oci", &["--repository"]),
        ("argocd --compat operator", &["--repository"]),
        ("argocd --compat operator --oci", &["--repository"]),
        ("flux a.yaml", &["--repository"]),
        ("flux a.yaml --oci", &["--repository"]),
        ("flux a.yaml --resource-set", &["--repository"]),
        ("github", &["--image"]),
        ("github --deliver push", &["--image"]),
        ("gitlab --deliver commit", &["--image"]),
        ("kustomize", &[]),
        ("pre-commit", &[]),
        ("image", &[]),
    ]
    .into_iter()
    .enumerate()
    {
        let named = |text: &str| {
            let mut named = Vec::new();
            for line in text.lines() {
                let (_, option) = line.split_once("until ").unwrap_or_else(|| panic!("{tool}: {line}"));
                let option = option.split(' ').next().unwrap().to_owned();
                if !named.contains(&option) {
                    named.push(option);
                }
            }
            named
        };
        let but_names = |err: &str| {
            let lines = err.lines().filter(|line| !line.starts_with("written: "));
            lines.map(|line| format!("{line}\n")).collect::<String>()
        };
        let told = place.run(&format!("init {tool}"));
        assert_eq!(
            (told.code, named(&told.err)),
            (Some(0), options.iter().map(|o| (*o).to_owned()).collect())
        );
        assert_eq!(but_names(&place.run(&format!("init {tool} -o {n}")).err), told.err, "{tool}");
        let found = place.run(&format!("init check {n}"));
        if options.is_empty() {
            assert_eq!((found.code, found.err.as_str()), (Some(0), ""), "{tool}: {}", found.out);
            continue;
        }
        assert_eq!((found.code, named(&found.out)), (Some(1), named(&told.err)), "{tool}");
        let given = options.iter().map(|option| own(option)).collect::<Vec<_>>().join(" ");
        assert_eq!(but_names(&place.run(&format!("init {tool} {given} -o {n}")).err), "", "{tool}");
        let found = place.run(&format!("init check {n}"));
        assert_eq!((found.code, found.err.as_str()), (Some(0), ""), "{tool}: {}", found.out);
    }
    // Who types one means it, and is told when it is checked.
    let typed = place.run("init flux a.yaml --repository https://git.example.com/streams.git -o typed");
    let written = "written: typed/kustomizations.yaml\nwritten: typed/source.yaml\n";
    assert_eq!((typed.code, typed.err.as_str()), (Some(0), written));
    assert_eq!(place.run("init check typed").code, Some(1));
    assert_eq!(place.run("init check nothing").code, Some(2));
    assert!(place.run("status-sync --namespace a").err.contains("until --image names yours"));
    assert_eq!(place.run("status-sync --namespace a --image r.io/s:1").err, "");
}

/// The scripts that commit, against a repository that moves on.
#[test]
fn ci_delivers_what_is_merged() {
    let place = Place::new(&[("here/clusters/a.yaml", &cluster("a"))]);
    let here = place.path().join("here");
    let git = |line: &str| {
        let names = ["-c", "user.name=e2e", "-c", "user.email=e2e@example.com"];
        let output =
            Command::new("git").args(names).args(line.split(' ')).current_dir(&here).output().unwrap();
        assert!(output.status.success(), "{line}: {output:?}");
        String::from_utf8(output.stdout).unwrap()
    };
    let folder = std::path::Path::new(env!("CARGO_BIN_EXE_flink-render")).parent().unwrap();
    let path = format!("{}:{}", folder.display(), std::env::var("PATH").unwrap());
    git("init --quiet --bare --initial-branch main ../there.git");
    git("-C ../there.git config receive.advertisePushOptions true");
    git("init --quiet --initial-branch main");
    git("add .");
    git("commit --quiet --message clusters");
    git(&format!("remote add origin {}", place.path().join("there.git").display()));
    git("push --quiet origin main");

    let github = printed(&place, "github --deliver commit");
    let deliver = &github[0]["jobs"]["deliver"];
    assert_eq!(deliver["permissions"], json!({ "contents": "write" }), "and nothing else");
    assert_eq!(github[0]["permissions"], json!({}));
    assert!(!place.run("init github --deliver commit").out.contains("pull_request_target"));
    let steps = deliver["steps"].as_array().unwrap();
    let github =
        steps.iter().find(|step| step["name"] == "Render and commit").unwrap()["run"].as_str().unwrap();
    let gitlab = printed(&place, "gitlab --deliver commit");
    let gitlab = gitlab[0]["flink-render-deliver"]["script"][0].as_str().unwrap();
    for (script, replicas) in [(github, 3), (gitlab, 4)] {
        let run = || {
            let mut command = Command::new("bash");
            command.args(["-euc", script]).current_dir(&here).env("PATH", &path).env("DELIVER_TOKEN", "x");
            command.env("CI_PROJECT_URL", place.path().join("there"));
            let output = command.output().unwrap();
            assert!(output.status.success(), "{output:?}");
            String::from_utf8(output.stdout).unwrap()
        };
        // What came meanwhile is delivered, too.
        place.write(
            "here/clusters/a.yaml",
            cluster("a").replace("replicas: 1", &format!("replicas: {replicas}")),
        );
        git("add .");
        git("commit --quiet --message more");
        git("push --quiet origin HEAD:main");
        git("reset --quiet --hard HEAD^");
        run();
        git("fetch --quiet origin main");
        let files = git("ls-tree -r --name-only FETCH_HEAD");
        assert!(files.contains("deploy/run/eu/deployment.apps_a-taskmanager.yaml"), "{files}");
        let text = git("show FETCH_HEAD:deploy/run/eu/deployment.apps_a-taskmanager.yaml");
        assert!(text.contains(&format!("replicas: {replicas}")), "{text}");
        let head = git("rev-parse FETCH_HEAD");
        assert_eq!(run(), "nothing changes\n");
        git("fetch --quiet origin main");
        assert_eq!(git("rev-parse FETCH_HEAD"), head, "no commit of nothing");
    }
    for (line, permissions) in [
        ("github --deliver push", json!({ "contents": "read", "packages": "write" })),
        ("github --deliver push --repository oci://r.example.com/a", json!({ "contents": "read" })),
    ] {
        let files = printed(&place, line);
        assert_eq!(files[0]["jobs"]["deliver"]["permissions"], permissions);
        let own = files[0].to_string().contains("github.token");
        assert_eq!(own, !line.contains("r.example.com"), "the forge's token is for the forge's registry");
    }
    assert_eq!(place.run("init github --branch x").code, Some(2), "nothing is delivered");
}

#[test]
fn an_application_follows_the_waves() {
    let place = Place::new(&[]);
    let files = printed(
        &place,
        "argocd --image r.io/f:1 --name streams --repository https://git/x.git --path a/b --namespace eu",
    );
    let application = of_kind(&files, "Application");
    let spec = &application["spec"];
    assert_eq!(application["metadata"]["name"], "streams");
    assert_eq!(spec["source"]["plugin"]["name"], "flink-render");
    assert_eq!((&spec["source"]["path"], &spec["destination"]["namespace"]), (&"a/b".into(), &"eu".into()));
    assert_eq!(spec["syncPolicy"]["automated"]["prune"], true);
    assert_eq!(spec["syncPolicy"]["retry"]["refresh"], true);
    let options = spec["syncPolicy"]["syncOptions"].as_array().unwrap();
    assert!(!options.iter().any(|option| option.as_str().unwrap().contains("OutOfSync")));
    let settings = files.iter().find(|file| file["metadata"]["name"] == "argocd-cm").unwrap();
    assert_eq!(settings["metadata"], json!({ "name": "argocd-cm" }));
    let health = "resource.customizations.health.flinkoperator.k8s.io_FlinkCluster";
    assert!(settings["data"][health].as_str().unwrap().ends_with("return health(\"Healthy\", ready)\n"));
    assert!(!place.run("init argocd --without-status").out.contains(health));
    let sidecar = &of_kind(&files, "Deployment")["spec"]["template"]["spec"]["containers"][0];
    assert_eq!(sidecar["image"], "r.io/f:1");
    let plugin = files.iter().find(|file| file["metadata"]["name"] == "argocd-flink-render").unwrap();
    let plugin = documents(plugin["data"]["plugin.yaml"].as_str().unwrap());
    for command in [&plugin[0]["spec"]["generate"], &plugin[0]["spec"]["parameters"]["dynamic"]] {
        let words: Vec<_> =
            command["command"].as_array().unwrap().iter().map(|w| w.as_str().unwrap()).collect();
        assert_eq!(place.run(&format!("{} --help", words[1..].join(" "))).code, Some(0), "{words:?}");
    }
}

#[test]
fn an_application_of_an_artifact_needs_no_plugin() {
    let place = Place::new(&[]);
    let files = printed(&place, "argocd --oci --repository oci://r.io/streams --revision v1");
    let source = json!({
        "repoURL": "oci://r.io/streams",
        "targetRevision": "v1",
        "path": ".",
        "directory": { "recurse": true, "exclude": "{kustomization.yaml,*/kustomization.yaml}" },
    });
    assert_eq!(of_kind(&files, "Application")["spec"]["source"], source);
    let patches = &of_kind(&files, "Component")["patches"];
    assert_eq!(patches, &json!([{ "path": "argocd-cm.yaml" }]));
    assert_eq!(files.len(), 3);
    let of_git = printed(&place, "argocd");
    let policy = |files| of_kind(files, "Application")["spec"]["syncPolicy"].clone();
    assert_eq!(policy(&files), policy(&of_git));
}

#[test]
fn kustomizations_check_what_is_rendered() {
    let place = Place::new(&[("in/a.yaml", &cluster("a")), ("in/b.yaml", &cluster("b"))]);
    let files = printed(&place, "flux in --name streams");
    let run =
        files.iter().find(|file| file["metadata"]["name"] == "streams" && file["kind"] == "Kustomization");
    let spec = &run.unwrap()["spec"];
    let checked: Vec<_> = spec["healthChecks"]
        .as_array()
        .unwrap()
        .iter()
        .map(|check| format!("{}/{}", check["kind"].as_str().unwrap(), check["name"].as_str().unwrap()))
        .collect();
    let of = |name: &str| {
        ["FlinkCluster/NAME", "Deployment/NAME-jobmanager", "Deployment/NAME-taskmanager"]
            .map(|check| check.replace("NAME", name))
    };
    assert_eq!(checked, [of("a"), of("b")].concat());
    assert_eq!(spec["dependsOn"][0]["name"], "streams-prepare");
    for file in &files {
        assert!(file["spec"]["force"].is_null());
    }
    let run = place.run("init flux in --without-status");
    assert!(!run.out.contains("kind: FlinkCluster"), "{}", run.out);
    place.write("in/c.yaml", "kind: \"");
    let run = place.run("init flux in");
    assert_eq!((run.code, run.out.as_str()), (Some(1), ""));
}

#[test]
fn ci_comments_the_difference() {
    let place = Place::new(&[("clusters/a.yaml", &cluster("a"))]);
    let git = |line: &str| {
        let output = Command::new("git").args(line.split(' ')).current_dir(place.path()).output().unwrap();
        assert!(output.status.success(), "{output:?}");
        String::from_utf8(output.stdout).unwrap()
    };
    let commit = || {
        git("add .");
        git("-c user.name=e2e -c user.email=e2e@example.com commit --quiet --message change");
        git("rev-parse HEAD").trim().to_owned()
    };
    git("init --quiet");
    let base = commit();
    place.write("clusters/a.yaml", cluster("a").replace("replicas: 1", "replicas: 3"));
    commit();

    let github = &printed(&place, "github")[0]["jobs"]["flink-render"]["steps"];
    let gitlab = &printed(&place, "gitlab")[0]["flink-render"]["script"];
    let github = github.as_array().unwrap().iter().find(|step| step["name"] == "Difference").unwrap();
    let github = github["run"].as_str().unwrap();
    let gitlab = gitlab.as_array().unwrap().iter().map(|line| line.as_str().unwrap());
    let gitlab = gitlab.filter(|line| line.contains(" diff ")).collect::<Vec<_>>();
    let folder = std::path::Path::new(env!("CARGO_BIN_EXE_flink-render")).parent().unwrap();
    for (script, review) in [(github, "out/review.md"), (gitlab[0], "review.md")] {
        place.write("out/x", "");
        let mut command = Command::new("bash");
        command.args(["-euc", script]).current_dir(place.path());
        command.env("RUNNER_TEMP", place.path().join("out")).env("CI_MERGE_REQUEST_DIFF_BASE_SHA", &base);
        let path = format!("{}:{}", folder.display(), std::env::var("PATH").unwrap());
        let output = command.env("PATH", path).output().unwrap();
        assert!(output.status.success(), "{output:?}");
        let text = place.text(review);
        assert!(text.contains("taskManager.replicas"), "{text}");
    }
}

/// What is fetched by a name alone may be another thing tomorrow.
#[test]
fn whatever_is_fetched_is_named_by_its_digest() {
    let place = Place::new(&[("a.yaml", &cluster("a"))]);
    let digest = format!("sha256:{}", "0123456789abcdef".repeat(4));
    let own = format!("--image r.example.com/flink-render@{digest}");
    let (mut actions, mut images) = (0, 0);
    for tool in TOOLS.iter().chain(&["image"]) {
        let takes_image = ["argocd", "argocd --per-team"].contains(tool) || tool.starts_with("git");
        let run = place.run(&format!("init {tool} {}", if takes_image { &own } else { "" }));
        assert_eq!(run.code, Some(0), "{tool}: {}", run.err);
        assert!(
            !run.err.contains("--image") && !run.out.contains("print this with"),
            "{}{}",
            run.err,
            run.out
        );
        let mut stages = vec!["scratch"];
        for line in run.out.lines().map(|line| line.trim_start().trim_start_matches("- ")) {
            if let Some(action) = line.strip_prefix("uses: ") {
                let (action, version) = action.split_once(" # v").unwrap_or_else(|| panic!("{line}"));
                let (_, commit) = action.split_once('@').unwrap_or_else(|| panic!("{line}"));
                assert!(is_hex(commit, 40) && version.split('.').count() == 3, "{line}");
                actions += 1;
            }
            let image = line.strip_prefix("image: ").or_else(|| line.strip_prefix("FROM "));
            if let Some(image) = image.map(|image| image.trim_matches('"')) {
                let (image, stage) = image.split_once(" AS ").unwrap_or((image, ""));
                if !stages.contains(&image) {
                    let (_, hex) = image.split_once("@sha256:").unwrap_or_else(|| panic!("{line}"));
                    assert!(is_hex(hex, 64), "{line}");
                    images += 1;
                }
                stages.push(stage);
            }
        }
    }
    assert_eq!((actions, images), (8, 8), "seen, and not passed over");

    for tool in ["argocd", "github", "gitlab"] {
        assert!(place.run(&format!("init {tool}")).out.contains("print this with --image NAME@sha256:"));
        for wrong in ["a@sha256:0", "a@sha1:0", "a@", &format!("@{digest}"), &format!("a@{digest}0")] {
            assert_eq!(place.run(&format!("init {tool} --image {wrong}")).code, Some(2), "{wrong}");
        }
    }
    assert_eq!(place.run(&format!("init image {own}")).code, Some(2), "nothing can be built as that");
}

/// The image has a compiler that this project can be built with.
#[test]
fn the_image_is_built_by_a_rust_that_is_new_enough() {
    let run = Place::new(&[]).run("init image");
    let minor = |text: &str| text.split('.').nth(1).unwrap().parse::<u32>().unwrap();
    let (_, rust) = run.out.split_once("FROM rust:").unwrap();
    let (rust, _) = rust.split_once("-alpine@").unwrap();
    assert!(minor(rust) >= minor(env!("CARGO_PKG_RUST_VERSION")), "{rust}");
}

fn is_hex(text: &str, length: usize) -> bool {
    text.len() == length && text.bytes().all(|c| c.is_ascii_digit() || (b'a'..=b'f').contains(&c))
}
