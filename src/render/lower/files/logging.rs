//! The logging files.

use std::fmt::Write;

use crate::flink::features::Feature;
use crate::flink::version::Version;
use crate::model::Logging;
use crate::model::words::Framework;
use crate::tree::CowText;

const LOG4J1_CONSOLE: &str = include_str!("../../../../templates/logging/log4j1-console.properties");
const LOG4J1_CLI: &str = include_str!("../../../../templates/logging/log4j1-cli.properties");
const LOG4J2_CONSOLE: &str = include_str!("../../../../templates/logging/log4j2-console.properties");
const LOG4J2_CLI: &str = include_str!("../../../../templates/logging/log4j2-cli.properties");
const LOGBACK_CONSOLE: &str = include_str!("../../../../templates/logging/logback-console.xml");
const LOGBACK_CLI: &str = include_str!("../../../../templates/logging/logback-cli.xml");
const OPERATOR_LOG4J: &str = include_str!("../../../../templates/operator/log4j-console.properties");
const OPERATOR_LOGBACK: &str = include_str!("../../../../templates/operator/logback-console.xml");

/// How the files of a framework say a level.
#[derive(Clone, Copy)]
enum Syntax {
    Log4j1,
    Log4j2,
    Logback,
}

/// Names and texts for a version: the processes' file and the client's.
pub fn native(version: Version, logging: &Logging) -> Vec<(&'static str, CowText)> {
    let (syntax, console, cli) = match logging.framework {
        Framework::Log4j if version.has(Feature::Log4j2) => (
            Syntax::Log4j2,
            ("log4j-console.properties", LOG4J2_CONSOLE),
            ("log4j-cli.properties", LOG4J2_CLI),
        ),
        Framework::Log4j => (
            Syntax::Log4j1,
            ("log4j-console.properties", LOG4J1_CONSOLE),
            ("log4j-cli.properties", LOG4J1_CLI),
        ),
        Framework::Logback => {
            (Syntax::Logback, ("logback-console.xml", LOGBACK_CONSOLE), ("logback.xml", LOGBACK_CLI))
        }
    };
    vec![(console.0, leveled(console.1, syntax, logging)), (cli.0, cli.1.into())]
}

/// A file of a process with the user's levels.
fn leveled(text: &'static str, syntax: Syntax, logging: &Logging) -> CowText {
    let Logging { framework: _, root, loggers } = logging;
    if root.is_none() && loggers.is_empty() {
        return text.into();
    }
    let level = root.map_or("INFO", |root| root.value.as_str());
    let (own, of_root) = match syntax {
        Syntax::Log4j1 => ("log4j.rootLogger=INFO", format!("log4j.rootLogger={level}")),
        Syntax::Log4j2 => ("rootLogger.level = INFO", format!("rootLogger.level = {level}")),
        Syntax::Logback => ("<root level=\"INFO\">", format!("<root level=\"{level}\">")),
    };
    let users = |name: &str| loggers.iter().any(|(known, _)| known.value == name);
    let mut lines: Vec<&str> = Vec::new();
    let mut all = text.lines();
    while let Some(line) = all.next() {
        let name = match syntax {
            Syntax::Log4j1 => line.strip_prefix("log4j.logger.").and_then(|rest| rest.split('=').next()),
            Syntax::Log4j2 if line.starts_with("logger.") => line.split(".name = ").nth(1),
            Syntax::Log4j2 => None,
            Syntax::Logback => line.split("<logger name=\"").nth(1).and_then(|rest| rest.split('"').next()),
        };
        match (name.is_some_and(users), syntax) {
            (false, _) => lines.push(line),
            (true, Syntax::Log4j1 | Syntax::Logback) => {}
            // Its level.
            (true, Syntax::Log4j2) => drop(all.next()),
        }
    }
    let end = lines.pop_if(|line| *line == "</configuration>");
    let mut text = lines.join("\n").replacen(own, &of_root, 1) + "\n";
    for (n, (name, level)) in loggers.iter().enumerate() {
        let (name, level) = (&name.value, level.value.as_str());
        let _ = match syntax {
            Syntax::Log4j1 => writeln!(text, "log4j.logger.{name}={level}"),
            Syntax::Log4j2 => writeln!(text, "logger.user{n}.name = {name}\nlogger.user{n}.level = {level}"),
            Syntax::Logback => writeln!(text, "    <logger name=\"{name}\" level=\"{level}\"/>"),
        };
    }
    end.into_iter().for_each(|line| text.extend([line, "\n"]));
    text.into()
}

/// Names and texts as Spotify's operator has them.
pub fn spotify() -> Vec<(&'static str, CowText)> {
    let mut all = operator();
    all.push(("log4j-cli.properties", OPERATOR_LOG4J.trim_end().into()));
    all
}

/// Names and texts as the operator had them.
pub fn operator() -> Vec<(&'static str, CowText)> {
    vec![
        ("log4j-console.properties", OPERATOR_LOG4J.trim_end().into()),
        ("logback-console.xml", OPERATOR_LOGBACK.trim_end().into()),
    ]
}
