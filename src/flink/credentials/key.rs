//! Keys that are named like what they hold, also several of it, numbered, or with a slip of the pen (`tokens`, `password1`,
//! `pasword`). Words behind the name may say that it is about it (`password-file`), or whose it is (`client.secret.ACCOUNT`).

use std::collections::BTreeSet;
use std::sync::LazyLock;

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
    &["auth", "key"],
    &["master", "key"],
    &["hmac", "key"],
    &["pass", "code"],
    &["passcode"],
    &["psk"],
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
const MAYBE: &[&str] =
    &["secret", "token", "credential", "credentials", "cred", "creds", "pass", "pw", "jwt", "bearer"];
/// How a word ends that is written together.
const ENDS: &[&str] = &["password", "passwd", "passphrase", "pwd"];
/// The same of what may be something else, and words that only end so.
const MAYBE_ENDS: &[&str] = &["token", "secret", "pass"];
const NO_PASS: &[&str] = &["bypass", "compass", "overpass", "underpass", "encompass", "trespass", "surpass"];
/// Words that people write otherwise by one letter.
const LONG_WORDS: &[&str] = &[
    "password",
    "passphrase",
    "passwd",
    "secret",
    "credential",
    "private",
    "access",
    "accesskey",
    "secretkey",
    "privatekey",
    "apikey",
];
/// The same of a word that has others near it: a letter too many, or too few, or two in the wrong order.
const SHORT_WORD: &str = "token";
/// Words behind what may be something else that say it is not.
#[rustfmt::skip]
const STILL: &[&str] = &[
    "base64", "content", "current", "default", "dev", "encoded", "literal", "new", "old", "plain", "plaintext", "previous",
    "primary", "prod", "production", "raw", "secondary", "staging", "string", "test", "text", "value",
];
/// Words before it that say what is called so.
#[rustfmt::skip]
const CALLED: &[&str] = &["bucket", "index", "pull", "queue", "stream", "table", "topic", "topics"];
/// Whose secrets have names.
const KEEPERS: &[&str] = &["k8s", "kube", "kubernetes", "vault"];
/// What a login needs: its value is looked at alone.
const LOGIN: &[&str] = &["jaas", "config"];
/// Ways to authorize, before what is given.
const SCHEMES: &[&str] = &["basic", "bearer", "digest", "token"];
/// Words behind a name that say something about it.
#[rustfmt::skip]
const ABOUT: &[&str] = &[
    "algorithm", "algorithms", "alias", "annotation", "arn", "attempts", "audience", "backoff", "bucket", "cache", "characters",
    "class", "classes", "column", "command", "complexity", "count", "database", "delay", "dir", "directory", "disabled",
    "duration", "enable", "enabled", "encoder", "encoding", "endpoint", "env", "event", "events", "expiration", "expires",
    "expiry", "field", "fields", "file", "files", "format", "group", "header", "host", "id", "index", "interval", "issuer",
    "kind", "label", "length", "lifetime", "limit", "location", "manager", "max", "method", "metric", "metrics", "min",
    "minutes", "mode", "ms", "name", "names", "path", "paths", "pattern", "period", "placeholder", "policy", "port", "prefix",
    "prompt", "provider", "providers", "queue", "ratio", "ref", "reference", "regex", "region", "renewal", "required", "reset",
    "retries", "retry", "rotation", "rules", "scope", "scopes", "script", "seconds", "server", "servers", "service", "size",
    "store", "strategy", "stream", "strength", "suffix", "table", "template", "threshold", "timeout", "topic", "topics", "ttl",
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

/// The option that the next argument belongs to: `--password`, and not `--password=a`.
pub fn option(argument: &str) -> Option<&str> {
    (argument.starts_with('-') && !argument.contains('=') && is_name(argument)).then_some(argument)
}

/// Whether all that is in a list or a mapping under this key is one. Kubernetes writes `secret: {secretName: a}`.
pub fn closes(key: &str) -> bool {
    names(key).is_some_and(|name| name == Name::Certain || key.contains(['.', '-', '_']))
}

/// Whether nothing is given away by a value, whatever its key is: nothing, a truth, a reference, a path, an address, a class.
pub fn is_harmless(value: &str) -> bool {
    const WORDS: [&str; 10] = ["", "true", "false", "null", "none", "yes", "no", "on", "off", "~"];
    let word = value.len() <= 5 && WORDS.iter().any(|word| value.eq_ignore_ascii_case(word));
    word || value == MASK || is_reference(value) || value.contains("://") || is_path(value) || is_class(value)
}

/// What the name of a key leaves open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Name {
    Certain,
    /// The value may be the name of a key that a service keeps.
    MayBeKept,
    /// The value may be an amount, or a path.
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
            Self::MayBeAmount => is_amount(value) || value.starts_with('/') || is_place(value),
            Self::MayBeWord => !value.contains([' ', ':']) && value.len() < 16,
        }
    }
}

fn names(key: &str) -> Option<Name> {
    let words = words(key);
    let words: Vec<&str> = words.split_ascii_whitespace().collect();
    let meant: Vec<&str> = words.iter().map(|word| meant(word)).collect();
    if words.ends_with(LOGIN) {
        return None;
    }
    // Most keys have no such word.
    let has_known = meant.iter().any(|word| is_known(word));
    let always = has_known
        && ALWAYS.iter().any(|name| {
            meant.windows(name.len()).enumerate().any(|(at, run)| {
                let behind = &words[at + name.len()..];
                let is_whose = *name == ACCOUNT_KEY && is_host(behind);
                run == *name && *name != ENCRYPTION_KEY && (is_whose || !is_about(behind))
            })
        });
    let last = *meant.last()?;
    if always || ENDS.iter().any(|end| last.ends_with(end)) {
        return Some(Name::Certain);
    }
    if meant.ends_with(ENCRYPTION_KEY) {
        return Some(Name::MayBeKept);
    }
    let found = meant.iter().enumerate().any(|(at, word)| {
        let (before, behind) = (meant[..at].last().unwrap_or(&""), &words[at + 1..]);
        let ends = behind.iter().all(|word| STILL.contains(word) || word.bytes().all(|b| b.is_ascii_digit()));
        let is_called = CALLED.contains(before) || (*word == "secret" && KEEPERS.contains(before));
        (may_be(word) && !is_called && (ends || (is_host(behind) && !is_about(behind))))
            || (*word == "sas"
                && is_host(behind)
                && !behind.iter().any(|word| may_be(word) || *word == "expiry"))
    });
    match last {
        _ if found => Some(Name::MayBeAmount),
        "authorization" | "cookie" => Some(Name::MayBeWord),
        _ => None,
    }
}

fn may_be(word: &str) -> bool {
    MAYBE.contains(&word) || (MAYBE_ENDS.iter().any(|end| word.ends_with(end)) && !NO_PASS.contains(&word))
}

/// The words of what is always one.
static KNOWN: LazyLock<BTreeSet<&str>> =
    LazyLock::new(|| ALWAYS.iter().flat_map(|name| name.iter().copied()).collect());

fn is_known(word: &str) -> bool {
    KNOWN.contains(word) || may_be(word)
}

/// The word that one is, without its number, as one of several, and as its author meant it.
fn meant(word: &str) -> &str {
    let bare = word.trim_end_matches(|c: char| c.is_ascii_digit());
    let word = if bare.len() < 3 { word } else { bare };
    if is_known(word) {
        return word;
    }
    if let Some(one) = word.strip_suffix('s').filter(|one| is_known(one)) {
        return one;
    }
    let long = LONG_WORDS.iter().find(|known| is_slip(word, known));
    let short = || (is_slip(word, SHORT_WORD) && !is_other_letter(word, SHORT_WORD)).then_some(SHORT_WORD);
    long.copied().or_else(short).unwrap_or(word)
}

/// Whether two words differ in one letter: another one, one too many or too few, or two in the wrong order.
fn is_slip(word: &str, meant: &str) -> bool {
    // Most are told apart by their lengths, or before their letters are counted.
    if word.len().abs_diff(meant.len()) > 1 {
        return false;
    }
    let same = |(a, b): &(u8, u8)| a == b;
    let begins = word.bytes().zip(meant.bytes()).take_while(same).count();
    let ends = word.bytes().rev().zip(meant.bytes().rev()).take_while(same).count();
    begins + ends + 2 >= meant.len() && strsim::osa_distance(word, meant) == 1
}

/// Whether a key is this one, or a slip of the pen for it.
pub fn is_meant(key: &str, meant: &str) -> bool {
    key == meant || key.eq_ignore_ascii_case(meant) || is_slip(key, meant)
}

fn is_other_letter(word: &str, meant: &str) -> bool {
    word.len() == meant.len() && word.bytes().zip(meant.bytes()).filter(|(a, b)| a != b).count() == 1
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

/// `fs.oss.accessKeyId`: `fs oss access key id`.
fn words(key: &str) -> String {
    let mut words = String::with_capacity(key.len() + 8);
    let mut before = '.';
    let mut rest = key.chars().peekable();
    while let Some(c) = rest.next() {
        let upper = c.is_ascii_uppercase();
        let begins = before.is_ascii_lowercase()
            || (before.is_ascii_uppercase() && rest.peek().is_some_and(char::is_ascii_lowercase));
        if !c.is_alphanumeric() || (upper && begins) {
            words.push(' ');
        }
        if c.is_alphanumeric() {
            words.push(c.to_ascii_lowercase());
        }
        before = c;
    }
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
pub fn has_default(reference: &str) -> bool {
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

/// `kv/data/orders`: where something is kept, and not a text of all kinds of characters.
fn is_place(value: &str) -> bool {
    let plain = |part: &str| {
        part.starts_with(|c: char| c.is_ascii_lowercase())
            && part
                .bytes()
                .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || matches!(b, b'-' | b'_' | b'.'))
    };
    value.contains('/') && value.split('/').all(plain)
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
