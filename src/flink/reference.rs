//! `$(NAME)` in the value of a property: the variable's value stands there when Flink reads it. `$$(NAME)` is `$(NAME)`.

use std::borrow::Cow;

/// A part of a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part<'a> {
    /// As it stands.
    Text(&'a str),
    /// The value of the variable of this name.
    Reference(&'a str),
    /// `$(NAME)` itself, which was written `$$(NAME)`.
    Literal(&'a str),
}

/// The parts of a value, in their order.
pub fn parts(value: &str) -> Vec<Part<'_>> {
    let (mut parts, mut begin, mut from) = (Vec::new(), 0, 0);
    while let Some(at) = value[from..].find("$(").map(|at| from + at) {
        let Some(name) = value[at + 2..].split_once(')').map(|(name, _)| name).filter(|name| is_name(name))
        else {
            from = at + 2;
            continue;
        };
        let end = at + name.len() + 3;
        let escaped = value[begin..at].ends_with('$');
        let text = &value[begin..at - usize::from(escaped)];
        parts.extend((!text.is_empty()).then_some(Part::Text(text)));
        parts.push(if escaped { Part::Literal(&value[at..end]) } else { Part::Reference(name) });
        (begin, from) = (end, end);
    }
    parts.extend((begin < value.len()).then(|| Part::Text(&value[begin..])));
    parts
}

/// The names of the variables in a value.
pub fn names(value: &str) -> impl Iterator<Item = &str> {
    parts(value).into_iter().filter_map(|part| match part {
        Part::Reference(name) => Some(name),
        Part::Text(_) | Part::Literal(_) => None,
    })
}

/// Whether a value is known only where a variable is.
pub fn is_in(value: &str) -> bool {
    // Most have none.
    value.contains("$(") && names(value).next().is_some()
}

/// What looks like a variable to a shell, `${NAME}`, and is none to Kubernetes or Flink.
pub fn of_shell(value: &str) -> Option<&str> {
    let is_name = |name: &str| {
        name.starts_with(|c: char| c.is_ascii_uppercase() || c == '_')
            && name.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit() || b == b'_')
    };
    let starts = value.match_indices("${").map(|(at, _)| &value[at + 2..]);
    starts.filter_map(|rest| Some(rest.split_once('}')?.0)).find(|name| is_name(name))
}

/// A value without references, as Flink is to read it.
pub fn unescaped(value: &str) -> Cow<'_, str> {
    if !value.contains("$$(") {
        return value.into();
    }
    let written = parts(value).into_iter().map(|part| match part {
        Part::Text(text) | Part::Literal(text) => text.to_owned(),
        Part::Reference(name) => format!("$({name})"),
    });
    written.collect::<String>().into()
}

/// What Kubernetes takes as the name of a variable.
fn is_name(name: &str) -> bool {
    !name.is_empty()
        && !name.starts_with(|c: char| c.is_ascii_digit())
        && name.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'.'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tells_references_from_text() {
        for (value, expected, read) in [
            ("", &[][..], ""),
            ("a", &["a"], "a"),
            ("$(A)", &["<A>"], "$(A)"),
            ("x$(A)y$(B.c-d)", &["x", "<A>", "y", "<B.c-d>"], "x$(A)y$(B.c-d)"),
            ("$$(A)", &["=$(A)"], "$(A)"),
            ("a$$(A)$(B)", &["a", "=$(A)", "<B>"], "a$(A)$(B)"),
            ("$$$(A)", &["$", "=$(A)"], "$$(A)"),
            ("$(1A)$( A)$()$(A", &["$(1A)$( A)$()$(A"], "$(1A)$( A)$()$(A"),
            ("$($(A)", &["$(", "<A>"], "$($(A)"),
            ("a$$b", &["a$$b"], "a$$b"),
        ] {
            let told: Vec<_> = parts(value)
                .into_iter()
                .map(|part| match part {
                    Part::Text(text) => text.to_owned(),
                    Part::Reference(name) => format!("<{name}>"),
                    Part::Literal(text) => format!("={text}"),
                })
                .collect();
            assert_eq!(told, expected, "{value}");
            assert_eq!(unescaped(value), read, "{value}");
            assert_eq!(is_in(value), told.iter().any(|part| part.starts_with('<')));
        }
    }
}
