//! The commands, one file or folder each: its words, its arguments, and what it does. None knows another.

pub mod render;
pub mod validate;
pub mod inventory;
pub mod pin_savepoint;
pub mod convert;
pub mod adopt;
pub mod diff;
pub mod explain;
pub mod guide;
pub mod golden;
pub mod crd;
pub mod completions;
pub mod man;
pub mod complete;
pub mod schema;
pub mod krm;
pub mod pack;
pub mod init;
pub mod status_sync;
pub mod cmp;
