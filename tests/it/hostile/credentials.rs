//! A credential in any way in which YAML may be written: no report of any form shows it.

use std::sync::Arc;

use flink_render::diagnostic::{Diagnostic, Source};
use flink_render::render::{self, Options};
use flink_render::report::findings::human::{self, Style};
use flink_render::report::findings::{github, json, sarif};
use proptest::prelude::*;
use proptest::sample::select;

use crate::cli::Place;

const KEYS: &[&str] = &[
    "s3.secret-key",
    "fs.azure.account.oauth2.client.secret.store.dfs.core.windows.net",
    "kafka.password.orders",
    "metrics.reporter.x.apiKey",
    "my.token",
];

const STYLES: usize = 47;

/// A credential, its key, and how they are written.
#[derive(Debug, Clone)]
struct Case {
    key: &'static str,
    secret: String,
    style: usize,
    /// Which characters are escaped, where they can be.
    escapes: u64,
    crlf: bool,
    /// With unknown fields around it.
    noise: bool,
}

impl Case {
    /// In double quotes.
    fn escaped(&self, text: &str) -> String {
        let escape = |(n, c): (usize, char)| match (self.escapes >> (n % 64)) & 1 {
            1 if n % 3 == 0 => format!("\\x{:02x}", u32::from(c)),
            1 if n % 3 == 1 => format!("\\u{:04x}", u32::from(c)),
            1 => format!("\\U{:08x}", u32::from(c)),
            _ => c.to_string(),
        };
        format!("\"{}\"", text.chars().enumerate().map(escape).collect::<String>())
    }

    /// What stands above the cluster's spec, its properties, and whether the compiler takes them for what they are.
    fn written(&self) -> (String, String, bool) {
        let Self { key, secret, .. } = self;
        let (half, rest) = secret.split_at(secret.len() / 2);
        let (quoted, named) = (self.escaped(secret), self.escaped(key));
        let block =
            |properties: &str| (String::new(), format!("\n    a.b: c\n{properties}\n    c.d: e"), true);
        let below = |annotations: &str, properties: &str| {
            (format!("\n  annotations:\n    {annotations}"), block(properties).1, true)
        };
        let wrong = |properties: &str| (String::new(), block(properties).1, false);
        let styles = [
            block(&format!("    {key}: {secret}")),
            block(&format!("    {key}:\n      {secret}")),
            wrong(&format!("    {key}:\t{secret} # c")),
            block(&format!("    {key}: '{secret}'")),
            block(&format!("    '{key}': '{half}''{rest}'")),
            block(&format!("    {key}: \"{half}\\\"{rest}\"")),
            block(&format!("    {named}: {quoted}")),
            block(&format!("    {key}: \"{half}\\\n      {rest}\"")),
            block(&format!("    {key}: '{half}\n\n      {rest}'")),
            block(&format!("    {key}: {half}\n      {rest}")),
            block(&format!("    ? {key}\n    : {secret}")),
            block(&format!("    ? {named}\n    :\n      {quoted}")),
            block(&format!("    ? |-\n      {key}\n    : >-\n      {secret}")),
            block(&format!("    {key}: |\n      {secret}")),
            block(&format!("    {key}: |2-\n       {secret}\n\n      {secret}")),
            block(&format!("    {key}: >+\n      {half}\n      {rest}\n")),
            block(&format!("    {key}: !!str {secret}")),
            block(&format!("    {key}: &s {secret}\n    x.y: *s")),
            below(&format!("note: &s {secret}"), &format!("    {key}: *s")),
            below(&format!("note: &s |\n      {secret}"), &format!("    {named}: *s")),
            below(&format!("note: &k {key}"), &format!("    *k : {secret}")),
            below(&format!("note: &s {quoted}"), &format!("    ? {key}\n    : *s")),
            (String::new(), format!(" {{a.b: c, {key}: {secret}, c.d: e}}"), true),
            (String::new(), format!(" {{a.b: c, {named}:{quoted},\n    c.d: e}}"), true),
            (String::new(), format!(" {{\n{key}\n:\n{secret}\n, c.d: e }}"), true),
            (String::new(), format!(" {{\n  ? {named}\n  : '{secret}'\n}}"), true),
            (String::new(), format!("\n    <<: &m {{{key}: {secret}}}"), true),
            block(&format!("    a.token: x{secret}\n    env.java.opts: -Dx=y -D{key}={secret}")),
            block(&format!("    x.map: other:x,{key}:{secret}")),
            block(&format!("    x.list: |\n      a: b\n      {key}: {secret}")),
            block(&format!("    x.json: '{{\"a\": {{\"{key}\": \"{secret}\"}}}}'")),
            // What is no property.
            wrong(&format!("    {key}: [{secret}]")),
            wrong(&format!("    {key}: {{a: {secret}}}")),
            wrong(&format!("    {key}: {{{secret}}}")),
            wrong(&format!("    {key}:\n    - - {secret}")),
            wrong(&format!("    x.y: z\n    # {key}: {secret}")),
            (String::new(), format!(" {key}:{secret}"), false),
            (String::new(), format!(" {key} = {secret}"), false),
            (String::new(), format!(" [{key}, {{{key}: {secret}}}]"), false),
            (String::new(), format!("\n    a.b: c\n   {key}: {secret}"), false),
            (String::new(), format!("\n    a.b: c\n\t{key}: {secret}"), false),
            (String::new(), format!("\n    {named}: \"{secret}"), false),
            (String::new(), format!("\n    {key}: '{secret}\n  x: [y"), false),
            (String::new(), format!(" {{{key}: {secret}"), false),
            (String::new(), format!("\n  envVars: [{{name: A_PASSWORD, value: {secret}}}]"), false),
            (String::new(), format!("\n  envVars: [{{value: {quoted}, name: A_PASSWORD}}]"), false),
            (
                format!("\n  annotations:\n    note: &v {{value: {secret}}}"),
                "\n  envVars: [{<<: *v, name: A_PASSWORD}]".to_owned(),
                false,
            ),
        ];
        assert_eq!(styles.len(), STYLES);
        styles.into_iter().nth(self.style % STYLES).expect("one of them")
    }

    /// A cluster with findings around it, and whether one of them must be that it is a credential.
    fn text(&self, name: &str) -> (String, bool) {
        let (above, properties, taken) = self.written();
        let noise = |text: &str| if self.noise { format!("  {text}\n") } else { String::new() };
        let (before, after) = (noise("unknown1: a"), noise("unknown2: b"));
        let text = format!(
            "apiVersion: v1\nkind: ConfigMap\nmetadata: {{name: c}}\n---\n\
             apiVersion: flinkoperator.k8s.io/v1alpha1\nkind: FlinkCluster\nmetadata:\n  name: {name}\n  namespace: eu{above}\n\
             spec:\n  image: {{name: \"flink:2.0.1\"}}\n  jobManager: {{resources: {{limits: {{memory: 2Gi}}}}}}\n  \
             taskManager: {{replicas: 1, resources: {{limits: {{memory: 2Gi}}}}}}\n{before}  flinkProperties:{properties}\n{after}\
             ---\napiVersion: v1\nkind: ConfigMap\nmetadata: {{name: d}}\n"
        );
        (if self.crlf { text.replace('\n', "\r\n") } else { text }, taken && !self.noise)
    }

    fn is_shown(&self, report: &str) -> bool {
        let (half, rest) = self.secret.split_at(self.secret.len() / 2);
        report.contains(half) || report.contains(rest)
    }
}

fn cases() -> impl Strategy<Value = Case> {
    let secret = "[A-Z][a-z0-9]{7}[A-Za-z0-9+/=._!-]{4}[a-z0-9]{7}[A-Z]";
    (select(KEYS), secret, 0..STYLES, any::<u64>(), any::<bool>(), any::<bool>()).prop_map(
        |(key, secret, style, escapes, crlf, noise)| Case { key, secret, style, escapes, crlf, noise },
    )
}

fn reports(findings: &[Diagnostic]) -> Vec<String> {
    let pages = render::pages();
    vec![
        human::report(findings, 1, Style { color: true, width: Some(100) }),
        human::report(findings, 1, Style::PLAIN),
        json::report(findings),
        sarif::report(findings, &pages),
        github::report(findings, &pages),
    ]
}

fn is_hidden(case: &Case) -> Result<(), TestCaseError> {
    let (text, taken) = case.text("a");
    for options in [Options::default(), Options { compat_operator: true, ..Options::default() }] {
        let rendering = render::render(&Arc::new(Source::new("a.yaml", text.clone())), &options);
        let findings = rendering.diagnostics;
        prop_assert!(!findings.is_empty() || !case.noise, "{}", text);
        for report in reports(&findings) {
            prop_assert!(!case.is_shown(&report), "{}\n{}", text, report);
        }
        let known = findings.iter().any(|found| found.code.to_string() == "FR216");
        prop_assert!(known || !taken, "{}\n{:#?}", text, findings);
    }
    Ok(())
}

proptest! {
    #[test]
    fn no_finding_shows_one(case in cases()) {
        is_hidden(&case)?;
    }
}

#[test]
fn no_finding_shows_one_in_any_style() {
    let mut failures = String::new();
    for (n, key) in (0..STYLES).flat_map(|n| KEYS.iter().map(move |key| (n, *key))) {
        let secret = "N0tshown0-N0tshown1A".to_owned();
        let case = Case { key, secret, style: n, escapes: 0x5555, crlf: n % 3 == 0, noise: n % 2 == 0 };
        let shown = is_hidden(&case).and_then(|()| is_hidden(&Case { noise: !case.noise, ..case }));
        failures.extend(shown.err().map(|error| format!("style {n}: {error}\n\n")));
    }
    assert!(failures.is_empty(), "{failures}");
}

/// A cluster with a credential in one place, and what shows it if anything does.
fn everywhere(secret: &str) -> Vec<(&'static str, String)> {
    let cluster = |above: &str, spec: &str| {
        format!(
            "apiVersion: flinkoperator.k8s.io/v1alpha1\nkind: FlinkCluster\nmetadata: {{name: a, namespace: eu{above}}}\nspec:\n  \
             image: {{name: \"flink:2.0.1\"}}\n  jobManager: {{resources: {{limits: {{memory: 2Gi}}}}}}\n  \
             taskManager: {{replicas: 1, resources: {{limits: {{memory: 2Gi}}}}}}\n{spec}"
        )
    };
    let beside = |object: &str| format!("{}---\n{object}", cluster("", ""));
    let job = |fields: &str| cluster("", &format!("  job: {{jarFile: /a.jar, {fields}}}\n"));
    vec![
        ("property", cluster("", &format!("  flinkProperties: {{my.password: {secret}}}\n"))),
        (
            "anchor",
            cluster(&format!(", annotations: {{a: &a {secret}}}"), "  flinkProperties: {my.password: *a}\n"),
        ),
        ("annotation", cluster(&format!(", annotations: {{last: '{{\"my.password\": \"{secret}\"}}'}}"), "")),
        (
            "variable",
            cluster(
                "",
                &format!(
                    "  envVars: [{{name: K, value: {secret}}}]\n  flinkProperties: {{my.password: $(K)}}\n"
                ),
            ),
        ),
        (
            "variables of variables",
            cluster(
                "",
                &format!(
                    "  envVars: [{{name: A, value: {secret}}}, {{name: B, value: $(A)}}, {{name: C, value: $(B)}}]\n  \
                     flinkProperties: {{my.password: $(C)}}\n"
                ),
            ),
        ),
        (
            "commented out",
            cluster(
                "",
                &format!(
                    "  envVars:\n    # - name: DB_PASSWORD\n    #   value: {secret}\n    - name: A_PASSWORD # was {secret}\n      vlaue: a\n"
                ),
            ),
        ),
        (
            "slips",
            cluster(
                "",
                &format!(
                    "  envVars: [{{nmae: A_PASSWORD, vlaue: {secret}}}, {{name: A, valueFrom: {{secretKeyRef: {secret}}}}}]\n  \
                     flinkProperties: {{my.pasword: {secret}, your.password: “{secret}”}}\n"
                ),
            ),
        ),
        (
            "savepoint",
            job(&format!("savepointsDir: 's3://u:{secret}@b/a', fromSavepoint: 's3://u:{secret}@b/b'")),
        ),
        ("arguments", job(&format!("args: [--password, {secret}, --token={secret}, '--api-key {secret}']"))),
        ("comment", cluster("", &format!("  flinkProperties: {{a: b}} # my.password: {secret}\n  x: y\n"))),
        (
            "log",
            cluster(
                "",
                &format!("  logConfig:\n    log4j-console.properties: |\n      a.password = {secret}\n"),
            ),
        ),
        (
            "secret",
            beside(&format!(
                "{{apiVersion: v1, kind: Secret, metadata: {{name: s}}, stringData: {{a: {secret}}}}}\n"
            )),
        ),
        (
            "map",
            beside(&format!(
                "apiVersion: v1\nkind: ConfigMap\nmetadata: {{name: s}}\ndata:\n  a.properties: |\n    x=y\n    db.password={secret}\n  \
                 b.xml: <name>fs.s3a.secret.key</name> <value>{secret}</value>\n"
            )),
        ),
        (
            "pod",
            beside(&format!(
                "apiVersion: v1\nkind: Pod\nmetadata: {{name: s}}\nspec: {{containers: [{{name: a, args: [--token, {secret}], \
                 command: [sh, -c, 'curl -H \"Authorization: Bearer {secret}\" x'], readinessProbe: {{httpGet: {{httpHeaders: \
                 [{{name: Authorization, value: Bearer {secret}}}]}}}}}}]}}\n"
            )),
        ),
    ]
}

#[test]
fn no_review_shows_a_short_one() {
    let variable = |secret: &str| everywhere(secret).remove(4).1;
    let place = Place::new(&[("a.yaml", &variable("hunter2")), ("b.yaml", &variable("swordf3"))]);
    for form in ["human", "markdown", "html", "json"] {
        let run = place.run(&format!("diff a.yaml b.yaml --report {form}"));
        assert!(!run.out.contains("hunter2") && !run.out.contains("swordf3"), "{form}\n{}", run.out);
    }
}

#[test]
fn no_command_shows_one() {
    let (old, new) = ("N0tshown0xN0tshown1A", "N0tshown2yN0tshown3B");
    let plain = everywhere("x").remove(9).1.replace(" # my.password: x\n  x: y", "");
    for ((what, before), (_, after)) in everywhere(old).into_iter().zip(everywhere(new)) {
        let unread = format!("{after}---\n{after}x: y\n");
        let place =
            Place::new(&[("a.yaml", &before), ("b.yaml", &after), ("c.yaml", &plain), ("d.yaml", &unread)]);
        let forms = ["human", "markdown", "html", "json", "sarif", "github"];
        let diffs = [
            "a.yaml b.yaml",
            "c.yaml b.yaml",
            "a.yaml c.yaml",
            "a.yaml /dev/null",
            "--compat operator a.yaml b.yaml",
        ];
        let diffs = diffs.iter().flat_map(|sides| forms.map(|form| format!("diff {sides} --report {form}")));
        let files = ["human", "json", "sarif", "github"]
            .map(|form| format!("validate a.yaml d.yaml --report {form}"));
        let lists =
            ["human", "markdown", "json"].map(|form| format!("inventory a.yaml b.yaml --report {form}"));
        for line in diffs.chain(files).chain(lists).chain(["explain a.yaml".to_owned()]) {
            let run = place.run(&line);
            let shown = format!("{}{}", run.out, run.err);
            let parts = [&old[..9], &old[10..19], &new[..9], &new[10..19]];
            assert!(!parts.iter().any(|part| shown.contains(part)), "{what}: {line}\n{shown}");
        }
    }
}
