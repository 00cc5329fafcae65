//! Flink's configuration file as Spotify's operator writes it: nothing quoted, whatever the file is called.

use crate::model::{Margin, Share};
use crate::render::lower::context::Context;
use crate::render::lower::files::flink_conf::File;
use crate::render::lower::files::flink_conf_operator::{addresses, heap_bytes, users};

const MIB: i64 = 1 << 20;

/// The file. `unified`: whether Flink divides the memory of its processes itself.
pub fn file<'a>(context: &'a Context<'_>, unified: bool) -> File<'a> {
    let mut settings = addresses(context);
    let margins = [&context.job_manager.margin, &context.task_manager.margin];
    let keys = match unified {
        true => ["jobmanager.memory.process.size", "taskmanager.memory.process.size"],
        false => ["jobmanager.heap.size", "taskmanager.heap.size"],
    };
    for (key, margin) in keys.into_iter().zip(margins) {
        let size = if unified { process(margin) } else { heap_bytes(margin).map(mebibytes) };
        if let Some(size) = size.filter(|size| *size > 0) {
            settings.insert(key, format!("{size}m"));
        }
    }
    users(context, &mut settings);
    File { settings, name: context.conventions.file().name(), quoted: false }
}

/// Mebibytes of the whole process.
fn process(margin: &Margin) -> Option<i64> {
    // It could not be read where there is an error.
    let Margin { limit, share, other: _, unread: _ } = margin;
    let Share::Process { ratio } = share else { return None };
    let product = limit.as_ref()?.value.units().wrapping_mul(i64::from(ratio.value));
    Some(mebibytes((product as f64 / 100.0).ceil() as i64))
}

fn mebibytes(bytes: i64) -> i64 {
    (bytes as f64 / MIB as f64).ceil() as i64
}
