//! Certificates and passwords for Flink's REST, and the address where it is not the Service's.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::Duration;

use reqwest::redirect::Policy;
use reqwest::{Certificate, Client, Identity};
use serde::Deserialize;

use crate::shard::Key;

const CONNECT: Duration = Duration::from_secs(2);
const TOTAL: Duration = Duration::from_secs(5);

/// The file of `--flink-config`.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Config {
    /// For every cluster that is not named.
    #[serde(default)]
    default: Access,
    /// By `namespace/name`, in place of `default` as a whole.
    #[serde(default)]
    clusters: BTreeMap<String, Access>,
}

/// How one cluster, or every one, is reached.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Access {
    /// In place of `--flink-url`.
    pub url: Option<String>,
    /// PEM, in place of the machine's certificate authorities.
    ca_file: Option<PathBuf>,
    /// PEM, this program's own certificate, and its key.
    cert_file: Option<PathBuf>,
    key_file: Option<PathBuf>,
    /// Whoever answers is believed.
    #[serde(default)]
    insecure_skip_verify: bool,
    /// Basic authentication.
    username_file: Option<PathBuf>,
    password_file: Option<PathBuf>,
}

/// What requests are made with.
#[derive(Debug, Clone)]
pub struct Caller {
    /// Without redirects, without a proxy, with time-outs.
    pub client: Client,
    /// Name and password.
    pub basic: Option<(String, String)>,
}

impl Config {
    /// Reads the file, and once every file that it names.
    ///
    /// # Errors
    /// One of them cannot be read, or does not hold what it should.
    pub fn read(path: &Path) -> Result<Self, String> {
        let said = |error: &dyn std::fmt::Display| format!("{}: {error}", path.display());
        let text = std::fs::read_to_string(path).map_err(|error| said(&error))?;
        let config: Self = serde_saphyr::from_str(&text).map_err(|error| said(&error))?;
        let Self { default, clusters } = &config;
        for access in clusters.values().chain([default]) {
            access.caller().map_err(|error| said(&error))?;
        }
        Ok(config)
    }

    /// What holds for this cluster.
    pub fn access(&self, key: &Key) -> &Access {
        self.clusters.get(&key.to_string()).unwrap_or(&self.default)
    }
}

impl Access {
    /// Reads the certificates and passwords as the files hold them at this moment.
    ///
    /// # Errors
    /// A file cannot be read or does not hold what it should, or half of a pair is missing.
    pub fn caller(&self) -> Result<Caller, String> {
        let Self { url: _, ca_file, cert_file, key_file, insecure_skip_verify, username_file, password_file } =
            self;
        // No connection is kept between two looks: thousands of clusters would hold as many open.
        let mut builder = Client::builder()
            .redirect(Policy::none())
            .no_proxy()
            .connect_timeout(CONNECT)
            .timeout(TOTAL)
            .pool_max_idle_per_host(0)
            .user_agent(concat!("flink-status-sync/", env!("CARGO_PKG_VERSION")))
            .tls_danger_accept_invalid_certs(*insecure_skip_verify);
        if let Some(path) = ca_file {
            let bundle = Certificate::from_pem_bundle(&read(path)?).map_err(|error| wrong(path, &error))?;
            if bundle.is_empty() {
                return Err(format!("{}: no certificate in PEM", path.display()));
            }
            builder = builder.tls_certs_only(bundle);
        }
        if let Some((cert, key)) = both(cert_file.as_ref(), key_file.as_ref(), "certFile", "keyFile")? {
            let pem = [read(cert)?, b"\n".to_vec(), read(key)?].concat();
            builder = builder.identity(Identity::from_pem(&pem).map_err(|error| wrong(cert, &error))?);
        }
        let basic = both(username_file.as_ref(), password_file.as_ref(), "usernameFile", "passwordFile")?;
        let basic = match basic {
            Some((name, password)) => Some((line(name)?, line(password)?)),
            None => None,
        };
        let client = builder.build().map_err(|error| format!("TLS cannot be set up: {error}"))?;
        Ok(Caller { client, basic })
    }
}

fn both<'a>(
    one: Option<&'a PathBuf>,
    other: Option<&'a PathBuf>,
    first: &str,
    second: &str,
) -> Result<Option<(&'a PathBuf, &'a PathBuf)>, String> {
    match (one, other) {
        (None, None) => Ok(None),
        (Some(one), Some(other)) => Ok(Some((one, other))),
        _ => Err(format!("{first} and {second} belong together, only one is given")),
    }
}

fn read(path: &Path) -> Result<Vec<u8>, String> {
    std::fs::read(path).map_err(|error| wrong(path, &error))
}

/// The content of a file without the end of its line.
fn line(path: &Path) -> Result<String, String> {
    let text = String::from_utf8(read(path)?).map_err(|error| wrong(path, &error))?;
    Ok(text.trim_end_matches(['\r', '\n']).to_owned())
}

fn wrong(path: &Path, error: &dyn std::fmt::Display) -> String {
    format!("{}: {error}", path.display())
}
