//! The resource that is compiled: its group, versions and kind.

/// The API group, for what is put together when this is compiled.
macro_rules! group {
    () => {
        "flinkoperator.k8s.io"
    };
}
pub(crate) use group;

/// [`OPERATORS`], for what is put together when this is compiled.
macro_rules! operators {
    () => {
        "flinkclusters,configmaps,services,ingresses,deployments,statefulsets,jobs,poddisruptionbudgets,\
         horizontalpodautoscalers,persistentvolumeclaims"
    };
}
pub(crate) use operators;

/// The API group.
pub const GROUP: &str = group!();
/// The first version.
pub const V1ALPHA1: &str = "v1alpha1";
/// The second version, of which there are two dialects.
pub const V1BETA1: &str = "v1beta1";
/// A name that Spotify's operator had for its `v1beta1` in 2021.
pub const V1BETA2: &str = "v1beta2";
/// `GROUP/VERSION` of the first version.
pub const API_V1ALPHA1: &str = concat!(group!(), "/v1alpha1");
/// `GROUP/VERSION` of the second version.
pub const API_V1BETA1: &str = concat!(group!(), "/v1beta1");
/// The kind.
pub const KIND: &str = "FlinkCluster";
/// The kind, in paths of the API.
pub const PLURAL: &str = "flinkclusters";
/// What an operator made, as `kubectl get` takes it; with Volcano there are `podgroups`, too.
pub const OPERATORS: &str = operators!();
