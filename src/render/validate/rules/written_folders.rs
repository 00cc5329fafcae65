//! Folders that Flink is told to write to.

use crate::diagnostic::{Span, codes};
use crate::fields;
use crate::flink::path::{WORKING_FOLDER, is_within};
use crate::flink::scratch;
use crate::k8s::labels::ALLOW_UNRESTRICTED_PODS;
use crate::k8s::names;
use crate::model::Cluster;
use crate::model::conventions::Security;
use crate::render::validate::findings::Findings;
use crate::render::validate::parts::text;
use crate::render::validate::property::field;
use crate::tree::path::below;

codes! {
    /// The root of the pods' containers is read-only, so each folder that a setting names for Flink or Java to write to gets a
    /// volume (an empty one, unless `volumeMounts` has another). In the place of what the image has, or above it, the volume would
    /// hide that: with `web.upload.dir: /opt/flink` there would be no Flink in the container. A relative path begins in
    /// `/opt/flink`. In a folder whose files are rendered, such as `/opt/flink/conf`, there can be no volume either. Let them write
    /// elsewhere. It is a warning where only the dump of Java's heap is lost: without `-XX:HeapDumpPath` it would be in `/opt/flink`.
    HIDES_THE_IMAGE = 230, "a folder whose volume would hide other files", warning;
    /// The root of the pods' containers is read-only, and a folder that Flink, Bash or Java is told to write to gets a volume: where
    /// `FLINK_LOG_DIR`, `TMPDIR`, `JVM_ARGS` or its like takes its value from elsewhere, nobody sees here which folder that is. Write the
    /// value, or mount a volume there.
    UNSEEN_FOLDER = 258, "a folder that is not known", warning;
}

/// Where nothing is to be written, with or without a volume.
const READ_ONLY: &[&str] = &["/proc", "/sys", names::CONFIG_DIR, names::SCRIPT_DIR];

/// Checks each setting, and each variable.
pub fn check(cluster: &Cluster, found: &mut Findings) {
    match cluster.conventions.security {
        Security::Users => return,
        Security::Restricted(_) => {}
    }
    let (version, settings) = (cluster.version(), cluster.settings());
    let options =
        |key: &str| settings.iter().find(|(known, _)| *known == key).map_or("", |(_, value)| *value);
    let of_all = format!("{} {}", options(ALL), options(ALL_BEFORE));
    for (key, value) in &cluster.properties {
        let key = key.value.as_str();
        for folder in scratch::named(key, &value.value, version) {
            folder_of(cluster, &field(key), &folder, value.span, found);
        }
        let beside = match key {
            // What is for each process has its path in each, too.
            ALL | ALL_BEFORE => {
                let all = OF_ONE.map(options);
                let everywhere = all.iter().all(|one| one.contains("-XX:HeapDumpPath="));
                if everywhere { all.concat() } else { of_all.clone() }
            }
            _ => of_all.clone(),
        };
        if key.starts_with("env.java.") && scratch::dumps_here(&value.value, &beside) {
            heap_of(&field(key), value.span, found);
        }
    }
    for (name, file) in &cluster.log_config {
        let field = format!("{}[{}]", fields!("spec.logConfig"), name.value.escape_debug());
        for folder in scratch::of_logging(&file.value) {
            folder_of(cluster, &field, &folder, file.span, found);
        }
    }
    for variable in &cluster.env {
        let Some((name, _)) = text(variable, "name") else { continue };
        let field = below(fields!("spec.envVars"), name);
        if let Some(source) = variable.get("valueFrom").filter(|_| scratch::is_read(name)) {
            let message =
                format!("{field}: the folders that it names get no volume: its value is not known here");
            let help = "write its value, if that is no secret; or, if volumes of yours are mounted there, ignore this warning";
            found.warning(UNSEEN_FOLDER, source.span, message, help);
        }
        let Some((value, span)) = text(variable, "value") else { continue };
        for folder in scratch::of_variable(name, value) {
            folder_of(cluster, &field, &folder, span, found);
        }
        if scratch::takes_java_options(name) && scratch::dumps_here(value, &of_all) {
            heap_of(&field, span, found);
        }
    }
}

/// The options for Java of all processes, as versions call them.
const ALL: &str = "env.java.opts.all";
const ALL_BEFORE: &str = "env.java.opts";
/// Those of each.
const OF_ONE: [&str; 2] = ["env.java.opts.jobmanager", "env.java.opts.taskmanager"];

fn folder_of(cluster: &Cluster, field: &str, folder: &str, span: Span, found: &mut Findings) {
    let hadoop = cluster.hadoop.as_ref().map(|hadoop| hadoop.mount_path.value.as_str());
    let gcp = cluster.gcp.as_ref().map(|gcp| gcp.mount_path.value.as_str());
    let mut read_only = READ_ONLY.iter().copied().chain(hadoop).chain(gcp);
    let shown = folder.escape_debug();
    let message = if scratch::hides(folder) {
        format!("{field}: a volume for `{shown}` would hide what the image has there")
    } else if let Some(above) = read_only.find(|above| is_within(folder, above)) {
        format!("{field}: `{shown}` cannot be written to: `{}` is read-only", above.escape_debug())
    } else {
        return;
    };
    let relative = if folder == WORKING_FOLDER { "; a relative path begins in `/opt/flink`" } else { "" };
    let help = format!(
        "name a folder of its own, such as `/opt/flink/log`, `/tmp` or `/scratch`{relative}; or let the image's files be written \
         to, by the annotation `{ALLOW_UNRESTRICTED_PODS}` with the reason"
    );
    found.error(HIDES_THE_IMAGE, span, message, help);
}

fn heap_of(field: &str, span: Span, found: &mut Findings) {
    let message = format!(
        "{field}: Java writes no dump of its heap: it would be in `{WORKING_FOLDER}`, which is read-only"
    );
    let help = "add `-XX:HeapDumpPath=/tmp`, or another folder, which gets a volume".to_owned();
    found.warning(HIDES_THE_IMAGE, span, message, help);
}
