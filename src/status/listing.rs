//! Flink's list of jobs, read as a stream: of however many, those are kept that a status can follow from.

use std::cmp::Reverse;
use std::fmt;

use serde::Deserialize;
use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};

use super::facts::Facts;
use super::identity;
use super::submitter::Submitter;
use super::words;
use crate::api::status::Status;
use crate::flink::answers::JobOverview;

/// So many of the newest are kept of the jobs that live, and of those that have ended. Who is ours among jobs of unknown
/// ids is told for one alone; checkpoints are asked of so many.
pub const KEPT: usize = 8;

/// The ids of the cluster's own job: these are kept whatever else is listed.
pub fn known(facts: &Facts, previous: &Status) -> Vec<String> {
    let recorded = previous.components.job.as_ref();
    let submitter = Submitter::of(&facts.submitter);
    let known = submitter.iter().flat_map(|submitter| identity::known(submitter, None));
    let recorded = recorded.and_then(|job| job.id.as_deref()).and_then(words::id);
    known.chain(recorded).map(str::to_owned).collect()
}

/// The jobs of `GET /jobs/overview`.
///
/// # Errors
/// The answer is none: no JSON, or without a list of jobs.
pub fn read(answer: &[u8], known: &[String]) -> Result<Vec<JobOverview>, serde_json::Error> {
    let mut input = serde_json::Deserializer::from_slice(answer);
    let kept = Kept { known, own: Vec::new(), live: Vec::new(), ended: Vec::new() };
    let jobs = Answer(kept).deserialize(&mut input)?;
    input.end()?;
    Ok(jobs)
}

struct Kept<'a> {
    known: &'a [String],
    own: Vec<JobOverview>,
    live: Vec<JobOverview>,
    ended: Vec<JobOverview>,
}

impl Kept<'_> {
    fn add(&mut self, job: JobOverview) {
        if words::id(&job.jid).is_none() {
            return;
        }
        if self.known.contains(&job.jid) {
            if self.own.iter().all(|own| own.jid != job.jid) {
                self.own.push(job);
            }
            return;
        }
        let pile = if words::end(&job.state).is_some() { &mut self.ended } else { &mut self.live };
        pile.push(job);
        if pile.len() >= 2 * KEPT {
            shrink(pile);
        }
    }

    fn all(mut self) -> Vec<JobOverview> {
        shrink(&mut self.live);
        shrink(&mut self.ended);
        self.own.append(&mut self.live);
        self.own.append(&mut self.ended);
        // They are kept as long as there is no newer answer.
        self.own.shrink_to_fit();
        self.own
    }
}

fn shrink(pile: &mut Vec<JobOverview>) {
    pile.sort_by_key(|job| Reverse(job.start_time));
    pile.truncate(KEPT);
}

/// The whole answer.
struct Answer<'a>(Kept<'a>);

#[derive(Deserialize)]
#[serde(field_identifier, rename_all = "lowercase")]
enum Key {
    Jobs,
    #[serde(other)]
    Other,
}

impl<'de> DeserializeSeed<'de> for Answer<'_> {
    type Value = Vec<JobOverview>;

    fn deserialize<D: Deserializer<'de>>(self, input: D) -> Result<Self::Value, D::Error> {
        input.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for Answer<'_> {
    type Value = Vec<JobOverview>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a mapping with a list of jobs")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut list = Some(List(self.0));
        let mut jobs = None;
        while let Some(key) = map.next_key()? {
            match (key, list.take()) {
                (Key::Jobs, Some(list)) => jobs = Some(map.next_value_seed(list)?),
                (Key::Jobs, None) => return Err(Error::duplicate_field("jobs")),
                (Key::Other, unread) => {
                    list = unread;
                    map.next_value::<IgnoredAny>()?;
                }
            }
        }
        jobs.ok_or_else(|| Error::missing_field("jobs"))
    }
}

/// The list in it.
struct List<'a>(Kept<'a>);

impl<'de> DeserializeSeed<'de> for List<'_> {
    type Value = Vec<JobOverview>;

    fn deserialize<D: Deserializer<'de>>(self, input: D) -> Result<Self::Value, D::Error> {
        input.deserialize_seq(self)
    }
}

impl<'de> Visitor<'de> for List<'_> {
    type Value = Vec<JobOverview>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list of jobs")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Self::Value, A::Error> {
        let mut kept = self.0;
        while let Some(job) = seq.next_element()? {
            kept.add(job);
        }
        Ok(kept.all())
    }
}
