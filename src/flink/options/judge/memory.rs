//! Amounts of memory: a number and a unit, bytes where there is none. A kilobyte has 1,024 of them.

/// Units and how many bytes they are.
const UNITS: &[(&[&str], i64)] = &[
    (&["", "b", "bytes"], 1),
    (&["k", "kb", "kibibytes"], 1 << 10),
    (&["m", "mb", "mebibytes"], 1 << 20),
    (&["g", "gb", "gibibytes"], 1 << 30),
    (&["t", "tb", "tebibytes"], 1 << 40),
];

/// What is wrong with it.
pub fn problem(text: &str) -> Option<String> {
    bytes(text).err()
}

/// How many bytes it is.
pub fn bytes(text: &str) -> Result<i64, String> {
    let trimmed = text.trim_matches(|c: char| c <= ' ');
    let end = trimmed.find(|c: char| !c.is_ascii_digit()).unwrap_or(trimmed.len());
    let (digits, unit) = trimmed.split_at(end);
    let unit = unit.trim().to_lowercase();
    if digits.is_empty() {
        return Err("text does not start with a number".to_owned());
    }
    let label: String = unit.chars().take(20).collect();
    let Some((_, bytes)) = UNITS.iter().find(|(names, _)| names.contains(&unit.as_str())) else {
        return Err(format!("memory size unit '{label}' does not match any of the recognized units"));
    };
    let all = digits.parse::<i64>().ok().and_then(|number| number.checked_mul(*bytes));
    all.ok_or_else(|| "so many bytes are more than a number of 64 bits".to_owned())
}
