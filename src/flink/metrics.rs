//! Reporters of metrics that are asked, and where they listen.

/// Where Flink's reporter for Prometheus listens if nothing is said.
const PROMETHEUS_PORT: u16 = 9249;

/// Reporters of one kind.
#[derive(Debug)]
pub struct Family {
    /// The setting that names those that are started.
    pub list: &'static str,
    /// How settings of one begin.
    pub head: &'static str,
}

/// All kinds.
pub const FAMILIES: [Family; 3] = [
    METRICS,
    Family { list: "traces.reporters", head: "traces.reporter." },
    Family { list: "events.reporters", head: "events.reporter." },
];
/// Those of metrics.
pub const METRICS: Family = Family { list: "metrics.reporters", head: "metrics.reporter." };

/// The names in a list of reporters; none where it names none, and all are started.
// ReporterSetup.fromConfiguration, asked in 1.9.3 to 2.3.0.
pub fn named(list: &str) -> Option<Vec<&str>> {
    let names: Vec<_> = list.split(',').map(str::trim).filter(|name| !name.is_empty()).collect();
    Some(names).filter(|names| !names.is_empty())
}

/// The factories that Flink brings, each beside the reporter that it is named after.
// META-INF/services of the jars in `plugins`, `opt` and `lib` of 1.12.5 to 2.3.0.
pub const FACTORIES: &[&str] = &[
    "org.apache.flink.events.otel.OpenTelemetryEventReporterFactory",
    "org.apache.flink.events.slf4j.Slf4jEventReporterFactory",
    "org.apache.flink.metrics.datadog.DatadogHttpReporterFactory",
    "org.apache.flink.metrics.graphite.GraphiteReporterFactory",
    "org.apache.flink.metrics.influxdb.InfluxdbReporterFactory",
    "org.apache.flink.metrics.jmx.JMXReporterFactory",
    "org.apache.flink.metrics.otel.OpenTelemetryMetricReporterFactory",
    "org.apache.flink.metrics.prometheus.PrometheusPushGatewayReporterFactory",
    "org.apache.flink.metrics.prometheus.PrometheusReporterFactory",
    "org.apache.flink.metrics.slf4j.Slf4jReporterFactory",
    "org.apache.flink.metrics.statsd.StatsDReporterFactory",
    "org.apache.flink.traces.otel.OpenTelemetryTraceReporterFactory",
    "org.apache.flink.traces.slf4j.Slf4jTraceReporterFactory",
];

/// What loads a reporter in place of its class.
// Each of Flink's own has a factory beside it, named after it.
pub fn factory(key: &str, class: &str) -> Option<String> {
    let reporter = key.strip_prefix("metrics.reporter.")?.strip_suffix(".class")?;
    let class = class.trim();
    let is_flinks = class.starts_with("org.apache.flink.metrics.");
    let class = if is_flinks { format!("{class}Factory") } else { "<its factory>".to_owned() };
    Some(format!("metrics.reporter.{reporter}.factory.class: {class}"))
}

/// Whether Flink brings no such factory, though it is called like one of its own: none, or the one that was meant.
pub fn unknown_factory(class: &str) -> Option<Option<&'static str>> {
    if !class.starts_with("org.apache.flink.") || FACTORIES.contains(&class) {
        return None;
    }
    let near = FACTORIES.iter().map(|known| {
        let is_reporter = known.strip_suffix("Factory") == Some(class);
        (if is_reporter { 0 } else { strsim::damerau_levenshtein(known, class) }, *known)
    });
    Some(near.min().filter(|(distance, _)| *distance <= APART).map(|(_, known)| known))
}

/// Letters that a class may differ in from the one that was meant.
const APART: usize = 4;

/// Whether a reporter of metrics listens at its port.
pub fn listens(name: &str, settings: &[(&str, &str)]) -> bool {
    settings.iter().any(|(key, value)| {
        let setting = key.strip_prefix(METRICS.head).and_then(|rest| rest.strip_prefix(name));
        let class = value.trim().rsplit('.').next().unwrap_or_default().trim_end_matches("Factory");
        matches!(setting, Some(".class" | ".factory.class"))
            && matches!(class, "PrometheusReporter" | "JMXReporter")
    })
}

/// The port of a reporter for Prometheus, if one is configured: the first one of a range.
pub fn prometheus_port(settings: &[(&str, &str)]) -> Option<u16> {
    let Family { list, head } = METRICS;
    // Where some are named, the others are not started.
    let named = settings.iter().rev().find(|(key, _)| *key == list).and_then(|(_, value)| named(value));
    let starts = |name: &str| named.as_ref().is_none_or(|named| named.contains(&name));
    let reporter = settings.iter().find_map(|(key, value)| {
        let (name, setting) = key.strip_prefix(head)?.split_once('.')?;
        if !matches!(setting, "class" | "factory.class") {
            return None;
        }
        let class = value.trim().rsplit('.').next()?;
        (matches!(class, "PrometheusReporter" | "PrometheusReporterFactory") && starts(name)).then_some(name)
    })?;
    let port = settings.iter().rev().find(|(key, _)| {
        key.strip_prefix(head).and_then(|rest| rest.strip_suffix(".port")) == Some(reporter)
    });
    let Some((_, port)) = port else { return Some(PROMETHEUS_PORT) };
    port.trim().split(['-', ',']).next()?.trim().parse().ok().filter(|port| *port > 0)
}

#[cfg(test)]
mod tests {
    use super::prometheus_port;

    #[test]
    fn finds_the_port() {
        let class = (
            "metrics.reporter.ab.factory.class",
            "org.apache.flink.metrics.prometheus.PrometheusReporterFactory",
        );
        assert_eq!(prometheus_port(&[class]), Some(9249));
        assert_eq!(prometheus_port(&[class, ("metrics.reporter.ab.port", " 9250-9260 ")]), Some(9250));
        assert_eq!(prometheus_port(&[class, ("metrics.reporter.x.port", "1")]), Some(9249));
        assert_eq!(prometheus_port(&[class, ("metrics.reporter.ab.port", "x")]), None);
        for (named, port) in [("jmx", None), ("jmx, ab", Some(9249)), (" ", Some(9249))] {
            assert_eq!(prometheus_port(&[class, ("metrics.reporters", named)]), port, "{named}");
        }
        let dotted = ("metrics.reporter.a.b.class", "org.apache.flink.metrics.prometheus.PrometheusReporter");
        assert_eq!(prometheus_port(&[dotted]), None);
        let pushes =
            ("metrics.reporter.a.class", "org.apache.flink.metrics.prometheus.PrometheusPushGatewayReporter");
        assert_eq!(prometheus_port(&[pushes]), None);
    }
}
