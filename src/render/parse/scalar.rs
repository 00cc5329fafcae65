//! What a plain scalar means to kubectl: the rules of YAML 1.1 as go-yaml v2 (in sigs.k8s.io/yaml 1.6.0) has them.

use std::borrow::Cow;

use crate::tree::Value;

/// The value of a plain scalar, or none for `.nan` and `.inf`, which JSON cannot say.
pub fn plain(text: &str) -> Option<Value> {
    let string = || Some(Value::String(Cow::Owned(text.to_owned())));
    let Some(first) = text.bytes().next() else { return Some(Value::Null) };
    match first {
        b'y' | b'Y' | b'n' | b'N' | b't' | b'T' | b'f' | b'F' | b'o' | b'O' | b'~' => {
            word(text).map_or_else(string, Some)
        }
        b'.' => match text {
            ".nan" | ".NaN" | ".NAN" | ".inf" | ".Inf" | ".INF" => None,
            _ if is_float(text) || is_float(&without_inner_underscores(text)) => {
                float(&text.replace('_', "")).map_or_else(string, Some)
            }
            _ => string(),
        },
        b'+' | b'-' | b'0'..=b'9' => match text {
            "+.inf" | "+.Inf" | "+.INF" | "-.inf" | "-.Inf" | "-.INF" => None,
            _ => number(text).map_or_else(string, Some),
        },
        _ => string(),
    }
}

fn word(text: &str) -> Option<Value> {
    Some(match text {
        "y" | "Y" | "yes" | "Yes" | "YES" | "true" | "True" | "TRUE" | "on" | "On" | "ON" => {
            Value::Bool(true)
        }
        "n" | "N" | "no" | "No" | "NO" | "false" | "False" | "FALSE" | "off" | "Off" | "OFF" => {
            Value::Bool(false)
        }
        "~" | "null" | "Null" | "NULL" => Value::Null,
        _ => return None,
    })
}

fn number(text: &str) -> Option<Value> {
    let digits: Cow<'_, str> =
        if text.contains('_') { Cow::Owned(text.replace('_', "")) } else { Cow::Borrowed(text) };
    if let Some(whole) = integer(&digits) {
        return Some(Value::Number(Cow::Owned(whole.to_string())));
    }
    if is_float(&digits) {
        return float(&digits);
    }
    // go-yaml allows a sign in this place, and in this notation only.
    let signed = digits.strip_prefix("0b").and_then(|bits| i64::from_str_radix(bits, 2).ok())?;
    Some(Value::Number(Cow::Owned(signed.to_string())))
}

/// Whether a number is one that keeps its digits as a key: Go makes 32-bit floats of the others.
pub fn is_whole(text: &str) -> bool {
    integer(&text.replace('_', "")).is_some_and(|whole| i64::try_from(whole).is_ok())
}

/// Go's `strconv.ParseInt` and `ParseUint` with base 0.
fn integer(text: &str) -> Option<i128> {
    let (negative, digits) = match text.as_bytes().first()? {
        b'-' => (true, &text[1..]),
        b'+' => (false, &text[1..]),
        _ => (false, text),
    };
    let (radix, digits) = match digits.as_bytes() {
        [b'0', b'x' | b'X', ..] => (16, &digits[2..]),
        [b'0', b'o' | b'O', ..] => (8, &digits[2..]),
        [b'0', b'b' | b'B', ..] => (2, &digits[2..]),
        [b'0', _, ..] => (8, &digits[1..]),
        _ => (10, digits),
    };
    if !digits.bytes().next()?.is_ascii_alphanumeric() {
        return None;
    }
    let magnitude = i128::from(u64::from_str_radix(digits, radix).ok()?);
    let value = if negative { -magnitude } else { magnitude };
    // An unsigned number has no sign of its own.
    let fits = value >= i128::from(i64::MIN)
        && (value <= i128::from(i64::MAX) || text.as_bytes().first().is_some_and(u8::is_ascii_digit));
    fits.then_some(value)
}

/// `[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?`
fn is_float(text: &str) -> bool {
    let digits = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
    let rest = text.strip_prefix(['-', '+']).unwrap_or(text);
    let whole = digits(rest);
    let mut rest = &rest[whole..];
    if let Some(after) = rest.strip_prefix('.') {
        let fraction = digits(after);
        if whole == 0 && fraction == 0 {
            return false;
        }
        rest = &after[fraction..];
    } else if whole == 0 {
        return false;
    }
    match rest.strip_prefix(['e', 'E']) {
        None => rest.is_empty(),
        Some(exponent) => {
            let exponent = exponent.strip_prefix(['-', '+']).unwrap_or(exponent);
            !exponent.is_empty() && digits(exponent) == exponent.len()
        }
    }
}

fn without_inner_underscores(text: &str) -> String {
    let bytes = text.as_bytes();
    let inner =
        |n: usize| n > 0 && bytes[n - 1].is_ascii_digit() && bytes.get(n + 1).is_some_and(u8::is_ascii_digit);
    text.char_indices().filter(|(n, c)| *c != '_' || !inner(*n)).map(|(_, c)| c).collect()
}

/// A number as JSON writes it. Too large for 64 bits: none, as in Go.
fn float(text: &str) -> Option<Value> {
    let value: f64 = text.parse().ok()?;
    value
        .is_finite()
        .then(|| Value::Number(Cow::Owned(if value == 0.0 { "0".into() } else { value.to_string() })))
}
