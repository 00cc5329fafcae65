//! Questions to Flink's REST API. Only GET, ever.

use std::error::Error;
use std::io;

use flink_render::status::facts::ApiError;
use reqwest::{Response, StatusCode};
use serde_json::error::Category;

use crate::observe::access::Caller;

/// Why nothing is known. The causes are for the log, and none of Flink's words is in them: nobody vouches for those.
#[derive(Debug)]
pub enum Failure {
    /// There is no such thing there.
    NotFound,
    /// It was not asked: others were before it.
    NoTurn,
    /// There is no answer that can be believed.
    Api(ApiError, String),
}

impl Failure {
    /// The result of a request, for the metrics.
    pub fn word(&self) -> &'static str {
        match self {
            Self::NotFound => "NotFound",
            Self::NoTurn => "NoTurn",
            Self::Api(error, _) => error.reason(),
        }
    }

    /// Of a question that every Flink answers.
    pub fn of_api(self) -> (ApiError, String) {
        match self {
            Self::NotFound => (ApiError::MalformedBody, "HTTP 404".to_owned()),
            Self::NoTurn => (ApiError::Timeout, "others were before it".to_owned()),
            Self::Api(error, cause) => (error, cause),
        }
    }

    /// An answer of more than so many bytes.
    fn too_large(limit: usize) -> Self {
        Self::Api(ApiError::AnswerTooLarge, format!("more than {limit} bytes"))
    }
}

/// The body of the answer, of at most so many bytes.
///
/// # Errors
/// There is none that can be believed.
pub async fn get(caller: &Caller, url: &str, limit: usize) -> Result<Vec<u8>, Failure> {
    let mut answer = caller.get(url).send().await.map_err(|error| unanswered(&error))?;
    believed(&answer)?;
    if answer
        .content_length()
        .is_some_and(|length| usize::try_from(length).is_ok_and(|length| length > limit))
    {
        return Err(Failure::too_large(limit));
    }
    let mut body = Vec::new();
    while let Some(chunk) = answer.chunk().await.map_err(|error| unanswered(&error))? {
        if body.len() + chunk.len() > limit {
            return Err(Failure::too_large(limit));
        }
        body.extend_from_slice(&chunk);
    }
    Ok(body)
}

/// An answer that is not what it should be.
pub fn malformed(error: &serde_json::Error) -> Failure {
    let kind = match error.classify() {
        Category::Io | Category::Eof => "ends too early",
        Category::Syntax => "no JSON",
        Category::Data => "other JSON than Flink's",
    };
    let place = format!("{kind}, line {} column {}", error.line(), error.column());
    Failure::Api(ApiError::MalformedBody, place)
}

fn believed(answer: &Response) -> Result<(), Failure> {
    let status = answer.status();
    let error = match status {
        StatusCode::OK => return Ok(()),
        StatusCode::NOT_FOUND => return Err(Failure::NotFound),
        StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN => ApiError::Unauthorized,
        // Old Flink sends to its leader, whose address means nothing here.
        _ if status.is_redirection() => ApiError::ServiceUnavailable,
        StatusCode::SERVICE_UNAVAILABLE | StatusCode::TOO_MANY_REQUESTS => ApiError::ServiceUnavailable,
        _ if status.is_server_error() => ApiError::ServerError,
        _ => ApiError::MalformedBody,
    };
    Err(Failure::Api(error, format!("HTTP {}", status.as_u16())))
}

/// Of a request that came to nothing, or an answer that broke off.
fn unanswered(error: &reqwest::Error) -> Failure {
    let tls = source::<rustls::Error>(error);
    let (kind, cause) = if error.is_timeout() {
        (ApiError::Timeout, "not in time".to_owned())
    } else if error.is_dns() {
        (ApiError::DnsError, "the name leads nowhere".to_owned())
    } else if let Some(error) = tls {
        // One of both is not who the other one trusts.
        (ApiError::Unauthorized, distrust(error))
    } else if source::<hyper::Error>(error).is_some_and(hyper::Error::is_parse) {
        (ApiError::MalformedBody, "no HTTP".to_owned())
    } else if error.is_body() || error.is_decode() {
        (ApiError::Timeout, "the answer broke off".to_owned())
    } else {
        let io = source::<io::Error>(error);
        (
            ApiError::ConnectionRefused,
            io.map_or_else(|| "no connection".to_owned(), |io| io.kind().to_string()),
        )
    };
    Failure::Api(kind, cause)
}

/// What is wrong with TLS, without the names in a certificate.
fn distrust(error: &rustls::Error) -> String {
    use rustls::CertificateError::{
        Expired, ExpiredContext, NotValidForName, NotValidForNameContext, UnknownIssuer,
    };
    use rustls::Error::{AlertReceived, InvalidCertificate};
    match error {
        InvalidCertificate(Expired | ExpiredContext { .. }) => "TLS: its certificate has expired".to_owned(),
        InvalidCertificate(NotValidForName | NotValidForNameContext { .. }) => {
            "TLS: its certificate is for another name".to_owned()
        }
        InvalidCertificate(UnknownIssuer) => "TLS: its certificate is of an unknown authority".to_owned(),
        InvalidCertificate(_) => "TLS: its certificate is not valid".to_owned(),
        AlertReceived(alert) => format!("TLS: it answers {alert:?}"),
        _ => "TLS: it is not understood".to_owned(),
    }
}

/// The first cause of this type.
fn source<'a, E: Error + 'static>(error: &'a (dyn Error + 'static)) -> Option<&'a E> {
    let mut next = Some(error);
    while let Some(error) = next {
        if let Some(found) = error.downcast_ref::<E>() {
            return Some(found);
        }
        // An error in an I/O error is no source of it.
        let inner = error.downcast_ref::<io::Error>().and_then(io::Error::get_ref);
        if let Some(found) = inner.and_then(|inner| inner.downcast_ref::<E>()) {
            return Some(found);
        }
        next = error.source();
    }
    None
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    use tokio::net::TcpListener;

    use super::*;
    use crate::observe::access::Access;

    const LIMIT: usize = 1 << 16;

    fn caller() -> Caller {
        let _ = rustls::crypto::ring::default_provider().install_default();
        Access::default().caller().unwrap()
    }

    /// A server that answers each connection with these bytes and then closes it; without bytes it says nothing.
    async fn server(answer: Option<Vec<u8>>) -> String {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        tokio::spawn(async move {
            loop {
                let (mut stream, _) = listener.accept().await.unwrap();
                let answer = answer.clone();
                tokio::spawn(async move {
                    let mut asked = [0; 4096];
                    let n = stream.read(&mut asked).await.unwrap();
                    assert!(asked[..n].starts_with(b"GET "));
                    match answer {
                        Some(answer) => stream.write_all(&answer).await.unwrap(),
                        None => tokio::time::sleep(Duration::from_secs(60)).await,
                    }
                });
            }
        });
        format!("http://{address}/jobs/overview")
    }

    fn answer(head: &str, body: &str) -> Option<Vec<u8>> {
        Some(format!("HTTP/1.1 {head}\r\ncontent-length: {}\r\n\r\n{body}", body.len()).into_bytes())
    }

    async fn kind(url: &str) -> ApiError {
        get(&caller(), url, LIMIT).await.unwrap_err().of_api().0
    }

    #[tokio::test]
    async fn an_answer_is_its_body() {
        let url = server(answer("200 OK", "{\"jobs\":[]}")).await;
        assert_eq!(get(&caller(), &url, LIMIT).await.unwrap(), b"{\"jobs\":[]}");
    }

    #[tokio::test]
    async fn codes_have_kinds() {
        for (head, expected) in [
            ("401 Unauthorized", ApiError::Unauthorized),
            ("403 Forbidden", ApiError::Unauthorized),
            ("404 Not Found", ApiError::MalformedBody),
            ("500 Internal Server Error", ApiError::ServerError),
            ("502 Bad Gateway", ApiError::ServerError),
            ("503 Service Unavailable", ApiError::ServiceUnavailable),
            ("307 Temporary Redirect\r\nlocation: http://127.0.0.1:1/", ApiError::ServiceUnavailable),
            ("308 Permanent Redirect\r\nlocation: http://127.0.0.1:1/", ApiError::ServiceUnavailable),
            ("204 No Content", ApiError::MalformedBody),
            ("418 Other", ApiError::MalformedBody),
        ] {
            assert_eq!(kind(&server(answer(head, "")).await).await, expected, "{head}");
        }
    }

    #[tokio::test]
    async fn silence_is_a_timeout() {
        assert_eq!(kind(&server(None).await).await, ApiError::Timeout);
    }

    #[tokio::test]
    async fn half_an_answer_is_a_timeout() {
        let url = server(Some(b"HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{\"jobs\":".to_vec())).await;
        assert_eq!(kind(&url).await, ApiError::Timeout);
    }

    #[tokio::test]
    async fn nobody_there_is_a_refusal() {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        drop(listener);
        assert_eq!(kind(&format!("http://{address}/")).await, ApiError::ConnectionRefused);
    }

    #[tokio::test]
    async fn a_connection_that_is_closed_is_a_refusal() {
        assert_eq!(kind(&server(Some(Vec::new())).await).await, ApiError::ConnectionRefused);
    }

    #[tokio::test]
    async fn no_such_name_is_an_error_of_dns() {
        assert_eq!(kind("http://no-such-name.invalid/").await, ApiError::DnsError);
    }

    #[tokio::test]
    async fn another_protocol_is_malformed() {
        assert_eq!(kind(&server(Some(b"SSH-2.0-OpenSSH\r\n".to_vec())).await).await, ApiError::MalformedBody);
    }

    #[tokio::test]
    async fn long_answers_are_not_read() {
        let url = server(answer("200 OK", &"x".repeat(LIMIT + 1))).await;
        assert_eq!(kind(&url).await, ApiError::AnswerTooLarge);
        // One that does not say how long it is.
        let mut chunked = b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n".to_vec();
        for _ in 0..=LIMIT / 0x8000 {
            chunked.extend(format!("8000\r\n{}\r\n", "x".repeat(0x8000)).into_bytes());
        }
        assert_eq!(kind(&server(Some(chunked)).await).await, ApiError::AnswerTooLarge);
    }

    #[tokio::test]
    async fn what_is_packed_is_not_unpacked() {
        let url = server(answer("200 OK\r\ncontent-encoding: gzip", "\u{1f}x")).await;
        assert_eq!(get(&caller(), &url, LIMIT).await.unwrap(), b"\x1fx");
    }
}
