//! Keys that are named like what they hold. Words behind the name may say that it is about it (`password-file`), or whose it is
//! (`client.secret.ACCOUNT`).

/// What stands in the place of one.
pub const MASK: &str = "***";

/// What is always one.
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
    ACCOUNT_KEY,
    &["shared", "key"],
    &["api", "key"],
    &["signing", "key"],
    &["license", "key"],
    ENCRYPTION_KEY,
    &["client", "secret"],
    &["accesskey"],
    &["secretkey"],
    &["privatekey"],
    &["apikey"],
];
/// Every word behind it is whose it is.
const ACCOUNT_KEY: &[&str] = &["account", "key"];
/// Its value may be the name of a key that a service keeps.
const ENCRYPTION_KEY: &[&str] = &["encryption", "key"];
/// What may be something else: an amount.
const MAYBE: &[&str] = &["secret", "token", "credential", "credentials", "pass"];
/// How a word ends that is written together.
const ENDS: &[&str] = &["password", "passwd", "passphrase"];
/// What a login needs: its value is looked at alone.
const LOGIN: &[&str] = &["jaas", "config"];
/// Ways to authorize, before what is given.
const SCHEMES: &[&str] = &["basic", "bearer", "digest", "token"];
/// Words behind a name that say something about it.
#[rustfmt::skip]
const ABOUT: &[&str] = &[
    "alias", "algorithm", "algorithms", "arn", "audience", "cache", "class", "classes", "column", "command", "count", "delay",
    "dir", "directory", "disabled", "duration", "enable", "enabled", "encoder", "encoding", "endpoint", "env", "expiration",
    "expires", "expiry", "field", "fields", "file", "files", "format", "header", "id", "interval", "issuer", "kind", "length",
    "lifetime", "location", "manager", "max", "min", "minutes", "mode", "ms", "name", "names", "path", "paths", "period",
    "policy", "prefix", "provider", "providers", "ratio", "ref", "reference", "renewal", "required", "retries", "retry",
    "rotation", "scope", "scopes", "script", "seconds", "service", "size", "store", "strategy", "suffix", "timeout", "ttl",
    "type", "types", "uri", "url", "validator", "variable", "version",
];
/// The same before the name of a host, which is any other word.
const ABOUT_OF_A_HOST: &[&str] = &["class", "endpoint", "expiry", "file", "id", "path", "provider", "type"];
/// Last words of the name of a host.
const DOMAINS: &[&str] = &["cn", "com", "de", "eu", "io", "net", "org", "us"];

/// Whether a value under this key is a credential.
pub fn is_named(key: &str, value: &str) -> bool {
    let value = value.trim();
    !is_harmless(value) && names(key).is_some_and(|name| !name.allows(value))
}

/// Whether this is the key of a credential, whatever its value is.
pub fn is_name(key: &str) -> bool {
    names(key).is_some()
}

/// Whether all that is in a list or a mapping under this key is one. Kubernetes writes `secret: {secretName: a}`.
pub fn closes(key: &str) -> bool {
    names(key).is_some_and(|name| name == Name::Certain || key.contains(['.', '-', '_']))
}

/// Whether nothing is given away by a value, whatever its key is: nothing, a truth, a reference, a path, an address, a class.
pub fn is_harmless(value: &str) -> bool {
    let lower = value.to_ascii_lowercase();
    let word = matches!(
        lower.as_str(),
        "" | "true" | "false" | "null" | "none" | "yes" | "no" | "on" | "off" | "~" | MASK
    );
    word || is_reference(value) || value.contains("://") || is_path(value) || is_class(value)
}

/// What the name of a key leaves open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Name {
    Certain,
    /// The value may be the name of a key that a service keeps.
    MayBeKept,
    /// The value may be an amount, or a plain path.
    MayBeAmount,
    /// The value may be the word for a way to authorize.
    MayBeWord,
}

impl Name {
    /// Whether the value is that other thing.
    fn allows(self, value: &str) -> bool {
        match self {
            Self::Certain => false,
            Self::MayBeKept => is_kept(value),
            Self::MayBeAmount => is_amount(value) || value.starts_with('/'),
            Self::MayBeWord => !value.contains([' ', ':']) && value.len() < 16,
        }
    }
}

fn names(key: &str) -> Option<Name> {
    let words = words(key);
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    if words.ends_with(LOGIN) {
        return None;
    }
    let always = ALWAYS.iter().any(|name| {
        words.windows(name.len()).enumerate().any(|(at, run)| {
            let behind = &words[at + name.len()..];
            run == *name && *name != ENCRYPTION_KEY && (*name == ACCOUNT_KEY || !is_about(behind))
        })
    });
    let last = *words.last()?;
    if always || ENDS.iter().any(|end| last.ends_with(end)) {
        return Some(Name::Certain);
    }
    if words.ends_with(ENCRYPTION_KEY) {
        return Some(Name::MayBeKept);
    }
    let maybe = |word: &str| MAYBE.contains(&word) || word.ends_with("token");
    let found = words.iter().enumerate().any(|(at, word)| {
        let (before, behind) = (&words[..at], &words[at + 1..]);
        let ends = behind.iter().all(|word| word.bytes().all(|b| b.is_ascii_digit()));
        (maybe(word) && !before.ends_with(&["pull"]) && (ends || (is_host(behind) && !is_about(behind))))
            || (*word == "sas"
                && is_host(behind)
                && !behind.iter().any(|word| maybe(word) || *word == "expiry"))
    });
    match last {
        _ if found => Some(Name::MayBeAmount),
        "authorization" | "cookie" => Some(Name::MayBeWord),
        _ => None,
    }
}

/// Whether the words behind a name make it something else. Those of a host are whose it is, but for the first.
fn is_about(behind: &[&str]) -> bool {
    match behind {
        [first, ..] if is_host(behind) => ABOUT_OF_A_HOST.contains(first),
        _ => behind.iter().any(|word| ABOUT.contains(word)),
    }
}

fn is_host(words: &[&str]) -> bool {
    words.len() > 2 && words.last().is_some_and(|last| DOMAINS.contains(last))
}

/// `fs.oss.accessKeyId`: `fs`, `oss`, `access`, `key`, `id`.
fn words(key: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut before = '.';
    let mut rest = key.chars().peekable();
    while let Some(c) = rest.next() {
        let upper = c.is_ascii_uppercase();
        let begins = before.is_ascii_lowercase()
            || (before.is_ascii_uppercase() && rest.peek().is_some_and(char::is_ascii_lowercase));
        if !c.is_alphanumeric() || (upper && begins) {
            words.push(String::new());
        }
        if let (true, Some(word)) = (c.is_alphanumeric(), words.last_mut()) {
            word.push(c.to_ascii_lowercase());
        }
        before = c;
    }
    words.retain(|word| !word.is_empty());
    words
}

/// `${file:/a:b}`, `{{ a }}`, `vault:a`, `$A` and `$(cat a)` of a shell: what stands elsewhere.
fn is_reference(value: &str) -> bool {
    let scheme =
        value.split_once(' ').filter(|(word, _)| SCHEMES.iter().any(|it| word.eq_ignore_ascii_case(it)));
    let value = scheme.map_or(value, |(_, behind)| behind.trim_start());
    let name = |c: char| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_';
    let variable = value.strip_prefix("$(").and_then(|rest| rest.split_once(')'));
    if variable.is_some_and(|(name, _)| !name.contains(char::is_whitespace))
        || value.strip_prefix('$').is_some_and(|rest| !rest.is_empty() && rest.chars().all(name))
    {
        return true;
    }
    let around = |begin: &str, end: &str| {
        value
            .strip_prefix(begin)
            .is_some_and(|rest| rest.find(end).is_some_and(|at| at + end.len() == rest.len()))
    };
    let elsewhere = ["arn:", "vault:", "file:", "classpath:", "env:"];
    around("${", "}") && !has_default(value)
        || around("{{", "}}")
        || elsewhere.iter().any(|begin| value.starts_with(begin))
}

/// `${NAME:-text}`, `${NAME-text}`: the shell takes the text where there is no such variable. `${file:/path}` names a place.
fn has_default(reference: &str) -> bool {
    let inside = reference.trim_start_matches("${");
    let behind = inside.trim_start_matches(|c: char| c.is_ascii_alphanumeric() || c == '_');
    let default = behind.strip_prefix(':').unwrap_or(behind);
    default.starts_with(['-', '=', '+', '?'])
}

/// A path as people write them; keys of AWS may begin alike, and are of all kinds of characters.
fn is_path(value: &str) -> bool {
    let plain =
        |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || matches!(b, b'/' | b'.' | b'-' | b'_');
    let deep = value.matches('/').count() > 1 && value.bytes().any(|b| b.is_ascii_lowercase());
    (value.starts_with('/') || value.starts_with("./"))
        && deep
        && value.len() != 40
        && value.bytes().all(plain)
}

/// `com.amazonaws.auth.Provider`
fn is_class(value: &str) -> bool {
    let parts: Vec<_> = value.split('.').collect();
    let word = |part: &&str| {
        !part.is_empty() && part.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'$'))
    };
    let packages = |parts: &[&str]| parts.iter().all(|part| part.bytes().all(|b| !b.is_ascii_uppercase()));
    match parts.as_slice() {
        [packages_of @ .., last] => {
            packages_of.len() > 1
                && parts.iter().all(word)
                && packages(packages_of)
                && last.starts_with(|c: char| c.is_ascii_uppercase())
        }
        [] => false,
    }
}

/// A number, a time or a size.
fn is_amount(value: &str) -> bool {
    let unit = value.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.').trim();
    value.starts_with(|c: char| c.is_ascii_digit())
        && unit.len() <= 7
        && unit.bytes().all(|b| b.is_ascii_lowercase())
}

/// The name of a key that a service keeps: a UUID, or below a word of its.
fn is_kept(value: &str) -> bool {
    let lengths: Vec<_> = value.split('-').map(str::len).collect();
    let hex = value.bytes().all(|b| b.is_ascii_hexdigit() || b == b'-');
    (hex && lengths == [8, 4, 4, 4, 12])
        || ["alias/", "projects/", "mrk-", "key/"].iter().any(|begin| value.starts_with(begin))
}
