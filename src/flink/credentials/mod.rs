//! Credentials among Flink's properties: known by the key, or by what they look like; and texts in which they are not shown.

mod key;
mod shape;
mod text;

use std::ops::Range;

use super::reference;

pub use text::{Hidden, MASK, blotted, masked};

/// What gives a credential away.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sign {
    /// The last words of its key.
    Key,
    /// Its own looks: what it is.
    Shape(&'static str),
}

/// Whether the value of a property is a credential that everybody can read. Where a variable stands in it, it is not.
pub fn plain(key: &str, value: &str) -> Option<Sign> {
    if let Some((_, what)) = shapes(value).into_iter().next() {
        return Some(Sign::Shape(what));
    }
    (key::is_named(key, value.trim()) && !reference::is_in(value)).then_some(Sign::Key)
}

/// A value as it can be shown under its key: a credential is not.
pub fn shown(key: &str, value: &str) -> String {
    match plain(key, value) {
        Some(Sign::Key) => MASK.to_owned(),
        Some(Sign::Shape(_)) | None => masked(value),
    }
}

/// Where in a text credentials stand that are known by their looks, and what they are.
pub fn shapes(text: &str) -> Vec<(Range<usize>, &'static str)> {
    shape::all(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_what_is_one() {
        let jwt = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.c2lnbmF0dXJl";
        for (key, value) in [
            ("s3.access-key", "x"),
            ("s3.secret-key", "/abc/def+x="),
            ("fs.s3a.access.key", "x"),
            ("fs.s3a.secret.key", "x"),
            ("fs.s3a.session.token", "abc"),
            ("fs.oss.accessKeyId", "x"),
            ("fs.oss.accessKeySecret", "x"),
            ("fs.azure.account.key.store.blob.core.windows.net", "x"),
            ("fs.azure.account.oauth2.client.secret", "x"),
            ("metrics.reporter.dghttp.apikey", "x"),
            ("metrics.reporter.x.apiKey", "x"),
            ("metrics.reporter.influxdb.password", "12345"),
            ("security.ssl.rest.keystore-password", "changeit"),
            ("security.ssl.key-password", "changeit"),
            ("my.keystorePassword", "x"),
            ("properties.sasl.jaas.config", "a required username=\"u\" password=\"p\";"),
            ("mesos.resourcemanager.framework.secret", "x"),
            ("env.java.opts", "-Djavax.net.ssl.trustStorePassword=changeit"),
            ("any", "AKIAIOSFODNN7EXAMPLE"),
            ("any", "-----BEGIN RSA PRIVATE KEY-----\nabc\n-----END RSA PRIVATE KEY-----"),
            ("any", "https://user:word@host/path"),
            ("any", "https://user:$$(A)@host/path"),
            ("any", jwt),
        ] {
            assert!(plain(key, value).is_some(), "{key}: {value}");
        }
        for (key, value) in [
            ("s3.access-key", ""),
            ("s3.access-key", "$(KEY)"),
            ("security.ssl.rest.keystore-password", " $(PASSWORD) "),
            ("security.delegation.tokens.enabled", "true"),
            ("security.kerberos.fetch.delegation-token", "true"),
            ("security.kerberos.tokens.renewal.time-ratio", "0.75"),
            ("security.kerberos.login.keytab", "/etc/keytab"),
            ("kubernetes.secrets", "a:/b"),
            ("kubernetes.env.secretKeyRef", "a"),
            ("kubernetes.container.image.pull-secrets", "a"),
            ("key.serializer", "a"),
            ("key.fields", "password"),
            ("fs.s3a.aws.credentials.provider", "com.amazonaws.Provider"),
            ("my.credentials", "com.amazonaws.auth.Provider"),
            ("my.token", "/var/run/token"),
            ("my.token", "10 min"),
            ("my.token.renewal.period", "1 h"),
            ("my.password-file", "/etc/password"),
            ("table.secret-store.kind", "generic"),
            ("properties.sasl.jaas.config", "a required useKeyTab=true;"),
            ("properties.sasl.jaas.config", "a required username=\"u\" password=\"$(P)\";"),
            ("env.java.opts", "-Djavax.net.ssl.trustStorePassword=$(P)"),
            ("any", "https://user:$(WORD)@host/path"),
            ("any", "abfs://container@account.dfs.core.windows.net/a"),
            ("any", "http://host:8080/a@b"),
            ("any", "XAKIAIOSFODNN7EXAMPLE"),
            ("high-availability.storageDir", "s3://bucket/ha"),
        ] {
            assert_eq!(plain(key, value), None, "{key}: {value}");
        }
    }
}
