//! Credentials that are known by what they look like, whatever key they stand under.

use std::ops::Range;

use crate::diagnostic::floor;

/// Where each stands, and what it is, in the order of the text.
pub fn all(text: &str) -> Vec<(Range<usize>, &'static str)> {
    let mut found = Vec::new();
    let mut aws = false;
    for token in runs(text, is_word).filter(|token| BEGINNINGS[usize::from(text.as_bytes()[token.start])]) {
        let begins = |(beginning, _, _): &&(&str, usize, &str)| text[token.start..].starts_with(beginning);
        let Some((beginning, more, what)) = PREFIXES.iter().find(begins) else { continue };
        let behind = token.start + beginning.len();
        if run(&text[behind..], |c| is_word(c) || c == '.') >= *more {
            let length = run(&text[behind..], |c| is_word(c) || matches!(c, '.' | '+' | '/' | '='));
            // What ends a sentence, or names a folder, is no part of it.
            let end = text[..behind + length].trim_end_matches(['.', '/']).len();
            aws |= *what == AWS;
            found.push((token.start..end, *what));
        }
    }
    let hooks = if text.contains(HOOK) { HOOKS } else { &[] };
    for (part, what) in hooks {
        for at in places(text, part) {
            let begin = at + part.len();
            let end = begin + run(&text[begin..], |c| !c.is_whitespace() && !"\"'`<>".contains(c));
            found.extend((end > begin).then_some((begin..end, *what)));
        }
    }
    if aws {
        let secrets = runs(text, is_base64).filter(|range| is_secret_of_aws(&text[range.clone()]));
        found.extend(secrets.map(|range| (range, AWS)));
    }
    for at in places(text, "eyJ").filter(|at| !text[..*at].ends_with(|c| is_word(c) || c == '.')) {
        let end = at + run(&text[at..], |c| is_word(c) || c == '.');
        let mut parts = text[at..end].split('.');
        if parts.next().is_some_and(|head| head.len() > 10)
            && parts.next().is_some_and(|claims| claims.starts_with("eyJ"))
            && parts.next().is_some()
        {
            found.push((at..end, "a JSON Web Token"));
        }
    }
    for at in places(text, "earer ") {
        let begin = at + "earer ".len();
        let end = begin + run(&text[begin..], |c| is_word(c) || ".~+/=".contains(c));
        if text[..at].ends_with(['B', 'b']) && end - begin >= TOKEN && is_mixed(&text[begin..end]) {
            found.push((begin..end, "a token"));
        }
    }
    for at in places(text, "jdbc:oracle:") {
        let ahead = &text[..floor(text, at + AHEAD)];
        let begin = at + run(&ahead[at..], |c| !c.is_whitespace() && c != '/' && c != '@');
        let end = begin + run(&ahead[begin..], |c| !c.is_whitespace() && c != '@');
        let password = text.get(begin + 1..end).unwrap_or_default();
        if text[begin..].starts_with('/')
            && text[end..].starts_with('@')
            && !password.is_empty()
            && !crate::flink::reference::is_in(password)
        {
            found.push((begin + 1..end, "a password in an address"));
        }
    }
    let mut from = 0;
    for at in places(text, "-----BEGIN ") {
        let kind = &text[at + 11..floor(text, at + 61)];
        if at >= from && kind.split_once("-----").is_some_and(|(kind, _)| kind.contains("PRIVATE KEY")) {
            from = text[at..].find("-----END ").map_or(text.len(), |n| at + n);
            found.push((at..from, "a private key"));
        }
    }
    for at in places(text, "://") {
        let begin = at + 3;
        let ahead = &text[begin..floor(text, begin + AHEAD)];
        let whole = &ahead[..run(ahead, |c| !c.is_whitespace() && !"\"'`<>".contains(c))];
        let authority = &whole[..run(whole, |c| !"/?#".contains(c))];
        let Some((name, behind)) = authority.split_once(':') else {
            let user = authority.split_once('@').map_or("", |(user, _)| user);
            if (text[..at].ends_with("http") || text[..at].ends_with("https"))
                && user.len() >= TOKEN
                && is_mixed(user)
            {
                found.push((begin..begin + user.len(), "a token in an address"));
            }
            continue;
        };
        // Who writes a password as it is may write a `/` in it.
        let end = match authority.rfind('@') {
            None if !behind.is_empty() && !behind.bytes().all(|b| b.is_ascii_digit()) => whole.rfind('@'),
            end => end,
        };
        let Some(end) = end else { continue };
        if let Some(password) = whole.get(name.len() + 1..end).filter(|password| !password.is_empty())
            && !crate::flink::reference::is_in(password)
        {
            found.push((begin + name.len() + 1..begin + end, "a password in an address"));
        }
    }
    found.sort_by_key(|(range, _)| range.start);
    found
}

const AWS: &str = "an access key of AWS";

/// How tokens of a service begin, how many characters follow at least, and what they are.
const PREFIXES: &[(&str, usize, &str)] = &[
    ("AKIA", 16, AWS),
    ("ASIA", 16, AWS),
    ("ABIA", 16, AWS),
    ("ghp_", 30, "a token of GitHub"),
    ("gho_", 30, "a token of GitHub"),
    ("ghs_", 30, "a token of GitHub"),
    ("ghu_", 30, "a token of GitHub"),
    ("ghr_", 30, "a token of GitHub"),
    ("github_pat_", 20, "a token of GitHub"),
    ("glpat-", 20, "a token of GitLab"),
    ("gldt-", 20, "a token of GitLab"),
    ("glrt-", 20, "a token of GitLab"),
    ("xoxb-", 10, "a token of Slack"),
    ("xoxp-", 10, "a token of Slack"),
    ("xoxa-", 10, "a token of Slack"),
    ("xoxr-", 10, "a token of Slack"),
    ("xoxs-", 10, "a token of Slack"),
    ("xapp-", 10, "a token of Slack"),
    ("sk_live_", 16, "a key of Stripe"),
    ("rk_live_", 16, "a key of Stripe"),
    ("AIza", 35, "a key of Google"),
    ("GOCSPX-", 20, "a secret of Google"),
    ("ya29.", 20, "a token of Google"),
    ("hvs.", 20, "a token of Vault"),
    ("hvb.", 20, "a token of Vault"),
    ("npm_", 36, "a token of npm"),
    ("dckr_pat_", 20, "a token of Docker"),
    ("dop_v1_", 64, "a token of DigitalOcean"),
    ("SG.", 60, "a key of SendGrid"),
    ("glsa_", 32, "a token of Grafana"),
    ("NRAK-", 27, "a key of New Relic"),
    ("AGE-SECRET-KEY-1", 58, "a key of age"),
    // `-----BEGIN PRIVATE`, `-----BEGIN RSA PRIVATE`, `-----BEGIN EC PRIVATE` in base64.
    ("LS0tLS1CRUdJTiBQUklWQVRF", 20, "a private key"),
    ("LS0tLS1CRUdJTiBSU0EgUFJJVkFUR", 20, "a private key"),
    ("LS0tLS1CRUdJTiBFQyBQUklWQVRF", 20, "a private key"),
];

/// The first characters of these.
const BEGINNINGS: [bool; 256] = {
    let (mut all, mut n) = ([false; 256], 0);
    while n < PREFIXES.len() {
        all[PREFIXES[n].0.as_bytes()[0] as usize] = true;
        n += 1;
    }
    all
};

/// Addresses whose last part is all that one needs.
const HOOKS: &[(&str, &str)] = &[
    ("hooks.slack.com/services/", "a webhook of Slack"),
    ("hooks.slack.com/workflows/", "a webhook of Slack"),
    (".webhook.office.com/webhookb2/", "a webhook of Teams"),
    ("outlook.office.com/webhook/", "a webhook of Teams"),
    ("discord.com/api/webhooks/", "a webhook of Discord"),
];
/// What they have in common.
const HOOK: &str = "hook";

/// Forty characters of base64, of all kinds: nothing else looks so where an access key stands.
pub fn is_secret_of_aws(text: &str) -> bool {
    text.len() == 40 && text.chars().all(is_base64) && is_mixed(text)
}

/// So much of an address is looked at.
const AHEAD: usize = 1000;
/// A shorter one is a word.
const TOKEN: usize = 16;

/// Letters of both kinds, and digits.
fn is_mixed(text: &str) -> bool {
    let kinds: [fn(&u8) -> bool; 3] = [u8::is_ascii_lowercase, u8::is_ascii_uppercase, u8::is_ascii_digit];
    kinds.iter().all(|kind| text.as_bytes().iter().any(kind))
}

/// The longest parts of a text of one kind.
fn runs(text: &str, of: fn(char) -> bool) -> impl Iterator<Item = Range<usize>> {
    let mut from = 0;
    std::iter::from_fn(move || {
        let begin = from + text[from..].find(of)?;
        from = begin + run(&text[begin..], of);
        Some(begin..from)
    })
}

fn is_base64(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '+' | '/')
}

fn is_word(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '_' | '-')
}

fn places<'a>(text: &'a str, part: &'a str) -> impl Iterator<Item = usize> + 'a {
    // A search is longer prepared than most texts are searched.
    let ends = [part.as_bytes().first(), part.as_bytes().last()];
    let may_be = ends.into_iter().flatten().all(|byte| memchr::memchr(*byte, text.as_bytes()).is_some());
    let text = if text.len() < part.len() || !may_be { "" } else { text };
    text.match_indices(part).map(|(at, _)| at)
}

/// How many bytes of the beginning are of a kind.
fn run(text: &str, of: impl Fn(char) -> bool) -> usize {
    text.find(|c| !of(c)).unwrap_or(text.len())
}
