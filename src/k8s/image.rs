//! Names of images as kubelets read them: `registry.example.com:5000/streams/orders:7@sha256:...`.

/// Why a name is none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// `https://`
    Scheme,
    /// The registry is no host with a port.
    Registry,
    /// Capitals in the path.
    Capitals,
    /// A part of the path is empty, or has other characters than it may.
    Path,
    /// The tag.
    Tag,
    /// The digest.
    Digest,
}

/// What is wrong with a name.
pub fn fault(image: &str) -> Option<Fault> {
    if image.contains("://") {
        return Some(Fault::Scheme);
    }
    let (name, digest) = image.split_once('@').map_or((image, None), |(name, digest)| (name, Some(digest)));
    let (registry, rest) = match name.split_once('/') {
        Some((first, rest)) if first == "localhost" || first.contains(['.', ':']) => (Some(first), rest),
        _ => (None, name),
    };
    let (path, tag) = rest.split_once(':').map_or((rest, None), |(path, tag)| (path, Some(tag)));
    if registry.is_some_and(|registry| !is_registry(registry)) {
        Some(Fault::Registry)
    } else if !path.split('/').all(|part| is_part(&part.to_ascii_lowercase())) {
        Some(Fault::Path)
    } else if path.contains(|c: char| c.is_ascii_uppercase()) {
        Some(Fault::Capitals)
    } else if tag.is_some_and(|tag| !is_tag(tag)) {
        Some(Fault::Tag)
    } else if digest.is_some_and(|digest| !is_digest(digest)) {
        Some(Fault::Digest)
    } else {
        None
    }
}

fn is_registry(text: &str) -> bool {
    let (host, port) = match text.rsplit_once(':') {
        Some((host, port)) if !port.ends_with(']') => (host, Some(port)),
        _ => (text, None),
    };
    let address = host.strip_prefix('[').and_then(|host| host.strip_suffix(']'));
    let named = host.split('.').all(|label| {
        let end = |c: char| c.is_ascii_alphanumeric();
        label.starts_with(end) && label.ends_with(end) && label.chars().all(|c| end(c) || c == '-')
    });
    let numbered = address
        .is_some_and(|text| !text.is_empty() && text.chars().all(|c| c.is_ascii_hexdigit() || c == ':'));
    let port = port.is_none_or(|port| !port.is_empty() && port.bytes().all(|b| b.is_ascii_digit()));
    (named || numbered) && port
}

/// Lower-case letters and digits, separated by one dot, one or two underscores, or dashes.
fn is_part(text: &str) -> bool {
    let inner = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit();
    let sign = |run: &str| matches!(run, "" | "." | "_" | "__") || run.bytes().all(|b| b == b'-');
    text.starts_with(inner) && text.ends_with(inner) && text.split(inner).all(sign)
}

fn is_tag(text: &str) -> bool {
    let word = |c: char| c.is_ascii_alphanumeric() || c == '_';
    text.len() <= 128 && text.starts_with(word) && text.chars().all(|c| word(c) || c == '.' || c == '-')
}

fn is_digest(text: &str) -> bool {
    let Some((algorithm, hash)) = text.split_once(':') else { return false };
    let long = match algorithm {
        "sha256" => hash.len() == 64,
        "sha384" => hash.len() == 96,
        "sha512" => hash.len() == 128,
        _ => hash.len() >= 32,
    };
    let named = algorithm.split(['-', '_', '+', '.']).all(|part| {
        part.starts_with(|c: char| c.is_ascii_alphabetic()) && part.bytes().all(|b| b.is_ascii_alphanumeric())
    });
    named && long && hash.bytes().all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_as_kubelets_read() {
        let digest = "a".repeat(64);
        for image in [
            "flink",
            "flink:1.20.1-scala_2.12",
            "localhost/flink",
            "Registry.Example.com:5000/streams/flink__a--b.c_d:_1",
            "[fd00::1]:5000/flink:1",
            "[fd00::1]/flink",
            "10.0.0.1/flink:V1",
            &format!("a/b@sha256:{digest}"),
            &format!("a/b:1@sha256:{digest}"),
        ] {
            assert_eq!(fault(image), None, "{image}");
        }
        for (image, expected) in [
            ("https://reg/flink:1", Fault::Scheme),
            ("Flink:1.20.1", Fault::Capitals),
            ("registry.corp/Orders:7", Fault::Capitals),
            ("Streams/flink", Fault::Capitals),
            ("flink::1.20.1", Fault::Tag),
            ("flink:", Fault::Tag),
            ("flink:1.20.1:", Fault::Tag),
            ("flink:1+build", Fault::Tag),
            ("flink:-1", Fault::Tag),
            ("flink@", Fault::Digest),
            ("flink@sha256:abc", Fault::Digest),
            ("flink@latest", Fault::Digest),
            (":1.20", Fault::Path),
            ("a//flink", Fault::Path),
            ("/flink", Fault::Path),
            ("flink/", Fault::Path),
            ("a___b", Fault::Path),
            ("a..b", Fault::Path),
            ("flink_", Fault::Path),
            ("größe/flink", Fault::Path),
            ("reg:port/flink", Fault::Registry),
            ("reg_a.corp/flink", Fault::Registry),
            ("reg:/flink", Fault::Registry),
        ] {
            assert_eq!(fault(image), Some(expected), "{image}");
        }
    }
}
