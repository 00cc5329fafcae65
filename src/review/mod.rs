//! What a change does: two renderings of a cluster to effects. Pure, and it asks the compiler through [`Compiler`] only.

pub mod codes;
pub mod difference;
mod effect;
mod manifest;
mod pairs;
mod claims;
mod object;
mod cause;
mod savepoint;
mod upgrade;
mod state;
mod cluster;
mod finding;
mod warnings;
mod total;
pub mod timeline;
pub mod adopt;
pub mod hazard;
pub mod takeover;

pub use cause::{FieldChange, Trees, without};
pub use claims::Claims;
pub use cluster::{ClusterChange, ClusterReview, cluster};
pub use effect::Effect;
pub use finding::{findings, refused};
pub use manifest::{Compiler, Identity, Manifest, Subject};
pub use object::{ObjectChange, What, changes, compare, inline, masked, others, shown};
pub use pairs::{Pair, pairs};
pub use state::{Start, State, of as state};
pub use total::{Review, Side};
pub use upgrade::{Setting, Upgrade};
pub use warnings::new_warnings;
