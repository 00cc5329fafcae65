//! Where a job's jar file is.

/// A jar file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Jar<'a> {
    /// A path in the container.
    Local(&'a str),
    /// A URI to fetch it from.
    Remote {
        /// `https`
        scheme: &'a str,
        /// Without the checksum.
        uri: &'a str,
        /// The name of the file, without a query; empty when there is none.
        file: &'a str,
        /// What stands after `#sha256=`.
        sha256: Option<&'a str>,
    },
}

impl<'a> Jar<'a> {
    /// The name of the file; empty when there is none.
    pub fn name(self) -> &'a str {
        match self {
            Self::Local(path) => path.rsplit('/').next().unwrap_or_default(),
            Self::Remote { scheme: _, uri: _, file, sha256: _ } => file,
        }
    }

    /// Tells a path from a URI (RFC 3986: a scheme is a letter, then letters, digits, `+`, `-`, `.`).
    pub fn of(text: &'a str) -> Self {
        let Some((scheme, rest)) = text.split_once("://") else { return Self::Local(text) };
        let mut letters = scheme.bytes();
        let named = letters.next().is_some_and(|b| b.is_ascii_alphabetic())
            && letters.all(|b| b.is_ascii_alphanumeric() || matches!(b, b'+' | b'-' | b'.'));
        match scheme {
            _ if !named => Self::Local(text),
            "file" | "local" => Self::Local(&rest[rest.find('/').unwrap_or(rest.len())..]),
            _ => {
                let (uri, sha256) = match text.split_once("#sha256=") {
                    Some((uri, sha256)) => (uri, Some(sha256)),
                    None => (text, None),
                };
                let path = rest.split(['?', '#']).next().unwrap_or_default();
                let file = path.rsplit_once('/').map_or("", |(_, file)| file);
                Self::Remote { scheme, uri, file, sha256 }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Jar;

    fn remote(
        scheme: &'static str,
        uri: &'static str,
        file: &'static str,
        sha256: Option<&'static str>,
    ) -> Jar<'static> {
        Jar::Remote { scheme, uri, file, sha256 }
    }

    #[test]
    fn tells_paths_from_uris() {
        for (text, expected) in [
            ("./a.jar", Jar::Local("./a.jar")),
            ("/with://inside.jar", Jar::Local("/with://inside.jar")),
            ("file:///opt/a.jar", Jar::Local("/opt/a.jar")),
            ("local://x/opt/a.jar", Jar::Local("/opt/a.jar")),
            ("https://h/a/b.jar?sig=c/d", remote("https", "https://h/a/b.jar?sig=c/d", "b.jar", None)),
            ("gs://bucket", remote("gs", "gs://bucket", "", None)),
            ("s3://bucket/dir/", remote("s3", "s3://bucket/dir/", "", None)),
            ("http://h/a.jar#sha256=00ff", remote("http", "http://h/a.jar", "a.jar", Some("00ff"))),
        ] {
            assert_eq!(Jar::of(text), expected);
        }
    }
}
