//! The host name of an Ingress.

/// Replaces every `{{$clusterName}}`, blanks inside of the braces allowed, as the operator's pattern did.
pub fn host(format: &str, cluster: &str) -> String {
    let mut host = String::with_capacity(format.len());
    let mut rest = format;
    while let Some(start) = rest.find("{{") {
        host.push_str(&rest[..start]);
        rest = &rest[start..];
        match placeholder(rest) {
            Some(after) => {
                host.push_str(cluster);
                rest = after;
            }
            None => {
                host.push('{');
                rest = &rest[1..];
            }
        }
    }
    host.push_str(rest);
    host
}

/// What stands behind a placeholder.
fn placeholder(text: &str) -> Option<&str> {
    let blank = [' ', '\t', '\n', '\u{c}', '\r'];
    let rest = text.strip_prefix("{{")?.trim_start_matches(blank).strip_prefix("$clusterName")?;
    rest.trim_start_matches(blank).strip_prefix("}}")
}

#[cfg(test)]
mod tests {
    use super::host;

    #[test]
    fn replaces_as_the_operator() {
        for (format, expected) in [
            ("{{$clusterName}}.example.org", "c.example.org"),
            ("a-{{ \t$clusterName\n}}-{{$clusterName}}", "a-c-c"),
            ("{{clusterName}}.x", "{{clusterName}}.x"),
            ("{{{$clusterName}}}.three", "{c}.three"),
            ("{{$ clusterName}}{{", "{{$ clusterName}}{{"),
            ("é{{$clusterName}}", "éc"),
        ] {
            assert_eq!(host(format, "c"), expected);
        }
    }
}
