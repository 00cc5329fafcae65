//! The folder with one file per object.

use std::fs;
use std::process::Stdio;

use super::{Place, Run, cluster, role};

#[test]
fn keeps_a_folder_in_step() {
    let place = Place::new(&[("in/a.yaml", &cluster("a")), ("in/b.yaml", &cluster("b"))]);
    place.write("in/role.yaml", role("system:a/b"));
    let last = |run: &Run| run.err.lines().last().unwrap_or_default().to_owned();

    let run = place.run("render in -o out/deep");
    assert_eq!((run.code, run.out.as_str()), (Some(0), ""));
    let files = place.files("out/deep");
    let total = files.keys().filter(|name| name.ends_with(".yaml")).count();
    assert_eq!(last(&run), format!("{total} objects of 2 clusters: {total} written, 0 removed, 0 unchanged"));
    for name in [
        "clusterrole.rbac.authorization.k8s.io_system%3Aa%2Fb.yaml",
        "eu/deployment.apps_a-jobmanager.yaml",
        "eu/service_a-jobmanager.yaml",
    ] {
        assert!(files.contains_key(name), "{name}: {:?}", files.keys());
    }

    let service = place.path().join("out/deep/eu/service_b-jobmanager.yaml");
    let before = fs::metadata(&service).unwrap().modified().unwrap();
    place.write("out/deep/eu/mine.yaml", "mine");
    place.remove("in/role.yaml");
    place.write("in/a.yaml", cluster("a").replace("replicas: 1", "replicas: 3"));
    let run = place.run("render in -o out/deep");
    assert!(last(&run).contains(" written, 1 removed, "), "{}", run.err);
    assert_eq!(
        fs::metadata(&service).unwrap().modified().unwrap(),
        before,
        "unchanged files are not written"
    );

    place.write("in/a.yaml", cluster("a").replace("eu", "us"));
    place.remove("in/b.yaml");
    assert_eq!(place.run("render in -o out/deep").code, Some(0));
    let files = place.files("out/deep");
    let left: Vec<_> = files.keys().filter(|name| !name.starts_with("us")).collect();
    assert_eq!(left, ["eu", "eu/mine.yaml"], "what is not in the list stays");
}

#[test]
fn changes_nothing_in_a_folder_that_is_not_as_it_left_it() {
    let place = Place::new(&[("a.yaml", &cluster("a")), ("out/eu/service_a-jobmanager.yaml", "mine")]);
    let before = place.files("out");
    let run = place.run("render a.yaml -o out");
    assert_eq!((run.code, place.files("out")), (Some(1), before));
    assert!(run.err.contains("FR005: out/eu/service_a-jobmanager.yaml already exists"), "{}", run.err);

    place.remove("out/eu/service_a-jobmanager.yaml");
    assert_eq!(place.run("render a.yaml -o out").code, Some(0));
    let (list, before) = (place.text("out/.flink-render"), place.files("out"));
    place.write("victim_x.yaml", "mine");
    for (line, problem) in [
        ("../victim_x.yaml", "`../victim_x.yaml` is not a file of flink-render"),
        ("/victim_x.yaml", "is not a file of flink-render"),
        ("eu/deep/er_x.yaml", "is not a file of flink-render"),
        ("eu/kustomization.yaml", "is not a file of flink-render"),
        ("<<<<<<< HEAD", "is not a file of flink-render"),
    ] {
        place.write("out/.flink-render", format!("{list}{line}\n"));
        let run = place.run("render a.yaml -o out --no-custom-resource");
        assert_eq!((run.code, place.files("out")), (Some(2), before.clone()), "{line}");
        assert!(run.err.contains(problem), "{}", run.err);
    }
    place.write("out/.flink-render", "somebody else's\n");
    assert_eq!(place.run("render a.yaml -o out").code, Some(2));
    assert_eq!(place.run("render a.yaml -o a.yaml").code, Some(2));
    assert_eq!(place.text("victim_x.yaml"), "mine");
}

#[cfg(unix)]
#[test]
fn never_writes_through_links() {
    let place = Place::new(&[("a.yaml", &cluster("a")), ("elsewhere/x", ""), ("out/x", "")]);
    std::os::unix::fs::symlink("../elsewhere", place.path().join("out/eu")).unwrap();
    assert_eq!(place.run("render a.yaml -o out").code, Some(2));
    assert_eq!(place.files("elsewhere").len(), 1);

    let place = Place::new(&[("fixtures/a/a.yaml", &cluster("a")), ("elsewhere/x", ""), ("golden/x", "")]);
    std::os::unix::fs::symlink("../elsewhere", place.path().join("golden/a")).unwrap();
    assert_eq!(place.run("golden bless .").code, Some(2));
    assert_eq!(place.files("elsewhere").len(), 1);
}

#[test]
fn cleans_up_after_a_run_that_was_killed() {
    let place = Place::new(&[("a.yaml", &cluster("a"))]);
    place.run("render a.yaml -o out");
    let (list, files) = (place.text("out/.flink-render"), place.files("out"));
    // As after the first files of another output: the list holds both, the rest still waits.
    place.write("out/.flink-render", format!("{list}us/service_b.yaml\nus/service_c.yaml\n"));
    let b = "apiVersion: v1\nkind: Service\nmetadata:\n  name: b\n";
    place.write("out/us/service_b.yaml", b);
    assert_eq!(place.run("render a.yaml -o out").code, Some(0));
    assert_eq!((place.text("out/.flink-render"), place.files("out")), (list, files));
}

#[test]
fn gives_every_object_a_file_of_its_own() {
    let place = Place::new(&[("a.yaml", &format!("{}---\n{}", role("Reader"), role("reader")))]);
    let run = place.run("render a.yaml -o out");
    assert_eq!(run.code, Some(1));
    assert!(run.err.contains("FR006: two objects would be written to"), "{}", run.err);
    place.write("a.yaml", role(&"x".repeat(230)));
    assert!(place.run("render a.yaml -o out").err.contains("FR006: the file name of ClusterRole xxx"));
    place.write("a.yaml", role("\"..\"").replace("}", ", namespace: \"..\"}"));
    assert_eq!(place.run("render a.yaml -o out").code, Some(0));
    assert!(place.files("out").contains_key("%2E./clusterrole.rbac.authorization.k8s.io_...yaml"));
}

#[test]
fn writes_a_kustomization_on_request() {
    let place = Place::new(&[("in/a.yaml", &cluster("a")), ("in/role.yaml", &role("system:a"))]);
    assert_eq!(place.run("render in -o out --kustomization").code, Some(0));
    let mut files = place.files("out");
    let listed = files.remove("kustomization.yaml").unwrap();
    let listed: Vec<_> = listed.lines().filter_map(|line| line.strip_prefix("- ")).collect();
    let files: Vec<_> = files.keys().filter(|file| file.ends_with(".yaml")).collect();
    assert_eq!(listed, files);
    assert!(place.run("render in -o out --kustomization").err.ends_with(" 0 removed, 7 unchanged\n"));

    assert_eq!(place.run("render in -o out").code, Some(0));
    assert!(!place.path().join("out/kustomization.yaml").exists(), "what is not asked for goes");
    place.write("out/kustomization.yaml", "mine");
    let run = place.run("render in -o out --kustomization");
    assert_eq!((run.code, place.text("out/kustomization.yaml").as_str()), (Some(1), "mine"));
    assert!(run.err.contains("FR005: out/kustomization.yaml already exists"), "{}", run.err);
    assert_eq!(place.run("render in --kustomization").code, Some(2));
}

/// What a folder holds, with the list of it.
fn tree(place: &Place) -> std::collections::BTreeMap<String, String> {
    let mut files = place.files("deploy/out");
    files.extend(
        fs::read_to_string(place.path().join("deploy/out/.flink-render"))
            .map(|list| ("list".to_owned(), list)),
    );
    files
}

#[cfg(target_os = "linux")]
#[test]
fn a_killed_run_leaves_the_old_files_or_the_new_ones() {
    let place = Place::new(&[]);
    for n in 0..12 {
        place.write(&format!("old/{n}.yaml"), cluster(&format!("a{n}")));
        place
            .write(&format!("new/{n}.yaml"), cluster(&format!("a{n}")).replace("replicas: 1", "replicas: 2"));
    }
    place.write("new/further.yaml", cluster("b").replace("eu", "us"));
    place.remove("new/11.yaml");
    let foreign =
        [("deploy/out/eu/mine.yaml", "mine"), ("deploy/out/others/deep/x", "x"), ("deploy/out/.hidden", "")];
    foreign.iter().for_each(|(file, text)| place.write(file, text));
    fs::create_dir(place.path().join("deploy/out/empty")).unwrap();
    std::os::unix::fs::symlink("eu/mine.yaml", place.path().join("deploy/out/link")).unwrap();
    let states = ["old", "new"].map(|side| {
        let run = place.run(&format!("render {side} -o deploy/out"));
        assert_eq!(run.code, Some(0), "{}", run.err);
        tree(&place)
    });
    assert_ne!(states[0], states[1]);
    let start = std::time::Instant::now();
    assert_eq!(place.run("render old -o deploy/out").code, Some(0));
    let whole = start.elapsed();
    let mut ends = [0, 0];
    // Until both were seen: under load, a run takes longer than the first one did.
    let mut n = 0_u32;
    while n < 60 || (n < 600 && ends.contains(&0)) {
        let side = ["new", "old"][n as usize % 2];
        let mut run = place.command(&format!("render {side} -o deploy/out"));
        let mut run = run.stderr(Stdio::null()).spawn().unwrap();
        std::thread::sleep(whole * (n * 37 % 60) * (1 + n / 60) / 50);
        run.kill().unwrap();
        run.wait().unwrap();
        let now = tree(&place);
        let end = states.iter().position(|state| *state == now);
        ends[end.unwrap_or_else(|| panic!("a mixture: {:?}", now.keys()))] += 1;
        n += 1;
    }
    assert!(ends.iter().all(|count| *count > 0), "{ends:?}");
    // What a killed run left beside the folder goes with the next one.
    assert_eq!(place.run("render old -o deploy/out").code, Some(0));
    assert_eq!(place.run("render new -o deploy/out").code, Some(0));
    assert_eq!(tree(&place), states[1]);
    assert_eq!(fs::read_dir(place.path().join("deploy")).unwrap().count(), 1);
}

#[test]
fn somebody_in_the_folder_stays_in_it() {
    let place = Place::new(&[("a.yaml", &cluster("a")), ("out/mine", "mine")]);
    let mut command = place.command("render ../a.yaml -o .");
    assert!(command.current_dir(place.path().join("out")).status().unwrap().success());
    assert_eq!(place.text("out/mine"), "mine");
    assert!(place.files("out").len() > 5);
}
