//! Files: links that were planted, lists that lie, folders of others, two runs at once, a disk that is full.

use std::fs;
use std::os::unix::fs::{MetadataExt, symlink};
use std::process::Stdio;

use crate::cli::{Place, cluster, role};
use crate::support::documents;

const DUMP: &str = "apiVersion: flinkoperator.k8s.io/v1alpha1\nkind: FlinkCluster\n\
    metadata: {name: a, namespace: eu}\nstatus: {components: {job: {savepointLocation: s3://b/sp-1}}}\n";

fn job(name: &str) -> String {
    let sp = "  job: {jarFile: /opt/a.jar, savepointsDir: \"s3://b/sp\"}\n";
    format!("{}{sp}", cluster(name))
}

/// A folder that must not change, beside what the program is given.
fn outside(place: &Place) -> Vec<(String, String)> {
    place.files("outside").into_iter().collect()
}

/// Links under every name that is written, and those that were used for what waits.
#[test]
fn nothing_is_written_through_a_planted_link() {
    for (line, plants) in [
        ("schema -o d", &["flinkoperator.k8s.io/flinkcluster_v1alpha1.json.tmp"][..]),
        ("man -o d", &["flink-render.1.tmp"]),
        ("pin-savepoint d/a.yaml --from dump.yaml", &["a.yaml.flink-render.tmp"]),
        (
            "init github -o d",
            &[".github/workflows/flink-render.yaml.flink-render.tmp", ".github/workflows/x"],
        ),
        ("render d/a.yaml -o d/out", &["out/.flink-render.tmp", "out/x"]),
        ("render d/a.yaml -o d/out", &[".out.flink-render"]),
        ("pack packed -o d/layout", &["layout.new", "layout.old"]),
    ] {
        let place = Place::new(&[("d/a.yaml", &job("a")), ("dump.yaml", DUMP), ("packed/x.yaml", "x")]);
        place.write("outside/file", "mine");
        for plant in plants {
            let at = place.path().join("d").join(plant);
            fs::create_dir_all(at.parent().unwrap()).unwrap();
            symlink(place.path().join("outside/file"), at).unwrap();
        }
        let run = place.run(line);
        assert_eq!(run.code, Some(0), "{line}: {}", run.err);
        assert_eq!(outside(&place), [("file".to_owned(), "mine".to_owned())], "{line}");
        for plant in plants {
            let at = place.path().join("d").join(plant);
            assert!(fs::symlink_metadata(at).unwrap().is_symlink(), "{line}: {plant} is somebody else's");
        }
    }
}

/// In the place of a file or a folder that is written, a link is named and refused.
#[test]
fn a_link_in_the_place_of_a_file_is_refused() {
    for (line, plant, to) in [
        ("schema -o d", "flinkoperator.k8s.io/flinkcluster_v1alpha1.json", "outside/file"),
        ("schema -o d", "flinkoperator.k8s.io", "outside"),
        ("man -o d", "flink-render.1", "outside/file"),
        ("init github -o d", ".github/workflows/flink-render.yaml", "outside/file"),
        ("init github -o d", ".github/workflows/flink-render.yaml", "/dev/zero"),
        ("init github -o d", ".github", "outside"),
        ("init image -o d", "Dockerfile", "nowhere"),
        ("pin-savepoint d/b.yaml --from dump.yaml", "b.yaml", "outside/b.yaml"),
        ("golden bless d", "golden/a/output.yaml", "outside/file"),
    ] {
        let place = Place::new(&[("d/fixtures/a/cluster.yaml", &job("a")), ("dump.yaml", DUMP)]);
        place.write("outside/file", "mine");
        place.write("outside/b.yaml", job("a"));
        let before = outside(&place);
        let at = place.path().join("d").join(plant);
        fs::create_dir_all(at.parent().unwrap()).unwrap();
        symlink(place.path().join(to), &at).unwrap();
        let run = place.run(line);
        assert_eq!(run.code, Some(2), "{line}, {plant}: {}", run.err);
        assert!(run.err.contains("link") || run.err.contains("larger"), "{line}: {}", run.err);
        assert_eq!((outside(&place), place.path().join("nowhere").exists()), (before, false), "{line}");
        assert!(fs::symlink_metadata(at).unwrap().is_symlink(), "{line}");
        assert!(!run.err.contains("mine"), "{}", run.err);
    }
}

#[test]
fn what_is_replaced_keeps_its_rights() {
    use std::os::unix::fs::PermissionsExt;
    let place = Place::new(&[("a.yaml", &job("a")), ("dump.yaml", DUMP)]);
    let file = place.path().join("a.yaml");
    fs::set_permissions(&file, fs::Permissions::from_mode(0o640)).unwrap();
    assert_eq!(place.run("pin-savepoint a.yaml --from dump.yaml").code, Some(0));
    assert!(place.text("a.yaml").contains("fromSavepoint: \"s3://b/sp-1\""));
    assert_eq!(fs::metadata(&file).unwrap().mode() & 0o777, 0o640);
    assert_eq!(place.files(".").len(), 2, "nothing is left beside it");
    // A new one has those that files have here.
    assert_eq!(place.run("schema -o d").code, Some(0));
    place.write("new", "");
    let rights = |file: &str| fs::metadata(place.path().join(file)).unwrap().mode();
    assert_eq!(rights("d/flinkoperator.k8s.io/flinkcluster_v1alpha1.json"), rights("new"));
}

/// Who writes the list may be somebody else than who wrote the files.
#[test]
fn a_list_that_lies_removes_and_replaces_nothing() {
    let foreign = [
        ("eu/my_values.yaml", "replicas: 3\n"),
        ("eu/service_secret.yaml", "apiVersion: v1\nkind: Secret\nmetadata: {name: secret}\n"),
        ("kustomization.yaml", "resources: [a.yaml]\n"),
        ("eu/deployment.apps_a-jobmanager.yaml", "notes\n"),
    ];
    for (file, text) in foreign {
        for linked in [false, true] {
            let place = Place::new(&[("a.yaml", &cluster("a")), ("outside/x", text)]);
            assert_eq!(place.run("render a.yaml -o out").code, Some(0));
            let at = place.path().join("out").join(file);
            let _ = fs::remove_file(&at);
            if linked {
                symlink(place.path().join("outside/x"), &at).unwrap();
            } else {
                place.write(&format!("out/{file}"), text);
            }
            let list = place.text("out/.flink-render");
            place.write("out/.flink-render", format!("{list}{file}\n"));
            let before = place.files("out");
            let run = place.run("render a.yaml -o out --no-custom-resource --kustomization");
            assert_eq!((run.code, place.files("out")), (Some(2), before), "{file}: {}", run.err);
            assert!(run.err.contains(&format!("out/{file} is in .flink-render, and ")), "{}", run.err);
            assert_eq!(place.text("outside/x"), text);
        }
    }
    // What a merge left in a file of ours is no reason to stop.
    let place = Place::new(&[("a.yaml", &cluster("a"))]);
    assert_eq!(place.run("render a.yaml -o out --kustomization").code, Some(0));
    let before = place.files("out");
    for file in before.keys().filter(|file| file.ends_with(".yaml")) {
        let text = &before[file];
        place.write(&format!("out/{file}"), format!("<<<<<<< HEAD\n{text}=======\n{text}>>>>>>> main\n"));
    }
    assert_eq!(place.run("render a.yaml -o out --kustomization").code, Some(0));
    assert_eq!(place.files("out"), before);
    // Nor what the list has, and is not there.
    let list = place.text("out/.flink-render");
    place.write("out/.flink-render", format!("{list}us/service_b.yaml\n"));
    assert_eq!(place.run("render a.yaml -o out --kustomization").code, Some(0));
    assert_eq!((place.text("out/.flink-render"), place.files("out")), (list, before));
}

/// The names of the work folders are known: what is there, and not ours, stays, and the work is done in another way.
#[test]
fn others_folders_under_the_names_of_work_folders_stay() {
    for (folder, fine) in [("d/.out.flink-render", true), ("d/out/.flink-render.tmp", true)] {
        let place = Place::new(&[("a.yaml", &cluster("a")), ("b.yaml", &cluster("b"))]);
        assert_eq!(place.run("render a.yaml -o d/out").code, Some(0));
        let precious = ["x", "next/precious", "old.1", "7", ".flink-render.1"];
        precious.iter().for_each(|file| place.write(&format!("{folder}/{file}"), "mine"));
        let before = place.files(folder);
        let run = place.run("render a.yaml b.yaml -o d/out");
        assert_eq!((run.code == Some(0), place.files(folder)), (fine, before), "{folder}: {}", run.err);
        assert!(place.path().join("d/out/eu/service_b-jobmanager.yaml").exists(), "{folder}");
    }
    // Both: the one way and the other are barred.
    let place = Place::new(&[("a.yaml", &cluster("a")), ("d/.out.flink-render/x", "mine")]);
    place.write("d/out/.flink-render.tmp/x", "mine");
    let before = place.files("d");
    let run = place.run("render a.yaml -o d/out");
    assert_eq!((run.code, place.files("d")), (Some(2), before));
    assert!(run.err.contains("d/out/.flink-render.tmp already exists, and was not written by flink-render"));
}

/// Killed at any of its steps, a run leaves nothing that the next one takes for somebody else's.
#[test]
fn what_a_killed_run_left_goes() {
    let place = Place::new(&[("a.yaml", &cluster("a")), ("b.yaml", &cluster("b"))]);
    assert_eq!(place.run("render a.yaml -o d/out").code, Some(0));
    place.write("d/out/mine", "mine");
    let number = |path: &str| fs::metadata(place.path().join(path)).unwrap().ino();
    for step in 0..6 {
        let line = ["render a.yaml b.yaml -o d/out", "render a.yaml -o d/out"][step % 2];
        for work in ["d/.out.flink-render", "d/out/.flink-render.tmp"] {
            fs::create_dir(place.path().join(work)).unwrap();
            if step > 0 {
                place.write(&format!("{work}/.flink-render.{}", number(work)), "");
            }
            if step > 1 {
                place.write(&format!("{work}/next/eu/service_z.yaml"), "half");
                place.write(&format!("{work}/3"), "half");
            }
        }
        let work = "d/.out.flink-render";
        if step > 2 {
            place.write(&format!("{work}/old.{}", number("d/out")), "");
        }
        if step > 3 {
            // As if both had changed places, and somebody wrote into the old one before.
            fs::remove_dir_all(place.path().join(format!("{work}/next"))).unwrap();
            place.write(&format!("{work}/next/late"), "late");
            place.write(&format!("{work}/next/.flink-render"), "# flink-render\neu/service_z.yaml\n");
            place.write(&format!("{work}/next/eu/service_z.yaml"), "old");
            place.write(&format!("{work}/old.{}", number(&format!("{work}/next"))), "");
        }
        let run = place.run(line);
        assert_eq!(run.code, Some(0), "{step}: {}", run.err);
        assert_eq!(fs::read_dir(place.path().join("d")).unwrap().count(), 1, "{step}");
        let files = place.files("d/out");
        assert!(!files.contains_key(".flink-render.tmp") && !files.contains_key("eu/service_z.yaml"));
        assert_eq!((files["mine"].as_str(), files.contains_key("late")), ("mine", step > 3), "{step}");
    }
}

#[test]
fn two_runs_at_once_do_not_mix() {
    let place = Place::new(&[]);
    for n in 0..8 {
        place.write(&format!("one/{n}.yaml"), cluster(&format!("a{n}")));
        place.write(&format!("two/{n}.yaml"), cluster(&format!("b{n}")));
    }
    place.write("d/out/mine", "mine");
    let alone = ["one", "two"].map(|side| {
        assert_eq!(place.run(&format!("render {side} -o alone/{side}")).code, Some(0));
        place.files(&format!("alone/{side}")).into_keys().collect::<Vec<_>>()
    });
    for _ in 0..12 {
        let runs = ["one", "two", "one"].map(|side| {
            let mut command = place.command(&format!("render {side} -o d/out"));
            command.stderr(Stdio::piped()).spawn().unwrap()
        });
        for run in runs {
            let output = run.wait_with_output().unwrap();
            let err = String::from_utf8(output.stderr).unwrap();
            let busy = output.status.code() == Some(2) && err.contains("another run is writing to");
            assert!(output.status.success() || busy, "{err}");
        }
        let mut files = place.files("d/out");
        assert_eq!(files.remove("mine").as_deref(), Some("mine"));
        let now: Vec<_> = files.into_keys().collect();
        assert!(alone.contains(&now), "{now:?}");
        assert_eq!(fs::read_dir(place.path().join("d")).unwrap().count(), 1);
    }
}

#[test]
fn names_never_lead_out() {
    let long = "x".repeat(200);
    let names =
        ["../x", "/etc/x", "a/b", "..", ".", "CON", "a\\b", "e\u{301}", "\u{e9}", "a\nb", "%2E", &long];
    let mut documents = String::new();
    for name in names {
        let name = serde_json::to_string(name).unwrap();
        documents.push_str("---\n");
        documents.push_str(&role(&name).replace('}', &format!(", namespace: {name}}}")));
    }
    let place = Place::new(&[("in.yaml", &documents)]);
    let run = place.run("render in.yaml -o d/out");
    assert_eq!(run.code, Some(0), "{}", run.err);
    let files = place.files("d/out");
    assert_eq!(files.keys().filter(|file| file.ends_with(".yaml")).count(), names.len());
    assert!(files.contains_key("%43ON"), "Windows takes it for a device: {:?}", files.keys());
    assert_eq!(place.files(".").len(), 4 + files.len(), "in.yaml, d, d/out, its list, and nothing elsewhere");
    assert_eq!(place.run("render in.yaml -o d/out").code, Some(0));
}

#[test]
fn an_output_folder_may_be_a_link_and_stays_one() {
    let place = Place::new(&[("a.yaml", &cluster("a")), ("real/mine", "mine"), ("empty/.x", "")]);
    for (link, to) in [("out", "real"), ("layout", "packed")] {
        fs::create_dir_all(place.path().join(to)).unwrap();
        symlink(to, place.path().join(link)).unwrap();
    }
    assert_eq!(place.run("render a.yaml -o out").code, Some(0));
    for _ in 0..2 {
        let run = place.run("pack out -o layout");
        assert_eq!(run.code, Some(0), "{}", run.err);
    }
    for link in ["out", "layout"] {
        assert!(fs::symlink_metadata(place.path().join(link)).unwrap().is_symlink(), "{link}");
    }
    assert_eq!(place.text("real/mine"), "mine");
    assert!(place.path().join("packed/oci-layout").exists());
    symlink("nowhere", place.path().join("dangling")).unwrap();
    for line in ["render a.yaml -o dangling", "pack out -o dangling", "render a.yaml -o /dev/null"] {
        assert_eq!(place.run(line).code, Some(2), "{line}");
    }
    assert!(!place.path().join("nowhere").exists());
}

/// What `pack` replaces is its own, to the last file.
#[test]
fn a_layout_with_files_of_others_is_refused() {
    let place = Place::new(&[("in/a.yaml", "a"), ("in/b.yaml", "b")]);
    assert_eq!(place.run("pack in -o layout").code, Some(0));
    place.write("in/a.yaml", "c");
    let blob = format!("blobs/sha256/{}", "0".repeat(64));
    for foreign in ["notes.txt", &blob, "blobs/sha256/x", "blobs/md5/x", ".git/config", "ingest/x"] {
        place.write(&format!("layout/{foreign}"), "mine");
        let before = place.files("layout");
        let run = place.run("pack in -o layout");
        assert_eq!((run.code, place.files("layout")), (Some(2), before), "{foreign}");
        assert!(
            run.err.contains(&format!("layout/{foreign} does not belong to the existing layout")),
            "{}",
            run.err
        );
        place.remove(&format!("layout/{foreign}"));
        let _ = fs::remove_dir(place.path().join("layout").join(foreign).parent().unwrap());
    }
    assert_eq!(place.run("pack in -o layout").code, Some(0));
    // Another tool's, with an image of its own.
    for (at, index) in [
        ("other", r#"{"schemaVersion":2,"manifests":[]}"#),
        ("more", r#"{"schemaVersion":2,"manifests":[{"digest":"sha256:../../../x"}]}"#),
        ("broken", "{"),
    ] {
        place.write(&format!("{at}/oci-layout"), r#"{"imageLayoutVersion":"1.0.0"}"#);
        place.write(&format!("{at}/index.json"), index);
        let before = place.files(at);
        let run = place.run(&format!("pack in -o {at}"));
        assert_eq!((run.code, place.files(at)), (Some(2), before), "{}", run.err);
    }
    let mut command = place.command("pack ../in -o .");
    command.current_dir(place.path().join("layout"));
    assert_eq!(command.output().unwrap().status.code(), Some(2), "nobody is left in a folder that goes");
    assert_eq!(fs::read_dir(place.path()).unwrap().count(), 5, "nothing is left beside");
}

#[test]
fn what_cannot_be_packed_is_named() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;
    let place = Place::new(&[("in/a.yaml", "a"), ("outside/x", "mine")]);
    for name in [&b"b\xff.yaml"[..], b"b\xfe.yaml", b"d\xff"] {
        place.write("x", "");
        fs::rename(place.path().join("x"), place.path().join("in").join(OsStr::from_bytes(name))).unwrap();
    }
    symlink("../outside", place.path().join("in/folder")).unwrap();
    let large = fs::File::create(place.path().join("in/z.bin")).unwrap();
    large.set_len(3 << 30).unwrap();
    let run = place.run("pack in -o layout");
    assert_eq!((run.code, run.err.matches("a name that is not UTF-8").count()), (Some(2), 3), "{}", run.err);
    for problem in
        ["in/folder is neither a file nor a folder", "in/z.bin and what is before it are more than 1024 MiB"]
    {
        assert!(run.err.contains(problem), "{}", run.err);
    }
    assert!(!place.path().join("layout").exists());
}

/// JSON escapes a character beyond the first 65,536 in two halves.
#[test]
fn halves_of_a_character_are_one() {
    let both = r"\ud83d\uDE00";
    let args = format!(r#"["{both}", "a{both}{both}b", "\\{both}", "\\ud83d", "\u00e9{both}\n"]"#);
    let literal = format!(r"['{both}', {both}, '\{both}']");
    let other = format!(
        r#"{{"kind": "ClusterRole", "apiVersion": "rbac.authorization.k8s.io/v1", "metadata": {{"name": "r", "labels": {{"{both}": "x{both}"}}}}}}"#
    );
    let cluster =
        |args: &str| job("a").replace("jarFile: /opt/a.jar", &format!("jarFile: /opt/a.jar, args: {args}"));
    let read = |text: &str| {
        let run = Place::new(&[("a.yaml", text)]).run("render a.yaml");
        assert_eq!(run.code, Some(0), "{text}: {}", run.err);
        documents(&run.out)
    };
    let args_of = |text: &str| read(&cluster(text))[0]["spec"]["job"]["args"].clone();
    let meant = serde_json::json!(["😀", "a😀😀b", r"\😀", r"\ud83d", "é😀\n"]);
    assert_eq!(args_of(&args), meant);
    // In other quotes, and in none, it is text.
    assert_eq!(args_of(&literal), serde_json::json!([both, both, format!(r"\{both}")]));
    let block = format!("{}  envVars:\n  - name: X\n    value: |\n      {both} # {both}\n", cluster("[a]"));
    assert_eq!(read(&block)[0]["spec"]["envVars"][0]["value"], format!("{both} # {both}\n"));
    // Others' objects are read by kubectl, which knows no halves in YAML.
    let printed = Place::new(&[("a.yaml", &format!("{other}\n---\n{}", role("s")))]).run("render a.yaml");
    assert!(printed.out.contains(r#""labels": {"😀": "x😀"}"#), "{}", printed.out);
    for half in [r"\ud83d", r"\ude00", r"\ude00\ud83d", r"é\ud83dx", r"😀\ud83d\ud83d\ude00"] {
        let text = cluster(&format!("[\"{half}\"]"));
        let column = text.lines().nth(7).unwrap().chars().position(|c| c == '\\').unwrap() + 1;
        let place = Place::new(&[("a.yaml", &text)]);
        assert_eq!(place.findings("validate a.yaml"), [format!("FR010 a.yaml:8:{column}")], "{half}");
    }
    // With private characters of its own, a text is refused, and not changed.
    for own in ["\u{e03d}", r"\ue03d", r"\U0000E03d"] {
        let place = Place::new(&[("a.yaml", &cluster(&format!("[\"{both}\", \"{own}\"]")))]);
        assert_eq!(place.findings("validate a.yaml").len(), 1, "{own}");
        assert_eq!(read(&cluster(&format!("[\"{own}\"]")))[0]["spec"]["job"]["args"][0], "\u{e03d}");
    }
}
