//! The templates of install files.

use flink_render::k8s::resource;
use minijinja::syntax::SyntaxConfig;
use minijinja::{Environment, UndefinedBehavior, Value, context};

macro_rules! templates {
    ($($file:literal,)*) => {
        const TEMPLATES: &[(&str, &str)] =
            &[$(($file, include_str!(concat!("../../../../../templates/", $file)))),*];
    };
}

templates! {
    "argocd/kustomization.yaml",
    "argocd/plugin.yaml",
    "argocd/repo-server.yaml",
    "argocd/argocd-cm.yaml",
    "argocd/application.yaml",
    "argocd/applicationset.yaml",
    "argocd/spec.yaml",
    "argocd/health.lua",
    "flux/kustomizations.yaml",
    "flux/health.yaml",
    "flux/git.yaml",
    "flux/oci.yaml",
    "flux/resourceset.yaml",
    "github/flink-render.yaml",
    "github/deliver.yaml",
    "gitlab/flink-render.yml",
    "gitlab/deliver.yml",
    "kustomize/kustomization.yaml",
    "pre-commit/config.yaml",
    "image/Dockerfile",
}

/// The text of a template with these values; every template may name this version, and the resource.
pub fn render(name: &str, values: &Value) -> Result<String, String> {
    let render = || {
        let version = env!("CARGO_PKG_VERSION");
        let (group, kind) = (resource::GROUP, resource::KIND);
        let resource = context! { group, kind };
        environment()?.get_template(name)?.render(context! { version, resource, ..values.clone() })
    };
    render().map_err(|error: minijinja::Error| format!("template {name}: {error}"))
}

/// YAML, shell and CI have their own uses for `{{`.
fn environment() -> Result<Environment<'static>, minijinja::Error> {
    let mut environment = Environment::new();
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    environment.set_auto_escape_callback(|_| minijinja::AutoEscape::None);
    environment.set_syntax(
        SyntaxConfig::builder()
            .variable_delimiters("@{", "}")
            .trim_blocks(true)
            .lstrip_blocks(true)
            .keep_trailing_newline(true)
            .build()?,
    );
    for (name, text) in TEMPLATES {
        environment.add_template(name, text)?;
    }
    Ok(environment)
}
