# Takes a savepoint of the running job.
. "${0%/*}/common.sh"
. "${0%/*}/flink.sh"
. "${0%/*}/stop.sh"

# $1: the directory of savepoints. $2: the generation that asks for it; nothing when the clock does.
savepoints=$1 generation=$2

# The Job is made anew with the image, and with every roll-out; a generation takes one savepoint all the same.
if [ -n "$generation" ]; then
  taken=$(recall taken)
  if [ "${taken%% *}" = "$generation" ]; then
    report generation "$generation" location "${taken#* }" message 'taken before'
    exit 0
  fi
fi
until job=$(ids RUNNING | head -n 1) && [ -n "$job" ] && serves; do
  if [ -z "$generation" ]; then
    report error 'no job runs'
    exit 0
  fi
  if [ "$SECONDS" -gt 900 ]; then
    report generation "$generation" error 'no job runs'
    exit 1
  fi
  ((SECONDS % 30)) || say 'waiting for a running job'
  sleep 1
done
if ! saved=$(savepoint "$job" keep "${generation:-$HOSTNAME}"); then
  report generation "$generation" jobID "$job" error 'the savepoint failed'
  exit 1
fi
location=${saved#* }
note savepoint "$location" ${generation:+taken "$generation $location"}{% if max_age is not none %} taken_at "$(date +%s)000"{% endif %}

{% if kept %}
remember "$location"
{% endif %}
report generation "$generation" jobID "$job" triggerID "${saved%% *}" location "$location" completedAt "$(date -u +%FT%TZ)"
