//! Keys that are named like what they hold: by their last words, since `password-file` is none.

/// Last words of what is always one.
const ALWAYS: &[&[&str]] = &[
    &["password"],
    &["passwd"],
    &["passphrase"],
    &["pwd"],
    &["access", "key"],
    &["access", "key", "id"],
    &["access", "key", "secret"],
    &["secret", "key"],
    &["secret", "access", "key"],
    &["private", "key"],
    &["account", "key"],
    &["shared", "key"],
    &["api", "key"],
    &["encryption", "key"],
    &["client", "secret"],
    &["accesskey"],
    &["secretkey"],
    &["privatekey"],
    &["apikey"],
];
/// Last words of what may be something else: a path, a class, a time.
const MAYBE: &[&str] = &["secret", "token", "credential", "credentials"];
/// How a word ends that is written together.
const ENDS: &[&str] = &["password", "passwd", "passphrase"];
/// Keys that end with the name of what they are for.
const BEGINNINGS: &[&str] = &["fs.azure.account.key.", "fs.azure.sas."];
/// What a login needs: its value is looked at alone.
const LOGIN: &[&str] = &["jaas", "config"];

/// Whether a value under this key is a credential.
pub fn is_named(key: &str, value: &str) -> bool {
    if matches!(value.to_ascii_lowercase().as_str(), "" | "true" | "false" | "null") {
        return false;
    }
    let lower = key.to_ascii_lowercase();
    if BEGINNINGS.iter().any(|beginning| lower.contains(beginning)) {
        return true;
    }
    let words = words(key);
    let ends =
        |end: &[&str]| words.iter().rev().zip(end.iter().rev()).filter(|(a, b)| a == b).count() == end.len();
    let last = words.last().map_or("", String::as_str);
    if ends(LOGIN) {
        return false;
    }
    ALWAYS.iter().any(|end| ends(end))
        || ENDS.iter().any(|end| last.ends_with(end))
        || ((MAYBE.contains(&last) || last.ends_with("token")) && !is_something_else(value))
}

/// `fs.oss.accessKeyId`: `fs`, `oss`, `access`, `key`, `id`.
fn words(key: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut before = '.';
    for c in key.chars() {
        if matches!(c, '.' | '-' | '_') || (c.is_ascii_uppercase() && before.is_ascii_lowercase()) {
            words.push(String::new());
        }
        if let (true, Some(word)) = (!matches!(c, '.' | '-' | '_'), words.last_mut()) {
            word.push(c.to_ascii_lowercase());
        }
        before = c;
    }
    words
}

/// A path, an address, a number, a time or a size, a class.
fn is_something_else(value: &str) -> bool {
    let unit = value.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.').trim();
    let is_amount = value.starts_with(|c: char| c.is_ascii_digit())
        && unit.len() <= 7
        && unit.bytes().all(|b| b.is_ascii_lowercase());
    let parts: Vec<_> = value.split('.').collect();
    let is_class = parts.len() > 1
        && parts.iter().all(|part| {
            !part.is_empty() && part.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'$'))
        })
        && parts.last().is_some_and(|last| last.starts_with(|c: char| c.is_ascii_uppercase()))
        && parts.first().is_some_and(|first| first.bytes().all(|b| b.is_ascii_lowercase()));
    value.starts_with('/') || value.contains("://") || is_amount || is_class
}
