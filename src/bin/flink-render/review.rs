//! Reviews: two sides through the compiler, and what the change between them does.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use flink_render::diagnostic::{Diagnostic, Severity, Source};
use flink_render::render::body::Bodies;
use flink_render::render::{self, Options, Rendering, emit};
use flink_render::review::{self, Compiler, Effect, Review, Side};
use flink_render::tree::Node;
use rayon::prelude::*;

use crate::codes;
use crate::compile::{Compiled, Form, Other, compile_side};
use crate::input::{self, From, Input, side};

/// The compiler with the options of a run.
pub struct Tools<'a>(pub &'a Options);

impl Compiler for Tools<'_> {
    fn objects(&self, cluster: &Node) -> Option<Vec<(String, String, Node)>> {
        let source = Source::new("", emit::emit(cluster));
        let options = Options { bodies: Bodies::Trees, ..self.0.clone() };
        // What is between two sides is never applied.
        let rendering = render::render_as_it_runs(&Arc::new(source), &options);
        let sound = !rendering.diagnostics.iter().any(Diagnostic::is_error);
        let objects = rendering.objects.into_iter();
        let parts =
            |object: render::Object| Some((object.kind.into_owned(), object.name, object.body.into_tree()?));
        sound.then(|| objects.filter_map(parts).collect())
    }
}

/// Compares two sides; the findings and problems of a side that does not compile stand in the way.
pub fn review(
    base: &[Input],
    head: &[Input],
    options: &Options,
    fail_on: &BTreeSet<Effect>,
) -> Result<Review, (Vec<Diagnostic>, Vec<String>)> {
    of_sides(&sides(base, head, options), options, fail_on)
}

/// Both sides: BASE is what runs, and HEAD what is to be applied.
pub fn sides(base: &[Input], head: &[Input], options: &Options) -> [Compiled; 2] {
    let [same_as_head, same_as_base] = same([base, head]);
    let other = |same: Option<usize>| same.map_or(Other::Different, |_| Other::Same);
    let others: Vec<_> = same_as_base.into_iter().map(other).collect();
    let new = compile_side(head, options, Form::Trees, &others);
    let compiled = |n: usize| {
        // Where one could not be read they are not those of the inputs.
        let rendering = new.renderings.get(n).filter(|_| new.problems.is_empty())?;
        let is_known = new.clean[n] && rendering.objects.is_empty();
        is_known.then_some(Other::Compiled(rendering))
    };
    let other = |same: Option<usize>| same.map_or(Other::Different, |n| compiled(n).unwrap_or(Other::Same));
    let others: Vec<_> = same_as_head.into_iter().map(other).collect();
    let old = compile_side(base, options, Form::Running, &others);
    [old, new]
}

/// Of each input of two sides, which one of the other side is the same, whatever it is called: what it declares does not change.
fn same(sides: [&[Input]; 2]) -> [Vec<Option<usize>>; 2] {
    let digests = sides.map(|inputs| inputs.par_iter().map(input::digest).collect::<Vec<_>>());
    let mut places: BTreeMap<_, [Vec<usize>; 2]> = BTreeMap::new();
    for (side, digests) in digests.iter().enumerate() {
        for (n, digest) in digests.iter().enumerate() {
            if let Some(digest) = digest {
                places.entry(digest).or_default()[side].push(n);
            }
        }
    }
    let mut same = sides.map(|inputs| vec![None; inputs.len()]);
    for places in places.values() {
        // What a side has twice is for the compiler to refuse.
        if let [[base], [head]] = places.each_ref().map(Vec::as_slice) {
            (same[0][*base], same[1][*head]) = (Some(*head), Some(*base));
        }
    }
    same
}

pub fn of_sides(
    sides: &[Compiled; 2],
    options: &Options,
    fail_on: &BTreeSet<Effect>,
) -> Result<Review, (Vec<Diagnostic>, Vec<String>)> {
    let (mut findings, mut problems) = (Vec::new(), Vec::new());
    for side in sides {
        // A side may be empty: all is new then, or all is gone.
        let errors = side.findings.iter().filter(|found| found.is_error() && found.code != codes::NOTHING);
        findings.extend(errors.cloned());
        problems.extend(side.problems.iter().cloned());
    }
    if !findings.is_empty() || !problems.is_empty() {
        return Err((findings, problems));
    }
    Ok(compare(&sides[0], &sides[1], options, fail_on))
}

/// What is said of a side without any object: all would pass as new, or as gone.
pub fn no_side(name: &str, inputs: &[Input], side: &Compiled) -> Option<String> {
    let nothing = From::File("/dev/null".into());
    let is_empty = side.findings.iter().any(|found| found.code == codes::NOTHING);
    (is_empty && inputs.iter().any(|input| input.from != nothing))
        .then(|| format!("{name} contains no object: for a comparison with nothing, write /dev/null"))
}

/// What of sound inputs is refused, compared with what was there, and what of that would be refused now. `reads_standard`: whether
/// one of them is standard input.
pub fn guard(
    baseline: &str,
    head: &[Input],
    reads_standard: bool,
    options: &Options,
) -> Result<Vec<Diagnostic>, Vec<String>> {
    // What becomes of a job is seen in the whole of a roll-out.
    let options = &Options { stage: None, ..options.clone() };
    let (inputs, mut problems) = side(baseline, true).tell();
    if reads_standard && inputs.iter().any(|input| input.from.is_standard()) {
        return Err(vec![input::TWICE.to_owned()]);
    }
    let [mut base, head] = sides(&inputs, head, options);
    problems.extend(std::mem::take(&mut base.problems));
    if !problems.is_empty() {
        return Err(problems);
    }
    if let Some(problem) = no_side(baseline, &inputs, &base) {
        return Err(vec![problem]);
    }
    base.findings.retain(|found| found.is_error() && found.code != codes::NOTHING);
    if base.findings.is_empty() {
        let Review { mut findings, outdated, .. } = compare(&base, &head, options, &Effect::REFUSED.into());
        findings.retain(Diagnostic::is_error);
        findings.extend(outdated);
        base.findings = findings;
    }
    Ok(base.findings)
}

fn compare(base: &Compiled, head: &Compiled, options: &Options, fail_on: &BTreeSet<Effect>) -> Review {
    let found = [&base.findings, &head.findings];
    let outdated = outdated(base);
    let [base, head] = [base, head].map(all);
    let tools = Tools(options);
    let pairs = review::pairs(&base.clusters, &head.clusters);
    let reviews = pairs.par_iter().map(|pair| review::cluster(pair, &tools)).collect();
    let warnings = review::new_warnings((&base, found[0]), (&head, found[1]));
    Review::of(&base, &head, reviews, warnings, outdated, fail_on)
}

/// What newer rules say of what runs, as notes.
fn outdated(side: &Compiled) -> Vec<Diagnostic> {
    let all = side.renderings.iter().flat_map(|rendering| &rendering.outdated);
    all.map(|found| Diagnostic {
        severity: Severity::Note,
        message: format!("BASE: {}", found.message),
        ..found.clone()
    })
    .collect()
}

/// The clusters of a side with their objects, and the objects that are nobody's.
pub fn all(side: &Compiled) -> Side<'_> {
    let mut all = Side { clusters: Vec::new(), others: Vec::new() };
    for Side { clusters, others } in side.renderings.iter().map(Rendering::side) {
        all.clusters.extend(clusters);
        all.others.extend(others);
    }
    all
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a failing test may panic")]
mod tests {
    use std::fs;
    use std::path::Path;

    use flink_render::report::review::json;

    use super::*;
    use crate::compile::compile;

    /// Both sides with all of their objects, and as reviews compile them: each says the same.
    fn both_ways(base: &[Input], head: &[Input]) -> [[Compiled; 2]; 2] {
        let (options, fail_on) = (Options::default(), BTreeSet::new());
        let whole = [(base, Form::Running), (head, Form::Trees)]
            .map(|(inputs, form)| compile(inputs, Vec::new(), &options, form));
        let short = sides(base, head, &options);
        let [all, some] =
            [&whole, &short].map(|sides| json::report(&of_sides(sides, &options, &fail_on).ok().unwrap()));
        assert!(all == some, "{all}\n{some}");
        [whole, short]
    }

    /// What is ignored in a file of both sides is ignored on both: it hides nothing that is new elsewhere.
    #[test]
    fn what_is_ignored_is_ignored_on_both_sides() {
        let input = |name: &str, text: String| Input {
            name: name.to_owned(),
            from: From::Bytes(Some(text.into_bytes())),
        };
        let cluster = |namespace: &str, annotations: &str| {
            let text = format!(
                "apiVersion: flinkoperator.k8s.io/v1alpha1\nkind: FlinkCluster\n\
                 metadata: {{name: orders, namespace: {namespace}{annotations}}}\nspec:\n  \
                 image: {{name: \"flink:1.20.1\"}}\n  \
                 jobManager: {{resources: {{limits: {{cpu: \"1\", memory: 1600Mi}}}}}}\n  \
                 taskManager:\n    replicas: 2\n    resources: {{limits: {{cpu: \"1\", memory: 2Gi}}}}\n    \
                 volumes: [{{name: v, persistentVolumeClaim: {{claimName: c}}}}]\n"
            );
            input(namespace, text)
        };
        let claim = |namespace: &str| {
            let text = format!(
                "apiVersion: v1\nkind: PersistentVolumeClaim\nmetadata: {{name: c, namespace: {namespace}}}\n\
                 spec: {{accessModes: [ReadWriteOnce]}}\n"
            );
            input("claim", text)
        };
        let ignoring = cluster("a", ", annotations: {flinkoperator.k8s.io/ignore: \"FR178: one node\"}");
        let [base, head] = ["a", "b"].map(|of| [ignoring.clone(), cluster("b", ""), claim(of)]);
        let [_, short] = both_ways(&base, &head);
        let review = of_sides(&short, &Options::default(), &BTreeSet::new()).ok().unwrap();
        assert_eq!(review.warnings.len(), 1);
    }

    /// What is found of the inputs that differ is what is found of all, whatever does not change beside them.
    #[test]
    fn what_is_the_same_on_both_sides_is_left_out() {
        let all = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/review"));
        let read = |name: &str, side: &str| {
            let bytes = fs::read(all.join(name).join(side)).ok()?;
            Some(Input { name: format!("{name}.yaml"), from: From::Bytes(Some(bytes)) })
        };
        let (options, fail_on) = (Options::default(), BTreeSet::new());
        let mut cases = Vec::new();
        for entry in fs::read_dir(all).unwrap() {
            let name = entry.unwrap().file_name().into_string().unwrap();
            let Some(both) = read(&name, "base.yaml").zip(read(&name, "head.yaml")) else { continue };
            let [base, head] = [&both.0, &both.1].map(std::slice::from_ref);
            // What runs may be what nobody can render today.
            let is_fine = [base, head].iter().all(|side| review(base, side, &options, &fail_on).is_ok());
            cases.extend(is_fine.then_some((name, both)));
        }
        cases.sort_by(|(one, _), (other, _)| one.cmp(other));
        assert!(cases.len() > 50, "{}", cases.len());
        for round in 0..4 {
            let sides = cases.iter().enumerate().map(|(n, (_, (base, head)))| {
                (base.clone(), if n % 4 == round { head.clone() } else { base.clone() })
            });
            let (base, head): (Vec<_>, Vec<_>) = sides.unzip();
            let [whole, short] = both_ways(&base, &head);
            let made = |sides: &[Compiled; 2]| sides.iter().map(|side| side.objects().count()).sum::<usize>();
            assert!(made(&short) * 3 < made(&whole), "round {round}");
        }
    }
}
