# Stays with the job that the JobManager runs itself: the outcome of this container is the job's. Exit codes: 0 it finished or was
# cancelled, 1 it failed or was lost, 42 it is to be restarted from a savepoint and there is none.
. "${0%/*}/common.sh"
. "${0%/*}/flink.sh"

# $1: the savepoint that the FlinkCluster names, or nothing.
from=$1 arguments=("$@")
start='' seen='' earlier='' before=''{% if leader is none %} off=0{% endif %}

trap 'exit 143' TERM INT

# told: how the job ended, of a JobManager that has none any more.
told() {
  get /jobmanager/config | tr '{' '\n' | sed -n 's/.*"key":"{{ ended }}","value":"\([A-Z]*\)".*/\1/p'
}

# theirs: which run of this roll-out the JobManager says that it is.
theirs() { get /jobmanager/config | tr '{' '\n' | sed -n "s/.*\"key\":\"{{ run }}\",\"value\":\"\($FLINK_RENDER_ROLLOUT-[0-9]*\)\".*/\1/p"; }

# present: which run is the one. A ledger that was deleted does not know it any more.
present() {
  local attempt
  attempt=$(recall attempt) || attempt=''
  if [ -n "$attempt" ]; then echo "$FLINK_RENDER_ROLLOUT-$attempt"; else theirs; fi
}
{% include "outcome.sh" %}
until serves; do
  ((SECONDS % 30)) || say "waiting for the JobManager at $rest"
  sleep 1
done
while superseded; do sleep 2; done
run=$(present)

# Without an answer of the ledger nothing is decided: the pod fails.
known=$(recall submitted)
if [ "$known" != "$FLINK_RENDER_ROLLOUT" ]; then
  # The JobManager decided the same.
  start=$(recall savepoint)
  known=$(recall from)
  if [ -n "$from" ] && { [ -z "$start" ] || ! same "$from" "$known"; }; then
    [ -z "$start" ] || note savepoint ''
    start=$from
  fi
  note submitted "$FLINK_RENDER_ROLLOUT" from "$from" rest "$rest" stopping ''{% if leader is not none %} trigger ''{% endif %} outcome ''
fi
follow
