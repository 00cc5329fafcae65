//! How Kubernetes reads the texts of a container's command, arguments and variables.

/// A text that stays as it is: Kubernetes replaces `$(NAME)` where it knows the name, and makes `$` of `$$`.
pub fn literal(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text.chars().peekable();
    while let Some(char) = rest.next() {
        out.push(char);
        if char == '$' && matches!(rest.peek(), Some('$' | '(')) {
            out.push('$');
        }
    }
    out
}

/// The first thing in a text that looks like a variable to Kubernetes: `$(NAME)`.
pub fn variable(text: &str) -> Option<&str> {
    let rest = &text[text.find("$(")?..];
    Some(&rest[..=rest.find(')')?])
}
