//! Credentials that are known by what they look like, whatever key they stand under.

use std::ops::Range;

/// Where each stands, and what it is, in the order of the text.
pub fn all(text: &str) -> Vec<(Range<usize>, &'static str)> {
    let mut found = Vec::new();
    for (beginning, more, what) in PREFIXES {
        for at in places(text, beginning) {
            if text[..at].ends_with(is_word) {
                continue;
            }
            let end = at + run(&text[at..], is_word);
            if end - at >= beginning.len() + more {
                found.push((at..end, *what));
            }
        }
    }
    for at in places(text, "eyJ").filter(|at| !text[..*at].ends_with(|c| is_word(c) || c == '.')) {
        let end = at + run(&text[at..], |c| is_word(c) || c == '.');
        let parts: Vec<_> = text[at..end].split('.').collect();
        if let [head, claims, _] = parts[..]
            && head.len() > 10
            && claims.starts_with("eyJ")
        {
            found.push((at..end, "a JSON Web Token"));
        }
    }
    let mut from = 0;
    for at in places(text, "-----BEGIN ") {
        let kind = &text[at + 11..floor_char(text, at + 51)];
        if at >= from && kind.split_once("-----").is_some_and(|(kind, _)| kind.ends_with("PRIVATE KEY")) {
            from = text[at..].find("-----END ").map_or(text.len(), |n| at + n);
            found.push((at..from, "a private key"));
        }
    }
    for at in places(text, "://") {
        let begin = at + 3;
        let authority =
            &text[begin..begin + run(&text[begin..], |c| !c.is_whitespace() && !"/?#\"'<>".contains(c))];
        if let Some((user, _)) = authority.rsplit_once('@')
            && let Some((name, password)) = user.split_once(':')
            && is_written(password)
        {
            let start = begin + name.len() + 1;
            found.push((start..start + password.len(), "a password in an address"));
        }
    }
    let lower = text.to_ascii_lowercase();
    for name in ASSIGNED {
        let mut from = 0;
        for at in places(&lower, name) {
            if at < from {
                continue;
            }
            let mut start = at + name.len();
            start += usize::from(text[start..].starts_with(['"', '\'']));
            let end = start + run(&text[start..], |c| !c.is_whitespace() && !";&,\"'".contains(c));
            from = end;
            if is_written(&text[start..end]) {
                found.push((start..end, "a password"));
            }
        }
    }
    found.sort_by_key(|(range, _)| range.start);
    found
}

/// How tokens of a service begin, how many characters follow at least, and what they are.
const PREFIXES: &[(&str, usize, &str)] = &[
    ("AKIA", 16, "an access key of AWS"),
    ("ASIA", 16, "an access key of AWS"),
    ("ghp_", 30, "a token of GitHub"),
    ("github_pat_", 20, "a token of GitHub"),
    ("glpat-", 20, "a token of GitLab"),
    ("xoxb-", 20, "a token of Slack"),
];

/// What stands before a password in options of Java, addresses of databases and logins.
const ASSIGNED: &[&str] = &["password=", "passwd=", "secret=", "accountkey=", "accesskey="];

/// Whether something stands there that is no variable.
fn is_written(text: &str) -> bool {
    !text.is_empty() && !crate::flink::reference::is_in(text)
}

fn is_word(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '_' | '-')
}

/// The last border between characters that is not behind `at`.
fn floor_char(text: &str, at: usize) -> usize {
    (0..=at.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0)
}

fn places<'a>(text: &'a str, part: &'a str) -> impl Iterator<Item = usize> + 'a {
    text.match_indices(part).map(|(at, _)| at)
}

/// How many bytes of the beginning are of a kind.
fn run(text: &str, of: impl Fn(char) -> bool) -> usize {
    text.find(|c| !of(c)).unwrap_or(text.len())
}
