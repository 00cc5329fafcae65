//! The codes of what is found while the cluster's meaning is settled, each with its page.

use crate::diagnostic::codes;

codes! {
    /// The Flink version decides the configuration file, the memory settings, the logging files and the client's
    /// arguments. It is taken from the annotation `flinkoperator.k8s.io/flink-version` of the FlinkCluster, else from
    /// `--flink-version`, else from the image's tag: of an image called `flink`, wherever it is kept (`flink:1.20.1-java17`), of
    /// others if it says `flink` and a version (`2.48.0-flink1.16`) or has the form of Flink's own tags
    /// (`1.15.2-scala_2.12-java11`). Any other tag is the version of what is in the image. With `--compat operator` none is
    /// needed.
    UNKNOWN_VERSION = 50, "an unknown Flink version";
    /// Versions from 1.8 on are supported.
    OLD_VERSION = 51, "a Flink version that is too old";
    /// The version is newer than this program's tables. It is rendered as the newest one in them; try it, or update.
    NEW_VERSION = 52, "a Flink version that is newer than this program", warning;
    /// The image's tag has a form of Flink's own (`1.20.1-java17`), which others use, too, and the image is not called `flink`:
    /// it may be the version of the job in it.
    GUESSED_VERSION = 54, "a Flink version that may be another program's", warning;
    /// Flink 1 and 2 are known. What another major version needs (its configuration file, its memory settings) is unknown;
    /// more likely the number is the version of something else in the image.
    UNKNOWN_MAJOR = 55, "an unknown major version of Flink";
    /// The image's tag says two versions of Flink.
    TWO_VERSIONS = 56, "two Flink versions";
    /// The annotation `flinkoperator.k8s.io/flink-version` (or `--flink-version`) says another major version than the image's
    /// tag. It would win, and Flink would get files that it does not read: Flink 2 has no `flink-conf.yaml`. Correct or remove
    /// it: a tag of an image called `flink`, or one that says `flink` and a version, needs none.
    OTHER_MAJOR = 57, "another major version of Flink than the image's";
    /// The annotation `flinkoperator.k8s.io/flink-version` (or `--flink-version`) says another version than the image's tag. It
    /// wins: the files are those of the version that it says.
    OTHER_MINOR = 58, "another version of Flink than the image's", warning;
    /// An annotation of the compiler's has a value that it cannot read. `flinkoperator.k8s.io/log-levels` is a level for all and
    /// loggers with theirs (`INFO, org.example=DEBUG`), `flinkoperator.k8s.io/logging` is `log4j` or `logback`, `flinkoperator.k8s.io/pod-user`
    /// a number above 0, or `assigned`, `flinkoperator.k8s.io/job-mode` is `Application`, `flinkoperator.k8s.io/upgrade-mode` is
    /// `savepoint`, `last-state`, `savepoint-or-last-state` or `stateless`, `flinkoperator.k8s.io/savepoints-kept` a number from 1 to 500,
    /// `flinkoperator.k8s.io/savepoints-kept-for` a number and a letter (`s`, `m`, `h`, `d`, `w`), `flinkoperator.k8s.io/savepoint-format`
    /// `CANONICAL` or `NATIVE`.
    ANNOTATION = 59, "an annotation that cannot be read";
    /// A field and an annotation say the same thing, or two annotations contradict each other. Neither wins: keep one of them.
    ANNOTATION_TWICE = 63, "an annotation beside what says the same";
    /// The annotation `flinkoperator.k8s.io/job-pod` is about the pods of the cluster's Jobs, `flinkoperator.k8s.io/job-mode`,
    /// `flinkoperator.k8s.io/upgrade-mode` and those of savepoints are about its job, and a session cluster has none.
    WITHOUT_JOB = 64, "an annotation without effect", warning;
    /// The namespace is what kubectl would have taken; if the cluster runs elsewhere, its objects are not found.
    /// Give `metadata.namespace` or `--namespace`.
    NO_NAMESPACE = 53, "no namespace", warning;
}
