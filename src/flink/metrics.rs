//! Reporters of metrics that are asked, and where they listen.

/// Where Flink's reporter for Prometheus listens if nothing is said.
const PROMETHEUS_PORT: u16 = 9249;

/// The port of a reporter for Prometheus, if one is configured: the first one of a range.
pub fn prometheus_port(settings: &[(&str, &str)]) -> Option<u16> {
    // Where some are named, the others are not started.
    let named =
        settings.iter().rev().find(|(key, _)| *key == "metrics.reporters").map(|(_, value)| value.trim());
    let named = named.filter(|named| !named.is_empty());
    let starts = |name: &str| named.is_none_or(|named| named.split(',').any(|one| one.trim() == name));
    let reporter = settings.iter().find_map(|(key, value)| {
        let name = key.strip_prefix("metrics.reporter.")?;
        let name = name.strip_suffix(".factory.class").or_else(|| name.strip_suffix(".class"))?;
        let class = value.trim().rsplit('.').next()?;
        (matches!(class, "PrometheusReporter" | "PrometheusReporterFactory") && starts(name)).then_some(name)
    })?;
    let port = settings.iter().rev().find(|(key, _)| {
        key.strip_prefix("metrics.reporter.").and_then(|rest| rest.strip_suffix(".port")) == Some(reporter)
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
            "metrics.reporter.a.b.factory.class",
            "org.apache.flink.metrics.prometheus.PrometheusReporterFactory",
        );
        assert_eq!(prometheus_port(&[class]), Some(9249));
        assert_eq!(prometheus_port(&[class, ("metrics.reporter.a.b.port", " 9250-9260 ")]), Some(9250));
        assert_eq!(prometheus_port(&[class, ("metrics.reporter.x.port", "1")]), Some(9249));
        assert_eq!(prometheus_port(&[class, ("metrics.reporter.a.b.port", "x")]), None);
        for (named, port) in [("jmx", None), ("jmx, a.b", Some(9249)), (" ", Some(9249))] {
            assert_eq!(prometheus_port(&[class, ("metrics.reporters", named)]), port, "{named}");
        }
        let pushes =
            ("metrics.reporter.a.class", "org.apache.flink.metrics.prometheus.PrometheusPushGatewayReporter");
        assert_eq!(prometheus_port(&[pushes]), None);
    }
}
