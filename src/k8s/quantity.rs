//! Quantities as Kubernetes reads them (apimachinery's `resource.Quantity`).

use std::fmt;
use std::iter::Sum;
use std::ops::{Add, Mul};

use crate::tree::{Node, Value};

/// With less memory than this, in bytes, no process starts: another unit was meant.
pub const LEAST_MEMORY: i64 = 1 << 20;
/// No container has as many cores as this: thousandths of them were meant.
pub const MOST_CORES: i64 = 100;
/// The largest magnitude of a quantity, in units.
const CAP: i128 = i64::MAX as i128;
const NANOS: i128 = 1_000_000_000;

/// An amount, in billionths of a unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Quantity {
    nanos: i128,
}

/// The text is no quantity.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotAQuantity;

impl Quantity {
    /// Reads a value of a manifest: text, or a number.
    pub fn of(node: &Node) -> Option<Self> {
        let (Value::String(text) | Value::Number(text)) = &node.value else { return None };
        Self::parse(text).ok()
    }

    /// A whole number of units.
    pub fn from_units(units: i64) -> Self {
        Self { nanos: i128::from(units) * NANOS }
    }

    /// Reads a sign, digits with an optional fraction, and a suffix or an exponent.
    pub fn parse(text: &str) -> Result<Self, NotAQuantity> {
        let text = text.trim_matches([' ', '\t', '\n', '\r']);
        let (negative, rest) = match text.as_bytes().first() {
            Some(b'-') => (true, &text[1..]),
            Some(b'+') => (false, &text[1..]),
            _ => (false, text),
        };
        let end = rest.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(rest.len());
        let (number, suffix) = rest.split_at(end);
        let (whole, fraction) = number.split_once('.').unwrap_or((number, ""));
        if (whole.is_empty() && fraction.is_empty()) || fraction.contains('.') {
            return Err(NotAQuantity);
        }
        let (binary, decimal) = scale(suffix).ok_or(NotAQuantity)?;
        let magnitude = magnitude(whole, fraction, binary, decimal);
        Ok(Self { nanos: if negative { -magnitude } else { magnitude } })
    }

    /// Whole units (bytes of a memory quantity), rounded away from zero.
    pub fn units(self) -> i64 {
        let units = (self.nanos.unsigned_abs() + 999_999_999) / NANOS.unsigned_abs();
        let units = i64::try_from(units).unwrap_or(i64::MAX);
        if self.nanos < 0 { -units } else { units }
    }

    /// Thousandths of a unit, rounded away from zero.
    pub fn millis(self) -> i64 {
        Self { nanos: self.nanos.saturating_mul(1000) }.units()
    }

    /// Billionths of a unit, which tell any two amounts apart.
    pub fn nanos(self) -> i128 {
        self.nanos
    }

    /// Whether it is below zero.
    pub fn is_negative(self) -> bool {
        self.nanos < 0
    }

    /// Whether it is a whole number of units.
    pub fn is_whole(self) -> bool {
        self.nanos % NANOS == 0
    }
}

/// In units, or in thousandths of them.
impl fmt::Display for Quantity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.is_whole() { write!(f, "{}", self.units()) } else { write!(f, "{}m", self.millis()) }
    }
}

impl Add for Quantity {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self { nanos: self.nanos.saturating_add(other.nanos) }
    }
}

impl Mul<i64> for Quantity {
    type Output = Self;

    fn mul(self, times: i64) -> Self {
        Self { nanos: self.nanos.saturating_mul(times.into()) }
    }
}

impl Sum for Quantity {
    fn sum<I: Iterator<Item = Self>>(all: I) -> Self {
        all.fold(Self::default(), Self::add)
    }
}

/// The powers of 2 and of 10 that a suffix stands for.
fn scale(suffix: &str) -> Option<(u32, i64)> {
    Some(match suffix {
        "" => (0, 0),
        "n" => (0, -9),
        "u" => (0, -6),
        "m" => (0, -3),
        "k" => (0, 3),
        "M" => (0, 6),
        "G" => (0, 9),
        "T" => (0, 12),
        "P" => (0, 15),
        "E" => (0, 18),
        "Ki" => (10, 0),
        "Mi" => (20, 0),
        "Gi" => (30, 0),
        "Ti" => (40, 0),
        "Pi" => (50, 0),
        "Ei" => (60, 0),
        _ => {
            let exponent = suffix.strip_prefix(['e', 'E'])?;
            let digits = exponent.strip_prefix(['-', '+']).unwrap_or(exponent);
            if digits.is_empty() || !digits.bytes().all(|b| b.is_ascii_digit()) {
                return None;
            }
            let size: i64 = digits.parse().ok().filter(|n| *n <= i64::from(i32::MAX))?;
            (0, if exponent.starts_with('-') { -size } else { size })
        }
    })
}

/// In billionths; what is below them rounds up, what is above [`CAP`] units is cut.
fn magnitude(whole: &str, fraction: &str, binary: u32, decimal: i64) -> i128 {
    let digits: String = whole.chars().chain(fraction.chars()).collect();
    let mut digits = digits.trim_start_matches('0');
    let mut power = decimal + 9 - i64::try_from(fraction.len()).unwrap_or(i64::MAX / 4);
    let mut rest = false;
    while digits.len() > 19 && power < 0 {
        rest |= !digits.ends_with('0');
        digits = &digits[..digits.len() - 1];
        power += 1;
    }
    if digits.is_empty() {
        return 0;
    }
    let cap = CAP * NANOS;
    let Some(mut value) = digits.parse::<i128>().ok().and_then(|n| n.checked_mul(1 << binary)) else {
        return cap;
    };
    while power > 0 && value < cap {
        value *= 10;
        power -= 1;
    }
    while power < 0 && value > 0 {
        rest |= value % 10 != 0;
        value /= 10;
        power += 1;
    }
    (value + i128::from(rest)).min(cap)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn units(text: &str) -> i64 {
        Quantity::parse(text).map(Quantity::units).unwrap_or(i64::MIN)
    }

    #[test]
    fn reads_as_kubernetes_reads() {
        for (text, expected) in [
            ("0.1", 1),
            ("1500m", 2),
            ("-1500m", -2),
            ("3000000u", 3),
            ("3000000000n", 3),
            ("2k", 2000),
            ("2G", 2_000_000_000),
            ("2T", 2_000_000_000_000),
            ("2P", 2_000_000_000_000_000),
            ("2Ti", 2_199_023_255_552),
            ("1.5Gi", 1_610_612_736),
            ("600M", 600_000_000),
            ("1e3", 1000),
            ("12E2", 1200),
            ("1E", 1_000_000_000_000_000_000),
            ("90Pi", 101_330_991_615_836_160),
            ("9999Ei", i64::MAX),
            ("0.0000000001", 1),
            (" 5. ", 5),
            ("+.5", 1),
            ("1e-400", 1),
            ("0e400", 0),
            ("1.000000000000000000000000000000000001Ki", 1025),
        ] {
            assert_eq!(units(text), expected, "{text}");
        }
        for text in ["", ".", "1.2.3", "1 Gi", "1GiB", "1e", "1e+", "Gi", "0x10", "--1", "1K", "٣"] {
            assert_eq!(units(text), i64::MIN, "{text}");
        }
    }
}
