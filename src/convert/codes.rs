//! The codes of what conversions find, each with its page.

use crate::diagnostic::{Diagnostic, Span, codes};

codes! {
    /// A field, or a word of a field, that one of the two dialects does not have. What it asks for would be lost, or would
    /// begin to hold, so the file stays as it is. Write what the other dialect has in its place, if there is something, or remove
    /// it, if the cluster is to do without it.
    NOT_IN_BOTH = 260, "a field that only one of two dialects has";
    /// Clusters of `v1alpha1` and of both dialects of `v1beta1` are converted. Others are of no version that is known, or say of
    /// themselves what cannot be.
    NOT_CONVERTED = 261, "a cluster that cannot be converted";
    /// The place cannot be changed without a change elsewhere, as where the value is written through an anchor. Write the
    /// cluster's own lines, once.
    PLACE = 262, "a value that cannot be changed in its place";
    /// The file has no FlinkCluster.
    NO_CLUSTER = 263, "no FlinkCluster to convert";
    /// What is rendered of the new text differs from what is rendered of the old one: the dialects mean different things by the
    /// same field, or a default of one cannot be written in the other. In `v1beta1`, for one, init containers see all that the main
    /// container sees, as with Spotify's operator; in `v1alpha1` the user's mounts alone. Spotify's `memoryProcessRatio`, where
    /// nobody writes it, has no counterpart: write `memoryOffHeapRatio` and `memoryOffHeapMin` first, which all have. Both texts are
    /// rendered natively, or with `--compat operator` as the operators of both do.
    ///
    /// What Spotify's dialect does for a field that is missing is written out as it was: `resources: {}`, for one, because it gives CPU
    /// and memory to a container that asks for none.
    OTHERWISE = 264, "an object that a conversion changes";
    /// The cluster has errors as it is, so nobody can tell whether the new text renders to the same. Of a version of Flink that nothing
    /// names, `--flink-version` tells.
    NOT_COMPARED = 265, "a conversion whose effect is not known";
}

/// Of a place that cannot be changed alone.
pub fn place(at: Span) -> Diagnostic {
    Diagnostic::error(PLACE, at, "this cluster cannot be changed in its place without another change").help(
        "write its own lines, in block style and without anchors, aliases or merges, or convert it by hand",
    )
}
