//! The logging files.

use crate::flink::features::Feature;
use crate::flink::version::Version;

const LOG4J1_CONSOLE: &str = include_str!("../../../../templates/logging/log4j1-console.properties");
const LOG4J1_CLI: &str = include_str!("../../../../templates/logging/log4j1-cli.properties");
const LOG4J2_CONSOLE: &str = include_str!("../../../../templates/logging/log4j2-console.properties");
const LOG4J2_CLI: &str = include_str!("../../../../templates/logging/log4j2-cli.properties");
const LOGBACK_CONSOLE: &str = include_str!("../../../../templates/logging/logback-console.xml");

const LOGBACK_CLI: &str = include_str!("../../../../templates/logging/logback-cli.xml");

/// Names and texts for a version: the processes' file and the client's, and those for images with Logback.
pub fn native(version: Version) -> Vec<(&'static str, &'static str)> {
    let (console, cli) = if version.has(Feature::Log4j2) {
        (LOG4J2_CONSOLE, LOG4J2_CLI)
    } else {
        (LOG4J1_CONSOLE, LOG4J1_CLI)
    };
    vec![
        ("log4j-console.properties", console),
        ("log4j-cli.properties", cli),
        ("logback-console.xml", LOGBACK_CONSOLE),
        // The client's.
        ("logback.xml", LOGBACK_CLI),
    ]
}

/// Names and texts as Spotify's operator has them.
pub fn spotify() -> Vec<(&'static str, &'static str)> {
    let mut all = operator();
    all.push(("log4j-cli.properties", LOG4J1_CONSOLE.trim_end()));
    all
}

/// Names and texts as the operator had them.
pub fn operator() -> Vec<(&'static str, &'static str)> {
    vec![
        ("log4j-console.properties", LOG4J1_CONSOLE.trim_end()),
        ("logback-console.xml", LOGBACK_CONSOLE.trim_end()),
    ]
}
