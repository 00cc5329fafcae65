//! The tables of the guide's page `compatibility` are what the end-to-end suites pin: one that moves is seen here.

use std::collections::BTreeMap;

use flink_render::flink::version::{NEWEST, OLDEST, Version};

use crate::support::root;

const PAGE: &str = "src/guide/compatibility.md";

fn read(file: &str) -> String {
    std::fs::read_to_string(root().join(file)).unwrap_or_else(|error| panic!("{file}: {error}"))
}

/// What stands between two texts, the first time.
fn between<'t>(text: &'t str, start: &str, end: &str) -> &'t str {
    let (_, rest) = text.split_once(start).unwrap_or_else(|| panic!("nothing after {start:?}"));
    rest.split_once(end).unwrap_or_else(|| panic!("nothing before {end:?}")).0
}

/// The version of a module of Go.
fn module(file: &str, name: &str) -> String {
    let text = read(file);
    let line = text.lines().find_map(|line| line.trim().strip_prefix(name)?.strip_prefix(" v"));
    line.unwrap_or_else(|| panic!("{file}: no {name}")).split(' ').next().unwrap().to_owned()
}

/// The releases of Flink that a suite asks, by their minor versions.
fn asked(suite: &str) -> BTreeMap<Version, String> {
    let file = format!("tests/e2e/{suite}/run");
    let text = read(&file);
    let list = match suite {
        "jobs" => between(&text, "versions=(2", ")"),
        "argocd" | "flux" => between(&text, "jobs/run\" 2", "\""),
        _ => between(&text, "\nVERSIONS = [\"", "]"),
    };
    let list = if ["jobs", "argocd", "flux"].contains(&suite) { format!("2{list}") } else { list.to_owned() };
    let words = list.split([' ', '"', ',', '\n']).filter(|word| !word.is_empty());
    words.map(|word| (Version::parse(word).unwrap(), word.to_owned())).collect()
}

fn versions_of_flink() -> String {
    let suites = ["options", "memory", "jobs", "argocd", "flux"];
    let asked = suites.map(asked);
    let mut table = "| Flink | rendered | options | memory | the life of a job | Argo CD | Flux |\n|---|---|---|---|---|---|---|\n".to_owned();
    let mut minor = NEWEST;
    loop {
        let case = format!("fixtures/versions/{minor}");
        assert!(root().join(&case).is_dir(), "{case}");
        let cells = suites.iter().zip(&asked).map(|(suite, asked)| match asked.get(&minor) {
            Some(release) => format!(" `{suite}` {release} |"),
            None => " |".to_owned(),
        });
        table += &format!("| {minor} | `kubernetes` |{}\n", cells.collect::<String>());
        if minor == OLDEST {
            return table;
        }
        minor = minor.before();
    }
}

fn tools() -> String {
    let peers = "tests/e2e/gitops/build";
    let build = read(peers);
    let peer = |name: &str| between(&build, &format!("{name}@v"), "\n").to_owned();
    let go = |folder: &str, name: &str| {
        let file = format!("tests/e2e/{folder}/go.mod");
        (module(&file, name), file)
    };
    let here = |version: String| (version, peers.to_owned());
    let rows = [
        (
            "Kubernetes",
            go("kubernetes/servers", "k8s.io/kubernetes"),
            "`kubernetes`, `jobs`, `status`, `argocd`, `flux`, `review`",
        ),
        ("Argo CD", go("gitops/argocd", "github.com/argoproj/argo-cd/v3"), "`argocd`, `init`"),
        (
            "Flux's source-controller",
            go("gitops/source-controller", "github.com/fluxcd/source-controller"),
            "`flux`",
        ),
        (
            "Flux's kustomize-controller",
            go("gitops/kustomize-controller", "github.com/fluxcd/kustomize-controller"),
            "`flux`",
        ),
        ("Flux Operator's command", here(peer("flux-operator/cmd/cli")), "`init`"),
        ("kustomize", here(peer("kustomize/v5")), "`kustomize`, `init`"),
        ("kubeconform", here(peer("kubeconform")), "`kustomize`"),
        ("crane and its registry", here(peer("cmd/crane")), "`argocd`, `flux`"),
    ];
    let rows =
        rows.map(|(tool, (version, file), suites)| format!("| {tool} | {version} | {suites} | `{file}` |\n"));
    format!("| tool | version | suites | pinned in |\n|---|---|---|---|\n{}", rows.concat())
}

#[test]
fn tables_are_what_is_pinned() {
    let page = read(PAGE);
    let mut now = page.clone();
    for table in [versions_of_flink(), tools()] {
        let (head, _) = table.split_once('\n').unwrap();
        let at = now.find(head).unwrap_or_else(|| panic!("no table {head}"));
        let end = at + now[at..].find("\n\n").unwrap() + 1;
        now.replace_range(at..end, &table);
    }
    if now != page && std::env::var_os("UPDATE").is_some() {
        std::fs::write(root().join(PAGE), &now).unwrap();
    } else {
        assert!(now == page, "{}", similar::TextDiff::from_lines(&page, &now).unified_diff());
    }
}

#[test]
fn what_is_known_is_said() {
    for file in [PAGE, "src/guide/rendering.md", "README.md"] {
        assert!(read(file).contains(&format!("Flink {OLDEST} to {NEWEST}")), "{file}");
    }
    let rust = format!("Rust {} or later", env!("CARGO_PKG_RUST_VERSION"));
    assert!(read("README.md").contains(&rust), "{rust}");
}

/// A suite that is named is one that `.ci/run` runs.
#[test]
fn suites_are_run() {
    let run = read(".ci/run");
    for text in [versions_of_flink(), tools()] {
        for suite in text.split('`').skip(1).step_by(2).filter(|word| !word.contains('/')) {
            assert!(run.contains(&format!("{suite}/run")), "{suite}");
        }
    }
}
