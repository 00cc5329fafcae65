//! How the JobManager's REST API is spoken to, by the user's properties.

fn is_true(properties: &[(&str, &str)], key: &str) -> bool {
    properties.iter().any(|(name, value)| *name == key && value.trim().eq_ignore_ascii_case("true"))
}

/// Whether it is HTTPS.
pub fn is_encrypted(properties: &[(&str, &str)]) -> bool {
    is_true(properties, "security.ssl.rest.enabled")
}

/// Whether a caller must show a certificate of its own.
pub fn needs_certificate(properties: &[(&str, &str)]) -> bool {
    is_encrypted(properties) && is_true(properties, "security.ssl.rest.authentication-enabled")
}
