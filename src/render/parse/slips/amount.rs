//! Amounts in other notations than Kubernetes' own.

use crate::k8s::quantity::{LEAST_MEMORY, MOST_CORES, Quantity};

/// What an amount is one of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Of {
    /// Cores.
    Cpu,
    /// Bytes, of which there are many.
    Memory,
    /// Something else.
    Other,
}

impl Of {
    /// That of a field, by its path.
    pub fn field(path: &str) -> Self {
        match path.rsplit('.').next().unwrap_or_default() {
            "cpu" => Self::Cpu,
            "memory" | "memoryOffHeapMin" => Self::Memory,
            _ => Self::Other,
        }
    }

    /// How such an amount is written.
    pub fn example(self) -> &'static str {
        match self {
            Self::Cpu => "write a number of cores, such as `2` or `0.5`, or of thousandths, such as `500m`",
            Self::Memory => "write a number and a suffix, such as `2Gi` or `600M`",
            Self::Other => "write a number and a suffix, such as `500m`, `2`, `1.5Gi`, `600M` or `1e9`",
        }
    }

    /// Whether somebody can want so much, or so little, of it.
    fn takes(self, amount: Quantity) -> bool {
        match self {
            Self::Cpu => amount < Quantity::from_units(MOST_CORES),
            Self::Memory => amount >= Quantity::from_units(LEAST_MEMORY) || amount == Quantity::default(),
            Self::Other => true,
        }
    }
}

/// Units of other notations, and Kubernetes' suffix for them. Memory is counted in powers of two, as Flink and JVMs do.
const UNITS: &[(&[&str], &str)] = &[
    (&["b", "byte", "bytes", "c", "core", "cores", "cpu", "cpus", "vcpu", "vcpus"], ""),
    (&["mcpu", "milli", "millis", "millicore", "millicores", "millicpu", "millicpus"], "m"),
    (&["k", "kb", "ki", "kib", "kilobyte", "kilobytes", "kibibyte", "kibibytes"], "Ki"),
    (&["m", "mb", "mi", "mib", "meg", "megs", "megabyte", "megabytes", "mebibyte", "mebibytes"], "Mi"),
    (&["g", "gb", "gi", "gib", "gig", "gigs", "gigabyte", "gigabytes", "gibibyte", "gibibytes"], "Gi"),
    (&["t", "tb", "ti", "tib", "terabyte", "terabytes", "tebibyte", "tebibytes"], "Ti"),
    (&["p", "pb", "pi", "pib"], "Pi"),
];

/// The quantity that was meant by a text that is none. What no such field can hold is not suggested: the next run would refuse
/// it.
pub fn quantity(text: &str, of: Of) -> Option<String> {
    let plain: String = text.chars().map(narrow).filter(|c| !is_noise(*c)).collect();
    let end = plain.find(|c: char| !(c.is_ascii_digit() || ".,+-".contains(c))).unwrap_or(plain.len());
    let (number, unit) = plain.split_at(end);
    let number = decimal(number)?;
    let unit = unit.to_ascii_lowercase();
    let suffix = match (unit.as_str(), of) {
        ("", _) => "",
        // Of cores nobody has a million: `500mi` is `500m`.
        ("m" | "mi", Of::Cpu) => "m",
        (unit, _) => UNITS.iter().find(|(names, _)| names.contains(&unit)).map(|(_, suffix)| *suffix)?,
    };
    let meant = format!("{number}{suffix}");
    let amount = Quantity::parse(&meant).ok()?;
    of.takes(amount).then_some(meant)
}

/// The seconds that were meant: `5m`, `300s`, `1h`.
pub fn seconds(text: &str) -> Option<String> {
    let plain: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let end = plain.find(|c: char| !c.is_ascii_digit()).unwrap_or(plain.len());
    let (number, unit) = plain.split_at(end);
    let each: i32 = match unit.to_ascii_lowercase().as_str() {
        "s" | "sec" | "secs" | "second" | "seconds" => 1,
        "m" | "min" | "mins" | "minute" | "minutes" => 60,
        "h" | "hour" | "hours" => 3600,
        "d" | "day" | "days" => 86_400,
        _ => return None,
    };
    number.parse::<i32>().ok()?.checked_mul(each).map(|seconds| seconds.to_string())
}

/// With a point: a comma before three digits parts thousands.
fn decimal(number: &str) -> Option<String> {
    let Some((whole, fraction)) = number.split_once(',') else { return Some(number.to_owned()) };
    match fraction.len() {
        _ if fraction.contains(',') || fraction.contains('.') || whole.is_empty() => None,
        3 => Some(format!("{whole}{fraction}")),
        _ => Some(format!("{whole}.{fraction}")),
    }
}

/// The ASCII character of a full-width one.
fn narrow(c: char) -> char {
    match u32::from(c) {
        wide @ 0xff01..=0xff5e => char::from_u32(wide - 0xfee0).unwrap_or(c),
        _ => c,
    }
}

fn is_noise(c: char) -> bool {
    c.is_whitespace() || matches!(c, '_' | '"' | '\'' | '`' | ';') || super::typography::is_odd(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_what_was_meant() {
        for (text, meant) in [
            ("4gi", "4Gi"),
            ("4GB", "4Gi"),
            ("4 Gi", "4Gi"),
            ("4GiB", "4Gi"),
            ("4g", "4Gi"),
            ("1,5Gi", "1.5Gi"),
            ("1,024Mi", "1024Mi"),
            ("500mb", "500Mi"),
            ("512K", "512Ki"),
            ("0.5 CPU", "0.5"),
            ("500 millicores", "500m"),
            ("2 cores", "2"),
            ("4096b", "4096"),
            ("“4Gi”", "4Gi"),
            ("４Gi", "4Gi"),
            ("4\u{a0}Gi", "4Gi"),
            ("'2Gi'", "2Gi"),
            ("2_048Mi", "2048Mi"),
        ] {
            assert_eq!(quantity(text, Of::Other).as_deref(), Some(meant), "{text}");
        }
        for text in ["", "lots", "4Gx", "1.2.3", "1,2,3", "Gi4", "-", "50%", "1..5Gi", ",5Gi"] {
            assert_eq!(quantity(text, Of::Other), None, "{text}");
        }
        for (text, of, meant) in [
            ("500mi", Of::Cpu, Some("500m")),
            ("2 cores", Of::Cpu, Some("2")),
            ("4Gb", Of::Cpu, None),
            ("500mb", Of::Memory, Some("500Mi")),
            ("4096b", Of::Memory, None),
            ("500 millis", Of::Memory, None),
        ] {
            assert_eq!(quantity(text, of).as_deref(), meant, "{text}");
        }
        assert_eq!(seconds("5m").as_deref(), Some("300"));
        assert_eq!(seconds("1 hour").as_deref(), Some("3600"));
        assert_eq!(seconds("99999999h"), None);
        assert_eq!(seconds("PT5M"), None);
    }
}
