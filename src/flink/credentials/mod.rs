//! Credentials among Flink's properties: known by the key, or by what they look like; and texts in which they are not shown.

mod comments;
mod key;
mod lines;
mod shape;
mod text;
mod tree;
mod unsaid;
mod variables;
mod within;

pub use key::{MASK, is_name, option};
pub use text::{blotted, blurred, hidden, hide, is_one, masked, referred, shown, told};
pub use unsaid::{unsaid, without};
pub use variables::reach;

/// What gives a credential away.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sign {
    /// The words of its key.
    Key,
    /// The name before it.
    Within,
    /// Its own looks: what it is.
    Shape(&'static str),
}

/// Whether the value of a property is a credential that everybody can read, or contains one. Where a variable stands in it, it
/// is not.
pub fn plain(key: &str, value: &str) -> Option<Sign> {
    if let Some((_, what)) = shape::all(value).into_iter().next() {
        return Some(Sign::Shape(what));
    }
    if text::is_plain(key, value) {
        return Some(Sign::Key);
    }
    (!text::named_within(key, value, 0).is_empty()).then_some(Sign::Within)
}

/// Whether a value that stands where a credential does is one that everybody can read.
pub fn is_plain(value: &str) -> bool {
    text::is_plain("password", value)
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
            ("fs.azure.account.oauth2.client.secret.store.dfs.core.windows.net", "x"),
            ("fs.azure.account.oauth2.user.password.store.dfs.core.windows.net", "x"),
            ("fs.azure.account.oauth2.refresh.token.store.dfs.core.windows.net", "x"),
            ("fs.azure.account.key.file.file.core.windows.net", "x"),
            ("fs.azure.sas.container.store.blob.core.windows.net", "x"),
            ("fs.azure.sas.fixed.token.store.dfs.core.windows.net", "x"),
            ("fs.azure.sas.fixed.token", "sv=2022"),
            ("kafka.password.orders", "x"),
            ("db.pass", "x"),
            ("AWSSecretKey", "x"),
            ("high-availability.zookeeper.client.authorization", "digest:user:x"),
            ("fs.s3a.encryption.key", "bm90IGEga2V5IG9mIEtNUw=="),
            ("pipeline.global-job-parameters", "token:abc,other:x"),
            ("pipeline.global-job-parameters", "other:x,token:abc"),
            ("metrics.reporter.x.headers", "Authorization:Bearer abcdefgh"),
            ("metrics.reporter.x.headers", "X-Api-Key:abc"),
            ("env.java.opts", "-Dtoken=abc"),
            ("env.java.opts", "-Dapi.key=abc"),
            ("any", "--password x"),
            ("any", "a required username = \"u\" password = \"a;b\";"),
            ("any", "jdbc:sqlserver://h;user=u;password=x"),
            ("any", "https://user:a/b@host/path"),
            ("any", "gho_0123456789012345678901234567890123456789"),
            ("any", "github_pat_0123456789abcdefghij_x"),
            ("any", "xapp-1-A0123-456-abc"),
            ("any", "sk_live_0123456789abcdef"),
            ("any", "AIzaSyA-0123456789_0123456789012345678901"),
            ("any", "hvs.CAESIAbcdefghijklmnopqrst"),
            ("any", "https://a.blob.core.windows.net/c?sv=2022&se=2030&sig=abc%2Fdefghijklmnopqrstuv%3D"),
            ("any", "https://hooks.slack.com/services/T000/B000/abc"),
            ("any", "<name>fs.s3a.secret.key</name> <value>abc</value>"),
            ("any", "{\"password\": \"abc\"}"),
            ("any", "a: b\nmy.password: abc\n"),
            ("my.password", "never-shown$(A)"),
            ("any", "jdbc:oracle:thin:u/abc@h:1521:x"),
            ("any", "curl -u user:abc http://h"),
            ("any", "Bearer aB0aB0aB0aB0aB0aB0"),
            ("my.password1", "x"),
            ("my.tokens", "x"),
            ("my.secrets", "x"),
            ("my.apikeys", "x"),
            ("my.api.keys", "x"),
            ("my.clientsecret", "x"),
            ("any", "-Dstorepass=abc -Dkeypass=abc"),
            ("DBPASS", "x"),
            ("DB_PW", "x"),
            ("auth.jwt", "x"),
            ("auth.bearer", "x"),
            ("oauth.token.value", "x"),
            ("my.token2.value", "x"),
            ("security.ssl.rest.keystore-pasword", "x"),
            ("security.ssl.rest.keystore-passwrod", "x"),
            ("s3.secrte-key", "x"),
            ("s3.acess-key", "x"),
            ("my.tokne", "x"),
            ("any", "https://aB0aB0aB0aB0aB0aB0@host/path"),
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
            ("fs.azure.sas.token.provider.type", "com.example.Provider"),
            ("fs.azure.sas.token.provider.type.store.dfs.core.windows.net", "com.example.Provider"),
            ("fs.azure.account.oauth.provider.type.store.dfs.core.windows.net", "com.example.Provider"),
            ("fs.azure.account.oauth2.client.id.store.dfs.core.windows.net", "0123"),
            ("fs.azure.account.oauth2.client.endpoint", "https://login.example.org/token"),
            ("fs.azure.sas.expiry.period", "90d"),
            ("fs.azure.sas.expiry.period.store.dfs.core.windows.net", "90d"),
            ("fs.s3a.server-side-encryption.key", "arn:aws:kms:eu-west-1:1:key/a"),
            ("fs.s3a.encryption.key", "01234567-89ab-cdef-0123-456789abcdef"),
            ("fs.s3a.encryption.key", "alias/orders"),
            ("fs.s3a.encryption.key.id", "abc"),
            ("fs.s3a.aws.credentials.provider", "org.apache.A,org.apache.B"),
            ("kafka.password", "${file:/etc/kafka:password}"),
            ("kafka.password", "${env:PASSWORD}"),
            ("kafka.password", "{{ password }}"),
            ("kafka.password", "/etc/kafka/password"),
            ("kafka.password.file", "x"),
            ("kafka.password.provider.class", "x"),
            ("security.delegation.token.provider.hadoopfs.enabled", "true"),
            ("security.delegation.token.provider.s3.region", "eu"),
            ("security.delegation.token.renewal.retry.backoff", "1 h"),
            ("kubernetes.env.secretKeyRef", "env:A,secret:orders,key:password"),
            ("kubernetes.secrets", "s3-secret:/etc/s3,token:/etc/token"),
            ("kubernetes.container.image.pull-secret", "registry"),
            ("any", "a:b,token:$(A)"),
            ("any", "--password $(A)"),
            ("any", "--password-file x"),
            ("any", "hvs.short"),
            ("any", "run -u 1000:1000"),
            ("any", "abfs://Container0Container0@account.dfs.core.windows.net/a"),
            ("any", "s3a://Bucket0Bucket0Bucket0@host/a"),
            ("my.password", "a-$(A)"),
            ("any", "https://host/path?significant=abcdefghijklmnopqrstuvw"),
            ("env.java.opts", "-Djavax.net.ssl.keyStore=/etc/a.jks -XX:+UseG1GC"),
            ("metrics.scope.tm", "<host>.taskmanager.<tm_id>"),
            ("s3.secret-key", "true"),
            ("any", "${file:/etc/secret:key}"),
            ("my.password", "${file:/etc/secret:key}"),
            ("any", "a=${file:/etc/secret:key} b=c"),
            ("password.reset.topic", "orders"),
            ("topic.token", "orders"),
            ("vault.secret", "kv/data/orders"),
            ("my.secret", "kv/data/orders"),
            ("k8s.secret", "orders"),
            ("account.key.rotation", "daily"),
            ("proxy.bypass", "localhost"),
            ("time.taken", "x"),
            ("broken", "x"),
        ] {
            assert_eq!(plain(key, value), None, "{key}: {value}");
        }
    }
}
