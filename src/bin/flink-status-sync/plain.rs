//! The one door for what others wrote: into a log line or an Event, short and on one line.

/// In a log line.
pub const LOG: usize = 300;

/// Up to so many bytes of the text; what a reader would not see, or would see elsewhere, is written as its number.
pub fn plain(text: &str, most: usize) -> String {
    const CUT: &str = "...";
    let mut out = String::new();
    for c in text.chars() {
        let before = out.len();
        match c {
            // `escape_debug` knows what cannot be seen, but is about quotes, too.
            '"' | '\'' | '\\' => out.push(c),
            c => out.extend(c.escape_debug()),
        }
        if out.len() > most {
            let mut end = before.min(most.saturating_sub(CUT.len()));
            while !out.is_char_boundary(end) {
                end -= 1;
            }
            out.truncate(end);
            out.push_str(CUT);
            break;
        }
    }
    out
}

/// An error of a reader of JSON or YAML without the values that it quotes.
pub fn unquoted(error: &str) -> String {
    match (error.find('"'), error.rfind('"')) {
        (Some(first), Some(last)) if first < last => {
            format!("{}\"...\"{}", &error[..first], &error[last + 1..])
        }
        _ => error.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_stay_on_their_line() {
        assert_eq!(plain("a\"b\\c' ü 日", 80), "a\"b\\c' ü 日");
        for (text, expected) in [
            ("a\nb", "a\\nb"),
            ("\u{1b}[2Jx", "\\u{1b}[2Jx"),
            ("a\u{202e}b", "a\\u{202e}b"),
            ("a\u{2028}b", "a\\u{2028}b"),
            ("a\u{9b}b\0", "a\\u{9b}b\\0"),
        ] {
            assert_eq!(plain(text, 80), expected);
        }
    }

    #[test]
    fn texts_are_cut_between_characters() {
        for most in 3..40 {
            let text = plain(&"ü日\u{1f600}\u{202e}".repeat(20), most);
            assert!(text.len() <= most && text.ends_with("..."), "{most}: {text}");
        }
        assert_eq!(plain("abcdef", 6), "abcdef");
    }

    #[test]
    fn values_are_not_quoted() {
        let error = "invalid type: string \"hunter2 \\\" x\", expected u16 at line 1 column 9";
        assert_eq!(unquoted(error), "invalid type: string \"...\", expected u16 at line 1 column 9");
    }
}
