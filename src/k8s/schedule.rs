//! Schedules of CronJobs.

/// Minutes that a schedule can keep for ever: they divide an hour, or their hours divide a day; or a week.
const MINUTES: [i32; 20] =
    [1, 2, 3, 4, 5, 6, 10, 12, 15, 20, 30, 60, 120, 180, 240, 360, 480, 720, 1440, 10080];

/// The schedule of so many seconds, or the next shorter one, never under a minute; and its own seconds.
pub fn every(seconds: i32) -> (String, i32) {
    let minutes = MINUTES.iter().rev().find(|minutes| **minutes <= seconds / 60).copied().unwrap_or(1);
    let schedule = match minutes {
        1 => "* * * * *".to_owned(),
        2..60 => format!("*/{minutes} * * * *"),
        60 => "0 * * * *".to_owned(),
        1440 => "0 0 * * *".to_owned(),
        10080 => "0 0 * * 0".to_owned(),
        _ => format!("0 */{} * * *", minutes / 60),
    };
    (schedule, minutes * 60)
}

/// Once an hour: who is called otherwise has another minute, most often.
pub fn hourly(name: &str) -> String {
    let sum = name.bytes().fold(0_u32, |sum, byte| (sum * 31 + u32::from(byte)) % 60);
    format!("{sum} * * * *")
}

#[cfg(test)]
mod tests {
    use super::{every, hourly};

    #[test]
    fn keeps_time_or_runs_sooner() {
        for (seconds, schedule, kept) in [
            (1, "* * * * *", 60),
            (60, "* * * * *", 60),
            (300, "*/5 * * * *", 300),
            (450, "*/6 * * * *", 360),
            (3600, "0 * * * *", 3600),
            (5400, "0 * * * *", 3600),
            (21600, "0 */6 * * *", 21600),
            (86400, "0 0 * * *", 86400),
            (172_800, "0 0 * * *", 86400),
            (604_800, "0 0 * * 0", 604_800),
            (i32::MAX, "0 0 * * 0", 604_800),
        ] {
            assert_eq!(every(seconds), (schedule.to_owned(), kept), "{seconds}");
        }
    }

    #[test]
    fn names_are_spread() {
        let minutes: std::collections::BTreeSet<_> =
            (0..100).map(|n| hourly(&format!("streams/job-{n}"))).collect();
        assert!(minutes.len() > 30, "{minutes:?}");
    }
}
