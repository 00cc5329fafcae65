//! Amounts in other notations than Kubernetes' own.

use crate::k8s::quantity::Quantity;

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

/// The quantity that was meant by a text that is none.
pub fn quantity(text: &str) -> Option<String> {
    let plain: String = text.chars().map(narrow).filter(|c| !is_noise(*c)).collect();
    let end = plain.find(|c: char| !(c.is_ascii_digit() || ".,+-".contains(c))).unwrap_or(plain.len());
    let (number, unit) = plain.split_at(end);
    let number = decimal(number)?;
    let unit = unit.to_ascii_lowercase();
    let suffix = match unit.as_str() {
        "" => "",
        unit => UNITS.iter().find(|(names, _)| names.contains(&unit)).map(|(_, suffix)| *suffix)?,
    };
    let meant = format!("{number}{suffix}");
    Quantity::parse(&meant).is_ok().then_some(meant)
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
            assert_eq!(quantity(text).as_deref(), Some(meant), "{text}");
        }
        for text in ["", "lots", "4Gx", "1.2.3", "1,2,3", "Gi4", "-", "50%", "1..5Gi", ",5Gi"] {
            assert_eq!(quantity(text), None, "{text}");
        }
        assert_eq!(seconds("5m").as_deref(), Some("300"));
        assert_eq!(seconds("1 hour").as_deref(), Some("3600"));
        assert_eq!(seconds("99999999h"), None);
        assert_eq!(seconds("PT5M"), None);
    }
}
