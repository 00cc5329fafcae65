//! Durations: a number and a unit, milliseconds where there is none.

use super::parsers::Parsers;

/// Units and how many nanoseconds they are.
const UNITS: &[(&[&str], u128)] = &[
    (&["d", "day", "days"], 86_400 * SECOND),
    (&["h", "hour", "hours"], 3_600 * SECOND),
    (&["min", "m", "minute", "minutes"], 60 * SECOND),
    (&["s", "sec", "secs", "second", "seconds"], SECOND),
    (&["", "ms", "milli", "millis", "millisecond", "milliseconds"], SECOND / 1_000),
    (&["µs", "micro", "micros", "microsecond", "microseconds"], SECOND / 1_000_000),
    (&["ns", "nano", "nanos", "nanosecond", "nanoseconds"], 1),
];
const SECOND: u128 = 1_000_000_000;

/// What is wrong with it.
pub fn problem(text: &str, parsers: Parsers) -> Option<String> {
    nanoseconds(text, parsers).err()
}

/// How long it is; none where it is written as ISO 8601 does.
pub fn nanoseconds(text: &str, parsers: Parsers) -> Result<Option<u128>, String> {
    let trimmed = text.trim_matches(|c: char| c <= ' ');
    let (iso, long) = (parsers.iso_durations, parsers.long_durations);
    let end = trimmed.find(|c: char| !c.is_ascii_digit()).unwrap_or(trimmed.len());
    let (digits, unit) = trimmed.split_at(end);
    let unit = unit.trim().to_lowercase();
    if digits.is_empty() {
        return match (iso, is_iso(trimmed)) {
            (true, true) => Ok(None),
            (true, false) => {
                Err("text does not start with a number, and is not a valid ISO-8601 duration".to_owned())
            }
            (false, _) => Err("text does not start with a number".to_owned()),
        };
    }
    let known = UNITS.iter().find(|(names, _)| names.contains(&unit.as_str()));
    let label: String = unit.chars().take(20).collect();
    let Some((_, nanoseconds)) = known.filter(|_| unit != "m" || parsers.minute_letter) else {
        return Err(format!("time interval unit label '{label}' does not match any of the recognized units"));
    };
    let number = digits.parse::<u128>().ok().filter(|number| long || i64::try_from(*number).is_ok());
    let all = number.and_then(|number| number.checked_mul(*nanoseconds));
    let fits = all.filter(|all| i64::try_from(all / SECOND).is_ok());
    fits.map(Some).ok_or_else(|| "a duration cannot be so long".to_owned())
}

/// `P1DT2H3M4.5S`, where each part may have a sign.
fn is_iso(text: &str) -> bool {
    let upper = text.to_ascii_uppercase();
    let unsigned = upper.strip_prefix(['+', '-']).unwrap_or(&upper);
    let Some(rest) = unsigned.strip_prefix('P') else { return false };
    let (days, time) = rest.split_once('T').map_or((rest, None), |(days, time)| (days, Some(time)));
    let (Some(days), Some(time)) =
        (parts(days, "D"), time.map_or(Some(0), |time| parts(time, "HMS").filter(|n| *n > 0)))
    else {
        return false;
    };
    days + time > 0
}

/// How many parts there are, each a number and one of the letters, in their order; none where something else stands there.
fn parts(text: &str, letters: &str) -> Option<usize> {
    let mut rest = text;
    let mut letters = letters.chars();
    let mut count = 0;
    while !rest.is_empty() {
        let end = rest.find(|c: char| c.is_ascii_alphabetic())?;
        let (number, letter) = (&rest[..end], rest[end..].chars().next()?);
        letters.find(|known| *known == letter)?;
        let number = number.strip_prefix(['+', '-']).unwrap_or(number);
        let (whole, part) = number.split_once(['.', ',']).filter(|_| letter == 'S').unwrap_or((number, ""));
        let is_digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
        if whole.is_empty() || !is_digits(whole) || !is_digits(part) || part.len() > 9 || whole.len() > 12 {
            return None;
        }
        rest = &rest[end + 1..];
        count += 1;
    }
    Some(count)
}
