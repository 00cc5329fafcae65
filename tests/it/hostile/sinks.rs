//! Hostile text in every place of an input that takes text, and each sink read back by a parser of its own.

use std::path::Path;
use std::process::{Command, Stdio};

use comrak::nodes::NodeValue;
use comrak::{Arena, Options, parse_document};
use proptest::prelude::*;
use proptest::sample::select;
use serde_json::Value;
use tempfile::TempDir;

use crate::support::documents;

/// Stands at both sides of each fragment: wherever it leaks, so does this.
const MARK: &str = "zqx";

const FRAGMENTS: &[&str] = &[
    "\n::stop-commands::x\n",
    "\n\u{a0} ::error::x",
    "::warning file=x::y",
    "##vso[task.complete result=Succeeded]",
    "##[error]x",
    "\x1b[2J\x1b[31m",
    "\x1b]8;;https://e.example/\x07",
    "\u{9b}2J",
    "\u{7f}\u{8}",
    "\r",
    "\r\n",
    "\u{85}\u{2028}\u{2029}",
    "\u{202e}\u{2066}\u{200f}\u{61c}",
    "\u{200b}\u{feff}\u{2060}\u{ad}",
    "\u{e0041}\u{e007f}\u{fff9}\u{3164}\u{fe0f}\u{e0100}",
    "@octocat",
    " #123 GH-1 o/r#1 0123456789012345678901234567890123456789",
    " https://e.example/x ",
    " www.e.example ",
    " a@e.example ",
    "<img src=\"https://e.example/p.png\">",
    "![x](https://e.example/p.png)",
    "[x](https://e.example)",
    "<script>alert(1)</script>",
    "</code></summary></details>",
    "<!--",
    "-->]]>",
    "|",
    "\\|",
    "\\",
    "`",
    "``` ",
    "\n```\n# heading\n",
    "\n\n~~~\n\n",
    "\n</details>\n\n# heading\n",
    " :smile: *b* _i_ ~~s~~ - [ ] x",
    "\n===\n",
    "&lt;&#64;",
    "%0A::error::x%25",
    "\t",
    "  ",
    "{0}[^1]: $(id) 'x' \"y\"",
];

fn hostile() -> impl Strategy<Value = String> {
    prop::collection::vec(select(FRAGMENTS), 1..5).prop_map(|parts| around(&parts))
}

fn around(parts: &[&str]) -> String {
    parts.iter().fold(String::new(), |text, part| format!("{text}{part}{MARK}"))
}

/// As YAML, whatever it holds.
fn quoted(text: &str) -> String {
    let escape = |c: char| match c {
        '"' | '\\' => format!("\\{c}"),
        ' '..='~' => c.to_string(),
        _ => format!("\\U{:08x}", u32::from(c)),
    };
    format!("\"{}\"", text.chars().map(escape).collect::<String>())
}

struct Place(TempDir);

struct Run {
    code: Option<i32>,
    out: String,
    err: String,
}

impl Place {
    fn write(&self, file: &str, text: impl AsRef<[u8]>) {
        let path = self.0.path().join(file);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }

    fn run(&self, words: &[&str]) -> Run {
        self.run_on(words, Path::new("/dev/null"))
    }

    fn run_on(&self, words: &[&str], input: &Path) -> Run {
        let input = std::fs::File::open(self.0.path().join(input)).unwrap();
        let mut command = Command::new(env!("CARGO_BIN_EXE_flink-render"));
        command.args(words).current_dir(self.0.path()).stdin(Stdio::from(input));
        let output = command.env_remove("NO_COLOR").env_remove("CLICOLOR_FORCE").output().unwrap();
        let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
        Run { code: output.status.code(), out: text(output.stdout), err: text(output.stderr) }
    }
}

/// Whatever form a report has, one below reads it back.
#[test]
fn every_form_is_read_back() {
    let place = Place(TempDir::new().unwrap());
    for (command, forms) in [
        ("validate", "human, json, sarif, github"),
        ("render", "human, json, sarif, github"),
        ("diff", "human, markdown, html, json, sarif, github"),
        ("inventory", "human, markdown, json"),
        ("adopt", "human, markdown, json"),
    ] {
        let error = place.run(&[command, "--report", "another"]).err;
        assert!(error.contains(&format!("[possible values: {forms}]")), "{command}: {error}");
    }
}

/// A cluster that renders, with the text in each place that takes any.
fn cluster(text: &str, more: &str, old: bool) -> String {
    let reason =
        format!("    flinkoperator.k8s.io/allow-state-loss: {}\n", quoted(&format!("because {text}")));
    let value = quoted(&format!("{}{text}", if old { "old" } else { "new" }));
    // Flink reads these: what nobody types is refused there, and what is no variable is escaped.
    let typed: String = text.chars().filter(char::is_ascii).collect::<String>().replace("$(", "$$(");
    let typed = quoted(&format!("{}{typed}", if old { "old" } else { "new" }));
    let limits = "resources: {limits: {memory: 2Gi}}";
    let policy =
        "{afterJobSucceeds: KeepCluster, afterJobFails: KeepCluster, afterJobCancelled: KeepCluster}";
    format!(
        "# {}\napiVersion: flinkoperator.k8s.io/v1alpha1\nkind: FlinkCluster\nmetadata:\n  name: a\n  namespace: eu\n  \
         annotations:\n    note: {value}\n{}spec:\n  image: {{name: \"flink:2.0.0\"}}\n  \
         jobManager: {{accessScope: Cluster, {limits}, ingress: {{hostFormat: a.example.org, annotations: {{x: {value}}}}}}}\n  \
         taskManager: {{replicas: 1, {limits}}}\n  envVars:\n  - {{name: A, value: {value}}}\n  \
         flinkProperties:\n    env.java.opts: {typed}\n  \
         job: {{jarFile: /a.jar, args: [{value}, x], cleanupPolicy: {policy}}}\n{more}",
        MARK,
        if old { "" } else { &reason },
    )
}

/// Objects of no cluster: their kinds take any key.
fn others(text: &str, old: bool) -> String {
    let (key, value) = (quoted(text), quoted(&format!("{old}\n{text}\n{text}")));
    format!(
        "---\napiVersion: v1\nkind: ConfigMap\nmetadata: {{name: c, namespace: eu}}\ndata: {{{key}: {value}, z{old}: {key}}}\n\
         ---\napiVersion: rbac.authorization.k8s.io/v1\nkind: Role\nmetadata: {{name: {key}, namespace: eu}}\nrules: [{old}]\n"
    )
}

fn is_hidden(c: char) -> bool {
    (c.is_control() && c != '\n' && c != '\t')
        || matches!(c, '\u{ad}' | '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
            | '\u{3164}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e0fff}')
}

/// As the runners of GitHub and Azure look for commands.
fn is_command(line: &str) -> bool {
    let line = line.trim();
    let first = line.strip_prefix("::").is_some_and(|rest| rest.contains("::"));
    let anywhere = line.match_indices("##").any(|(at, _)| {
        let rest = line[at + 2..].trim_start_matches(|c: char| c.is_alphanumeric());
        rest.starts_with('[')
    });
    first || anywhere
}

fn is_plain(text: &str, what: &str) {
    if let Some(c) = text.chars().find(|c| is_hidden(*c)) {
        panic!("{what}: {c:?} in {text:?}");
    }
    for line in text.lines() {
        assert!(!is_command(line), "{what}: {line:?}");
    }
}

/// Only colours.
fn is_coloured(text: &str, what: &str) {
    #[derive(Default)]
    struct Screen(String, Vec<String>);
    impl anstyle_parse::Perform for Screen {
        fn print(&mut self, c: char) {
            self.0.push(c);
        }
        fn execute(&mut self, byte: u8) {
            self.0.push(byte.into());
        }
        fn esc_dispatch(&mut self, _: &[u8], _: bool, byte: u8) {
            self.1.push(format!("ESC {byte}"));
        }
        fn osc_dispatch(&mut self, _: &[&[u8]], _: bool) {
            self.1.push("OSC".into());
        }
        fn hook(&mut self, _: &anstyle_parse::Params, _: &[u8], _: bool, _: u8) {
            self.1.push("DCS".into());
        }
        fn csi_dispatch(&mut self, _: &anstyle_parse::Params, more: &[u8], _: bool, byte: u8) {
            if byte != b'm' || !more.is_empty() {
                self.1.push(format!("CSI {byte}"));
            }
        }
    }
    let (mut screen, mut parser) =
        (Screen::default(), anstyle_parse::Parser::<anstyle_parse::DefaultCharAccumulator>::new());
    text.bytes().for_each(|byte| parser.advance(&mut screen, byte));
    assert!(screen.1.is_empty(), "{what}: {:?} in {text:?}", screen.1);
    is_plain(&screen.0, what);
}

/// What is shown for a text, with the names of what is escaped on some sinks only.
fn shown(text: &str) -> String {
    let text = flink_render::hidden::escape(text);
    text.replace("\\u{5b}", "[").replace("\\u{7c}", "|").replace("\\u{3a}", ":")
}

/// Nothing of others but code; the code, all of it.
fn codes(text: &str, what: &str) -> Vec<String> {
    is_plain(text, what);
    let mut options = Options::default();
    let on = &mut options.extension;
    (on.table, on.autolink, on.strikethrough, on.tasklist, on.footnotes) = (true, true, true, true, true);
    let arena = Arena::new();
    let mut codes = Vec::new();
    for (n, node) in parse_document(&arena, text, &options).descendants().enumerate() {
        match &node.data.borrow().value {
            NodeValue::Code(code) => codes.push(code.literal.clone()),
            NodeValue::CodeBlock(block) => {
                assert!(block.fenced && ["", "diff"].contains(&block.info.as_str()), "{what}: {block:?}");
                codes.extend(block.literal.lines().map(str::to_owned));
            }
            NodeValue::Text(text) => assert!(!text.contains(MARK) && !text.contains('@'), "{what}: {text:?}"),
            NodeValue::HtmlBlock(block) => html(&block.literal, what),
            NodeValue::HtmlInline(html) => assert_eq!(html, "<br>", "{what}"),
            NodeValue::Heading(_) => assert!(n < 3, "{what}: a heading"),
            NodeValue::Document | NodeValue::Paragraph | NodeValue::List(_) | NodeValue::Item(_) => {}
            NodeValue::Table(_) | NodeValue::TableRow(_) | NodeValue::TableCell => {}
            NodeValue::SoftBreak | NodeValue::Strong => {}
            other => panic!("{what}: {other:?} in {text}"),
        }
    }
    codes
}

/// Folds with a title that is code.
fn html(block: &str, what: &str) {
    let rest = block.trim();
    if rest == "</details>" {
        return;
    }
    let title = rest.strip_prefix("<details><summary><code>");
    let title = title.and_then(|rest| rest.strip_suffix("</code></summary>"));
    let title = title.unwrap_or_else(|| panic!("{what}: {block}"));
    assert!(!title.contains(['<', '>', '\n']), "{what}: {block}");
}

/// Elements and attributes of pages and pictures.
const ELEMENTS: &[(&str, &str)] = &[
    (
        "html head body header main footer nav section div span p ul ol li dl dt dd",
        "lang class id aria-label aria-labelledby",
    ),
    ("h1 h2 h3 h4 b i em strong code pre del ins label", ""),
    ("details summary table colgroup col thead tbody tr th td", "open scope tabindex role hidden"),
    (
        "meta title style script a input button",
        "charset http-equiv content name href title type placeholder autocomplete spellcheck",
    ),
    (
        "svg desc defs marker rect g path text",
        "xmlns viewbox width height transform x y rx d fill marker-end",
    ),
    ("", "aria-hidden refx refy markerwidth markerheight markerunits orient"),
];

/// As a browser reads a page: our own elements, and the texts in and between them, in which all of others is.
fn html_texts(page: &str, only: &[&str], what: &str) -> Vec<String> {
    is_plain(page, what);
    let is_known = |word: &str, names: fn(&(&'static str, &'static str)) -> &'static str| {
        ELEMENTS.iter().any(|row| names(row).split(' ').any(|name| name == word))
    };
    let text = |bytes: &html5gum::HtmlString| String::from_utf8(bytes.0.clone()).unwrap();
    let (mut texts, mut ours, mut within) = (Vec::new(), Vec::new(), String::new());
    for token in html5gum::Tokenizer::new(page) {
        let Ok(token) = token;
        match token {
            html5gum::Token::StartTag(tag) => {
                within = text(&tag.name);
                assert!(is_known(&within, |row| row.0), "{what}: <{within}>");
                for (name, value) in &tag.attributes {
                    let (name, value) = (text(name), text(value));
                    assert!(is_known(&name, |row| row.1), "{what}: {name}={value}");
                    assert!(!value.contains(MARK), "{what}: {name}={value}");
                    assert!(name != "href" || value.starts_with('#'), "{what}: {value}");
                }
                if ["style", "script", "h1"].contains(&within.as_str()) {
                    ours.push(within.clone());
                }
            }
            html5gum::Token::EndTag(_) => within.clear(),
            html5gum::Token::String(part) => {
                let part = text(&part.value);
                assert!(
                    !["style", "script"].contains(&within.as_str()) || !part.contains(MARK),
                    "{what}: {part}"
                );
                texts.push(part);
            }
            html5gum::Token::Doctype(doctype) => assert_eq!(text(&doctype.name), "html", "{what}"),
            html5gum::Token::Comment(_) | html5gum::Token::Error(_) => panic!("{what}: {token:?}"),
        }
    }
    assert_eq!(ours, only, "{what}");
    texts
}

fn strings(value: &Value, all: &mut Vec<String>) {
    match value {
        Value::String(text) => all.push(text.clone()),
        Value::Array(items) => items.iter().for_each(|item| strings(item, all)),
        Value::Object(map) => map.iter().for_each(|(key, value)| {
            all.push(key.clone());
            strings(value, all);
        }),
        _ => {}
    }
}

/// A document of JSON that holds a text to the character; `None`: whatever it holds.
fn json(run: &Run, text: Option<&str>, what: &str) -> Value {
    is_plain(&run.out, what);
    let value = serde_json::from_str(&run.out)
        .unwrap_or_else(|error| panic!("{what}: {error}: {}{}", run.out, run.err));
    let mut all = Vec::new();
    strings(&value, &mut all);
    assert!(text.is_none_or(|text| all.iter().any(|string| string.contains(text))), "{what}: {all:?}");
    value
}

/// Commands as the runner reads them: only annotations, as many as there are findings.
fn annotations(text: &str, count: usize, what: &str) -> String {
    assert_eq!(text.lines().count(), count, "{what}: {text}");
    let mut all = String::new();
    for line in text.split_inclusive('\n') {
        let rest =
            line.strip_suffix('\n').unwrap().strip_prefix("::").unwrap_or_else(|| panic!("{what}: {line:?}"));
        let (head, data) = rest.split_once("::").unwrap();
        let (command, properties) = head.split_once(' ').unwrap();
        assert!(["error", "warning", "notice"].contains(&command), "{what}: {line}");
        for property in properties.split(',') {
            let (key, _) = property.split_once('=').unwrap();
            let known = ["file", "line", "endLine", "col", "endColumn", "title"];
            assert!(known.contains(&key), "{what}: {line}");
        }
        assert!(
            !line.trim_end_matches('\n').contains(is_hidden) && !line.contains("##["),
            "{what}: {line:?}"
        );
        let data = data.replace("%0A", "\n").replace("%0D", "\r").replace("%25", "%");
        all.push_str(&data);
    }
    all
}

fn sarif(run: &Run, what: &str) -> usize {
    let log = json(run, None, what);
    let results = log["runs"][0]["results"].as_array().unwrap();
    for result in results {
        let text = result["message"]["text"].as_str().unwrap();
        let text = text.replace("\\\\", "").replace("\\[", "").replace("\\]", "");
        assert!(!text.contains("]("), "{what}: a link in {text}");
    }
    results.len()
}

/// A path that the system takes.
fn file_name(text: &str) -> String {
    let mut name: String = text.replace(['/', '\0'], "_");
    while name.len() > 200 {
        name.pop();
    }
    format!("{name}{MARK}.yaml")
}

fn all_sinks(text: &str) {
    let place = Place(TempDir::new().unwrap());
    let file = file_name(text);
    let (base, head, bad) = (format!("base/{file}"), format!("head/{file}"), format!("bad/{file}"));
    place.write(&base, cluster(text, &others(text, true), true));
    place.write(&head, cluster(text, &others(text, false), false));
    changes(&place, text, &base, &head);
    fleet(&place, &head);
    let more = format!("more/{file}");
    place.write(&more, others(text, false));
    origins(&place, &more);
    let wrong = format!("  {}: {}\n  {MARK}: x\n", quoted(text), quoted(text));
    let label = format!("  labels: {{{}: {}}}\n", quoted(text), quoted(text));
    let twin = cluster(text, &wrong, false).replacen(
        "  namespace: eu\n",
        &format!("  namespace: {}\n{label}", quoted(text)),
        1,
    );
    place.write(
        &bad,
        format!("# {}\n{twin}", text.replace(|c: char| c == '\n' || c == '\r' || is_hidden(c), "")),
    );
    findings(&place, text, &bad);
    problems(&place, text, &more, &head);
}

fn changes(place: &Place, text: &str, base: &str, head: &str) {
    let run = |more: &[&str]| place.run(&[&["diff", base, head], more].concat());
    let human = run(&[]);
    assert_eq!(human.code, Some(1), "{}{}", human.out, human.err);
    is_plain(&human.out, "diff");
    assert!(shown(&human.out).contains(&shown(&format!("because {text}"))), "{}", human.out);
    is_coloured(&run(&["--color", "always"]).out, "diff in colours");
    let comment = run(&["--report", "markdown"]).out;
    let all = codes(&comment, "diff in Markdown");
    let reason = format!("because {text}");
    // No longer than a line of a table may be.
    let short: String = reason.chars().take(160).collect();
    let short = shown(&if short == reason { reason } else { format!("{short}...") });
    assert!(all.iter().any(|code| shown(code) == short), "{short:?}: {all:#?}\n{comment}");
    for most in [500, 700, 1500] {
        let cut = run(&["--report", "markdown", "--max-size", &most.to_string()]).out;
        assert!(cut.len() <= most, "{most}: {}", cut.len());
        codes(&cut, "a part of it");
    }
    let page = run(&["--report", "html"]).out;
    let all = html_texts(&page, &["style", "h1", "script"], "diff as a page");
    assert!(all.iter().any(|part| shown(part).contains(&shown(&format!("because {text}")))), "{all:#?}");
    json(&run(&["--report", "json"]), Some(text), "diff as JSON");
    let count = sarif(&run(&["--report", "sarif"]), "diff as SARIF");
    annotations(&run(&["--report", "github"]).out, count, "diff for GitHub");
}

fn fleet(place: &Place, head: &str) {
    is_plain(&place.run(&["inventory", head]).out, "inventory");
    codes(&place.run(&["inventory", head, "--report", "markdown"]).out, "inventory in Markdown");
    json(&place.run(&["inventory", head, "--report", "json"]), None, "inventory as JSON");
    let plain = place.run(&["render", head]);
    assert_eq!(plain.code, Some(0), "{}", plain.err);
    is_plain(&place.run(&["explain", "memory", head]).out, "explain memory");
    let picture = place.run(&["explain", head, "--graph"]);
    assert_eq!(picture.code, Some(0), "{}", picture.err);
    html_texts(&picture.out, &["style"], "explain as a picture");
    place.write("dump.yaml", plain.out.replace("zfalse", "ztrue").replace("fullname", "zqx"));
    for form in ["human", "markdown", "json"] {
        let run = place.run(&["adopt", head, "--from-cluster-dump", "dump.yaml", "--report", form]);
        assert!(run.out.contains("ConfigMap"), "{}{}", run.out, run.err);
        match form {
            "markdown" => drop(codes(&run.out, "adopt in Markdown")),
            _ => is_plain(&run.out, "adopt"),
        }
    }
}

/// Comments and explanations of a file that renders; of a cluster they take long.
fn origins(place: &Place, file: &str) {
    let rendered = documents(&place.run(&["render", file]).out);
    let annotated = place.run(&["render", file, "--annotate"]).out;
    assert_eq!(documents(&annotated), rendered);
    assert!(!annotated.contains(|c: char| c.is_control() && !matches!(c, '\n' | '\t')), "{annotated}");
    for line in annotated.lines().filter_map(|line| line.split_once(" # ")) {
        assert!(!line.1.contains(is_hidden), "{line:?}");
    }
    let comment = annotated.lines().find(|line| line.starts_with("# from ")).unwrap();
    assert!(!comment.contains(is_hidden) && comment.contains(MARK), "{comment:?}");
    let run = place.run(&["explain", file, "--object", "ConfigMap/c"]);
    is_plain(&run.out, "explain");
    assert!(run.out.contains(MARK), "{}{}", run.out, run.err);
}

fn findings(place: &Place, text: &str, bad: &str) {
    let run = |form: &str| place.run(&["validate", bad, "--report", form]);
    let human = run("human");
    assert_eq!(human.code, Some(1), "{}{}", human.out, human.err);
    is_plain(&human.out, "validate");
    is_coloured(&place.run(&["validate", bad, "--color", "always"]).out, "validate in colours");
    // What nobody types is put right before the rules quote it, and nothing stays in front of the first that is typed.
    let typed = text.trim_start_matches(|c: char| !c.is_ascii() || c == ' ');
    let typed = typed.split(|c: char| !c.is_ascii()).max_by_key(|part| part.len());
    let array = json(&run("json"), typed, "validate as JSON");
    let count = array.as_array().unwrap().len();
    assert_eq!(sarif(&run("sarif"), "validate as SARIF"), count);
    annotations(&run("github").out, count, "validate for GitHub");
    let run = Command::new(env!("CARGO_BIN_EXE_flink-render"))
        .args(["cmp", "generate"])
        .current_dir(place.0.path().join("bad"))
        .env("ARGOCD_ENV_NAMESPACE", text.replace('\0', ""))
        .output()
        .unwrap();
    let err = String::from_utf8(run.stderr).unwrap();
    is_plain(&err, "cmp generate");
    assert!(err.lines().last().unwrap().starts_with("flink-render: nothing rendered"), "{err}");
}

fn problems(place: &Place, text: &str, more: &str, head: &str) {
    let text = text.replace('\0', "");
    for words in [
        vec!["validate", &text],
        vec!["validate", head, "--namespace", &text],
        vec!["validate", head, "--report", &text],
        vec![&text],
        vec!["diff", &text, &text],
        vec!["diff", head, head, "--fail-on", &text],
        vec!["explain", &text],
        vec!["explain", more, "--object", &text],
        vec!["explain", more, "--object", "ConfigMap/c", "--path", &text],
        vec!["init", "flux", head, "--name", &text],
        vec!["golden", "check", &text],
    ] {
        let run = place.run(&words);
        assert_ne!(run.code, Some(0), "{words:?}");
        is_plain(&run.err, words[0]);
        is_plain(&run.out, words[0]);
    }
    let option = format!("--{text}");
    is_plain(&place.run(&["validate", &option]).err, "an option");
    let input = std::fs::read_to_string(place.0.path().join(head)).unwrap();
    let folder = format!("golden/fixtures/{}", file_name(&text));
    place.write(&format!("{folder}/input.yaml"), &input);
    place.write(&format!("{}/output.yaml", folder.replace("/fixtures/", "/golden/")), text.as_bytes());
    for color in ["never", "always"] {
        let run = place.run(&["golden", "check", "golden", "--color", color]);
        assert_eq!(run.code, Some(1), "{}", run.err);
        is_coloured(&run.out, "golden check");
    }
    is_plain(&place.run(&["golden", "bless", "golden"]).out, "golden bless");
    let (head, items) = (
        "apiVersion: config.kubernetes.io/v1\nkind: ResourceList\nitems:\n",
        input.replace("replicas: 1", "replicas: x"),
    );
    let items: String = items
        .split("---\n")
        .take(1)
        .map(|item| {
            let lines: String = item
                .lines()
                .filter(|line| !line.starts_with('#'))
                .map(|line| format!("  {line}\n"))
                .collect();
            lines.replacen("  ", "- ", 1)
        })
        .collect();
    place.write("list.yaml", format!("{head}{items}"));
    let run = place.run_on(&["krm"], Path::new("list.yaml"));
    is_plain(&run.err, "krm");
    let list = documents(&run.out);
    assert!(list[0]["results"][0]["message"].is_string(), "{}{}", run.out, run.err);
}

#[test]
fn each_fragment_stays_text() {
    // Many together: each start of the program takes longer than all that it reads.
    for part in FRAGMENTS.chunks(FRAGMENTS.len().div_ceil(2)) {
        all_sinks(&around(part));
    }
}

#[test]
fn a_cluster_is_explained_as_text() {
    let place = Place(TempDir::new().unwrap());
    let text = around(FRAGMENTS);
    place.write(&format!("{MARK}.yaml"), cluster(&text, &others(&text, false), false));
    origins(&place, &format!("{MARK}.yaml"));
}

#[test]
fn each_file_name_stays_text() {
    let place = Place(TempDir::new().unwrap());
    for (n, part) in FRAGMENTS.iter().enumerate() {
        place.write(&format!("all/{n}{}", file_name(part)), "kind: 1\n");
    }
    let run = |form: &str| place.run(&["validate", "all", "--report", form]);
    is_plain(&run("human").out, "validate");
    is_coloured(&place.run(&["validate", "all", "--color", "always"]).out, "validate in colours");
    assert_eq!(json(&run("json"), None, "validate as JSON").as_array().unwrap().len(), FRAGMENTS.len());
    assert_eq!(sarif(&run("sarif"), "validate as SARIF"), FRAGMENTS.len());
    annotations(&run("github").out, FRAGMENTS.len(), "validate for GitHub");
    let names: Vec<_> = FRAGMENTS.iter().map(|part| format!("none{}", file_name(part))).collect();
    let words: Vec<_> = ["validate"].into_iter().chain(names.iter().map(String::as_str)).collect();
    let err = place.run(&words).err;
    is_plain(&err, "problems");
    assert!(
        err.lines().count() == names.len() && err.lines().all(|line| line.starts_with("error: ")),
        "{err}"
    );
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 3, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn text_of_others_stays_text(text in hostile()) {
        all_sinks(&text);
    }
}
