//! Pages in HTML, and pictures in SVG: whatever a template puts into them is text there, in an element and in a quoted attribute
//! alike. A template is ours, and the only thing that is written as it stands.

use std::fmt::Write;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use minijinja::syntax::SyntaxConfig;
use minijinja::value::Serde;
use minijinja::{Environment, UndefinedBehavior, Value};
use serde::Serialize;
use sha2::{Digest, Sha256};

use crate::hidden::{is_hidden, name};

/// The first of some templates, which may include the others, with these values. No filter lets a value pass unescaped; `quoted`
/// takes a sentence apart, so that what it quotes can be code.
///
/// # Errors
/// A defect of the template, in words.
pub fn render(templates: &[(&str, &str)], values: impl Serialize) -> Result<String, String> {
    let render = || {
        let mut environment = Environment::new();
        environment.set_undefined_behavior(UndefinedBehavior::Strict);
        environment.set_syntax(
            SyntaxConfig::builder()
                .trim_blocks(true)
                .lstrip_blocks(true)
                .keep_trailing_newline(true)
                .build()?,
        );
        environment.add_filter("quoted", |text: &str| Value::from(Serde(quoted(text))));
        environment.set_formatter(|out, _, value| {
            match value.as_str() {
                Some(text) => escape(text, out),
                None => escape(&value.to_string(), out),
            }
            .map_err(Into::into)
        });
        for (name, text) in templates {
            environment.add_template(name, text)?;
        }
        let first = templates.first().map_or("", |(name, _)| name);
        environment.get_template(first)?.render(Value::from(Serde(&values)))
    };
    render().map_err(|error: minijinja::Error| format!("a template: {error:#}"))
}

/// The parts of a sentence of ours, and whether each stands between backticks. Those of ours are at the ends of words; others
/// are part of what is quoted, and stay.
fn quoted(text: &str) -> Vec<(bool, &str)> {
    let ends = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric() && c != '`' && c != '_');
    let opens = |(at, _): &(usize, &str)| ends(text[..*at].chars().next_back());
    let mut parts = Vec::new();
    let mut from = 0;
    while let Some((open, _)) =
        text[from..].match_indices('`').map(|(at, tick)| (from + at, tick)).find(opens)
    {
        let value = open + 1;
        let closes = |(at, _): &(usize, &str)| *at > 0 && ends(text[value + at + 1..].chars().next());
        let Some((length, _)) = text[value..].match_indices('`').find(closes) else { break };
        parts.extend([(false, &text[from..open]), (true, &text[value..value + length])]);
        from = value + length + 1;
    }
    parts.push((false, &text[from..]));
    parts
}

/// Text in which nothing is markup, and nothing is hidden. A page may end in the log of a runner, too: `::` and `##` begin its
/// commands.
fn escape(text: &str, out: &mut impl Write) -> std::fmt::Result {
    let mut last = '\0';
    for c in text.chars() {
        match c {
            '&' => out.write_str("&amp;")?,
            '<' => out.write_str("&lt;")?,
            '>' => out.write_str("&gt;")?,
            '"' => out.write_str("&quot;")?,
            '\'' => out.write_str("&#39;")?,
            ':' | '#' if c == last => write!(out, "&#{};", u32::from(c))?,
            c if c != '\t' && is_hidden(c) => {
                let mut named = String::new();
                name(c, &mut named);
                out.write_str(&named)?;
            }
            c => out.write_char(c)?,
        }
        last = c;
    }
    Ok(())
}

/// The source of an inline style or script, as a policy of the page's content names it.
pub fn hash(text: &str) -> String {
    format!("sha256-{}", STANDARD.encode(Sha256::digest(text)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_text() {
        let values = minijinja::context! { a => "<b a='\"'>&amp; ::x::\u{202e}\n##[x]\t1", n => 1 };
        let page =
            render(&[("a", "<i>{{ a }}{{ a|safe }}{{ n }}</i>{% include 'b' %}"), ("b", "a > b\n")], values);
        let text = "&lt;b a=&#39;&quot;&#39;&gt;&amp;amp; :&#58;x:&#58;\\u{202e}\\n#&#35;[x]\t1";
        assert_eq!(page, Ok(format!("<i>{text}{text}1</i>a > b\n")));
    }

    #[test]
    fn what_a_sentence_quotes_is_taken_out_whole() {
        let drawn = |text| {
            let parts = quoted(text).into_iter().map(|(is_code, part)| match is_code {
                true => format!("<{part}>"),
                false => part.to_owned(),
            });
            parts.collect::<String>()
        };
        for (text, expected) in [
            ("`a` is not `b`: write `c`", "<a> is not <b>: write <c>"),
            ("none", "none"),
            ("`1.20`..`2.0`, (`x`)/`y`-`z`", "<1.20>..<2.0>, (<x>)/<y>-<z>"),
            // Backticks of a value are its own.
            ("`x` is `a`b`c`, not d", "<x> is <a`b`c>, not d"),
            ("`a``b` and ```", "<a``b> and <`>"),
            ("e`f is `g`", "e`f is <g>"),
            ("`open", "`open"),
            ("``", "``"),
            ("\u{e9}`\u{e9}` `\u{e9}`\u{e9}`", "\u{e9}`\u{e9}` <\u{e9}`\u{e9}>"),
        ] {
            assert_eq!(drawn(text), expected);
        }
    }

    #[test]
    fn hashes_are_those_of_browsers() {
        // `echo -n | openssl dgst -sha256 -binary | base64`
        assert_eq!(hash(""), "sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=");
    }
}
