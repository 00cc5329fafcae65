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

/// The first of some templates, which may include the others, with these values. No filter lets a value pass unescaped.
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
    fn hashes_are_those_of_browsers() {
        // `echo -n | openssl dgst -sha256 -binary | base64`
        assert_eq!(hash(""), "sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=");
    }
}
