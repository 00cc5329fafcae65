//! How Flink speaks to others, by the user's properties.

/// The port that it is at by default.
pub const PORT: u16 = 8081;
/// Whether callers must show a certificate of their own.
const AUTHENTICATION: &str = "security.ssl.rest.authentication-enabled";
const ENABLED: &str = "security.ssl.rest.enabled";
/// What counts where that is not given.
const ALL_ENABLED: &str = "security.ssl.enabled";
/// What turns encryption on, and what asks for certificates: what asks for most comes first.
pub const SWITCHES: [&str; 3] = [AUTHENTICATION, ENABLED, ALL_ENABLED];

fn is_true(properties: &[(&str, &str)], key: &str) -> bool {
    properties.iter().any(|(name, value)| *name == key && value.trim().eq_ignore_ascii_case("true"))
}

/// Whether it is HTTPS.
pub fn is_encrypted(properties: &[(&str, &str)]) -> bool {
    let given = properties.iter().any(|(name, _)| *name == ENABLED);
    is_true(properties, ENABLED) || (!given && is_true(properties, ALL_ENABLED))
}

/// The scheme of its addresses.
pub fn scheme(properties: &[(&str, &str)]) -> &'static str {
    if is_encrypted(properties) { "https" } else { "http" }
}

/// Whether a caller must show a certificate of its own.
pub fn needs_certificate(properties: &[(&str, &str)]) -> bool {
    is_encrypted(properties) && is_true(properties, AUTHENTICATION)
}

/// The stores that a caller opens, as Flink's client does.
const TRUSTED: &[&str] = &["truststore", "truststore-password"];
const SHOWN: &[&str] = &["keystore", "keystore-password", "key-password"];

/// What is said of TLS for REST, else of all TLS.
fn of_tls<'a>(properties: &[(&str, &'a str)], name: &str) -> Option<&'a str> {
    let says = |scope: &str| {
        let key = format!("{scope}.{name}");
        properties.iter().find(|(known, _)| *known == key).map(|(_, value)| *value)
    };
    says("security.ssl.rest").or_else(|| says("security.ssl"))
}

fn of_caller(properties: &[(&str, &str)]) -> impl Iterator<Item = &'static str> {
    let trusted = if is_encrypted(properties) { TRUSTED } else { &[] };
    let shown = if needs_certificate(properties) { SHOWN } else { &[] };
    trusted.iter().chain(shown).copied()
}

/// The files of the stores that a caller opens.
pub fn stores<'a>(properties: &[(&str, &'a str)]) -> Vec<&'a str> {
    let files = of_caller(properties).filter(|name| name.ends_with("store"));
    files.filter_map(|name| of_tls(properties, name)).collect()
}

/// What a caller needs of a store and is not told: without it, Flink's client ends.
pub fn untold(properties: &[(&str, &str)]) -> Vec<String> {
    let untold = of_caller(properties).filter(|name| of_tls(properties, name).is_none());
    untold.map(|name| format!("security.ssl.rest.{name}")).collect()
}

/// Whether Flink keeps its leader and its job graphs somewhere that survives the JobManager.
pub fn is_highly_available(properties: &[(&str, &str)]) -> bool {
    let setting = |(key, value): &(&str, &str)| {
        matches!(*key, "high-availability" | "high-availability.type")
            && !matches!(value.trim(), "" | "NONE" | "none")
    };
    properties.iter().any(setting)
}

/// Whether it keeps them in Kubernetes.
pub fn uses_kubernetes(properties: &[(&str, &str)]) -> bool {
    let kubernetes = |value: &str| value.to_ascii_lowercase().contains("kubernetes");
    properties.iter().any(|(key, value)| key.starts_with("high-availability") && kubernetes(value))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_settings_as_flink_does() {
        const NEW: &str = ENABLED;
        const OLD: &str = ALL_ENABLED;
        for (properties, expected) in [
            (&[][..], false),
            (&[(NEW, " TRUE ")], true),
            (&[(NEW, "yes")], false),
            (&[(OLD, "true")], true),
            (&[(OLD, "true"), (NEW, "false")], false),
            (&[(OLD, "false"), (NEW, "true")], true),
        ] {
            assert_eq!(is_encrypted(properties), expected, "{properties:?}");
            assert_eq!(scheme(properties), if expected { "https" } else { "http" });
            let with = [properties, &[(AUTHENTICATION, "true")]].concat();
            assert_eq!(needs_certificate(&with), expected && !needs_certificate(properties));
        }
        for (key, value, available, kubernetes) in [
            ("high-availability", "zookeeper", true, false),
            ("high-availability.type", "kubernetes", true, true),
            (
                "high-availability",
                "org.apache.flink.kubernetes.highavailability.KubernetesHaServicesFactory",
                true,
                true,
            ),
            ("high-availability", "NONE", false, false),
            ("high-availability.type", " none ", false, false),
            ("high-availability.type", "", false, false),
            ("high-availability.storageDir", "s3://b", false, false),
            ("kubernetes.cluster-id", "kubernetes", false, false),
        ] {
            let properties = [(key, value)];
            assert_eq!(is_highly_available(&properties), available, "{key}: {value}");
            assert_eq!(uses_kubernetes(&properties), kubernetes, "{key}: {value}");
        }
    }
}
