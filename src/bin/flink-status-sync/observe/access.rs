//! Certificates and passwords for Flink's REST, and the address where it is not the Service's.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use reqwest::redirect::Policy;
use reqwest::{Certificate, Client, Identity, RequestBuilder};
use serde::Deserialize;

use crate::observe::address::{self, Template};
use crate::observe::resolve::Elsewhere;
use crate::plain::{LOG, plain, unquoted};
use crate::shard::Key;

const CONNECT: Duration = Duration::from_secs(2);
const TOTAL: Duration = Duration::from_secs(5);
/// No file of certificates or a password is larger.
const LARGEST: u64 = 4 << 20;

/// The file of `--flink-config`.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Config {
    /// For every cluster that is not named. Passwords are here only where one namespace is watched: the others' Services
    /// would be told, too.
    #[serde(default)]
    default: Access,
    /// By namespace, in place of `default` as a whole.
    #[serde(default)]
    namespaces: BTreeMap<String, Access>,
    /// By `namespace/name`, in place of both.
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
    client: Client,
    /// Name and password.
    basic: Option<(String, String)>,
}

impl Caller {
    /// A question; the password goes only where nobody reads it on the way.
    pub fn get(&self, url: &str) -> RequestBuilder {
        let request = self.client.get(url);
        match &self.basic {
            Some((name, password)) if is_https(url) => request.basic_auth(name, Some(password)),
            Some(_) | None => request,
        }
    }

    /// Whether a password is kept back from this address.
    pub fn keeps_back(&self, url: &str) -> bool {
        self.basic.is_some() && !is_https(url)
    }
}

fn is_https(url: &str) -> bool {
    address::parsed(url).is_some_and(|url| url.scheme() == "https")
}

impl Config {
    /// Reads the file, and once every file that it names. `alone`: one namespace is watched.
    ///
    /// # Errors
    /// One of them cannot be read, or does not hold what it should, or a password would go to others than are meant. All that
    /// is wrong, one a line.
    pub fn read(path: &Path, template: &Template, alone: bool) -> Result<Self, String> {
        let said = |problem: &str| format!("{}: {problem}", path.display());
        let text = String::from_utf8(read(path)?).map_err(|_| said("it is not in UTF-8"))?;
        // What the file says is not for the log: somebody may have written a password into it.
        let config: Self = serde_saphyr::from_str(&text)
            .map_err(|error| said(&plain(&unquoted(&error.without_snippet().to_string()), LOG)))?;
        let Self { default, namespaces, clusters } = &config;
        let mut problems = Vec::new();
        let mut check = |place: String, access: &Access, named: bool| {
            let found = access.problems(template, named || alone);
            problems.extend(found.into_iter().map(|problem| said(&format!("{place}: {problem}"))));
        };
        check("default".to_owned(), default, false);
        for (namespace, access) in namespaces {
            check(format!("namespaces: {}", plain(namespace, LOG)), access, true);
        }
        for (cluster, access) in clusters {
            check(format!("clusters: {}", plain(cluster, LOG)), access, true);
        }
        for name in namespaces.keys().filter(|name| !is_label(name)) {
            problems
                .push(said(&format!("namespaces: {:?} is not the name of a namespace", plain(name, LOG))));
        }
        for name in clusters.keys() {
            let whole =
                name.split_once('/').is_some_and(|(namespace, name)| is_label(namespace) && is_name(name));
            if !whole {
                problems.push(said(&format!(
                    "clusters: {:?} is not namespace/name of a FlinkCluster",
                    plain(name, LOG)
                )));
            }
        }
        if problems.is_empty() { Ok(config) } else { Err(problems.join("\n")) }
    }

    /// What holds for this cluster.
    pub fn access(&self, key: &Key) -> &Access {
        let Self { default, namespaces, clusters } = self;
        let named = clusters.get(&key.to_string()).or_else(|| namespaces.get(&key.namespace));
        named.unwrap_or(default)
    }
}

fn is_label(text: &str) -> bool {
    is_name(text) && !text.contains('.')
}

fn is_name(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.'))
}

impl Access {
    /// What is wrong with it. `named`: it is for one namespace or cluster.
    fn problems(&self, template: &Template, named: bool) -> Vec<String> {
        let mut problems = Vec::new();
        if let Err(problem) = self.caller() {
            problems.push(problem);
        }
        let own = self.url.as_deref().map(address::parsed);
        if own == Some(None) {
            problems.push(
                "url: it must be http:// or https://, a host and a path, and nothing else; a password belongs into passwordFile"
                    .to_owned(),
            );
        }
        if self.password_file.is_none() {
            return problems;
        }
        let plain = own.map_or(template.is_plain(), |url| url.is_some_and(|url| url.scheme() == "http"));
        if plain {
            let which = if self.url.is_some() { "url" } else { "--flink-url" };
            problems.push(format!(
                "passwordFile: {which} is http, and everybody on the way would read the password; \
                 write https, or take usernameFile and passwordFile out"
            ));
        }
        if self.insecure_skip_verify {
            problems.push(
                "passwordFile: with insecureSkipVerify it goes to whoever answers; name the certificate authority in caFile instead"
                    .to_owned(),
            );
        }
        if !named {
            problems.push(
                "passwordFile: it would go to the Services of every namespace; \
                 write it under `namespaces:` or `clusters:`, for which it is meant"
                    .to_owned(),
            );
        }
        problems
    }

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
            .dns_resolver(Arc::new(Elsewhere))
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
    let mut content = Vec::new();
    let file = File::open(path).map_err(|error| wrong(path, &error))?;
    file.take(LARGEST + 1).read_to_end(&mut content).map_err(|error| wrong(path, &error))?;
    let fits = u64::try_from(content.len()).is_ok_and(|length| length <= LARGEST);
    if fits { Ok(content) } else { Err(wrong(path, &format!("more than {LARGEST} bytes"))) }
}

/// The content of a file without the end of its line.
fn line(path: &Path) -> Result<String, String> {
    let text = String::from_utf8(read(path)?).map_err(|_| wrong(path, &"it is not in UTF-8"))?;
    Ok(text.trim_end_matches(['\r', '\n']).to_owned())
}

fn wrong(path: &Path, error: &dyn std::fmt::Display) -> String {
    format!("{}: {error}", path.display())
}
