//! When to look at a cluster again.

use std::time::Duration;

/// The first pause after a failure, and the longest.
const BACK_OFF: (Duration, Duration) = (Duration::from_secs(10), Duration::from_secs(300));
/// By how much every pause differs from what was asked, up and down.
const JITTER: f64 = 0.2;

/// What a cluster is at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Phase {
    /// It changes, or should.
    Changing,
    /// It is as wanted.
    Steady,
    /// Its job is over.
    Over,
}

/// The pauses between two looks.
#[derive(Debug, Clone, Copy)]
pub struct Pace {
    /// While it changes.
    pub changing: Duration,
    /// While it is as wanted.
    pub steady: Duration,
    /// When its job is over.
    pub over: Duration,
}

impl Pace {
    /// The pause after a look; `failures` is how many looks in a row nobody answered.
    pub fn pause(&self, phase: Phase, failures: u32) -> Duration {
        let pause = match phase {
            Phase::Changing => self.changing,
            Phase::Steady => self.steady,
            Phase::Over => self.over,
        };
        jittered(if failures == 0 { pause } else { back_off(failures) })
    }

    /// A moment within the first pause, so that not all clusters are looked at at once.
    pub fn start(&self) -> Duration {
        self.changing.mul_f64(fastrand::f64())
    }
}

/// 10 s, 20 s, 40 s ... 5 min.
fn back_off(failures: u32) -> Duration {
    let (first, longest) = BACK_OFF;
    first.saturating_mul(1 << failures.saturating_sub(1).min(16)).min(longest)
}

/// The same, give or take a fifth.
pub fn jittered(pause: Duration) -> Duration {
    pause.mul_f64(1.0 - JITTER + 2.0 * JITTER * fastrand::f64())
}

#[cfg(test)]
mod tests {
    use super::*;

    const PACE: Pace = Pace {
        changing: Duration::from_secs(10),
        steady: Duration::from_secs(30),
        over: Duration::from_secs(300),
    };

    #[test]
    fn failures_double_the_pause_up_to_five_minutes() {
        let pauses: Vec<_> = (1..=8).map(|failures| back_off(failures).as_secs()).collect();
        assert_eq!(pauses, [10, 20, 40, 80, 160, 300, 300, 300]);
        assert_eq!(back_off(u32::MAX), BACK_OFF.1);
    }

    #[test]
    fn pauses_stay_within_a_fifth() {
        for (phase, failures, seconds) in [
            (Phase::Changing, 0, 10.0),
            (Phase::Steady, 0, 30.0),
            (Phase::Over, 0, 300.0),
            (Phase::Steady, 3, 40.0),
        ] {
            let pauses: Vec<_> = (0..1000).map(|_| PACE.pause(phase, failures).as_secs_f64()).collect();
            assert!(pauses.iter().all(|pause| (0.8 * seconds..=1.2 * seconds).contains(pause)));
            assert!(pauses.iter().any(|pause| *pause < 0.9 * seconds));
            assert!(pauses.iter().any(|pause| *pause > 1.1 * seconds));
        }
    }
}
