//! A KRM function, for kustomize and kpt: a ResourceList to a ResourceList.
//!
//! FlinkClusters among the items, and one as the functionConfig, are rendered; the objects follow their FlinkCluster. All other
//! items stay as they are, to the byte. Source: the KRM Functions Specification, which calls this interface
//! `config.kubernetes.io/v1`; functions of older kustomize and kpt speak v1beta1 and v1alpha1, with the same fields.

mod annotations;
mod anew;
mod list;
mod write;
mod function;
mod results;

pub use function::{Output, is_cluster, run};
pub use list::{Item, List, PAGES, RESOURCE_LIST, read};
pub use results::result;
