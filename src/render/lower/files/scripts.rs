//! The scripts of the Jobs, and the objects that hold them.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use minijinja::syntax::SyntaxConfig;
use minijinja::{Environment, UndefinedBehavior, context};

use crate::flink::availability;
use crate::flink::config;
use crate::flink::features::Feature;
use crate::flink::jar::Jar;
use crate::flink::version::Version;
use crate::k8s::{labels, names};
use crate::model::words::{RestartPolicy, UpgradeMode};
use crate::model::{self, CleanupPolicy};
use crate::render::lower::context::Context;
use crate::render::lower::leader::Leader;
use crate::render::lower::scripts::{Folder, Scripts};
use crate::tree::Map;

/// The argument that stands for a fetched jar file.
pub const FETCHED: &str = "@jar@";

/// The id that Flink 2.3 gives to the one application of a JobManager that runs it itself.
// ApplicationID.ZERO; seen in its log.
const NO_APPLICATION: &str = "00000000000000000000000000000000";

/// A template and its text.
macro_rules! templates {
    ($($name:ident = $file:literal;)*) => {
        $(#[doc = concat!("`templates/jobs/", $file, "`")] pub const $name: &str = $file;)*
        const TEMPLATES: &[(&str, &str)] =
            &[$(($name, include_str!(concat!("../../../../templates/jobs/", $file)))),*];
    };
}

templates! {
    PLACES = "places.sh";
    OUTCOME = "outcome.sh";
    FETCH = "fetch.sh";
    JAR = "jar.sh";
    APPLICATION = "application.sh";
    FOLLOW = "follow.sh";
    COMMON = "common.sh";
    FLINK = "flink.sh";
    TLS = "tls.sh";
    STOP = "stop.sh";
    SUBMIT = "submit.sh";
    PREPARE = "prepare.sh";
    SAVEPOINT = "savepoint.sh";
    DISPOSE = "dispose.sh";
    CANCEL = "cancel.sh";
    SCALE = "scale.sh";
    CONFIGURATION = "configuration.sh";
}

static ENVIRONMENT: LazyLock<Environment<'static>> = LazyLock::new(|| {
    let mut environment = Environment::new();
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    let syntax = SyntaxConfig::builder()
        // Lengths are `${#name}` to a shell.
        .comment_delimiters("{##", "##}")
        .trim_blocks(true)
        .lstrip_blocks(true)
        .keep_trailing_newline(true)
        .build();
    if let Ok(syntax) = syntax {
        environment.set_syntax(syntax);
    }
    // Each is read when somebody asks for it: no cluster has all.
    environment.set_loader(|name| {
        Ok(TEMPLATES.iter().find(|(known, _)| *known == name).map(|(_, text)| bare(text)))
    });
    environment
});

/// A script without its comments, which are for whoever changes it: but for the first ones, which say what it does.
fn bare(text: &str) -> String {
    let mut is_head = true;
    let mut keep = |line: &str| {
        let code = line.trim_ascii_start();
        let is_comment = code.starts_with('#');
        is_head &= is_comment;
        is_head || !is_comment || code.starts_with("# shellcheck ")
    };
    text.split_inclusive('\n').filter(|line| keep(line)).collect()
}

/// What is in a folder.
fn files(folder: Folder, is_application: bool) -> &'static [&'static str] {
    match folder {
        Folder::Prepare => &[COMMON, FLINK, TLS, STOP, PREPARE],
        Folder::Run if is_application => &[COMMON, FLINK, TLS, SCALE, APPLICATION, FOLLOW],
        Folder::Run => &[COMMON, FLINK, TLS, SCALE, SUBMIT],
        Folder::OnDemand => &[STOP, SAVEPOINT, DISPOSE, CANCEL],
    }
}

impl Context<'_> {
    /// The scripts of a cluster with a job: those on demand where something is demanded.
    pub fn all_scripts(&self, job: &model::Job, version: Version) -> Scripts {
        let demanded = job.savepoint_generation().is_some()
            || job.auto_savepoint_seconds().is_some()
            || job.disposes().is_some()
            || job.cancel_requested.value;
        let encrypted = self.tls.is_encrypted();
        let values = self.values(job, version);
        let mut texts = BTreeMap::new();
        let mut data = |folder: Folder| {
            let mut data = Map::default();
            let is_wanted = |file: &&&str| match **file {
                TLS => encrypted,
                DISPOSE => job.disposes().is_some(),
                _ => true,
            };
            for file in files(folder, job.is_application()).iter().filter(is_wanted) {
                let text = texts.entry(*file).or_insert_with(|| rendered(file, values.clone()));
                data.push(*file, text.clone());
            }
            data
        };
        let on_demand = demanded.then(|| data(Folder::OnDemand));
        Scripts::new(self.name(), data(Folder::Prepare), data(Folder::Run), on_demand)
    }

    /// What keeps the leader of a JobManager that runs the job itself: the ConfigMap, the job's id, and what tells the place that it is
    /// recovered from.
    fn leader(&self) -> Option<minijinja::Value> {
        let Leader { map, checkpoints, job, place } = Leader::of(self)?;
        Some(context! { map, checkpoints, job, place, application => NO_APPLICATION })
    }

    /// What the scripts of this cluster are made from.
    fn values(&self, job: &model::Job, version: Version) -> minijinja::Value {
        let host = names::job_manager(self.name());
        let [job_managers, task_managers] = [&self.job_manager.process, &self.task_manager.process]
            .map(|process| process.workload.resource());
        let scheme = self.tls.scheme();
        let CleanupPolicy { at: _, after_job_succeeds, after_job_fails, after_job_cancelled } =
            &job.cleanup_policy;
        let tls = self.tls.is_encrypted().then(|| {
            context! {
                file => format!("{}/{}", names::CONFIG_DIR, self.conventions.file().name()),
                quoted => self.conventions.file().is_quoted(),
            }
        });
        let upgrade = job.upgrade.map(|mode| mode.value);
        context! {
            rest => format!("{scheme}://{host}:{}", self.job_manager.ports.ui.value),
            tls,
            cluster => self.name(),
            ledger => job.remembers().then(|| names::ledger(self.name())),
            scaling => job.scales(),
            job_managers => job_managers,
            task_managers => task_managers,
            // One word where both are the same.
            workloads => if job_managers == task_managers { job_managers } else { "$(workloads \"$1\")" },
            format => job
                .savepoint_format
                .filter(|_| version.has(Feature::SavepointFormats))
                .map_or(String::new(), |format| format!(",\\\"formatType\\\":\\\"{}\\\"", format.value.as_str())),
            kept => job.disposes().is_some(),
            takes_savepoint => job.take_savepoint.value,
            leader => self.leader(),
            checkpoints => job.wants_checkpoints().then(|| context! {
                fallback => upgrade == Some(UpgradeMode::SavepointOrLastState),
                version => version.to_string(),
            }),
            stateless => upgrade == Some(UpgradeMode::Stateless),
            max_age => job.max_state_age.map(|age| age.value),
            triggers => version.has(Feature::ChosenTriggerId),
            application => job.is_application(),
            python => job.program.py_file.is_some() || job.program.py_module.is_some(),
            ended => config::ENDED,
            run => config::RUN,
            file => self.conventions.file().name(),
            stays => version.has(Feature::StaysAfterJob),
            available => availability::is_on(&self.settings),
            applications => version.has(Feature::ApplicationResultStore),
            application_results => availability::APPLICATION_RESULTS,
            allow_state_loss => labels::ALLOW_STATE_LOSS,
            restart => job.restart_policy.value == RestartPolicy::FromSavepointOnFailure,
            remote => job.program.jar_file.as_ref().is_some_and(|jar| matches!(Jar::of(&jar.value), Jar::Remote { .. })),
            after => context! {
                succeeded => after_job_succeeds.value.as_str(),
                failed => after_job_fails.value.as_str(),
                cancelled => after_job_cancelled.value.as_str(),
            },
        }
    }
}

/// The script that puts a job's jar file where Flink finds it; `remote`: it is fetched.
pub fn jar(remote: bool) -> String {
    rendered(JAR, context! { remote })
}

fn rendered(template: &str, values: minijinja::Value) -> String {
    let text = ENVIRONMENT.get_template(template).and_then(|template| template.render(values));
    debug_assert!(text.is_ok(), "{text:?}");
    text.unwrap_or_default()
}

/// The script that writes Flink's configuration `file` with variables in it. `quoted`: values stand in JSON's quotes; `strict`:
/// what is missing is an error.
pub fn configuration(file: &str, quoted: bool, strict: bool) -> String {
    let (from, to) = (names::RENDERED_CONFIG_DIR, names::FILLED_CONFIG_DIR);
    rendered(CONFIGURATION, context! { file, quoted, strict, from, to })
}

/// The script of Google's operator: it waits for the JobManager, submits, and says the job's id.
pub fn google() -> crate::tree::CowText {
    include_str!("../../../../templates/operator/google-submit-job.sh").into()
}

/// The script of Spotify's operator: the same, more patient, and it ends as the client does.
pub fn spotify() -> crate::tree::CowText {
    include_str!("../../../../templates/operator/spotify-submit-job.sh").into()
}
