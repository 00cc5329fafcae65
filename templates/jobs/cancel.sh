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
if [ -z "$running" ]; then
  # An earlier try may have gone after it had stopped the job, and before it noted what is kept of it.
  location=''
{% if ledger %}
  job=$(recall stopping)
  if [ -n "$job" ] && found "$job"; then
{% if kept %}
    remember "${location#* }"
{% endif %}
    say "$job was stopped before"
  fi
{% endif %}
  report message 'no job runs: nothing to cancel' location "${location#* }"
fi
for job in $running; do
  say "cancelling $job"
  # A submitter that is still there leaves the clean-up to this one; a job that comes back is submitted anew.
  note stopping "$job" submitted ''
{% if checkpoints is not none %}
  if [ -z "$savepoints" ] || ! saved=$(stop "$job"); then
    if drop "$job"; then
      report jobID "$job" location "${newest#* }" message "no savepoint was taken: $(aged "$newest")"
      continue
    fi
    note stopping ''
    report jobID "$job" error "$why: it goes on; to leave its state behind, write upgrade-mode stateless"
    exit 1
  fi
{% else %}
  if ! saved=$(stop "$job"); then
    note stopping ''
    report jobID "$job" error 'the job could not be stopped with a savepoint: it goes on'
    exit 1
  fi
{% endif %}
  location=${saved#* }
  [ -z "$location" ] || note savepoint "$location"{% if max_age is not none %} taken_at "$(date +%s)000"{% endif %}

{% if kept %}
  remember "$location"
{% endif %}
  report jobID "$job" triggerID "${saved%% *}" location "$location" completedAt "$(date -u +%FT%TZ)"
done
clean_up {{ after.cancelled }}
