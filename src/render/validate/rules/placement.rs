//! Where pods may run, as whom, and whom they know by name.

use std::net::Ipv6Addr;

use crate::diagnostic::codes;
use crate::k8s::names;
use crate::model::{self, Cluster};
use crate::render::validate::findings::Findings;
use crate::render::validate::parts::{list, number, text, unknown_word};
use crate::render::validate::pods::pods;
use crate::tree::Node;

codes! {
    /// A line of a hosts file is an address of IPv4 or IPv6, and names as DNS has them: lower-case letters, digits, `-` and `.`.
    HOST_ALIAS = 198, "an invalid line of the hosts file", warning;
    /// A toleration has a key, or tolerates all with `operator: Exists`, which has no value; `tolerationSeconds` belong to the effect
    /// `NoExecute`.
    TOLERATION = 199, "an invalid toleration", warning;
    /// Users and groups are numbers from 0 to 2147483647; other words of a security context are Kubernetes' own.
    SECURITY = 200, "an invalid security context", warning;
}

/// Checks all pods.
pub fn check(cluster: &Cluster, found: &mut Findings) {
    for pod in pods(cluster) {
        let model::Pod {
            host_aliases,
            tolerations,
            security_context,
            affinity: _,
            labels: _,
            annotations: _,
            init_containers: _,
            sidecars: _,
            resources: _,
            volumes: _,
            volume_mounts: _,
            node_selector: _,
        } = pod.user;
        for (n, alias) in host_aliases.iter().enumerate() {
            host_alias(&format!("{}.hostAliases[{n}]", pod.owner("hostAliases")), alias, found);
        }
        for (n, one) in tolerations.iter().enumerate() {
            toleration(&format!("{}.tolerations[{n}]", pod.owner("tolerations")), one, found);
        }
        if let Some(context) = security_context {
            security(&format!("{}.securityContext", pod.owner("securityContext")), context, found);
        }
        for container in pod.containers() {
            if let Some(context) = container.node.get("securityContext") {
                security(&format!("{}.securityContext", container.field), context, found);
            }
        }
    }
}

fn host_alias(field: &str, alias: &Node, found: &mut Findings) {
    if let Some((ip, span)) = text(alias, "ip")
        && !is_address(ip)
    {
        let message = format!("{field}.ip: `{}` is not an address", ip.escape_debug());
        found.strict(HOST_ALIAS, span, message, "write an address such as `10.0.0.7`");
    }
    for name in list(alias, "hostnames") {
        let Some(text) = name.as_str() else { continue };
        if let Err(wrong) = names::subdomain(text) {
            let message = format!("{field}.hostnames: `{}` {wrong}", text.escape_debug());
            found.strict(HOST_ALIAS, name.span, message, "write a name such as `kafka.internal`");
        }
    }
}

/// As Kubernetes reads one: leading zeros of IPv4 do no harm, an IPv6 zone does.
fn is_address(text: &str) -> bool {
    let octet = |part: &str| part.bytes().all(|b| b.is_ascii_digit()) && part.parse::<u8>().is_ok();
    (text.split('.').count() == 4 && text.split('.').all(octet)) || text.parse::<Ipv6Addr>().is_ok()
}

fn toleration(field: &str, one: &Node, found: &mut Findings) {
    let mut wrong = Vec::new();
    let key = text(one, "key").filter(|(key, _)| !key.is_empty());
    let (operator, operator_span) = text(one, "operator").unwrap_or(("", one.span));
    let value = text(one, "value").filter(|(value, _)| !value.is_empty());
    match key {
        Some((key, span)) => {
            if let Err(why) = names::qualified(key) {
                wrong.push((span, format!("key: `{}` {why}", key.escape_debug())));
            }
        }
        None if operator != "Exists" => {
            wrong.push((operator_span, "operator is `Exists` where there is no key".to_owned()));
        }
        None => {}
    }
    wrong.extend(unknown_word(one, "operator", &["Equal", "Exists", "Gt", "Lt"]));
    wrong.extend(unknown_word(one, "effect", &["NoExecute", "NoSchedule", "PreferNoSchedule"]));
    if let Some((value, span)) = value {
        match operator {
            "Exists" => wrong.push((span, "value has no place beside `operator: Exists`".to_owned())),
            _ => {
                if let Err(why) = names::label_value(value) {
                    wrong.push((span, format!("value: `{}` {why}", value.escape_debug())));
                }
            }
        }
    }
    if let Some(seconds) = one.get("tolerationSeconds")
        && text(one, "effect").map(|(effect, _)| effect) != Some("NoExecute")
    {
        wrong.push((seconds.span, "tolerationSeconds belong to `effect: NoExecute`".to_owned()));
    }
    for (span, wrong) in wrong {
        let help = "write a toleration such as `{key: dedicated, value: flink, effect: NoSchedule}`";
        found.strict(TOLERATION, span, format!("{field}.{wrong}"), help);
    }
}

fn security(field: &str, context: &Node, found: &mut Findings) {
    let most = i64::from(i32::MAX);
    let ids =
        ["runAsUser", "runAsGroup", "fsGroup"].into_iter().filter_map(|key| Some((key, context.get(key)?)));
    let groups = list(context, "supplementalGroups").iter().map(|group| ("supplementalGroups", group));
    for (key, node) in ids.chain(groups) {
        if let Some(id) = number(node).filter(|id| !(0..=most).contains(id)) {
            let message = format!("{field}.{key} must be from 0 to {most}, but is {id}");
            found.strict(SECURITY, node.span, message, "write the number of a user or a group");
        }
    }
    let mut words = Vec::new();
    words.extend(unknown_word(context, "fsGroupChangePolicy", &["Always", "OnRootMismatch"]));
    let profile = context.get("seccompProfile");
    let profile =
        profile.and_then(|one| unknown_word(one, "type", &["Localhost", "RuntimeDefault", "Unconfined"]));
    words.extend(profile.map(|(span, wrong)| (span, format!("seccompProfile.{wrong}"))));
    for (span, wrong) in words {
        found.strict(SECURITY, span, format!("{field}.{wrong}"), "write one of them");
    }
}
