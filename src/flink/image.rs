//! Flink's own images: called `flink`, wherever they are kept, with the tags that they are published under.

/// An image of Flink's own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Official {
    /// The release that the tag names in full: `1.20.1`.
    pub release: Option<String>,
}

impl Official {
    /// Reads an image's name. Another tag than the published ones (`1.20.1-corp3`) is that of somebody's own image.
    pub fn of(image: &str) -> Option<Self> {
        let name = image.split('@').next()?;
        let file = name.rsplit('/').next()?;
        let (file, tag) = file.split_once(':').unwrap_or((file, "latest"));
        let mut parts = tag.split('-');
        let first = parts.next()?;
        let known = (is_version(first) || first == "latest" || is_variant(first)) && parts.all(is_variant);
        let release = Some(first).filter(|first| is_version(first) && first.matches('.').count() == 2);
        (file == "flink" && known).then(|| Self { release: release.map(ToOwned::to_owned) })
    }
}

/// `1`, `1.20`, `1.20.1`
fn is_version(text: &str) -> bool {
    text.split('.').count() <= 3 && text.split('.').all(is_number)
}

/// `scala_2.12`, `java17`; of old ones `hadoop28`, `alpine`.
fn is_variant(text: &str) -> bool {
    let numbered = |word| text.strip_prefix(word).is_some_and(is_number);
    let scala = text.strip_prefix("scala_").is_some_and(is_version);
    scala || numbered("java") || numbered("hadoop") || text == "alpine"
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::Official;

    #[test]
    fn knows_published_tags() {
        for (image, release) in [
            ("flink", None),
            ("flink:latest", None),
            ("flink:1.20-java17", None),
            ("flink:scala_2.12-java11", None),
            ("mirror:5000/apache/flink:1.20.1-scala_2.12-java11@sha256:ab", Some("1.20.1")),
            ("flink:1.7.2-hadoop28-scala_2.11-alpine", Some("1.7.2")),
        ] {
            let release = release.map(ToOwned::to_owned);
            assert_eq!(Official::of(image), Some(Official { release }), "{image}");
        }
        for image in
            ["corp/flink:1.20.1-corp3", "flink:2.1.0-flink1.15", "flink:v1.20.1", "flink:", "orders:1.20.1"]
        {
            assert_eq!(Official::of(image), None, "{image}");
        }
    }
}
