//! The codes of what is found while the cluster's meaning is settled, each with its page.

use crate::diagnostic::codes;

codes! {
    /// The Flink version decides the configuration file, the memory settings, the logging files and the client's
    /// arguments. It is taken from the annotation `flinkoperator.k8s.io/flink-version` of the FlinkCluster, else from
    /// `--flink-version`, else from the image's tag (`flink:1.20.1-java17`). With `--compat operator` none is needed.
    UNKNOWN_VERSION = 50, "the Flink version is not known";
    /// Versions from 1.8 on are rendered for.
    OLD_VERSION = 51, "a Flink version that is too old";
    /// The version is newer than this program's tables. It is rendered as the newest one in them; try it, or update.
    NEW_VERSION = 52, "a Flink version that is newer than this program";
    /// The image's tag begins like a version of Flink, and its name does not say that it is Flink's: it may be the version of
    /// the job in it.
    GUESSED_VERSION = 54, "a Flink version that may be another program's";
    /// The namespace is what kubectl would have taken; if the cluster runs elsewhere, its objects are not found.
    /// Give `metadata.namespace` or `--namespace`.
    NO_NAMESPACE = 53, "no namespace";
}
