//! What containers of the user's are told to do, and their user may not.

use crate::diagnostic::codes;
use crate::k8s::labels::ALLOW_UNRESTRICTED_PODS;
use crate::model::conventions::Security;
use crate::model::{self, Cluster};
use crate::render::validate::findings::Findings;
use crate::render::validate::parts::list;
use crate::render::validate::pods::{Container, pods};
use crate::tree::Node;

codes! {
    /// Pods run as one user who is not root, and keep no rights on their node: files are not given to somebody else, packages not
    /// installed, the kernel's settings not changed. Volumes need no `chown`: the pod's `fsGroup` lets its user write there; not those of type `hostPath` and `nfs`, and those of
    /// some CSI drivers, whose files belong to whom they belong. A container that
    /// must be root says so by `securityContext: {runAsUser: 0}`, which a namespace whose Pod Security is `restricted` does not admit.
    NEEDS_ROOT = 259, "a command that only root may run", warning;
}

/// Programs, and with what each is root's alone.
const PROGRAMS: &[(&str, &str)] = &[
    ("apk", "add"),
    ("apt", "install"),
    ("apt-get", "install"),
    ("chgrp", ""),
    ("chown", ""),
    ("dnf", "install"),
    ("microdnf", "install"),
    ("modprobe", ""),
    ("mount", "-"),
    ("sysctl", "-w"),
    ("useradd", ""),
    ("yum", "install"),
];

/// Checks each container of the user's.
pub fn check(cluster: &Cluster, found: &mut Findings) {
    match cluster.conventions.security {
        Security::Users => return,
        Security::Restricted(_) => {}
    }
    for pod in pods(cluster) {
        for Container { field, node, is_init: _ } in pod.containers() {
            let own = node.get("securityContext");
            let user = |context: Option<&Node>| context?.get("runAsUser")?.scalar().map(ToOwned::to_owned);
            let user = user(own).or_else(|| user(pod.user.security_context.as_ref()));
            if user.as_deref() == Some("0") {
                continue;
            }
            let texts = list(node, "command").iter().chain(list(node, "args"));
            let texts: Vec<_> = texts.filter_map(|text| Some((text.as_str()?, text.span))).collect();
            // Words of one command, or whole scripts.
            let words: Vec<_> = texts.iter().map(|(text, _)| *text).collect();
            let of_words = || Some((of_root(&words.join(" "))?, node.span));
            let of_script = texts.iter().find_map(|(text, span)| Some((of_root(text)?, *span)));
            let Some((program, at)) = of_script.or_else(of_words) else { continue };
            let who = user.map_or("another user".to_owned(), |user| format!("user {user}"));
            let message = format!("{field}: only root may run `{program}`, and the container runs as {who}");
            let owns = matches!(program, "chown" | "chgrp");
            let help = match of_others(pod.user) {
                Some(volume) if owns => format!(
                    "the kubelet gives a `{volume}` to nobody: prepare it where it is; or add `securityContext: {{runAsUser: 0}}` to the \
                     container, where the namespace admits it"
                ),
                None if owns => {
                    "leave it out: volumes belong to the pod's `fsGroup` already; or add `securityContext: \
                                 {runAsUser: 0}` to the container, where the namespace admits it"
                        .to_owned()
                }
                _ => format!(
                    "do it in the image; or add `securityContext: {{runAsUser: 0}}` to the container, where the namespace admits it \
                     (`{ALLOW_UNRESTRICTED_PODS}` leaves all pods to their images)"
                ),
            };
            found.warning(NEEDS_ROOT, at, message, help);
        }
    }
}

/// A volume among a pod's whose files stay as they are, whatever `fsGroup` says.
fn of_others(pod: &model::Pod) -> Option<&'static str> {
    let kinds = ["hostPath", "nfs"];
    kinds.into_iter().find(|kind| pod.volumes.iter().any(|volume| volume.get(kind).is_some()))
}

/// The first program of a script that is root's alone, as far as its words tell.
fn of_root(script: &str) -> Option<&'static str> {
    let commands = script.split(['\n', ';', '&', '|', '(', ')', '`']);
    commands.into_iter().find_map(|command| {
        let words = command.split_whitespace().map(|word| word.trim_matches(['"', '\'', '{', '}']));
        let mut words = words.skip_while(|word| is_before_a_program(word));
        let program = words.next()?.rsplit('/').next()?;
        let (name, with) = PROGRAMS.iter().find(|(name, _)| *name == program)?;
        (with.is_empty() || words.any(|word| word.starts_with(with))).then_some(*name)
    })
}

/// Whether a word only stands before a command.
fn is_before_a_program(word: &str) -> bool {
    let is_set = word.split_once('=').is_some_and(|(name, _)| !name.is_empty() && !name.contains('/'));
    is_set
        || matches!(
            word,
            "" | "exec" | "if" | "then" | "else" | "elif" | "do" | "while" | "!" | "sudo" | "set" | "time"
        )
}

#[cfg(test)]
mod tests {
    use super::of_root;

    #[test]
    fn reads_commands() {
        for (script, program) in [
            ("chown -R 9999:9999 /data", Some("chown")),
            ("mkdir -p /data && /bin/chown flink /data", Some("chown")),
            ("if true; then\n  chgrp 0 /data\nfi", Some("chgrp")),
            ("apt-get -y install curl", Some("apt-get")),
            ("apt-get update", None),
            ("sysctl -w vm.max_map_count=262144", Some("sysctl")),
            ("echo chown", None),
            ("mount", None),
            ("cp --no-preserve=ownership a b", None),
            ("UMASK=1 chown a b", Some("chown")),
        ] {
            assert_eq!(of_root(script), program, "{script}");
        }
    }
}
