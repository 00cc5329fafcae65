//! The memory of clusters as tables: what Flink will compute, part by part, against the limit.

use std::fmt::Write;
use std::sync::Arc;

use crate::diagnostic::Source;
use crate::flink::memory::{MIB, Plan};
use crate::k8s::quantity::Quantity;
use crate::model::{Margin, Share};
use crate::provenance::memory::{Budget, budgets};
use crate::render::Options;

use crate::sink::terminal::{inside, line as safe};
use crate::tree::Spanned;

/// The tables of all clusters of some sources that can be rendered.
pub fn explain(sources: &[Arc<Source>], options: &Options) -> String {
    let mut out = String::new();
    for source in sources {
        for Budget { cluster, at, version, processes } in budgets(source, options) {
            let line = source.position(at.start).0;
            let (cluster, file) = (safe(&cluster), inside(&source.name));
            let _ = writeln!(out, "{cluster} (Flink {version}), {file}:{line}");
            for (name, margin, plan) in processes {
                process(name, &margin, &plan, source, &mut out);
            }
            out.push('\n');
        }
    }
    if out.is_empty() {
        out.push_str(match options.compat_operator {
            true => "no memory is planned: the operator had its own arithmetic\n",
            false => "no memory is planned: there is no FlinkCluster, and other objects have their own\n",
        });
    }
    out
}

fn process(name: &str, margin: &Margin, plan: &Plan, source: &Source, out: &mut String) {
    let Margin { limit, share, other: _, unread: _ } = margin;
    let place = |limit: &Spanned<Quantity>| match limit.is_written() {
        true => format!("line {}", source.position(limit.span.start).0),
        false => "the dialect's default".to_owned(),
    };
    let _ = match limit {
        Some(limit) => writeln!(
            out,
            "\n  {name}: a limit of {} MiB ({}), of which {}",
            mib(limit.value.units()).trim(),
            place(limit),
            match share {
                Share::OffHeap { ratio, min } => format!(
                    "{} % and at least {} MiB are reserved",
                    ratio.value,
                    mib(min.value.units()).trim()
                ),
                Share::Process { ratio } => format!("Flink's process may use {} %", ratio.value),
            },
        ),
        None => writeln!(out, "\n  {name}: no limit"),
    };
    let total = plan.total();
    for (part, bytes) in &plan.parts {
        let percent = if total > 0 { bytes * 100 / total } else { 0 };
        let _ = writeln!(out, "    {part:<22}{:>12} MiB {percent:>4} % {bytes:>14} bytes", mib(*bytes));
    }
    let _ = writeln!(out, "    {:<22}{:>12} MiB {total:>21} bytes", "total", mib(total));
    for (key, value) in &plan.settings {
        let _ = writeln!(out, "    {}: {}", safe(key), inside(value));
    }
}

/// In MiB, with two digits behind the point.
fn mib(bytes: i64) -> String {
    let hundredths = i128::from(bytes) * 100 / i128::from(MIB);
    format!("{}.{:02}", hundredths / 100, hundredths % 100)
}
