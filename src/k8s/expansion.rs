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

/// The names of the variables that Kubernetes replaces in a text, where it knows them.
pub fn variables(text: &str) -> Vec<&str> {
    let (mut names, mut rest) = (Vec::new(), text);
    while let Some((_, after)) = rest.split_once('$') {
        rest = after;
        if let Some(after) = rest.strip_prefix('$') {
            rest = after;
        } else if let Some((name, after)) = rest.strip_prefix('(').and_then(|rest| rest.split_once(')')) {
            names.push(name);
            rest = after;
        }
    }
    names
}

/// The first thing in a text that looks like a variable to Kubernetes: `$(NAME)`.
pub fn variable(text: &str) -> Option<&str> {
    let rest = &text[text.find("$(")?..];
    Some(&rest[..=rest.find(')')?])
}
