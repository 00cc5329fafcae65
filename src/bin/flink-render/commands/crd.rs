//! `crd`: the CustomResourceDefinition.

use std::io;

use clap::Args;

use crate::console::{End, print};

/// Print the CustomResourceDefinition of FlinkCluster.
#[derive(Debug, Args)]
pub struct Crd {}

impl Crd {
    /// Prints it.
    pub fn run(self) -> io::Result<End> {
        let Self {} = self;
        print([flink_render::crd::yaml().as_str()], End::Fine)
    }
}
