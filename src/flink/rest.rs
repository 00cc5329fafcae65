//! How Flink speaks to others, by the user's properties.

/// The port that it is at by default.
pub const PORT: u16 = 8081;
/// Whether callers must show a certificate of their own.
pub const AUTHENTICATION: &str = "security.ssl.rest.authentication-enabled";

fn is_true(properties: &[(&str, &str)], key: &str) -> bool {
    properties.iter().any(|(name, value)| *name == key && value.trim().eq_ignore_ascii_case("true"))
}

/// Whether it is HTTPS.
pub fn is_encrypted(properties: &[(&str, &str)]) -> bool {
    // The older setting counts where the newer one is not given.
    let given = properties.iter().any(|(name, _)| *name == "security.ssl.rest.enabled");
    is_true(properties, "security.ssl.rest.enabled")
        || (!given && is_true(properties, "security.ssl.enabled"))
}

/// The scheme of its addresses.
pub fn scheme(properties: &[(&str, &str)]) -> &'static str {
    if is_encrypted(properties) { "https" } else { "http" }
}

/// Whether a caller must show a certificate of its own.
pub fn needs_certificate(properties: &[(&str, &str)]) -> bool {
    is_encrypted(properties) && is_true(properties, AUTHENTICATION)
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
