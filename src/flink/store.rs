//! Which store the paths of a scheme are in: a bucket's name says little where settings name the store.

use std::collections::BTreeSet;

/// Schemes of one file system, whose settings begin with any of them.
const S3: &[&str] = &["s3", "s3a", "s3n", "s3p"];

/// What Flink and its plugins take off before they read a setting.
const PREFIXES: &[&str] = &["flink", "hadoop", "fs", "presto", "hive"];

/// The settings that say which store a scheme's paths are in, without what differs by spelling only.
pub fn settings<'a>(
    scheme: &str,
    properties: impl IntoIterator<Item = (&'a str, &'a str)>,
) -> BTreeSet<(String, String)> {
    let family = if S3.contains(&scheme) { S3 } else { &[scheme][..] };
    let known = properties.into_iter().filter_map(|(key, value)| {
        let mut parts = key.split('.').skip_while(|part| PREFIXES.contains(part));
        let is_of_scheme = parts.next().is_some_and(|part| family.contains(&part));
        let rest: Vec<_> = parts.collect();
        let names_store = matches!(rest[..], [.., "endpoint" | "endpoint_suffix"] | [.., "root", "url"]);
        let host = host(value);
        (is_of_scheme && names_store && !host.is_empty()).then(|| (rest.join("."), host))
    });
    known.collect()
}

/// The host, and its port; nothing for that of AWS, where a bucket's name is the only one in all regions.
fn host(value: &str) -> String {
    let value = value.trim().trim_end_matches('/').to_ascii_lowercase();
    let host = value.split_once("://").map_or(value.as_str(), |(_, host)| host);
    if host.ends_with(".amazonaws.com") { String::new() } else { host.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::settings;

    #[test]
    fn knows_a_store_in_its_spellings() {
        let of = |scheme, key, value| settings(scheme, [(key, value)]);
        let minio = of("s3", "s3.endpoint", "http://minio:9000");
        for (scheme, key, value, same) in [
            ("s3", "fs.s3a.endpoint", "http://minio:9000/", true),
            ("s3p", "presto.s3.endpoint", "MinIO:9000", true),
            ("s3a", "flink.hadoop.fs.s3a.endpoint", "https://minio:9000", true),
            ("s3", "s3.endpoint", "http://other:9000", false),
            ("oss", "s3.endpoint", "http://minio:9000", false),
            ("s3", "s3.path.style.access", "minio:9000", false),
        ] {
            assert_eq!(of(scheme, key, value) == minio, same, "{key}: {value}");
        }
        assert!(of("s3", "s3.endpoint", "https://s3.eu-west-1.amazonaws.com").is_empty());
        assert!(!of("oss", "fs.oss.endpoint", "oss-cn-hangzhou.aliyuncs.com").is_empty());
        assert!(!of("gs", "gs.storage.root.url", "http://gcs:4443").is_empty());
    }
}
