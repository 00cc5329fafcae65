//! How Flink speaks to others, by the user's properties.

use super::features::Feature;
use super::version::Version;

/// The port that it is at by default.
pub const PORT: u16 = 8081;
/// Whether callers must show a certificate of their own.
const AUTHENTICATION: &str = "security.ssl.rest.authentication-enabled";
const ENABLED: &str = "security.ssl.rest.enabled";
const INTERNAL: &str = "security.ssl.internal.enabled";
/// What counts where those are not given.
const ALL_ENABLED: &str = "security.ssl.enabled";
/// What turns encryption on, and what asks for certificates: what asks for most comes first.
pub const SWITCHES: [&str; 3] = [AUTHENTICATION, ENABLED, ALL_ENABLED];

/// What the user's properties say of TLS.
#[derive(Debug, Clone)]
pub struct Tls<'a> {
    properties: Vec<(&'a str, &'a str)>,
}

/// A process that does not start, for want of these.
#[derive(Debug, PartialEq, Eq)]
pub struct Lacks {
    /// What turns TLS on.
    pub switch: &'static str,
    /// What is missing: settings of what is turned on.
    pub keys: Vec<String>,
}

impl<'a> Tls<'a> {
    /// What counts to a version; of an unknown one, all does.
    pub fn of(properties: &[(&'a str, &'a str)], version: Option<Version>) -> Self {
        let one_switch = version.is_none_or(|version| version.has(Feature::OneTlsSwitch));
        let counts = |(key, _): &&(&str, &str)| {
            key.starts_with("security.ssl.") && (one_switch || *key != ALL_ENABLED)
        };
        Self { properties: properties.iter().filter(counts).copied().collect() }
    }

    fn get(&self, key: &str) -> Option<&'a str> {
        self.find(|name| name == key)
    }

    fn find(&self, is: impl Fn(&str) -> bool) -> Option<&'a str> {
        self.properties.iter().find(|(name, _)| is(name)).map(|(_, value)| value.trim())
    }

    fn is_true(&self, key: &str) -> bool {
        self.get(key).is_some_and(|value| value.eq_ignore_ascii_case("true"))
    }

    /// What turns a scope on, if anything does.
    fn switch(&self, own: &'static str) -> Option<&'static str> {
        let switch = if self.get(own).is_some() { own } else { ALL_ENABLED };
        self.is_true(switch).then_some(switch)
    }

    /// Whether REST is HTTPS.
    pub fn is_encrypted(&self) -> bool {
        self.switch(ENABLED).is_some()
    }

    /// The scheme of REST's addresses.
    pub fn scheme(&self) -> &'static str {
        if self.is_encrypted() { "https" } else { "http" }
    }

    /// Whether a caller of REST must show a certificate of its own.
    pub fn needs_certificate(&self) -> bool {
        self.is_encrypted() && self.is_true(AUTHENTICATION)
    }

    /// What is said of TLS for a scope, else of all TLS.
    fn said(&self, scope: &str, name: &str) -> Option<&'a str> {
        let is_of_all = |key: &str| key.strip_prefix("security.ssl.") == Some(name);
        let is_of_scope = |key: &str| {
            let part = key.strip_prefix("security.ssl.").and_then(|part| part.strip_prefix(scope));
            part.and_then(|part| part.strip_prefix('.')) == Some(name)
        };
        self.find(is_of_scope).or_else(|| self.find(is_of_all))
    }

    fn unsaid(&self, scope: &str, names: impl IntoIterator<Item = &'static str>) -> Vec<String> {
        let unsaid = names.into_iter().filter(|name| self.said(scope, name).is_none());
        unsaid.map(|name| format!("security.ssl.{scope}.{name}")).collect()
    }

    fn of_caller(&self) -> impl Iterator<Item = &'static str> + use<> {
        let trusted = if self.is_encrypted() { TRUSTED } else { &[] };
        let shown = if self.needs_certificate() { SHOWN } else { &[] };
        trusted.iter().chain(shown).copied()
    }

    /// The files of the stores that a caller of REST opens.
    pub fn stores(&self) -> Vec<&'a str> {
        let files = self.of_caller().filter(|name| name.ends_with("store"));
        files.filter_map(|name| self.said("rest", name)).collect()
    }

    /// What a caller of REST needs of a store and is not told: without it, Flink's client ends.
    pub fn untold(&self) -> Vec<String> {
        self.unsaid("rest", self.of_caller())
    }

    /// What Flink's own processes need and are not told: without it, they end.
    // SSLUtils.createInternalServerSSLEngineFactory, createRestServerSSLEngineFactory: asked in 1.8.3, 1.12.5, 2.3.0 and between.
    pub fn lacks(&self) -> Vec<Lacks> {
        let all = [
            (self.switch(ENABLED), "rest", if self.needs_certificate() { TRUSTED } else { &[][..] }),
            (self.switch(INTERNAL), "internal", TRUSTED),
        ];
        let lacking = all.into_iter().filter_map(|(switch, scope, trusted)| {
            let keys = self.unsaid(scope, SHOWN.iter().chain(trusted).copied());
            Some(Lacks { switch: switch?, keys }).filter(|lacks| !lacks.keys.is_empty())
        });
        lacking.collect()
    }
}

/// The stores that are opened, as Flink's client does.
const TRUSTED: &[&str] = &["truststore", "truststore-password"];
const SHOWN: &[&str] = &["keystore", "keystore-password", "key-password"];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_settings_as_flink_does() {
        const NEW: &str = ENABLED;
        const OLD: &str = ALL_ENABLED;
        let [one, two] = ["1.20", "2.0"].map(Version::parse);
        for (properties, expected, by_two) in [
            (&[][..], false, false),
            (&[(NEW, " TRUE ")], true, true),
            (&[(NEW, "yes")], false, false),
            (&[(OLD, "true")], true, false),
            (&[(OLD, "true"), (NEW, "false")], false, false),
            (&[(OLD, "false"), (NEW, "true")], true, true),
        ] {
            for (version, expected) in [(one, expected), (None, expected), (two, by_two)] {
                let tls = Tls::of(properties, version);
                assert_eq!(tls.is_encrypted(), expected, "{properties:?} {version:?}");
                assert_eq!(tls.scheme(), if expected { "https" } else { "http" });
                assert!(!tls.needs_certificate());
                let with = [properties, &[(AUTHENTICATION, "true")]].concat();
                assert_eq!(Tls::of(&with, version).needs_certificate(), expected);
            }
        }
    }

    #[test]
    fn misses_what_processes_need() {
        let keys = |properties: &[(&str, &str)]| {
            let lacks = Tls::of(properties, None).lacks();
            lacks.into_iter().map(|lacks| (lacks.switch, lacks.keys.len())).collect::<Vec<_>>()
        };
        assert_eq!(keys(&[(INTERNAL, "true")]), [(INTERNAL, 5)]);
        assert_eq!(keys(&[(ALL_ENABLED, "true"), (INTERNAL, "false")]), [(ALL_ENABLED, 3)]);
        assert_eq!(keys(&[(ENABLED, "true"), (AUTHENTICATION, "true")]), [(ENABLED, 5)]);
        let all = ["keystore", "keystore-password", "key-password", "truststore", "truststore-password"];
        let all = all.map(|name| format!("security.ssl.{name}"));
        let mut told: Vec<_> = all.iter().map(|key| (key.as_str(), "x")).collect();
        told.push((ALL_ENABLED, "true"));
        assert_eq!(keys(&told), []);
    }
}
