//! The codes of what no stage finds: between sources, of the version of Kubernetes, of what is ignored.

use crate::codes;

codes! {
    /// Two documents define the same object. The one applied last would win, or both in turn for ever.
    OBJECT_TWICE = 60, "a duplicate object";
    /// A file among the inputs holds what this program renders from a FlinkCluster that is among them, too: it was rendered into
    /// a folder that is an input, or the folder above both was named. Keep FlinkClusters in one folder and what is rendered from
    /// them in another, and name the first one: `flink-render render clusters -o rendered`.
    OUTPUT_AS_INPUT = 267, "an output among the inputs";
    /// Two clusters write their savepoints into one directory: whoever looks for one, or cleans up, will take the other's.
    SHARED_DIRECTORY = 61, "a savepoint directory that two clusters share", warning;
    /// The version of Kubernetes that is rendered for (`--kube-version`, `KUBE_VERSION` in an Argo CD plugin) does not serve
    /// this API, or does not know this field: it would refuse the object, or drop the field.
    NOT_SERVED = 62, "an API that the cluster does not serve";
    /// The annotation `flinkoperator.k8s.io/ignore` of a FlinkCluster contains codes of warnings, each with the reason why it does
    /// not count there: `FR175: the account has the permissions`. Several are written one per line, or separated by `;`; some may
    /// share a reason: `FR166, FR167: a demo`. Reports still count what is ignored, JSON and SARIF list it with its reason.
    IGNORE_WITHOUT_REASON = 70, "an ignore without a reason";
    /// No warning has this code. `explain codes` lists all codes, and marks those that can be ignored.
    IGNORE_UNKNOWN = 71, "an ignore of an unknown code";
    /// Warnings can be ignored. An error cannot: the output would be wrong, or refused. What a change does to a job's state has a
    /// permission of its own: the annotation `flinkoperator.k8s.io/allow-state-loss`.
    IGNORE_OF_ERROR = 72, "an ignore of an error";
    /// Nothing that was found has this code, or it is ignored twice: what was wrong is fixed, and the next such warning, for
    /// another reason, would go unseen. One list of `--ignore` for many runs may contain this code, too.
    IGNORE_UNNEEDED = 73, "an unneeded ignore", warning;
}
