//! The fleet in its forms: what there is, what it needs, and what its clusters take from each other.

use serde_json::json;

use super::review::json::{conflict, totals};
use super::words;
use crate::fleet::{Conflict, Profile, Totals};
use crate::flink::credentials::told;
use crate::sink::{Door, json as sink, markdown as page, terminal};

const HEAD: [&str; 9] =
    ["cluster", "Flink", "TaskManagers", "slots", "parallelism", "CPU", "GiB", "image", "file"];

fn row(cluster: &Profile, door: Door) -> [String; 9] {
    let job = cluster.job.as_ref();
    let (line, _) = cluster.source.position(cluster.name.span.start);
    [
        door(&cluster.title()),
        cluster.version.map_or("?".into(), |version| version.to_string()),
        cluster.task_managers.to_string(),
        cluster.slots().to_string(),
        job.map_or("session".into(), |job| job.parallelism.to_string()),
        words::cpu(cluster.cpu),
        words::gibibytes(cluster.memory),
        door(&cluster.image.value),
        door(&format!("{}:{line}", cluster.source.name)),
    ]
}

fn last(sum: Totals) -> [String; 9] {
    let Totals { clusters, jobs, task_managers, slots, cpu, memory } = sum;
    let empty = String::new;
    [
        format!("{clusters} cluster{}, {jobs} with a job", if clusters == 1 { "" } else { "s" }),
        empty(),
        task_managers.to_string(),
        slots.to_string(),
        empty(),
        words::cpu(cpu),
        words::gibibytes(memory),
        empty(),
        empty(),
    ]
}

/// Columns of the table for people; the rest makes it wide.
const NARROW: usize = 7;

/// A table for people. `wide`: with images and files.
pub fn human(clusters: &[&Profile], conflicts: &[Conflict], sum: Totals, wide: bool) -> String {
    let columns = if wide { HEAD.len() } else { NARROW };
    let mut rows = vec![HEAD.map(ToOwned::to_owned)];
    rows.extend(clusters.iter().map(|cluster| row(cluster, terminal::line)));
    rows.push(last(sum));
    let width = |column: usize| rows.iter().map(|row| row[column].chars().count()).max().unwrap_or(0);
    let widths: Vec<_> = (0..columns).map(width).collect();
    let mut out = String::new();
    for row in &rows {
        let cells: Vec<_> = row.iter().zip(&widths).map(|(cell, width)| format!("{cell:width$}")).collect();
        out.push_str(cells.join("  ").trim_end());
        out.push('\n');
    }
    for conflict in conflicts {
        out.push_str(&format!("conflict: {}\n", words::conflict(conflict, terminal::inside)));
    }
    out
}

/// A table for a page.
pub fn markdown(clusters: &[&Profile], conflicts: &[Conflict], sum: Totals) -> String {
    let line = |cells: &[String; 9]| format!("| {} |\n", cells.join(" | "));
    let mut out = line(&HEAD.map(ToOwned::to_owned));
    out.push_str(&format!("|{}\n", "---|".repeat(HEAD.len())));
    clusters.iter().for_each(|cluster| out.push_str(&line(&row(cluster, page::cell))));
    out.push_str(&line(&last(sum).map(|cell| if cell.is_empty() { cell } else { format!("**{cell}**") })));
    for conflict in conflicts {
        out.push_str(&format!("\n:warning: conflict: {}\n", words::conflict(conflict, page::code)));
    }
    out
}

/// One object for scripts.
pub fn json(clusters: &[&Profile], conflicts: &[Conflict], sum: Totals) -> String {
    let clusters = clusters.iter().map(|cluster| {
        let (line, column) = cluster.source.position(cluster.name.span.start);
        let text = |text: Option<&crate::model::Text>| text.map(|text| told(&text.value));
        let job = cluster.job.as_ref();
        json!({
            "namespace": cluster.namespace,
            "name": cluster.name.value,
            "file": cluster.source.name,
            "line": line,
            "column": column,
            "image": cluster.image.value,
            "flinkVersion": cluster.version.map(|version| version.to_string()),
            "taskManagers": cluster.task_managers,
            "slots": cluster.slots(),
            "cpuMillis": cluster.cpu.millis(),
            "memoryBytes": cluster.memory.units(),
            "host": text(cluster.host.as_ref()),
            "highlyAvailable": cluster.is_highly_available(),
            "job": job.map(|job| json!({
                "mode": if job.is_application { "Application" } else { "Session" },
                "parallelism": job.parallelism,
                "savepointsDir": text(job.savepoints_dir.as_ref()),
                "fromSavepoint": text(job.from_savepoint.as_ref()),
                "cancelRequested": job.cancel_requested,
            })),
        })
    });
    let value = json!({
        "clusters": clusters.collect::<Vec<_>>(),
        "total": totals(sum),
        "conflicts": conflicts.iter().map(conflict).collect::<Vec<_>>(),
    });
    sink::document(&value)
}
