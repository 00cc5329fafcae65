# Runs the job in the JobManager itself. Where the job of this roll-out has ended, or is lost, there is a JobManager without it,
# whose configuration says so.
set -euo pipefail

say() { echo "$*" >&2; }
{% include "places.sh" %}

# $1: the savepoint that the FlinkCluster names, or nothing. $2: where Flink remembers which jobs have ended, or nothing. $3: the
# option that says where checkpoints are, or nothing. The rest are arguments of Flink's `standalone-job.sh`.
from=$1 results=$2 checkpoints=$3
shift 3
home=${FLINK_HOME:-/opt/flink}

# without STATE: a JobManager that has no job.
without() {
  local copy
  say "the job is not run: $1"
  # In memory: there may be a Secret's values in it.
  copy=$(mktemp -d -p /dev/shm)
  cp -rL "${FLINK_CONF_DIR:-$home/conf}/." "$copy"
  printf '%s: %s\n' {{ ended }} "$1" {{ run }} "$run" >>"$copy/{{ file }}"
  export FLINK_CONF_DIR=$copy
  exec "$home/bin/jobmanager.sh" start-foreground{% if available %} "$FLINK_RENDER_POD_IP"{% endif %}{% if leader is not none and not applications %} "${kept[@]}"{% endif %}

}

# The kubelet reads these variables from the ledger each time that the container starts.
run=$FLINK_RENDER_ROLLOUT-${FLINK_RENDER_LEDGER_attempt:-0}
# Another run may have the same id: that this one has ended is known for good, and of it alone. Where the Jobs can tell a job that has ended
# from one that goes on, a JobManager that has no job is given it, too, and does not run what its predecessor had no time to clean up; since
# there are applications, it would end.
kept=()
[ -z "$results" ] || kept=(-D job-result-store.delete-on-commit=false -D "job-result-store.storage-path=$results/$run"
{%- if applications %} -D "{{ application_results }}=$results/$run/applications"{% endif %})
case ${FLINK_RENDER_LEDGER_next-} in
  '' | "$FLINK_RENDER_ROLLOUT") ;;
  *)
    # Its job was stopped for another roll-out, which is on its way.
    without CANCELED
    ;;
esac
case ${FLINK_RENDER_LEDGER_outcome-} in "$FLINK_RENDER_ROLLOUT "*) without "${FLINK_RENDER_LEDGER_outcome#* }" ;; esac
start=${FLINK_RENDER_LEDGER_savepoint-}
if [ "${FLINK_RENDER_LEDGER_submitted-}" = "$FLINK_RENDER_ROLLOUT" ]; then
  # It ran before: this JobManager takes the place of one that was lost, or that was told to begin anew. What became of a job that is being
  # stopped Flink may know.
  {% if leader is not none %}[ -n "$results" ] || {% endif %}[ -z "${FLINK_RENDER_LEDGER_stopping-}" ] || without CANCELED
{% if not available %}
{% if restart %}
  [ -n "$start" ] || without LOST
{% else %}
  without LOST
{% endif %}
{% endif %}
fi
if [ -n "$from" ] && { [ -z "$start" ] || ! same "$from" "${FLINK_RENDER_LEDGER_from-}"; }; then
  start=$from
{% if max_age is not none %}
elif [ -n "$start" ] && [ "${FLINK_RENDER_LEDGER_submitted-}" != "$FLINK_RENDER_ROLLOUT" ] &&
  [ "$(($(date +%s) - ${FLINK_RENDER_LEDGER_taken_at:-0} / 1000))" -gt {{ max_age }} ]; then
  without STALE
{% endif %}
fi
[ -z "$start" ] || say "starting from $start"
options=(${start:+--fromSavepoint "$start"})
{% if python %}
options+=(--jars "$(echo "$home"/opt/flink-python*.jar)")
{% endif %}
{% if not available %}
# A TaskManager that still has what it loaded for a job that is lost refuses another program of the same id.
options+=(--job-id "$(date +%s%N | md5sum | cut -c 1-32)")
{% endif %}
# No checkpoint of one run is in the way of another's, which counts them from 1 again.
options+=("-D{{ run }}=$run" "${kept[@]}")
[ -z "$checkpoints" ] || options+=("$checkpoints/$run")
{% if stays %}
exec "$home/bin/standalone-job.sh" start-foreground "${options[@]}" "$@"
{% else %}
# This JobManager ends with its job: its exit code says how.
"$home/bin/standalone-job.sh" start-foreground "${options[@]}" "$@" &
flink=$!
trap 'kill "$flink"' TERM INT
code=0
wait "$flink" || code=$?
while kill -0 "$flink" 2>/dev/null; do
  code=0
  wait "$flink" || code=$?
done
trap - TERM INT
case $code in
  0) without FINISHED ;;
  163 | 165) without FAILED ;;
esac
exit "$code"
{% endif %}
