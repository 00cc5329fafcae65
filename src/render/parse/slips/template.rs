//! Templates that nobody rendered.

/// The marks of a template, and what renders it.
const MARKS: &[(&str, &str)] = &[("{{", "`helm template`, or whatever it is written for"), ("{%", "Jinja")];

/// What a template, or a variable, has a first character of.
pub const SIGNS: [char; 2] = ['{', '$'];

/// Words of Helm's templates.
const HELM: &[&str] = &[
    ".Values",
    ".Release",
    ".Chart",
    ".Files",
    "include ",
    "template ",
    "tpl ",
    "toYaml",
    "range ",
    "define ",
];

/// Where in a text a template begins, and what renders it.
pub fn mark(text: &str) -> Option<(usize, &'static str)> {
    MARKS.iter().filter_map(|(mark, by)| Some((text.find(mark)?, *by))).min()
}

/// Whether a text is one of Helm's beyond doubt. Others' texts in double braces are what programs take as arguments.
pub fn is_helm(text: &str) -> bool {
    text.match_indices("{{").any(|(n, mark)| {
        let inner = text[n + mark.len()..].trim_start_matches(['-', ' ']);
        HELM.iter().any(|word| inner.split("}}").next().unwrap_or_default().contains(word))
    })
}

/// Whether a text is, or holds, a variable that another program replaces: `${NAME}`, `$(NAME)`, `$NAME`.
pub fn variable(text: &str) -> Option<&str> {
    text.match_indices('$').find_map(|(n, _)| {
        let rest = &text[n + 1..];
        let (open, close) = match rest.chars().next()? {
            '{' => (1, '}'),
            '(' => (1, ')'),
            c if c.is_ascii_uppercase() || c == '_' => (0, ' '),
            _ => return None,
        };
        let name = &rest[open..];
        let end = name.find(|c: char| !(c.is_ascii_alphanumeric() || c == '_')).unwrap_or(name.len());
        let whole = match open {
            0 => n + 1 + end,
            _ => n + 2 + name.find(close)? + 1,
        };
        (end > 0).then(|| &text[n..whole])
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tells_templates() {
        assert!(is_helm("{{ .Values.image }}") && is_helm("a{{- include \"x\" . }}"));
        assert!(!is_helm("{{$clusterName}}.example.org") && !is_helm("{{ name }} .Values"));
        for (text, expected) in [
            ("${REPLICAS}", Some("${REPLICAS}")),
            ("flink:$(TAG)", Some("$(TAG)")),
            ("flink:$TAG-java", Some("$TAG")),
            ("${TAG:-1.20}", Some("${TAG:-1.20}")),
            ("$", None),
            ("$1", None),
            ("${", None),
            ("a$b", None),
            ("{{$clusterName}}", None),
        ] {
            assert_eq!(variable(text), expected, "{text}");
        }
    }
}
