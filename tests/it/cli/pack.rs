//! The OCI image layout.

use std::fs;
use std::io::Read;

use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::{Place, cluster};

fn bytes(place: &Place, layout: &str, digest: &Value) -> Vec<u8> {
    let digest = digest.as_str().unwrap();
    let bytes = fs::read(place.path().join(layout).join("blobs").join(digest.replace(':', "/"))).unwrap();
    let hex: String = Sha256::digest(&bytes).iter().map(|byte| format!("{byte:02x}")).collect();
    assert_eq!(digest, format!("sha256:{hex}"));
    bytes
}

fn blob(place: &Place, layout: &str, descriptor: &Value) -> Vec<u8> {
    let bytes = bytes(place, layout, &descriptor["digest"]);
    assert_eq!(descriptor["size"], bytes.len());
    bytes
}

fn parsed(bytes: &[u8]) -> Value {
    serde_json::from_slice(bytes).unwrap()
}

#[test]
fn packs_a_folder_as_one_layer() {
    let place = Place::new(&[("a.yaml", &cluster("a"))]);
    assert_eq!(place.run("render a.yaml -o deploy --kustomization").code, Some(0));
    let run = place.run("pack deploy -o layout --revision main@sha1:0 --source https://git/x --tag v1");
    assert_eq!((run.code, run.err.as_str()), (Some(0), ""));
    assert_eq!(parsed(place.text("layout/oci-layout").as_bytes()), json!({ "imageLayoutVersion": "1.0.0" }));
    let index = parsed(place.text("layout/index.json").as_bytes());
    assert_eq!(index["manifests"][0]["annotations"]["org.opencontainers.image.ref.name"], "v1");
    assert_eq!(index["manifests"][0]["digest"], run.out.trim());
    let manifest = parsed(&blob(&place, "layout", &index["manifests"][0]));
    assert_eq!(manifest["annotations"]["org.opencontainers.image.revision"], "main@sha1:0");
    assert_eq!(manifest["layers"].as_array().unwrap().len(), 1);
    assert_eq!(manifest["layers"][0]["mediaType"], "application/vnd.oci.image.layer.v1.tar+gzip");
    let config = parsed(&blob(&place, "layout", &manifest["config"]));
    let compressed = blob(&place, "layout", &manifest["layers"][0]);
    assert_eq!(compressed[4..8], [0; 4], "no time");

    let mut archive = Vec::new();
    flate2::read::GzDecoder::new(&compressed[..]).read_to_end(&mut archive).unwrap();
    let hex: String = Sha256::digest(&archive).iter().map(|byte| format!("{byte:02x}")).collect();
    assert_eq!(config["rootfs"]["diff_ids"], json!([format!("sha256:{hex}")]));
    let mut files = place.files("deploy");
    for entry in tar::Archive::new(&archive[..]).entries().unwrap() {
        let mut entry = entry.unwrap();
        let header = entry.header();
        assert_eq!((header.mtime().unwrap(), header.uid().unwrap(), header.gid().unwrap()), (0, 0, 0));
        let path = entry.path().unwrap().to_str().unwrap().trim_end_matches('/').to_owned();
        let mut text = String::new();
        entry.read_to_string(&mut text).unwrap();
        assert_eq!(files.remove(&path), Some(text), "{path}");
    }
    assert!(files.is_empty(), "{files:?}");
}

#[test]
fn the_same_files_are_the_same_bytes() {
    let place = Place::new(&[("one/b/x.yaml", "x"), ("one/a.yaml", "a"), ("one/.hidden", "1")]);
    place.write("two/a.yaml", "a");
    std::thread::sleep(std::time::Duration::from_millis(1100));
    place.write("two/b/x.yaml", "x");
    assert_eq!(place.run("pack one -o 1").out, place.run("pack two -o 2").out);
    assert_eq!(place.files("1"), place.files("2"));
    place.write("two/b/x.yaml", "y");
    let changed = place.run("pack two -o 2").out;
    assert_ne!(place.run("pack one -o 1").out, changed);
    place.write("two/b/x.yaml", "x");
    assert_eq!(place.run("pack two -o 2").out, place.run("pack one -o 1").out);
    assert_eq!(place.files("1"), place.files("2"), "an earlier layout leaves nothing behind");
}

#[test]
fn changes_nothing_that_is_no_layout() {
    let place = Place::new(&[("in/a.yaml", "a"), ("mine/b", "b"), ("empty/.x", "")]);
    for (line, problem) in [
        ("pack in -o mine", "mine already exists, and is not an OCI layout"),
        ("pack empty -o out", "empty contains no file"),
        ("pack none -o out", "cannot read"),
        ("pack in -o in", "is in what is packed"),
    ] {
        let run = place.run(line);
        assert_eq!((run.code, run.out.as_str()), (Some(2), ""), "{line}");
        assert!(run.err.contains(problem), "{}", run.err);
    }
    assert_eq!((place.text("mine/b").as_str(), place.path().join("out").exists()), ("b", false));
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink("a.yaml", place.path().join("in/link")).unwrap();
        assert!(place.run("pack in -o out").err.contains("in/link is neither a file nor a folder"));
    }
}
