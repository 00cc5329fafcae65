//! The steps of a take-over in their order, with their commands.

use std::collections::BTreeSet;

use crate::k8s::object::group;
use crate::k8s::resource::OPERATORS;
use crate::review::Manifest;
use crate::review::takeover::{Left, Row, Takeover, Way, is_cluster};
use crate::sink::shell::{path, word};

/// How the program was called.
#[derive(Debug)]
pub struct Call {
    /// Its options, as `render` takes them: `--dialect`, `spotify`.
    pub options: Vec<String>,
    /// The inputs.
    pub paths: Vec<String>,
    /// The dump; `-` for standard input.
    pub dump: String,
}

/// What to do, and by which commands.
pub fn steps(takeover: &Takeover<'_>, call: &Call) -> Vec<(&'static str, Vec<String>)> {
    let Takeover { rows, missing: _, left } = takeover;
    let ways = |way: Way| rows.iter().filter(move |row| row.way == way).map(place_of);
    let owned = rows.iter().map(|row| (&row.owners, place_of(row)));
    let owned = owned.chain(left.iter().map(|left| {
        let Left { group, kind, namespace, name, owners, keeper: _ } = left;
        (owners, place(group, kind, namespace, name))
    }));
    let owned: Vec<_> = owned
        .filter_map(|(owners, place)| Some(format!("kubectl patch {place} {}", freed(owners)?)))
        .collect();
    let remade: Vec<_> =
        ways(Way::MadeAgain).map(|place| format!("kubectl delete {place} --cascade=orphan")).collect();
    let alone: Vec<_> = ways(Way::LeftAlone)
        .map(|place| format!("kubectl annotate {place} kustomize.toolkit.fluxcd.io/reconcile=disabled"))
        .collect();
    let always = [
        (
            "Stop the operator, so that nothing else acts (the names are those of its own installation).",
            vec!["kubectl scale -n flink-operator-system deployment/flink-operator-controller-manager --replicas 0".into()],
        ),
        (
            "Remove its webhooks: nothing answers them any more, and no FlinkCluster could be changed.",
            vec![
                "kubectl delete mutatingwebhookconfiguration flink-operator-mutating-webhook-configuration".into(),
                "kubectl delete validatingwebhookconfiguration flink-operator-validating-webhook-configuration".into(),
            ],
        ),
        ("Compare once more, now that nothing changes: what follows is of the dump.", again(takeover, call)),
    ];
    let free = (
        "Remove the owner references: otherwise garbage collection deletes these objects with their FlinkCluster or its \
         definition, and Argo CD prunes none of them.",
        owned,
    );
    let define = (
        "Put the definition of this program in the place of the operator's. Do not uninstall the operator by its manifest: that \
         deletes the definition, and all FlinkClusters with it.",
        vec!["flink-render crd | kubectl apply --server-side --force-conflicts -f -".into()],
    );
    let render = (
        "Commit the rendering, and look at what is left to change: what is said above, and nothing else.",
        vec![
            format!("flink-render render --compat operator {} -o deploy-operator/", inputs(call)),
            "kubectl diff --recursive -f deploy-operator/".into(),
        ],
    );
    let make_again = (
        "Delete these StatefulSets without their pods: the operator made the FlinkCluster the owner of their claims, in \
         templates that cannot be changed. The next steps make them again around the same pods and claims.",
        remade,
    );
    let leave_alone = (
        "Have these Jobs left as they are: each is a JobManager whose job id cannot be changed, and its job ends with it. Flux \
         passes over what has the annotation; for Argo CD, give the Application `ignoreDifferences` of `/spec/template` for them, \
         and the sync option `RespectIgnoreDifferences=true`.",
        alone,
    );
    let end = [
        (
            "Let Argo CD or Flux take the folder over, first without pruning. No pod restarts: compare their names.",
            Vec::new(),
        ),
        (
            "Render natively in a change of its own. It restarts the cluster: take a savepoint before, and name it in `fromSavepoint`.",
            Vec::new(),
        ),
    ];
    let wanted = |step: &(&str, Vec<String>)| !step.1.is_empty();
    let mut steps = Vec::from(always);
    steps.extend(Some(free).filter(wanted));
    steps.extend([define, render]);
    steps.extend([make_again, leave_alone].into_iter().filter(wanted));
    steps.extend(end);
    steps
}

/// The dump, and this program over it.
fn again(takeover: &Takeover<'_>, call: &Call) -> Vec<String> {
    let namespaces: BTreeSet<_> = takeover.rows.iter().filter_map(|row| row.object.namespace).collect();
    let mut namespaces = namespaces.into_iter();
    let of = match (namespaces.next(), namespaces.next()) {
        (None, _) => String::new(),
        (Some(only), None) => format!(" -n {}", word(only)),
        (Some(_), Some(_)) => " --all-namespaces".to_owned(),
    };
    let dump = format!("kubectl get {OPERATORS}{of} -o yaml");
    let (inputs, file) = (inputs(call), path(&call.dump));
    match call.dump == "-" {
        true => vec![format!("{dump} | flink-render adopt {inputs} --from-cluster-dump -")],
        false => vec![
            format!("{dump} > {file}"),
            format!("flink-render adopt {inputs} --from-cluster-dump {file}"),
        ],
    }
}

/// Options and inputs, as they were given.
fn inputs(call: &Call) -> String {
    let Call { options, paths, dump: _ } = call;
    options
        .iter()
        .map(|text| word(text))
        .chain(paths.iter().map(|text| path(text)))
        .collect::<Vec<_>>()
        .join(" ")
}

/// What takes away those owners with which an object would go; none where there are none.
fn freed(owners: &[String]) -> Option<String> {
    let clusters: Vec<_> =
        owners.iter().enumerate().filter(|(_, owner)| is_cluster(owner)).map(|(n, _)| n).collect();
    let all = "/metadata/ownerReferences";
    let places: Vec<_> = match clusters.len() == owners.len() {
        true => clusters.first().map(|_| all.to_owned()).into_iter().collect(),
        // The last first: the others keep their places.
        false => clusters.iter().rev().map(|n| format!("{all}/{n}")).collect(),
    };
    let removals: Vec<_> =
        places.iter().map(|place| format!(r#"{{"op": "remove", "path": "{place}"}}"#)).collect();
    (!removals.is_empty()).then(|| format!("--type json -p '[{}]'", removals.join(", ")))
}

fn place_of(row: &Row<'_>) -> String {
    let Manifest { api_version, kind, namespace, name, tree: _, source: _, span: _ } = row.object;
    place(group(api_version), kind, namespace.unwrap_or_default(), name)
}

/// `-n streams deployment.apps orders-jobmanager`
fn place(group: &str, kind: &str, namespace: &str, name: &str) -> String {
    let namespace = if namespace.is_empty() { String::new() } else { format!("-n {} ", word(namespace)) };
    let dot = if group.is_empty() { "" } else { "." };
    format!("{namespace}{} {}", word(&format!("{}{dot}{group}", kind.to_lowercase())), word(name))
}
