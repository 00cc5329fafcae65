# Cancels the job, with a savepoint if there is a directory for it. Nothing to cancel is fine.
. "${0%/*}/common.sh"
. "${0%/*}/flink.sh"
. "${0%/*}/stop.sh"

# $1: the directory of savepoints, or nothing.
savepoints=$1

{% if scaling %}
if [ "$(scale jobmanager)" = 0 ]; then
  report message 'the cluster was cleaned up: nothing to cancel'
  exit 0
fi
{% endif %}
until serves; do
  ((SECONDS % 30)) || say "waiting for the JobManager at $rest"
  sleep 1
done
running=$(ids "$alive")
[ -n "$running" ] || report message 'no job runs: nothing to cancel'
for job in $running; do
  say "cancelling $job"
  # A submitter that is still there leaves the clean-up to this one; a job that comes back is submitted anew.
  note stopping "$job" submitted ''
  if ! saved=$(stop "$job"); then
    note stopping ''
    report jobID "$job" error 'the job could not be stopped with a savepoint: it goes on'
    exit 1
  fi
  location=${saved#* }
  [ -z "$location" ] || note savepoint "$location"{% if max_age is not none %} taken_at "$(date +%s)000"{% endif %}

{% if kept %}
  remember "$location"
{% endif %}
  report jobID "$job" triggerID "${saved%% *}" location "$location" completedAt "$(date -u +%FT%TZ)"
done
clean_up {{ after.cancelled }}
