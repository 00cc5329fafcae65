//! Where a cluster's REST API is.

use flink_render::k8s::names;
use flink_render::status::facts::ApiError;
use reqwest::Url;

use crate::observe::kinds::{Objects, WatchedCluster};
use crate::shard::Key;

const SCHEME: &str = "{scheme}";
const EXTERNAL: &str = "ExternalName";

/// The address of every cluster without one of its own, with `{scheme}`, `{name}`, `{namespace}` and `{port}`.
#[derive(Debug, Clone)]
pub struct Template {
    text: String,
    /// The host is the cluster's Service, which is a tenant's.
    by_service: bool,
}

impl Template {
    /// Reads one.
    ///
    /// # Errors
    /// It is no address.
    pub fn new(text: String) -> Result<Self, String> {
        let known = || {
            format!(
                "{text:?} is not the address of a REST API: {{scheme}}, {{name}}, {{namespace}} and {{port}} are filled in"
            )
        };
        let example = |namespace, name| parsed(&filled(&text, "http", namespace, name, 1)).ok_or_else(known);
        let (one, other) = (example("one", "one")?, example("other", "other")?);
        Ok(Self { by_service: one.host_str() != other.host_str(), text })
    }

    /// Whether it may be written without TLS.
    pub fn is_plain(&self) -> bool {
        !self.text.starts_with(SCHEME) && !self.text.to_ascii_lowercase().starts_with("https:")
    }

    /// The address of this cluster.
    ///
    /// # Errors
    /// Its Service leads to no pods.
    pub fn of(&self, key: &Key, cluster: &WatchedCluster, objects: &Objects) -> Result<String, ApiError> {
        let scheme = if cluster.encrypted { "https" } else { "http" };
        let url = filled(&self.text, scheme, &key.namespace, &key.name, cluster.ui_port);
        if self.by_service {
            // One that is not seen may be anything.
            let service = objects.services.get(&names::job_manager(&key.name)).ok_or(ApiError::DnsError)?;
            let spec = &service.object.spec;
            let leads_to_pods = spec.kind.as_deref() != Some(EXTERNAL) && spec.selector.is_some();
            let is_name = Url::parse(&url).is_ok_and(|url| url.domain().is_some());
            if !leads_to_pods || !is_name {
                return Err(ApiError::ServiceLeadsElsewhere);
            }
        }
        Ok(url)
    }
}

/// An address as this program asks it: HTTP or HTTPS, without a name or password, which logs would show, and without what
/// paths cannot be added to.
pub fn parsed(url: &str) -> Option<Url> {
    let parsed = Url::parse(url).ok()?;
    let plain = parsed.username().is_empty() && parsed.password().is_none();
    let whole = parsed.query().is_none() && parsed.fragment().is_none() && !url.contains(['{', '}']);
    (matches!(parsed.scheme(), "http" | "https") && parsed.has_host() && plain && whole).then_some(parsed)
}

fn filled(url: &str, scheme: &str, namespace: &str, name: &str, port: u16) -> String {
    let url = url.replace(SCHEME, scheme).replace("{port}", &port.to_string());
    url.replace("{namespace}", namespace).replace("{name}", name).trim_end_matches('/').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_checked_before_anything_is_asked() {
        for (good, by_service) in [
            ("{scheme}://{name}-jobmanager.{namespace}.svc:{port}", true),
            ("http://localhost:{port}", false),
            ("https://flink/{name}", false),
        ] {
            assert_eq!(Template::new(good.to_owned()).unwrap().by_service, by_service, "{good}");
        }
        for bad in [
            "",
            "localhost:8081",
            "http://{cluster}:8081",
            "{name}",
            "ftp://flink/{name}",
            "https://user@flink/",
            "https://user:word@flink/",
            "https://flink/?to=",
            "https://flink/#x",
            "file:///etc/passwd",
        ] {
            assert!(Template::new(bad.to_owned()).is_err(), "{bad}");
        }
    }

    #[test]
    fn only_what_is_surely_encrypted_is_not_plain() {
        let is_plain = |url: &str| Template::new(url.to_owned()).unwrap().is_plain();
        assert!(is_plain("http://localhost:{port}") && is_plain("HTTP://flink/{name}"));
        assert!(!is_plain("https://flink/{name}") && !is_plain("{scheme}://{name}.{namespace}.svc:{port}"));
    }
}
