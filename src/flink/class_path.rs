//! What Flink's client takes as an entry of a job's class path.

/// Whether Java makes a URL of it, and every node can open that; else the end of a sentence, and the way out.
pub fn url(text: &str) -> Result<(), (String, String)> {
    let instead = |path: &str| format!("write `file:///{}`", path.trim_start_matches('/'));
    let scheme = text.split_once(':').filter(|(scheme, _)| !scheme.is_empty() && !scheme.contains('/'));
    let Some((scheme, rest)) = scheme else {
        return Err(("is no URL".to_owned(), instead(text)));
    };
    let path = rest.strip_prefix("//").unwrap_or(rest);
    match scheme.to_ascii_lowercase().as_str() {
        // With a host, it is fetched from there by FTP.
        "file" => match rest.strip_prefix("//").and_then(|rest| rest.split('/').next()) {
            None | Some("" | "localhost") => Ok(()),
            Some(host) => Err((format!("is on the host `{}`", host.escape_debug()), instead(path))),
        },
        "http" | "https" | "ftp" => Ok(()),
        "jar" => match rest.split_once("!/") {
            Some((inner, _)) => url(inner),
            None => Err(("names no `!/` in a jar file".to_owned(), instead(path))),
        },
        "local" => Err(("is no URL that Java knows".to_owned(), instead(path))),
        _ => Err((
            "is no URL that Java knows".to_owned(),
            "put the file into the image or on a volume, and write `file:///opt/lib/udf.jar`".to_owned(),
        )),
    }
}
