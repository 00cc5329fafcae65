//! Booleans and numbers, as Java reads them.

/// Whether it is `true` or `false`, in any case; what is wrong with it otherwise.
pub fn boolean(text: &str) -> Option<String> {
    let known = text.eq_ignore_ascii_case("true") || text.eq_ignore_ascii_case("false");
    (!known).then(|| "expected either true or false (case insensitive)".to_owned())
}

/// `Integer.parseInt` and `Long.parseLong`. They take the digits of all scripts, which are left to them.
pub fn integer(text: &str, least: i128, most: i128) -> Option<String> {
    let digits = text.strip_prefix(['+', '-']).unwrap_or(text);
    let foreign = !digits.is_ascii() && digits.chars().all(char::is_numeric);
    let fits = || text.parse::<i128>().is_ok_and(|number| number >= least && number <= most);
    (!foreign && !fits()).then(|| "NumberFormatException".to_owned())
}

/// `Float.parseFloat` and `Double.parseDouble`: with `NaN`, `Infinity`, hexadecimal numbers, and a letter for the type at its end.
pub fn float(text: &str) -> Option<String> {
    let number = text.trim_matches(|c: char| c <= ' ');
    let number = number.strip_prefix(['+', '-']).unwrap_or(number);
    let bare = number.strip_suffix(['f', 'F', 'd', 'D']).unwrap_or(number);
    let is_decimal = |text: &str| {
        text.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'.' | b'e' | b'E' | b'+' | b'-'))
            && text.parse::<f64>().is_ok()
    };
    let is_number = matches!(number, "NaN" | "Infinity") || is_decimal(bare) || is_hexadecimal(bare);
    (!is_number).then(|| "NumberFormatException".to_owned())
}

/// `0x1.8p3`: the exponent is a must.
fn is_hexadecimal(text: &str) -> bool {
    let Some(rest) = text.strip_prefix("0x").or_else(|| text.strip_prefix("0X")) else { return false };
    let Some((digits, exponent)) = rest.split_once(['p', 'P']) else { return false };
    let (whole, part) = digits.split_once('.').unwrap_or((digits, ""));
    let is_hex = |text: &str| text.bytes().all(|b| b.is_ascii_hexdigit());
    let exponent = exponent.strip_prefix(['+', '-']).unwrap_or(exponent);
    is_hex(whole)
        && is_hex(part)
        && !(whole.is_empty() && part.is_empty())
        && !exponent.is_empty()
        && exponent.bytes().all(|b| b.is_ascii_digit())
}
