//! Files of the image in folders that get a volume.

use crate::diagnostic::{Span, codes};
use crate::fields;
use crate::flink::jar::Jar;
use crate::flink::path::{absolute, is_within};
use crate::flink::rest::Tls;
use crate::flink::scratch::{LOGS, TEMPORARY};
use crate::k8s::labels::ALLOW_UNRESTRICTED_PODS;
use crate::model::conventions::Security;
use crate::model::{Cluster, Pod, Text};
use crate::render::validate::findings::Findings;
use crate::render::validate::property::field;
use crate::tree::Node;

codes! {
    /// The root of the pods' containers is read-only, so `/tmp`, `/opt/flink/log`, and each folder that a setting names for Flink or Java to
    /// write to, gets an empty volume, which hides what the image has there: the job's jar or Python file, an entry of its class path, an agent
    /// for Java, a keytab or a keystore. Put the file elsewhere in the image, such as `/opt/flink/usrlib`; or mount a volume of your own
    /// that has it (`volumes`, `volumeMounts`): the compiler mounts nothing where you do.
    HIDDEN_FILE = 257, "a file of the image under a volume", warning;
}

/// What Flink reads from a file: its option.
const FILES: &[&str] = &["security.kerberos.krb5-conf.path", "security.kerberos.login.keytab"];
/// Options of Java that name a file to load.
const AGENTS: &[&str] = &["-javaagent:", "-agentpath:"];

/// Checks each file that is named.
pub fn check(cluster: &Cluster, found: &mut Findings) {
    match cluster.conventions.security {
        Security::Users => return,
        Security::Restricted(_) => {}
    }
    let mut written = vec![TEMPORARY.to_owned(), LOGS.to_owned()];
    written.extend(cluster.written_folders());
    let processes = [&cluster.job_manager.pod, &cluster.task_manager.pod];
    if let Some(job) = &cluster.job {
        let submitter = [&job.pod];
        let program = &job.program;
        let of_job = [
            (fields!("spec.job.jarFile"), &program.jar_file),
            (fields!("spec.job.pyFile"), &program.py_file),
            (fields!("spec.job.pyFiles"), &program.py_files),
        ];
        for (name, text) in of_job {
            let Some(text) = text else { continue };
            for path in text.value.split(',').map(str::trim) {
                if let (Jar::Local(path), Some(folder)) =
                    (Jar::of(path), hides(&written, local(path), &submitter))
                {
                    say(name, path, folder, text.span, found);
                }
            }
        }
        let all = [&job.pod, processes[0], processes[1]];
        for url in &job.class_path {
            let Some(path) = url.value.strip_prefix("file:") else { continue };
            let path = format!("/{}", path.trim_start_matches('/'));
            if let Some(folder) = hides(&written, Some(&path), &all) {
                say(fields!("spec.job.classPath"), &path, folder, url.span, found);
            }
        }
    }
    let settings = cluster.settings();
    let stores = Tls::of(&settings, cluster.version()).stores();
    for (key, text) in &cluster.properties {
        let value = text.value.trim();
        let is_file = FILES.contains(&key.value.as_str()) || stores.contains(&value);
        for path in is_file.then_some(value).into_iter().chain(agents(&key.value, text)) {
            if let Some(folder) = hides(&written, Some(path), &processes) {
                // What an image of another make puts there when it starts, nobody sees here.
                let message = message(&field(&key.value), path, folder);
                found.warning(HIDDEN_FILE, text.span, message, help());
            }
        }
    }
}

/// A path of the container's, from `local` on: one without variables.
fn local(path: &str) -> Option<&str> {
    (!path.is_empty() && !path.contains("://") && !path.contains("$(")).then_some(path)
}

fn agents<'a>(key: &str, options: &'a Text) -> impl Iterator<Item = &'a str> {
    let options = if key.starts_with("env.java.") { options.value.as_str() } else { "" };
    options.split_whitespace().filter_map(|option| {
        let path = AGENTS.iter().find_map(|prefix| option.strip_prefix(prefix))?;
        path.split('=').next()
    })
}

/// The folder among those with a volume whose empty one hides a file from one of these pods.
fn hides<'a>(written: &'a [String], path: Option<&str>, pods: &[&Pod]) -> Option<&'a str> {
    let path = absolute(path?);
    let at = |mount: &Node| mount.get("mountPath").and_then(Node::as_str).unwrap_or_default().to_owned();
    let hides = |folder: &&String| {
        is_within(&path, folder)
            && pods.iter().any(|pod| {
                let users = |mount: &Node| is_within(folder, &at(mount)) || is_within(&path, &at(mount));
                !pod.volume_mounts.iter().any(users)
            })
    };
    written.iter().find(hides).map(String::as_str)
}

fn say(field: &str, path: &str, folder: &str, span: Span, found: &mut Findings) {
    found.error(HIDDEN_FILE, span, message(field, path, folder), help());
}

fn message(field: &str, path: &str, folder: &str) -> String {
    let (path, folder) = (path.escape_debug(), folder.escape_debug());
    format!("{field}: `{path}` is not there: the pods have an empty volume at `{folder}`")
}

fn help() -> String {
    format!(
        "put it elsewhere in the image, such as `/opt/flink/usrlib`, or on a volume of yours; or let the image's folders be, by the \
         annotation `{ALLOW_UNRESTRICTED_PODS}` with the reason"
    )
}
