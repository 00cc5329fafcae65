//! The code of what is no list.

use crate::codes;

codes! {
    /// A KRM function reads a ResourceList of `config.kubernetes.io`, as kustomize and kpt write it.
    RESOURCE_LIST = 8, "no list of resources";
}
