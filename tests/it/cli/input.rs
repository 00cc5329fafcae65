//! Which files are read.

use std::fs;

use super::{Place, cluster};

#[test]
fn says_all_problems_with_paths_at_once() {
    let place = Place::new(&[("a.yaml", &cluster("a")), ("empty/x.txt", "")]);
    let run = place.run("render nope a.yaml empty also-not");
    assert_eq!((run.code, run.out.as_str()), (Some(2), ""));
    for part in
        ["cannot read nope: ", "cannot read also-not: ", "empty contains no .yaml, .yml or .json file"]
    {
        assert!(run.err.contains(part), "{}", run.err);
    }
    // Of nothing there is no sum.
    let run = place.run("validate empty");
    assert_eq!((run.code, run.out.as_str()), (Some(2), ""));
    assert_eq!(place.run("validate").code, Some(2));
    assert_eq!(place.run("validate a.yaml --namespace Not_One").code, Some(2));
    assert_eq!(place.run("validate a.yaml --flink-version latest").code, Some(2));
}

#[test]
fn refuses_to_render_nothing() {
    let tool = "apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nresources: []\n";
    let place = Place::new(&[("empty.yaml", "# nothing\n"), ("kustomization.yaml", tool)]);
    for (line, found) in [
        ("validate empty.yaml", vec!["FR004 -:null:null"]),
        ("validate kustomization.yaml", vec!["FR023 kustomization.yaml:2:7", "FR004 -:null:null"]),
    ] {
        assert_eq!(place.findings(line), found);
        assert_eq!(place.run(line).code, Some(1));
        assert_eq!(place.run(&line.replace("validate", "render")).out, "");
    }
}

#[test]
fn finds_what_is_no_text() {
    let place = Place::new(&[("ok.yaml", &cluster("ok"))]);
    place.write("a.yaml", b"\xff\xfea\0:\0");
    place.write("b.yaml", b"a\0:\0 \x001\0");
    place.write("c.yaml", b"a: \xe9\n");
    place.write("d.yaml", b"\x7fELF\x02\x01\x01\0");
    fs::File::create(place.path().join("e.yaml")).unwrap().set_len((64 << 20) + 1).unwrap();
    assert_eq!(
        place.findings("validate ."),
        [
            "FR002 ./a.yaml:1:1",
            "FR002 ./b.yaml:1:1",
            "FR001 ./c.yaml:1:1",
            "FR001 ./d.yaml:1:1",
            "FR003 ./e.yaml:1:1"
        ]
    );
}

#[test]
fn reads_folders() {
    let place = Place::new(&[
        ("in/b.yml", "1"),
        ("in/a/z.json", "1"),
        ("in/.hidden/x.yaml", "1"),
        ("in/.hidden.yaml", "1"),
        ("in/notes.txt", "1"),
        ("in/out/stale.yaml", "1"),
        ("named", "1"),
    ]);
    let found = |line: &str| place.run(line).err.matches("\n   ,-[").count();
    assert_eq!(
        place.findings("validate in in/a/../b.yml named"),
        ["FR021 in/a/z.json:1:1", "FR021 in/b.yml:1:1", "FR021 in/out/stale.yaml:1:1", "FR021 named:1:1"]
    );
    assert_eq!(found("render in -o in/out"), 2, "the output folder is no input");
    let run = place.run("render in -o in");
    assert!(run.code == Some(2) && run.err.contains("in is the output folder and an input"), "{}", run.err);
}

#[cfg(unix)]
#[test]
fn follows_links_but_not_in_circles() {
    let place = Place::new(&[("elsewhere/a.yaml", "1"), ("in/b.yaml", "1")]);
    std::os::unix::fs::symlink("../elsewhere", place.path().join("in/linked")).unwrap();
    assert_eq!(
        place.findings("validate in elsewhere"),
        ["FR021 in/b.yaml:1:1", "FR021 in/linked/a.yaml:1:1"]
    );
    std::os::unix::fs::symlink("../in", place.path().join("in/circle")).unwrap();
    let run = place.run("validate in");
    assert_eq!(run.code, Some(2));
    assert!(run.err.contains("in/circle is a link to in, a folder that contains it"), "{}", run.err);
}

#[test]
fn reads_standard_input_once() {
    let place = Place::new(&[("a.yaml", &cluster("a"))]);
    let input = fs::File::open(place.path().join("a.yaml")).unwrap();
    let output = place.command("render - -").stdin(input).output().unwrap();
    assert_eq!(String::from_utf8(output.stdout).unwrap(), place.run("render a.yaml").out);
}
