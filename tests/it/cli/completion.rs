//! What a shell is offered, and what its script makes of that. `tests/e2e/init/shells.py` asks real shells.

use std::process::Command;

use super::{Place, cluster};

/// The output and the exit code: a word may be empty.
fn run_words(place: &Place, words: &[&str]) -> (String, Option<i32>) {
    let output = place.command("").args(words).output().unwrap();
    (String::from_utf8(output.stdout).unwrap(), output.status.code())
}

/// The candidates, without what they are, and the directive.
fn offered(line: &str) -> (Vec<String>, String) {
    let place = Place::new(&[("orders.yaml", &cluster("orders"))]);
    let run = place.run(&format!("__complete -- {line}"));
    assert_eq!((run.code, run.err.as_str()), (Some(0), ""), "{line}");
    let mut lines: Vec<_> = run.out.lines().map(|line| line.split('\t').next().unwrap().to_owned()).collect();
    let directive = lines.pop().unwrap();
    (lines, directive)
}

#[test]
fn every_word_is_offered() {
    // What is typed, the candidates, and whether the shell may put a file there.
    for (line, candidates, directive) in [
        ("val", &["validate"][..], ":4"),
        ("--color n", &["never"], ":4"),
        ("--col", &["--color"], ":4"),
        ("render --report s", &["sarif"], ":4"),
        ("render --report=s", &["--report=sarif"], ":4"),
        ("render orders.yaml --deny", &["--deny-warnings"], ":4"),
        ("render ord", &[], ":0"),
        ("render a.yaml -o ord", &[], ":0"),
        ("validate --dialect g", &["google"], ":4"),
        ("validate --ignore FR145,FR175", &["FR145,FR175"], ":4"),
        ("render --flink-version 2.", &["2.3", "2.2", "2.1", "2.0"], ":4"),
        ("diff --fail-on state-risk,not", &["state-risk,not-applicable"], ":4"),
        ("diff ord", &[], ":0"),
        ("golden ch", &["check"], ":4"),
        ("init fl", &["flux"], ":4"),
        ("completions z", &["zsh"], ":4"),
        ("explain mi", &["migration"], ":4"),
        ("explain FR142", &["FR142"], ":4"),
        ("explain spec.job", &["spec.job.", "spec.jobManager."], ":6"),
        ("explain spec.job.jarF", &["spec.job.jarFile"], ":4"),
        ("explain job-pod.tol", &["job-pod.tolerations."], ":6"),
        (
            "explain flinkProperties.execution.checkpointing.min",
            &["flinkProperties.execution.checkpointing.min-pause"],
            ":4",
        ),
        ("explain spec.flinkProperties.rest.po", &["spec.flinkProperties.rest.port"], ":4"),
        ("explain orders", &[], ":0"),
        ("init argocd --path ord", &[], ":0"),
        (
            "explain orders.yaml --object Deployment/",
            &["Deployment/orders-jobmanager", "Deployment/orders-taskmanager"],
            ":4",
        ),
        ("explain orders.yaml --object=Service/", &["--object=Service/orders-jobmanager"], ":4"),
        (
            "explain orders.yaml --object deployment/orders-jobmanager --path spec.str",
            &["spec.strategy."],
            ":6",
        ),
        (
            "explain orders.yaml --object=Deployment/orders-jobmanager --path=spec.strategy.t",
            &["--path=spec.strategy.type"],
            ":4",
        ),
        ("explain missing.yaml --object Deployment/", &[], ":4"),
        ("nonsense x", &[], ":4"),
        ("render --nonsense", &[], ":0"),
        ("__complete --color --x", &[], ":4"),
    ] {
        assert_eq!(
            offered(line),
            (candidates.iter().map(|word| (*word).to_owned()).collect(), directive.to_owned()),
            "{line}"
        );
    }
    let place = Place::new(&[]);
    let run = |words: &[&str]| run_words(&place, &[&["__complete", "--"], words].concat()).0;
    assert!(run(&[""]).starts_with("render\tCompile FlinkClusters"));
    assert_eq!(run(&[]), run(&[""]), "no word is an empty one");
    let topics = run(&["explain", ""]);
    assert!(
        topics.contains("\nspec.\t") && topics.starts_with("FR\t") && !topics.contains("FR001"),
        "{topics}"
    );
    assert!(topics.lines().count() < 60, "{topics}");
    // As kubectl asked before there was `--`.
    assert_eq!(place.run("__complete val").out.lines().last(), Some(":4"));
}

/// Each topic that is offered to its end is explained.
#[test]
fn every_offered_topic_is_explained() {
    let place = Place::new(&[]);
    let mut open = vec![String::new()];
    let mut asked = 0;
    while let Some(prefix) = open.pop() {
        let (out, _) = run_words(&place, &["__complete", "--", "explain", &prefix]);
        let found = out.lines().map(|line| line.split('\t').next().unwrap().to_owned());
        let found: Vec<_> = found.filter(|topic| !topic.starts_with(':') && *topic != prefix).collect();
        for (n, topic) in found.into_iter().enumerate() {
            // A program each: the first one of every kind will do.
            if n < 1 && topic != "memory" && topic != "FR" {
                asked += 1;
                let (out, code) = run_words(&place, &["explain", &topic]);
                let whole = !topic.contains("flinkProperties") || !topic.ends_with('.');
                assert!(code == Some(0) || !whole, "{topic}: {out}");
            }
            if topic.matches('.').count() < 3 && (topic.ends_with('.') || topic == "FR") {
                open.push(topic);
            }
        }
    }
    assert!(asked > 20, "{asked}");
}

/// As Bash splits it, with what it keeps of the word.
#[test]
fn bash_gets_the_rest_of_a_word() {
    let place = Place::new(&[]);
    place.write("completion", place.run("completions bash").out);
    let folder = std::path::Path::new(env!("CARGO_BIN_EXE_flink-render")).parent().unwrap();
    let path = format!("{}:{}", folder.display(), std::env::var("PATH").unwrap());
    for (line, words, current, expected) in [
        ("flink-render va", "flink-render va", "va", "validate"),
        ("flink-render  --color=ne", "flink-render --color = ne", "ne", "never"),
        ("flink-render render --report=", "flink-render render --report =", "", "human json sarif github"),
        (
            "flink-render render --color never --report s",
            "flink-render render --color never --report s",
            "s",
            "sarif",
        ),
        (
            "flink-render explain spec.job.jarF",
            "flink-render explain spec.job.jarF",
            "spec.job.jarF",
            "spec.job.jarFile",
        ),
    ] {
        let script = format!(
            "source ./completion\nCOMP_LINE='{line}' COMP_POINT={} COMP_WORDS=({words}) COMP_CWORD={}\n\
             _flink_render flink-render '{current}' x\necho \"${{COMPREPLY[*]}}\"\n",
            line.len(),
            words.split(' ').count() - 1,
        );
        let output = Command::new("bash")
            .args(["-uc", &script])
            .current_dir(place.path())
            .env("PATH", &path)
            .output()
            .unwrap();
        assert_eq!(String::from_utf8_lossy(&output.stdout).trim_end(), expected, "{line}: {output:?}");
    }
}
