//! The submitter's script.

use std::sync::LazyLock;

use minijinja::syntax::SyntaxConfig;
use minijinja::{Environment, UndefinedBehavior, context};

/// What the script is made for.
pub struct Script<'a> {
    /// `http`
    pub scheme: &'static str,
    /// The JobManager's Service.
    pub host: &'a str,
    /// The port of its REST API.
    pub port: i32,
    /// Whether the jar file must be fetched; its URI is then the first argument.
    pub remote: bool,
}

/// The argument that stands for a fetched jar file.
pub const FETCHED: &str = "@jar@";

const NAME: &str = "submit.sh";

static TEMPLATES: LazyLock<Environment<'static>> = LazyLock::new(|| {
    let mut environment = Environment::new();
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    if let Ok(syntax) =
        SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).keep_trailing_newline(true).build()
    {
        environment.set_syntax(syntax);
    }
    let _ = environment.add_template(NAME, include_str!("../../../../templates/submit.sh"));
    environment
});

impl Script<'_> {
    /// Its text.
    pub fn text(&self) -> String {
        let Self { scheme, host, port, remote } = self;
        let template = TEMPLATES.get_template(NAME);
        let text = template.and_then(|template| {
            template.render(context! {
                scheme => *scheme,
                host => *host,
                port => *port,
                remote => *remote,
            })
        });
        debug_assert!(text.is_ok(), "{text:?}");
        text.unwrap_or_default()
    }
}
