//! The codes of what the parser finds, each with its page.

use crate::diagnostic::codes;

codes! {
    /// The text is not YAML. The place is where the reader gave up; the mistake is there or in the lines above.
    SYNTAX = 10, "not YAML";
    /// YAML indents with spaces. A tab in the indentation is refused by every reader.
    TAB = 11, "a tab in the indentation";
    /// YAML forbids control characters other than tab and line breaks, even in quotes; `"\x1b"` is an escape.
    CONTROL_CHARACTER = 12, "a control character";
    /// An alias (`*name`) is inside the value that its anchor (`&name`) names: it would never end.
    ALIAS = 13, "an alias inside its own anchor";
    /// Values are nested deeper than 64 levels. A FlinkCluster needs about 20.
    TOO_DEEP = 14, "nested too deep";
    /// Aliases of aliases grow exponentially. They may expand to 100,000 values and 10,000,000 bytes together.
    ALIAS_COST = 15, "aliases that expand to too much";
    /// A key is a mapping, a sequence or null. Kubernetes' documents are JSON in another notation: keys are text.
    KEY = 16, "a key that is not text";
    /// A mapping has the same key twice. Readers disagree about which one counts; kubectl takes the last one.
    DUPLICATE_KEY = 17, "a duplicate key";
    /// A tag such as `!!binary` or `!Ref`. Only the tags of JSON's own types are known.
    TAG = 18, "an unknown tag";
    /// `<<` merges the keys of one mapping, or of a list of mappings, into another.
    MERGE = 19, "a merge of something that is not a mapping";
    /// `.nan` and `.inf` are numbers that JSON, and therefore Kubernetes, cannot represent.
    NOT_JSON = 20, "a number that JSON cannot represent";
    /// A document is neither a mapping with `apiVersion` and `kind` nor empty.
    NOT_AN_OBJECT = 21, "not a Kubernetes object";
    /// Another Kubernetes object passes through; without a `metadata.name` it cannot be applied.
    NAMELESS = 22, "a Kubernetes object without a name";
    /// A file for kustomize or another tool is not an object of a cluster; it is left out.
    TOOL_FILE = 23, "a tool's file, left out", warning;
    /// A `List` hides its objects from review. Write its items as documents of their own.
    LIST = 24, "a List that contains FlinkClusters";
    /// The `apiVersion` of the FlinkCluster is not one that this version renders.
    API_VERSION = 25, "an unknown version of FlinkCluster";
    /// The group has one kind, FlinkCluster; another one in it is a mistake, and would pass through as somebody else's object.
    WRONG_KIND = 26, "an unknown kind of the group";
    /// A `FlinkCluster`, or a misspelling of that word, in a group that does not have it (`v1`, `apps/v1`): it would pass through as
    /// somebody else's object, and no cluster would be rendered. Other operators have a FlinkCluster of their own
    /// (`lightbend.com`, `nextbreakpoint.com`): theirs are not read here, and belong in another folder.
    OTHER_GROUP = 27, "a FlinkCluster in another group";
    /// The object is one of Apache's Flink Kubernetes Operator. It passes through as it stands, and does nothing in a cluster
    /// where that operator does not run. Written as a FlinkCluster, its fields are:
    ///
    /// | FlinkDeployment | FlinkCluster |
    /// |---|---|
    /// | `spec.image`, `spec.imagePullPolicy` | `spec.image.name`, `spec.image.pullPolicy` |
    /// | `spec.flinkVersion: v1_20` | the image's tag, or the annotation `flinkoperator.k8s.io/flink-version: "1.20"` |
    /// | `spec.flinkConfiguration` | `spec.flinkProperties` |
    /// | `spec.jobManager.resource` | `spec.jobManager.resources`, with `limits` as in a container |
    /// | `spec.taskManager.replicas`, `.resource` | `spec.taskManager.replicas`, `.resources` |
    /// | `spec.podTemplate`: volumes, sidecars | `volumes`, `volumeMounts`, `spec.taskManager.sidecars` |
    /// | `spec.ingress.template` | `spec.jobManager.ingress.hostFormat` |
    /// | `spec.job.jarURI`, `.entryClass`, `.args` | `spec.job.jarFile`, `.className`, `.args` |
    /// | `spec.job.parallelism`, `.allowNonRestoredState` | the same |
    /// | `spec.job.initialSavepointPath` | `spec.job.fromSavepoint` |
    /// | `spec.job` | `spec.job`, with the annotation `flinkoperator.k8s.io/job-mode: Application` |
    /// | `spec.job.upgradeMode: savepoint` and `state.savepoints.dir` | `spec.job.savepointsDir` |
    /// | `spec.job.upgradeMode: last-state`, `stateless` | the annotation `flinkoperator.k8s.io/upgrade-mode` |
    /// | `spec.job.savepointTriggerNonce` | `spec.job.savepointGeneration` |
    /// | `spec.job.state: suspended` | `spec.job.cancelRequested: true` |
    ///
    /// A FlinkSessionJob has no counterpart: jobs of a session cluster are submitted by other means.
    APACHES = 28, "an object of Apache's operator", warning;

    /// A field that the resource does not have. It is left out with `--compat operator`, as the operator left it out.
    UNKNOWN_FIELD = 30, "an unknown field", warning;
    /// A field that this version of flink-render does not know in one of Kubernetes' own types. It is passed through
    /// unchanged: the API server may be newer.
    NEW_FIELD = 31, "a field that Kubernetes may not know", warning;
    /// A value of another type than the field takes.
    WRONG_TYPE = 32, "a value of the wrong type";
    /// A whole number that does not fit into 32 (or 64) bits.
    OVERFLOW = 33, "a number out of range";
    /// A quantity as Kubernetes reads it is a number with an optional suffix: `500m`, `1.5`, `2Gi`, `1e9`.
    QUANTITY = 34, "not a quantity";
    /// The field takes one of a few values.
    WORD = 35, "an unknown value";
    /// A field must be given.
    MISSING_FIELD = 36, "a field is missing";
    /// An element of a list is null.
    NULL_ITEM = 37, "an empty element";
    /// Text that YAML 1.1 readers (kubectl is one) and YAML 1.2 readers read as different values: `0777` is 511 or
    /// 777, `1_000` a number or text, `12:30` text or 750. Quotes, or plain decimal digits, leave no doubt.
    YAML_TRAP = 38, "read differently by other readers", warning;
    /// A value of a text map is empty. The operator reads it as empty text.
    NULL_TEXT = 39, "no value";
    /// A status, or a field of the metadata that the API server fills in, does not belong in Git. It is left out.
    SERVER_FIELD = 40, "filled in by the server", warning;
    /// The spelling `useTls` is the one of the operator's types, `useTLS` the one of its documentation.
    OTHER_SPELLING = 41, "the other spelling", warning;
    /// A template (`{{ .Values.x }}` of Helm, `{% if %}` of Jinja) or a variable (`${NAME}`) that another program should have
    /// replaced. Files are read as they are: render the template first, and pass the result to this program. Such text is the
    /// user's own in arguments, variables and annotations; what is Helm's beyond doubt is a warning there.
    TEMPLATE = 42, "a template that was not rendered", warning;
    /// A character that keyboards do not have: a typographic quotation mark, a no-break space, a zero-width character, a
    /// dash or a colon of another script. They come with text copied from web pages, chats and word processors, and are part of the value.
    TYPOGRAPHY = 43, "a typographic character", warning;
    /// `flinkoperator.k8s.io/v1beta1` is two resources under one name: of Google's operator and of Spotify's. The annotation
    /// `flinkoperator.k8s.io/dialect` says which one a document is: `google` or `spotify`. Without it, `--dialect` does, else a field
    /// that only one of them has, such as `flinkVersion`, or one that is missing and only Google's requires, such as
    /// `taskManager.replicas`; else it is Google's.
    DIALECT = 44, "an unknown dialect";
    /// `v1alpha1` means the same to everybody: the annotation `flinkoperator.k8s.io/dialect` has no effect there.
    NO_DIALECT = 45, "a dialect where there is one only", warning;
    /// Spotify's operator called its `v1beta1` `v1beta2` for some months of 2021. It is read as `v1beta1` in Spotify's dialect;
    /// the rendered FlinkCluster says `v1beta1`.
    OLD_NAME = 46, "an old name of a version", warning;
    /// The annotations `flinkoperator.k8s.io/job-pod` and its like have fields, as YAML or JSON: a text of several lines behind `|`, or
    /// one line in quotes. `explain metadata.annotations` lists them, and `explain job-pod` the fields of one.
    ANNOTATION_VALUE = 47, "an annotation without its fields";
    /// Annotations that begin with `flinkoperator.k8s.io/` are this project's own, and this one is none of them.
    /// `explain metadata.annotations` lists them.
    UNKNOWN_ANNOTATION = 48, "an unknown annotation", warning;
}
