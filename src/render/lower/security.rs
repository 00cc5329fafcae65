//! What pods may not do, and where their containers may write: so that a namespace whose Pod Security is `restricted` admits
//! them. A field of the user's own wins over the same one here.

use super::context::Context;
use crate::flink::image::Official;
use crate::flink::path::is_within;
use crate::flink::scratch::{LOGS, PLUGINS, TEMPORARY};
use crate::k8s::names;
use crate::model::conventions::{PodUser, Security};
use crate::tree::{Map, Node, Value};
use crate::{list, map};

const CAPABILITIES: &str = "capabilities";
const DROP: &str = "drop";
/// The user and the group of Flink's images.
const FLINK_USER: i32 = 9999;

/// What a container writes to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Writes {
    /// A script's temporary files.
    Temporary,
    /// What Flink writes, its client, or a job in it.
    Flink,
}

/// Volumes for what is written, and where they are mounted.
#[derive(Debug, Default)]
pub struct Writable {
    /// Empty at first.
    pub volumes: Vec<Node>,
    /// Of the main container.
    pub mounts: Vec<Node>,
    /// What fills one of them.
    pub init_container: Option<Map>,
}

impl Context<'_> {
    /// The security context of a pod. `shares`: whether volumes of the user's are in it.
    pub fn pod_security(&self, user: Option<&Node>, shares: bool) -> Option<Node> {
        let number = match self.conventions.security {
            Security::Users => return user.cloned(),
            Security::Restricted(PodUser::Flink) => Some(FLINK_USER),
            Security::Restricted(PodUser::Number(number)) => Some(number),
            Security::Restricted(PodUser::Assigned) => None,
        };
        let mut own = map! { "runAsNonRoot" => true };
        if let Some(number) = number {
            // Whose files the image's are is known of this user alone.
            if !has(user, "runAsUser") {
                own.push("runAsUser", number);
                own.push("runAsGroup", number);
            }
            if shares {
                own.push("fsGroup", number);
            }
        }
        if shares {
            own.push("fsGroupChangePolicy", "OnRootMismatch");
        }
        own.push("seccompProfile", map! { "type" => "RuntimeDefault" });
        if is_root(user) {
            own.0.retain(|entry| entry.key != "runAsNonRoot");
        }
        Some(beneath(own, user).into())
    }

    /// The security context of the compiler's own containers.
    pub fn container_security(&self) -> Option<Map> {
        match self.conventions.security {
            Security::Users => None,
            Security::Restricted(_) => {
                let mut own = unprivileged();
                own.push("readOnlyRootFilesystem", true);
                Some(own)
            }
        }
    }

    /// The security context of the pod's main container. `pod`: what the user says of the pod.
    pub fn main_security(&self, pod: Option<&Node>) -> Option<Map> {
        let mut own = self.container_security()?;
        // The entry point of Flink's images leaves root by itself, and needs the rights to do so.
        if is_root(pod) {
            own.0.retain(|entry| entry.key != CAPABILITIES);
        }
        Some(own)
    }

    /// A container of the user's: it runs as nobody special, and writes where it always did. `pod`: what the user says of its pod.
    pub fn secured(&self, container: &Node, pod: Option<&Node>) -> Node {
        let mut container = container.clone();
        let Value::Map(map) = &mut container.value else { return container };
        match self.conventions.security {
            Security::Users => {}
            Security::Restricted(_) => {
                let user = map.get("securityContext").cloned();
                let mut own = unprivileged();
                // The API server refuses the one beside the other.
                if user.as_ref().is_some_and(is_privileged) {
                    own = Map::default();
                }
                // Who asks for root wants what root may, and `restricted` admits neither.
                let asks = if has(user.as_ref(), "runAsUser") { user.as_ref() } else { pod };
                if is_root(asks) {
                    own.0.retain(|entry| entry.key != CAPABILITIES);
                }
                if is_root(user.as_ref()) && !has(user.as_ref(), "runAsNonRoot") {
                    own.push("runAsNonRoot", false);
                }
                let context = beneath(own, user.as_ref());
                match map.get_mut("securityContext") {
                    Some(value) => *value = Value::Map(context),
                    None => map.push("securityContext", context),
                }
            }
        }
        container
    }

    /// Where the main container writes, beside `mounts`.
    pub fn writable(&self, writes: Writes, mounts: &[Node]) -> Writable {
        let mut all = Writable::default();
        match self.conventions.security {
            Security::Users => return all,
            Security::Restricted(_) => {}
        }
        let mut folders: Vec<(String, &str)> = vec![(names::TEMPORARY_VOLUME.to_owned(), TEMPORARY)];
        match writes {
            Writes::Temporary => {}
            Writes::Flink => {
                folders.push((names::LOG_VOLUME.to_owned(), LOGS));
                if self.links_plugins {
                    folders.push((names::PLUGIN_VOLUME.to_owned(), PLUGINS));
                }
                let named = self.written_folders.iter().map(String::as_str);
                let named = named.filter(|folder| !is_within(folder, TEMPORARY) && !is_within(folder, LOGS));
                folders.extend(named.enumerate().map(|(n, folder)| (names::scratch_volume(n), folder)));
            }
        }
        for (name, folder) in folders {
            let taken = |mount: &Node| {
                mount.get("mountPath").and_then(Node::as_str).is_some_and(|path| is_within(folder, path))
            };
            if mounts.iter().any(taken) {
                continue;
            }
            if folder == PLUGINS {
                all.init_container = Some(self.copies_plugins());
            }
            all.volumes.push(map! { "name" => name.clone(), "emptyDir" => Map::default() }.into());
            all.mounts.push(map! { "name" => name, "mountPath" => folder.to_owned() }.into());
        }
        all
    }

    /// The image's own plugins, which a volume in their place would hide.
    fn copies_plugins(&self) -> Map {
        // An image of another make may have none.
        let guard = match Official::of(&self.image.name.value) {
            Some(_) => String::new(),
            None => format!("[ ! -d {PLUGINS} ] || "),
        };
        let script = format!("{guard}cp -R {PLUGINS}/. /plugins/");
        let mount = map! { "name" => names::PLUGIN_VOLUME, "mountPath" => "/plugins" };
        let mut container = self.container_of_image(names::PLUGIN_VOLUME);
        container.push("command", list!["/bin/bash", "-c", script]);
        container.push("volumeMounts", list![mount]);
        container.push_some("securityContext", self.container_security());
        container
    }
}

fn unprivileged() -> Map {
    map! { "allowPrivilegeEscalation" => false, CAPABILITIES => map! { DROP => list!["ALL"] } }
}

/// The user's fields, and of these those that the user does not say.
fn beneath(mut own: Map, user: Option<&Node>) -> Map {
    let Some(Map(fields)) = user.and_then(Node::as_map) else { return own };
    for field in fields {
        let mut field = field.clone();
        // What is added is no answer to what is dropped: `restricted` admits both together.
        if field.key == CAPABILITIES
            && let Some(dropped) = own.get(CAPABILITIES).and_then(|own| own.get(DROP)).cloned()
            && let Value::Map(users) = &mut field.value.value
            && users.get(DROP).is_none()
        {
            users.push(DROP, dropped);
        }
        own.0.retain(|known| known.key != field.key);
        own.0.push(field);
    }
    own
}

fn has(context: Option<&Node>, field: &str) -> bool {
    context.is_some_and(|context| context.get(field).is_some())
}

fn is_root(context: Option<&Node>) -> bool {
    context.and_then(|context| context.get("runAsUser")?.scalar()) == Some("0")
}

fn is_privileged(context: &Node) -> bool {
    let adds = context.get("capabilities").and_then(|all| all.get("add")?.as_list()).unwrap_or_default();
    let is_admin = |name: &str| matches!(name, "SYS_ADMIN" | "CAP_SYS_ADMIN");
    matches!(context.get("privileged"), Some(Node { value: Value::Bool(true), .. }))
        || adds.iter().any(|name| name.as_str().is_some_and(is_admin))
}
