//! The reasons of conditions: one word for machines, and one sentence for people. Nothing in a sentence changes: every other
//! text would be a write.

use super::facts::ApiError;
use super::words;

macro_rules! reasons {
    ($($name:ident => $sentence:literal,)*) => {
        /// Why a condition is what it is.
        #[derive(Debug, Clone, PartialEq, Eq)]
        pub enum Reason {
            $(#[doc = $sentence] $name,)*
            /// Flink does not answer, or not as it should.
            Api(ApiError),
            /// Flink has the job, and this is its word for what it does.
            Flink(String),
        }

        impl Reason {
            /// `JobRunning`
            pub fn word(&self) -> String {
                match self {
                    $(Self::$name => stringify!($name).to_owned(),)*
                    Self::Api(error) => error.reason().to_owned(),
                    Self::Flink(word) => words::reason(word),
                }
            }

            /// `The job is running.`
            pub fn sentence(&self) -> &'static str {
                match self {
                    $(Self::$name => $sentence,)*
                    Self::Api(error) => api(*error),
                    Self::Flink(_) => "Flink's REST API lists the job.",
                }
            }
        }
    };
}

reasons! {
    ReadError => "Some objects of the cluster could not be read.",
    ChildrenOutOfDate => "Some objects are from another rendering than the FlinkCluster.",
    JobUpgrading => "A roll-out is replacing the job.",
    JobUpgradeFailed => "The roll-out has stopped because its prepare Job failed; the message of the Job's pod says why.",
    JobRestarting => "The job has ended and is being submitted again.",
    JobFailed => "The job has failed and will not be submitted again.",
    JobLost => "Flink no longer lists the job.",
    JobCancelled => "The job was cancelled, as the FlinkCluster requests.",
    JobCancelledExternally => "The job was cancelled, although the FlinkCluster does not request it.",
    JobSucceeded => "The job has finished.",
    Creating => "The cluster is starting: not all of its parts are ready yet.",
    ComponentsNotReady => "Some parts of the cluster are not ready.",
    JobNotSubmitted => "The submitter Job does not exist.",
    JobPending => "The job has not started yet.",
    JobPendingTooLong => "The job has not started within the deadline.",
    JobStateUnknown => "The state of the job cannot be determined.",
    JobFinishing => "The job has finished; its submitter Job is still running.",
    FlinkAPIUnreachable => "Flink's REST API does not answer.",
    JobRunning => "The job is running.",
    ClusterRunning => "The cluster is ready to run jobs.",
    OK => "Flink's REST API answers.",
    JobManagerNotReady => "Flink's REST API is not queried while the JobManager is not ready.",
    SavepointCompleted => "The latest requested savepoint was taken.",
    SavepointFailed => "The latest requested savepoint failed; the message of its Job's pod says why.",
    MultipleJobs => "Several of Flink's jobs could be this one.",
    JobNotFound => "Flink's REST API answers, but does not list the job.",
}

fn api(error: ApiError) -> &'static str {
    match error {
        ApiError::ConnectionRefused => "Flink's REST API refuses connections.",
        ApiError::Timeout => "Flink's REST API does not answer in time.",
        ApiError::DnsError => "The host name of Flink's REST API cannot be resolved.",
        ApiError::ServiceUnavailable => "Flink's REST API is unavailable; the JobManager may have no leader.",
        ApiError::ServerError => "Flink's REST API answers with a server error.",
        ApiError::Unauthorized => {
            "Flink's REST API rejects the credentials, or its certificate is not trusted."
        }
        ApiError::MalformedBody => "The answer is not one of Flink's REST API.",
        ApiError::AnswerTooLarge => {
            "Flink's list of jobs is too long to read; jobstore.expiration-time shortens it."
        }
        ApiError::ServiceLeadsElsewhere => {
            "The JobManager's Service does not select pods of its namespace; it is not queried."
        }
    }
}
