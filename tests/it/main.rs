//! Everything is tested through the door.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a failing test may panic")]
#![allow(clippy::disallowed_methods, reason = "tests make files and run the program")]

mod architecture;
mod cli;
mod compatibility;
mod contributing;
mod crd;
mod emit;
mod goldens;
mod guide;
mod hostile;
mod kubernetes_types;
mod limits;
mod operator;
mod options;
mod parse;
mod pin;
mod convert;
mod provenance;
mod public;
mod render;
mod release;
mod review;
mod schema;
mod scripts;
mod configuration;
mod status;
mod support;
mod ways_out;

use flink_render::diagnostic::Source;

#[test]
fn positions_count_lines_and_characters() {
    assert_eq!(Source::new("", "a: é\nb: x").position(7), (2, 2));
}
