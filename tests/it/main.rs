//! Everything is tested through the door.

mod kubernetes_types;

use flink_render::diagnostic::position;

#[test]
fn positions_count_lines_and_characters() {
    assert_eq!(position("a: é\nb: x", 7), (2, 2));
}
