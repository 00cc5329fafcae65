//! Questions to Flink's REST API. Only GET, ever.

use std::error::Error;
use std::io;

use flink_render::status::facts::ApiError;
use reqwest::{Response, StatusCode};

use crate::observe::access::Caller;

/// Longer answers are not read.
const LARGEST: usize = 4 << 20;

/// Why nothing is known. The causes are for the log, and are not Flink's words: nobody vouches for those.
#[derive(Debug)]
pub enum Failure {
    /// There is no such thing there.
    NotFound,
    /// There is no answer that can be believed.
    Api(ApiError, String),
}

impl Failure {
    /// Of a question that every Flink answers.
    pub fn of_api(self) -> (ApiError, String) {
        match self {
            Self::NotFound => (ApiError::MalformedBody, "HTTP 404".to_owned()),
            Self::Api(error, cause) => (error, cause),
        }
    }
}

/// The body of the answer.
///
/// # Errors
/// There is none that can be believed.
pub async fn get(caller: &Caller, url: &str) -> Result<Vec<u8>, Failure> {
    let mut request = caller.client.get(url);
    if let Some((name, password)) = &caller.basic {
        request = request.basic_auth(name, Some(password));
    }
    let mut answer = request.send().await.map_err(|error| unanswered(&error))?;
    believed(&answer)?;
    let mut body = Vec::new();
    while let Some(chunk) = answer.chunk().await.map_err(|error| unanswered(&error))? {
        if body.len() + chunk.len() > LARGEST {
            return Err(Failure::Api(ApiError::MalformedBody, format!("more than {LARGEST} bytes")));
        }
        body.extend_from_slice(&chunk);
    }
    Ok(body)
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
    let kind = if error.is_timeout() {
        ApiError::Timeout
    } else if error.is_dns() {
        ApiError::DnsError
    } else if source::<rustls::Error>(error).is_some() {
        // One of both is not who the other one trusts.
        ApiError::Unauthorized
    } else if source::<hyper::Error>(error).is_some_and(hyper::Error::is_parse) {
        ApiError::MalformedBody
    } else if error.is_body() || error.is_decode() {
        ApiError::Timeout
    } else {
        ApiError::ConnectionRefused
    };
    let mut cause = error.to_string();
    let mut next = error.source();
    while let Some(error) = next {
        cause = error.to_string();
        next = error.source();
    }
    Failure::Api(kind, cause)
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
        get(&caller(), url).await.unwrap_err().of_api().0
    }

    #[tokio::test]
    async fn an_answer_is_its_body() {
        let url = server(answer("200 OK", "{\"jobs\":[]}")).await;
        assert_eq!(get(&caller(), &url).await.unwrap(), b"{\"jobs\":[]}");
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
        let url = server(answer("200 OK", &"x".repeat(LARGEST + 1))).await;
        assert_eq!(kind(&url).await, ApiError::MalformedBody);
    }
}
