//! What is read: bases that are not what was meant, links that lead out, folders that lose their clusters.
#![cfg(unix)]

use std::ffi::OsStr;
use std::fs;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::symlink;
use std::path::Path;
use std::process::Command;

use crate::cli::{Place, Run, cluster, role};

const SECRET: &str = "apiVersion: v1\nkind: Secret\nmetadata: {name: s}\nstringData: {key: TOPSECRET}\n";

/// A repository below a folder that holds a secret.
struct Repository(Place);

impl Repository {
    fn new(files: &[(&str, &str)]) -> Self {
        let place = Place::new(&[("secret.yaml", SECRET), ("credentials", "key = TOPSECRET\n")]);
        place.write("elsewhere/a.yaml", SECRET);
        files.iter().for_each(|(file, text)| place.write(&format!("repo/{file}"), text));
        let repository = Self(place);
        repository.git("init --quiet --initial-branch main");
        repository.commit();
        repository
    }

    fn git(&self, line: &str) {
        let mut command = Command::new("git");
        command.args(["-c", "user.name=t", "-c", "user.email=t@example.org"]).args(line.split_whitespace());
        let output = command.current_dir(self.path("")).output().unwrap();
        assert!(output.status.success(), "{line}: {}", String::from_utf8_lossy(&output.stderr));
    }

    fn commit(&self) {
        self.git("add --all");
        self.git("commit --quiet --allow-empty --message change");
    }

    fn path(&self, file: &str) -> std::path::PathBuf {
        self.0.path().join("repo").join(file)
    }

    fn write(&self, file: &str, text: impl AsRef<[u8]>) {
        self.0.write(&format!("repo/{file}"), text);
    }

    fn link(&self, target: impl AsRef<Path>, file: &str) {
        fs::create_dir_all(self.path(file).parent().unwrap()).unwrap();
        symlink(target, self.path(file)).unwrap();
    }

    fn remove(&self, file: &str) {
        fs::remove_file(self.path(file)).unwrap();
    }

    fn run_in(&self, folder: &str, line: &str, variables: &[(&str, &str)]) -> Run {
        let mut command = self.0.command(line);
        let output = command.current_dir(self.path(folder)).envs(variables.iter().copied()).output().unwrap();
        let text = |bytes| String::from_utf8_lossy(bytes).into_owned();
        let run = Run { code: output.status.code(), out: text(&output.stdout), err: text(&output.stderr) };
        assert!(!run.out.contains("TOPSECRET") && !run.err.contains("TOPSECRET"), "{line}: {}", run.err);
        run
    }

    fn run(&self, line: &str) -> Run {
        self.run_in("", line, &[])
    }

    /// Ends with exit code 2, renders nothing and says this.
    fn refuses(&self, line: &str, words: &str) {
        let run = self.run(line);
        assert_eq!(run.code, Some(2), "{line}: {}", run.err);
        assert!(run.out.is_empty() || line.starts_with("validate"), "{line}: {}", run.out);
        assert!(run.err.contains(words), "{line}: {}", run.err);
    }
}

fn base() -> Repository {
    Repository::new(&[("clusters/a.yaml", &cluster("a")), ("shared/b.yaml", &cluster("b"))])
}

#[test]
fn a_folder_does_not_stand_for_a_revision() {
    let repository = base();
    repository.git("update-ref refs/remotes/origin/main HEAD");
    repository.git("tag v1");
    for side in ["HEAD:clusters", "origin/main", "main", "v1", "HEAD~0", "main:", "HEAD:./clusters", "@"] {
        repository.write(&format!("{side}/c.yaml"), cluster("c"));
        repository.refuses(&format!("diff {side} ./clusters"), "may be a revision");
        repository.refuses(&format!("render clusters --baseline {side}"), "may be a revision");
        assert_eq!(repository.run(&format!("diff ./{side} clusters")).code, Some(1), "{side}");
        fs::remove_dir_all(repository.path(side.split('/').next().unwrap())).unwrap();
        if side != "HEAD:./clusters" {
            let run = repository.run(&format!("diff {side} {side}"));
            assert_eq!(run.code, Some(0), "{side}: {}", run.err);
        }
    }
    // Nor where the revision is not there any more.
    repository.write("gone:clusters/c.yaml", cluster("c"));
    repository.refuses("diff gone:clusters clusters", "looks like a revision");
    // A link to nowhere is something, too.
    repository.link("nowhere", "HEAD");
    repository.refuses("diff HEAD clusters", "may be a revision");
}

#[test]
fn a_colon_in_braces_is_the_revisions() {
    let repository = base();
    for revision in ["HEAD^{/change}", "main@{2037-01-01T00:00:00}"] {
        let run = repository.run(&format!("diff {revision}:clusters clusters"));
        assert_eq!(run.code, Some(0), "{revision}: {}", run.err);
    }
}

#[test]
fn a_name_of_several_revisions_is_refused() {
    let repository = base();
    repository.git("tag main");
    repository.refuses("diff main:clusters clusters", "several revisions");
    assert_eq!(repository.run("diff refs/heads/main:clusters clusters").code, Some(0));
    repository.git("update-ref refs/heads/origin/main HEAD");
    repository.git("update-ref refs/remotes/origin/main HEAD");
    repository.refuses("diff origin/main:clusters clusters", "several revisions");
    repository.git("update-ref refs/heads/clusters HEAD");
    repository.refuses("diff HEAD:clusters clusters", "write ./clusters");
}

#[test]
fn what_a_revision_does_not_have_is_no_empty_base() {
    let repository = base();
    for (side, words) in [
        ("HEAD:clusterz", "HEAD has no `clusterz`: did you mean `clusters`?"),
        ("main:clusters/b.yaml", "main has no `clusters/b.yaml`"),
        ("main:clusters/a.yaml/x", "main has no `clusters/a.yaml/x`"),
        ("HEAD:Clusters", "HEAD has no `Clusters`"),
        ("HEAD:../x", "leads out of the repository"),
        ("HEAD:/etc", "leads out of the repository"),
        ("HEAD:.git", "leads into .git"),
        ("HEAD~9:clusters", "or a revision of this repository"),
        (":clusters", "or a revision of this repository"),
        ("0123456789012345678901234567890123456789:clusters", "or a revision of this repository"),
    ] {
        repository.refuses(&format!("diff {side} clusters"), words);
        repository.refuses(&format!("diff clusters {side}"), words);
        repository.refuses(&format!("render clusters --baseline {side}"), words);
    }
    let nothing = repository.run("diff /dev/null clusters");
    assert!(nothing.code == Some(1) && nothing.out.contains("1 added"), "{}", nothing.err);
    repository.write("notes/readme.md", "");
    repository.write("comments/a.yaml", "# nothing\n---\n");
    repository.write("none/a.yaml", "");
    repository.write(
        "kustomize/kustomization.yaml",
        "apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\n",
    );
    repository.link("../clusters/gone.yaml", "kustomize/.hidden.yaml");
    repository.commit();
    for (folder, words) in [
        ("notes", "notes contains no .yaml, .yml or .json file"),
        ("comments", "comments contains no object: for a comparison with nothing, write /dev/null"),
        ("none", "none contains no object"),
        ("none/a.yaml", "none/a.yaml contains no object"),
        ("comments/a.yaml", "comments/a.yaml contains no object"),
        ("kustomize", "kustomize contains no object"),
    ] {
        for side in [format!("HEAD:{folder}"), format!("./{folder}")] {
            repository.refuses(&format!("diff {side} clusters"), words);
            repository.refuses(&format!("diff clusters {side}"), words);
            repository.refuses(&format!("render clusters --baseline {side}"), words);
            repository.refuses(&format!("render clusters --stage prepare --baseline {side}"), words);
        }
    }
    let run = repository.run("render clusters --baseline /dev/null");
    assert_eq!(run.code, Some(0), "{}", run.err);
    let run = repository.run_in("clusters", "diff HEAD:. .", &[]);
    assert!(run.code == Some(0) && run.out.contains("1 unchanged"), "{}{}", run.out, run.err);
    let run = repository.run_in("clusters", "diff HEAD:../shared ../shared", &[]);
    assert!(run.code == Some(0) && run.out.contains("1 unchanged"), "{}{}", run.out, run.err);
}

#[test]
fn git_says_itself_why_it_does_not_answer() {
    let repository = base();
    let config = repository.path(".git/config");
    let text = fs::read_to_string(&config).unwrap();
    fs::write(&config, format!("{text}[core\n")).unwrap();
    repository.refuses("diff HEAD:clusters ./clusters", "bad config line");
    // Whether it is a revision is not known then.
    repository.refuses("diff clusters ./clusters", "bad config line");
    fs::write(&config, text).unwrap();

    let shallow = Repository(Place::new(&[]));
    repository.commit();
    let clone = format!(
        "clone --quiet --depth 1 file://{} {}",
        repository.path("").display(),
        shallow.path("").display()
    );
    repository.git(&clone);
    shallow.refuses("diff HEAD~1:clusters clusters", "shallow");

    let none = Place::new(&[("a.yaml", &cluster("a"))]);
    let run = none.run("diff HEAD:clusters a.yaml");
    assert!(run.code == Some(2) && run.err.contains("no Git repository"), "{}", run.err);
}

#[test]
fn a_repository_among_the_files_is_not_asked() {
    let repository = base();
    repository.write("clusters/a.yaml", cluster("a").replace("replicas: 1", "replicas: 2"));
    let planted = Repository::new(&[("a.yaml", &cluster("a").replace("replicas: 1", "replicas: 2"))]);
    for file in ["HEAD", "config"] {
        fs::copy(planted.path(".git").join(file), repository.path("clusters").join(file)).unwrap();
    }
    let copy = |folder: &str| {
        let from = planted.path(".git").join(folder);
        let status =
            Command::new("cp").arg("-r").args([&from, &repository.path("clusters")]).status().unwrap();
        assert!(status.success());
    };
    copy("objects");
    copy("refs");
    fs::write(repository.path("clusters/config"), "[core]\n\tbare = true\n").unwrap();
    let run = repository.run_in("clusters", "diff HEAD: .", &[]);
    assert!(run.code == Some(2) && run.err.contains("bare repository"), "{}{}", run.out, run.err);
}

#[test]
fn links_within_mean_the_same_on_both_sides() {
    let repository = base();
    repository.link("../shared/b.yaml", "clusters/file.yaml");
    repository.link("../templates", "clusters/folder");
    repository.link("../.hidden/text", "clusters/hidden.yaml");
    repository.link("chain", "clusters/chained.yaml");
    repository.link("../more/link", "clusters/chain");
    repository.write("templates/c.yaml", cluster("c"));
    repository.write(".hidden/text", cluster("d"));
    repository.write("more/e.txt", cluster("e"));
    repository.link("../more/../more/e.txt", "more/link");
    repository.write("plain/f.yaml", cluster("f"));
    repository.link(repository.path("plain/f.yaml").canonicalize().unwrap(), "clusters/absolute.yaml");
    repository.link("clusters", "current");
    repository.commit();
    for (line, count) in [
        ("diff HEAD:clusters clusters", 6),
        ("diff HEAD:current current", 6),
        ("diff HEAD:clusters HEAD:current", 6),
        ("diff HEAD:clusters/file.yaml clusters/file.yaml", 1),
        ("diff HEAD .", 6),
    ] {
        let run = repository.run(line);
        assert_eq!(run.code, Some(0), "{line}: {}{}", run.out, run.err);
        assert!(run.out.contains(&format!("clusters: {count} unchanged\n")), "{line}: {}", run.out);
    }
    // What a link names is the revision's own.
    repository.write("shared/b.yaml", cluster("b").replace("replicas: 1", "replicas: 2"));
    let run = repository.run("diff HEAD:clusters clusters");
    assert!(run.out.contains("clusters: 1 changed, 5 unchanged\n"), "{}", run.out);
}

#[test]
fn links_that_lead_out_are_refused_on_both_sides() {
    let repository = base();
    let secret = repository.0.path().join("secret.yaml");
    repository.link("../shared/out", "clusters/.inner");
    repository.link("../../elsewhere", "shared/out");
    repository.link("repo/shared/b.yaml", "../back");
    for (target, words) in [
        (Path::new("../../secret.yaml"), "leads out"),
        (&secret, "leads out"),
        (Path::new("../../credentials"), "leads out"),
        (Path::new(".inner/a.yaml"), "leads out"),
        (Path::new("../../back"), "leads out"),
        (Path::new("../../nothing"), "leads out"),
        (Path::new("../shared/../../secret.yaml"), "leads out"),
        (Path::new("/proc/self/environ"), "leads out"),
        (Path::new("/dev/zero"), "leads out"),
        (Path::new("/dev/stdin"), "leads out"),
        (Path::new("../.git/config"), "leads into .git"),
        (Path::new("x.yaml"), "leads through more than 40 links"),
        (Path::new("nowhere"), "has no target"),
        (Path::new("../shared/b.yaml/x"), "has no target"),
    ] {
        repository.link(target, "clusters/x.yaml");
        let words = format!("clusters/x.yaml, a link, {words}");
        for line in [
            "render clusters",
            "validate clusters",
            "inventory clusters",
            "diff clusters /dev/null",
            "explain memory clusters",
            "init flux clusters --repository https://example.org/a.git",
            "adopt clusters --from-cluster-dump /dev/null",
        ] {
            repository.refuses(line, &words);
        }
        for variables in [&[][..], &[("ARGOCD_ENV_ALLOW_EMPTY", "true")]] {
            let run = repository.run_in("clusters", "cmp generate", variables);
            assert_eq!((run.code, run.out.as_str()), (Some(2), ""), "{target:?}: {}", run.err);
        }
        repository.run_in("clusters", "cmp discover", &[]);
        repository.commit();
        repository.refuses("diff HEAD:clusters /dev/null", &format!("HEAD:{words}"));
        repository.refuses("render shared/b.yaml --baseline HEAD:clusters", &format!("HEAD:{words}"));
        repository.remove("clusters/x.yaml");
    }
}

#[test]
fn folders_that_links_lead_out_to_are_refused() {
    let repository = base();
    for target in ["../../elsewhere", "/proc", "/dev", "../..", "../../nothing", "/", "../.git", "..", "."] {
        repository.link(target, "clusters/x");
        let run = repository.run("render clusters");
        assert_eq!((run.code, run.out.as_str()), (Some(2), ""), "{target}: {}", run.err);
        assert!(run.err.contains("clusters/x"), "{target}: {}", run.err);
        repository.commit();
        let run = repository.run("diff HEAD:clusters /dev/null");
        assert!(run.code == Some(2) && run.err.contains("HEAD:clusters/x"), "{target}: {}", run.err);
        repository.remove("clusters/x");
    }
    // A tool that a link names is nothing to read.
    repository.link("/bin/sh", "clusters/tool");
    repository.commit();
    assert_eq!(repository.run("diff HEAD:clusters clusters").code, Some(0));
}

#[test]
fn links_that_multiply_are_read_once() {
    let repository = base();
    for n in 0..40 {
        fs::create_dir_all(repository.path(&format!("clusters/d{n}"))).unwrap();
        repository.link(format!("../d{}", n + 1), &format!("clusters/d{n}/a"));
        repository.link(format!("../d{}", n + 1), &format!("clusters/d{n}/b"));
    }
    repository.write("clusters/d40/c.yaml", cluster("c"));
    repository.commit();
    let run = repository.run("diff HEAD:clusters clusters");
    assert!(run.code == Some(0) && run.out.contains("clusters: 2 unchanged\n"), "{}{}", run.out, run.err);
}

#[test]
fn a_folder_of_many_names_ends() {
    let repository = base();
    let git = |line: &str, input: &str| {
        let mut command = Command::new("sh");
        command.args([
            "-c",
            &format!("printf '{input}' | git -c user.name=t -c user.email=t@example.org {line}"),
        ]);
        let output = command.current_dir(repository.path("")).output().unwrap();
        assert!(output.status.success(), "{output:?}");
        String::from_utf8(output.stdout).unwrap().trim().to_owned()
    };
    let mut tree = git("rev-parse HEAD:clusters", "");
    for _ in 0..30 {
        let entries: String = (0..10).map(|n| format!("040000 tree {tree}\\td{n}\\n")).collect();
        tree = git("mktree", &entries);
    }
    let commit = git(&format!("commit-tree {tree} -m many"), "");
    repository.refuses(&format!("diff {commit}: clusters"), "contains more than 300000 files and folders");
}

#[test]
fn without_a_repository_links_stay_in_what_was_given() {
    let place =
        Place::new(&[("in/a.yaml", &cluster("a")), ("other/b.yaml", &cluster("b")), ("secret.yaml", SECRET)]);
    symlink("../other/b.yaml", place.path().join("in/b.yaml")).unwrap();
    let run = place.run("render in");
    assert!(run.code == Some(2) && run.err.contains("in/b.yaml, a link, leads out"), "{}", run.err);
    assert_eq!(place.run("render in other").code, Some(0));
    // A repository that a file claims to be is smaller, and never larger.
    place.write("in/.git", "gitdir: ../..\n");
    assert_eq!(place.run("render in").code, Some(2));
    fs::remove_file(place.path().join("in/.git")).unwrap();
    // What is named is the user's own choice.
    symlink("../secret.yaml", place.path().join("in/s.yaml")).unwrap();
    assert!(place.run("render in/s.yaml").out.contains("TOPSECRET"));
    assert_eq!(place.run("render in/b.yaml").code, Some(0));
    let input = fs::File::open(place.path().join("in/a.yaml")).unwrap();
    let output = place.command("render /dev/stdin").stdin(input).output().unwrap();
    assert_eq!(String::from_utf8(output.stdout).unwrap(), place.run("render in/a.yaml").out);
}

#[test]
fn pipes_in_folders_are_not_waited_for() {
    let repository = base();
    let pipe = |file: &str| {
        let status = Command::new("mkfifo").arg(repository.path(file)).status().unwrap();
        assert!(status.success());
    };
    pipe("clusters/pipe.yaml");
    pipe("clusters/pipe");
    repository.refuses("render clusters", "clusters/pipe.yaml is not a regular file");
    let run = repository.run_in("clusters", "cmp generate", &[("ARGOCD_ENV_PATHS_0", "pipe.yaml")]);
    assert!(run.code == Some(2) && run.err.contains("pipe.yaml is not a regular file"), "{}", run.err);
    repository.remove("clusters/pipe.yaml");
    repository.link("pipe", "clusters/x.yaml");
    repository.refuses(
        "validate clusters",
        "clusters/x.yaml, a link, leads to something that is not a regular file",
    );
    repository.write("fixtures/s/c/input.yaml", cluster("c"));
    pipe("fixtures/s/c/args");
    repository.refuses("golden check .", "fixtures/s/c/args");
    repository.remove("fixtures/s/c/args");
    fs::create_dir_all(repository.path("golden/s/c")).unwrap();
    pipe("golden/s/c/output.yaml");
    repository.refuses("golden check .", "golden/s/c/output.yaml is not a regular file");
}

#[test]
fn goldens_read_nothing_outside() {
    let repository = base();
    repository.write("fixtures/s/c/input.yaml", cluster("c"));
    for target in
        ["/dev/zero", "../../../../credentials", "/proc/self/environ", "nowhere", "../../../.git/config"]
    {
        repository.link(target, "fixtures/s/c/args");
        repository.refuses("golden check .", "fixtures/s/c/args");
        repository.remove("fixtures/s/c/args");
    }
    for target in ["/dev/zero", "../../../../secret.yaml"] {
        repository.link(target, "fixtures/s/c/x.yaml");
        repository.refuses("golden bless .", "fixtures/s/c/x.yaml, a link, leads out");
        repository.remove("fixtures/s/c/x.yaml");
    }
    repository.write("fixtures/args", "--namespace eu\n");
    repository.link("../../args", "fixtures/s/c/args");
    repository.link("c", "fixtures/s/again");
    repository.link("../c/input.yaml", "fixtures/s/d/input.yaml");
    let run = repository.run("golden bless .");
    assert!(run.out.contains("3 cases: 3 files written"), "{}{}", run.out, run.err);
    fs::remove_dir_all(repository.path("fixtures")).unwrap();
    repository.link("../elsewhere", "fixtures");
    repository.refuses("golden check .", "fixtures leads out");
}

#[test]
fn argo_cd_reads_the_repository_only() {
    let repository = base();
    repository.link("../shared/b.yaml", "clusters/b.yaml");
    fs::remove_dir_all(repository.path(".git")).unwrap();
    let source = [("ARGOCD_APP_SOURCE_PATH", "clusters")];
    let run = repository.run_in("clusters", "cmp generate", &source);
    assert_eq!(run.code, Some(0), "{}", run.err);
    for path in ["..", "repo", "clusters/../..", "/", "."] {
        let run = repository.run_in("clusters", "cmp generate", &[("ARGOCD_APP_SOURCE_PATH", path)]);
        assert_eq!((run.code, run.out.as_str()), (Some(2), ""), "{path}: {}", run.err);
    }
    repository.link("../../elsewhere", "clusters/out");
    repository.link("../shared", "clusters/in");
    let path = |path| [source[0], ("ARGOCD_ENV_PATHS_0", path)];
    for wrong in ["out", "out/a.yaml", "in/../out", "gone"] {
        let run = repository.run_in("clusters", "cmp generate", &path(wrong));
        assert!(run.code != Some(0) && run.out.is_empty(), "{wrong}: {}", run.err);
    }
    let run = repository.run_in("clusters", "cmp generate", &path("in"));
    assert!(run.code == Some(0) && run.out.contains("name: b"), "{}", run.err);
}

#[test]
fn empty_is_what_has_no_manifest_and_nothing_else() {
    let repository = base();
    let allow = ("ARGOCD_ENV_ALLOW_EMPTY", "true");
    let generate = |variables: &[(&str, &str)]| repository.run_in("app", "cmp generate", variables);
    repository.write("app/notes.md", "");
    assert_eq!(generate(&[]).code, Some(2));
    assert_eq!(generate(&[allow]).code, Some(0));
    let run = generate(&[allow, ("ARGOCD_ENV_PATHS_0", "gone")]);
    assert!(run.code == Some(2) && run.err.contains("cannot read gone: "), "{}", run.err);
    for target in ["nowhere", "../../elsewhere", "."] {
        repository.link(target, "app/x");
        let run = generate(&[allow]);
        assert_eq!((run.code, run.out.as_str()), (Some(2), ""), "{target}: {}", run.err);
        repository.remove("app/x");
    }
    // An earlier output is a manifest that is passed over, and not none.
    assert_eq!(repository.run("render clusters -o app/out").code, Some(0));
    let run = generate(&[allow]);
    assert!(run.code == Some(2) && run.err.contains("an earlier run wrote"), "{}", run.err);
}

#[test]
fn a_list_drops_what_it_names_and_says_so() {
    let repository = base();
    let role = role("r");
    for list in ["", "\n", "# flink-render\n", "a.yaml\n", "# flink-render\n../clusters/a.yaml\n", "\0"] {
        repository.write("clusters/d/.flink-render", list);
        repository.write("clusters/d/eu/flinkcluster.flinkoperator.k8s.io_c.yaml", cluster("c"));
        repository.commit();
        let run = repository.run("render clusters");
        assert!(run.code == Some(0) && run.out.contains("name: c\n"), "{list:?}: {}", run.err);
        assert!(run.err.contains("note: clusters/d/.flink-render is not a list"), "{list:?}: {}", run.err);
        let run = repository.run("diff HEAD:clusters clusters");
        assert!(run.out.contains("clusters: 2 unchanged\n"), "{list:?}: {}{}", run.out, run.err);
        assert!(
            run.err.contains("note: HEAD:clusters/d/.flink-render is not a list"),
            "{list:?}: {}",
            run.err
        );
        let run = repository.run_in("clusters/d", "cmp discover", &[]);
        assert!(run.out.contains("_c.yaml"), "{list:?}: {}", run.err);
    }
    // What it does not name is read.
    repository
        .write("clusters/d/.flink-render", "# flink-render\neu/flinkcluster.flinkoperator.k8s.io_c.yaml\n");
    repository.write("clusters/d/eu/other.yaml", &role);
    repository.commit();
    let said =
        "1 file below clusters/d is not read: an earlier run wrote it, as clusters/d/.flink-render says";
    let run = repository.run("render clusters");
    assert!(
        run.code == Some(0) && !run.out.contains("name: c\n") && run.out.contains("{name: r}"),
        "{}",
        run.out
    );
    assert!(run.err.contains(&format!("note: {said}")), "{}", run.err);
    let run = repository.run("diff HEAD:clusters clusters");
    assert!(run.out.contains("clusters: 1 unchanged\n"), "{}", run.out);
    assert!(run.err.contains("note: 1 file below HEAD:clusters/d is not read"), "{}", run.err);
    // Who names the folder wants it.
    assert!(repository.run("render clusters/d").out.contains("name: c\n"));
    repository.remove("clusters/d/.flink-render");
    repository.link("/dev/zero", "clusters/d/.flink-render");
    let run = repository.run("render clusters");
    assert!(run.out.contains("name: c\n") && run.err.contains("not a regular file"), "{}", run.err);
}

#[test]
fn no_cluster_is_lost_by_its_name() {
    let repository = Repository::new(&[("clusters/a.yaml", &cluster("a"))]);
    for (n, name) in
        ["B.YAML", "c.Yml", "d.JSON", "e\nf.yaml", "'\"`$(x).yaml", "-.yaml", "ä ö.yml", "x.y.yaml"]
            .iter()
            .enumerate()
    {
        repository.write(&format!("clusters/{name}"), cluster(&format!("c{n}")));
    }
    let bytes = repository.path("clusters").join(OsStr::from_bytes(b"\xff\xfe.yaml"));
    fs::write(bytes, cluster("bytes")).unwrap();
    repository.commit();
    let run = repository.run("diff HEAD:clusters clusters");
    assert!(run.code == Some(0) && run.out.contains("clusters: 10 unchanged\n"), "{}{}", run.out, run.err);
    fs::create_dir_all(repository.path("deep").join("d/".repeat(300))).unwrap();
    repository.write(&format!("deep/{}a.yaml", "d/".repeat(300)), cluster("deep"));
    let run = repository.run("render deep");
    assert!(run.code == Some(2) && run.err.contains("folders deep"), "{}", run.err);
    repository.commit();
    let run = repository.run("diff HEAD:deep /dev/null");
    assert!(run.code == Some(2) && run.err.contains("folders deep"), "{}", run.err);
}

#[test]
fn a_submodule_of_a_revision_is_named() {
    let repository = base();
    let other = Repository::new(&[("c.yaml", &cluster("c"))]);
    let url = other.path("").display().to_string();
    repository.git(&format!("-c protocol.file.allow=always submodule --quiet add {url} clusters/sub"));
    repository.commit();
    repository.refuses("diff HEAD:clusters clusters", "HEAD:clusters/sub is a submodule");
    repository.refuses("diff HEAD:clusters/sub clusters", "HEAD:clusters/sub is a submodule");
    repository.link("clusters/sub/c.yaml", "shared/c.yaml");
    repository.commit();
    assert_eq!(repository.run("diff HEAD:shared shared").code, Some(2));
    // The same on the other side, and of a repository that is nobody's submodule.
    repository.refuses("render clusters", "clusters/sub is a submodule");
    repository.refuses("diff clusters /dev/null", "clusters/sub is a submodule");
    repository.link("../shared", "clusters/more");
    fs::rename(repository.path("clusters/sub"), repository.path("nested")).unwrap();
    repository.remove("shared/c.yaml");
    repository.link("../nested/c.yaml", "shared/c.yaml");
    repository.refuses("render shared", "shared/c.yaml, a link, has no target");
    repository.refuses("render .", "nested is a submodule or another repository");
    // Its own files are its own.
    assert_eq!(repository.run("render nested").code, Some(0));
    assert_eq!(repository.run_in("nested", "render .", &[]).code, Some(0));
    // What is written is not read.
    repository.remove("shared/c.yaml");
    repository.git("init --quiet out");
    fs::rename(repository.path("nested"), repository.0.path().join("nested")).unwrap();
    let run = repository.run("render . -o out");
    assert_eq!(run.code, Some(0), "{}", run.err);
}

#[test]
fn what_is_named_leads_out_of_no_repository() {
    let repository = base();
    let pipe = Command::new("mkfifo").arg(repository.path("pipe")).status().unwrap();
    assert!(pipe.success());
    let absolute = repository.path("x").display().to_string();
    repository.link("../../elsewhere", "shared/out");
    for (target, words) in [
        ("../elsewhere", "leads out"),
        ("../elsewhere/a.yaml", "leads out"),
        ("../secret.yaml", "leads out"),
        ("../credentials", "leads out"),
        ("../gone", "leads out"),
        ("..", "leads out"),
        ("/", "leads out"),
        ("/etc/passwd", "leads out"),
        ("/dev/zero", "leads out"),
        ("/dev/stdin", "leads out"),
        ("/proc/self/environ", "leads out"),
        ("shared/out", "leads out"),
        ("shared/out/a.yaml", "leads out"),
        (".git", "leads into .git"),
        (".git/config", "leads into .git"),
        ("pipe", "not a regular file"),
        ("gone", "x, a link, has no target"),
        ("x", "leads through more than 40 links"),
    ] {
        repository.link(target, "x");
        for path in ["x", "./x", "shared/../x", &absolute] {
            for line in [
                "validate PATH",
                "render PATH",
                "render shared/b.yaml PATH",
                "inventory PATH",
                "diff PATH /dev/null",
                "diff shared/b.yaml ./PATH",
                "render shared/b.yaml --baseline PATH",
                "explain memory PATH",
                "init flux PATH --repository https://example.org/a.git",
                "adopt PATH --from-cluster-dump /dev/null",
                "adopt shared/b.yaml --from-cluster-dump PATH",
                "pin-savepoint PATH --from /dev/null",
                "pin-savepoint shared/b.yaml --from PATH",
            ] {
                let line = line.replace("./PATH", "PATH").replace("PATH", path);
                let run = repository.run(&line);
                assert_eq!((run.code, run.out.contains("kind")), (Some(2), false), "{line}: {}", run.err);
                let both = (path == "shared/../x" && target == "x") || line.starts_with("pin-savepoint PATH");
                assert!(
                    both || run.err.contains(words) || run.err.contains("not a regular file"),
                    "{target}, {line}: {}",
                    run.err
                );
            }
        }
        repository.remove("x");
    }
    // What whole folders are read for.
    repository.0.write("elsewhere/fixtures/c/input.yaml", cluster("c"));
    repository.link("../elsewhere", "x");
    for line in ["pack x -o layout", "pack x/fixtures -o layout", "golden check x", "golden bless ./x"] {
        repository.refuses(line, "leads out");
    }
    assert!(!repository.path("layout").exists() && !repository.0.path().join("elsewhere/golden").exists());
    repository.remove("x");
    // The folder above a link, and what is behind it.
    repository.link("../elsewhere", "x");
    repository.0.write("elsewhere/.git/HEAD", "ref: refs/heads/main\n");
    repository.0.write("elsewhere/sub/a.yaml", SECRET);
    for path in ["x/a.yaml", "x/sub", "x/../secret.yaml", "x/.", "x/sub/../a.yaml", "./x/"] {
        repository.refuses(&format!("render {path}"), "leads out");
    }
    repository.refuses("pin-savepoint pipe --from shared/b.yaml", "pipe is not a regular file");
}

#[test]
fn what_is_named_within_or_elsewhere_is_read() {
    let repository = base();
    repository.link("clusters", "current");
    repository.link("../repo/shared", "around");
    repository.link("shared/b.yaml", "file");
    for path in
        ["current", "around", "file", "./current/../shared", "../repo/clusters", "clusters/../clusters/"]
    {
        let run = repository.run(&format!("render {path}"));
        assert!(run.code == Some(0) && run.out.contains("kind: FlinkCluster"), "{path}: {}", run.err);
    }
    // In no repository, it is the user's own choice.
    repository.0.write("free/a.yaml", cluster("free"));
    symlink("free", repository.0.path().join("freely")).unwrap();
    let absolute = repository.0.path().join("freely").display().to_string();
    for path in ["../free", "../freely", "../freely/a.yaml", &absolute, "clusters/../../freely"] {
        assert_eq!(repository.run(&format!("render {path}")).code, Some(0), "{path}");
    }
    let input = || fs::File::open(repository.path("clusters/a.yaml")).unwrap();
    let wanted = repository.run("render clusters/a.yaml").out;
    for path in ["-", "/dev/stdin", "/dev/fd/0", "/proc/self/fd/0"] {
        let mut command = repository.0.command(&format!("render {path}"));
        let output = command.current_dir(repository.path("")).stdin(input()).output().unwrap();
        assert_eq!(String::from_utf8(output.stdout).unwrap(), wanted, "{path}");
    }
    let program = env!("CARGO_BIN_EXE_flink-render");
    let script = format!("{program} diff <(cat clusters/a.yaml) <(cat clusters/a.yaml)");
    let output =
        Command::new("bash").args(["-c", &script]).current_dir(repository.path("")).output().unwrap();
    assert_eq!(output.status.code(), Some(0), "{output:?}");
    // A file is no folder on either side.
    repository.refuses("diff HEAD:clusters/a.yaml/ clusters", "clusters/a.yaml/ is a file, not a folder");
    repository.refuses("diff clusters/a.yaml/ clusters", "a.yaml/");
    repository.refuses("validate clusters/a.yaml/.", "a.yaml/. is a file, not a folder");
}

#[test]
fn standard_input_is_read_once() {
    let repository = base();
    for line in [
        "diff - -",
        "diff /dev/stdin -",
        "diff - /dev/fd/0",
        "render - --baseline -",
        "render /dev/stdin --baseline -",
        "render - shared --baseline /proc/self/fd/0",
        "adopt - --from-cluster-dump -",
        "pin-savepoint - --from -",
    ] {
        let input = fs::File::open(repository.path("clusters/a.yaml")).unwrap();
        let mut command = repository.0.command(line);
        let output = command.current_dir(repository.path("")).stdin(input).output().unwrap();
        let err = String::from_utf8(output.stderr).unwrap();
        assert!(output.status.code() == Some(2) && output.stdout.is_empty(), "{line}: {err}");
        assert!(err.contains("standard input is read once"), "{line}: {err}");
    }
}

#[test]
fn nothing_is_written_where_a_link_leads_out() {
    let repository = base();
    let outside = repository.0.path().join("outside");
    fs::create_dir(&outside).unwrap();
    repository.link("../outside", "out");
    repository.link("../not-yet", "later");
    repository.link(".git", "gits");
    for to in ["out", "out/sub", "./out", "later", "gits", "gits/hooks"] {
        for line in ["render clusters -o", "pack clusters -o", "schema -o", "man -o", "init github -o"] {
            repository.refuses(&format!("{line} {to}"), "which would be written, leads");
        }
    }
    assert_eq!(fs::read_dir(&outside).unwrap().count(), 0);
    assert!(!repository.0.path().join("not-yet").exists());
    // Within, and where there is no repository, it is the user's own choice.
    repository.link("real", "within");
    fs::create_dir(repository.path("real")).unwrap();
    symlink("outside", repository.0.path().join("free")).unwrap();
    for to in ["within", "new/folder", "../free/a", "../outside/b"] {
        let run = repository.run(&format!("render clusters -o {to}"));
        assert_eq!(run.code, Some(0), "{to}: {}", run.err);
    }
    // What would be in what is packed is refused before it is there.
    repository.refuses("pack clusters -o clusters/sub/layout", "is in what is packed");
    repository.refuses("pack . -o layout", "is in what is packed");
    assert_eq!(repository.run("pack clusters -o layout").code, Some(0));
}

#[test]
fn a_link_to_nowhere_is_called_one() {
    let repository = base();
    repository.link("gone.yaml", "lk/l2.yaml");
    repository.link("../gone", "lk/l1.yaml");
    repository.commit();
    repository.refuses("diff HEAD:lk/l2.yaml clusters", "HEAD:lk/l2.yaml, a link, has no target");
    repository.refuses("diff clusters lk/l1.yaml", "lk/l1.yaml, a link, has no target");
    repository.refuses("diff HEAD:lk/l3.yaml clusters", "HEAD has no `lk/l3.yaml`: did you mean");
}

#[test]
fn a_commit_is_what_its_hash_says() {
    let repository = base();
    repository.write("clusters/a.yaml", cluster("a").replace("replicas: 1", "replicas: 2"));
    repository.commit();
    repository.git("replace HEAD~1 HEAD");
    let run = repository.run("diff HEAD~1:clusters clusters");
    assert!(run.code == Some(1) && run.out.contains("1 changed"), "{}{}", run.out, run.err);
    // As hooks are run.
    let git = repository.path(".git").display().to_string();
    let variables = [("GIT_DIR", ".git"), ("GIT_INDEX_FILE", ".git/index"), ("GIT_PREFIX", "")];
    let run = repository.run_in("", "diff HEAD~1:clusters clusters", &variables);
    assert!(run.code == Some(1) && run.out.contains("1 changed"), "{}{}", run.out, run.err);
    let run = repository.run_in("", "diff HEAD~1:clusters clusters", &[("GIT_DIR", &git)]);
    assert!(run.code == Some(1) && run.out.contains("1 changed"), "{}{}", run.out, run.err);
}

#[test]
fn sizes_are_looked_at_first() {
    let repository = base();
    let huge = |file: &str, size| {
        fs::File::create(repository.path(file)).unwrap().set_len(size).unwrap();
    };
    huge("clusters/x.yaml", 1 << 40);
    let run = repository.run("validate clusters");
    assert!(run.code == Some(1) && run.out.contains("FR003"), "{}{}", run.out, run.err);
    repository.remove("clusters/x.yaml");
    for n in 0..17 {
        huge(&format!("clusters/{n}.yaml"), 64 << 20);
    }
    repository.refuses("render clusters", "more than 1024 MiB of manifests");
    for n in 0..17 {
        repository.remove(&format!("clusters/{n}.yaml"));
    }
    huge("clusters/x.yaml", (64 << 20) + 1);
    repository.git("-c core.looseCompression=1 add clusters/x.yaml");
    repository.commit();
    let run = repository.run("diff HEAD:clusters /dev/null");
    assert!(run.code == Some(2) && run.err.contains("FR003"), "{}{}", run.out, run.err);
}

#[test]
fn the_first_change_of_a_folder_passes_the_printed_jobs() {
    let repository = Repository::new(&[("readme.md", "")]);
    repository.write("clusters/a.yaml", cluster("a"));
    repository.commit();
    let documents = |tool| crate::support::documents(&repository.run(&format!("init {tool}")).out);
    let github = &documents("github")[0]["jobs"]["flink-render"]["steps"];
    let github = github.as_array().unwrap().iter().find(|step| step["name"] == "Difference").unwrap();
    let gitlab = &documents("gitlab")[0]["flink-render"]["script"];
    let gitlab = gitlab.as_array().unwrap().iter().filter_map(|line| line.as_str());
    let gitlab = gitlab.into_iter().find(|line| line.contains(" diff ")).unwrap();
    let folder = Path::new(env!("CARGO_BIN_EXE_flink-render")).parent().unwrap();
    let path = format!("{}:{}", folder.display(), std::env::var("PATH").unwrap());
    for (script, review) in [(github["run"].as_str().unwrap(), ".out/review.md"), (gitlab, "review.md")] {
        let run = |base: &str| {
            repository.write(".out/x", "");
            let mut command = Command::new("bash");
            command.args(["-euc", script]).current_dir(repository.path(""));
            command.env("RUNNER_TEMP", repository.path(".out")).env("CI_MERGE_REQUEST_DIFF_BASE_SHA", base);
            command.env("PATH", &path).output().unwrap()
        };
        let output = run("HEAD^1");
        assert!(output.status.success(), "{output:?}");
        assert!(fs::read_to_string(repository.path(review)).unwrap().contains("added"), "{review}");
        if review == "review.md" {
            assert!(!run("0123456789012345678901234567890123456789").status.success());
        }
    }
}
