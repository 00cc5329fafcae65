
rest={{ rest }}
{% if max_age is not none %}

# fresh TIME: whether this moment, in milliseconds, is not too long ago.
fresh() { [ "$(($(date +%s) - ${1:-0} / 1000))" -le {{ max_age }} ]; }
{% endif %}

{% if tls %}
. "${0%/*}/tls.sh"
ask=(trusting)
{% else %}
# No proxy of the user's knows the cluster's own names.
ask=(curl --noproxy '*')
{% endif %}

# get PATH: what the JobManager answers.
get() { "${ask[@]}" --silent --fail --max-time 10 "$rest$1"; }

# send METHOD PATH [BODY]: the same, with a body.
send() {
  "${ask[@]}" --silent --show-error --fail --max-time 30 --request "$1" \
    --header 'Content-Type: application/json' --data "${3-}" "$rest$2"
}

# list /jobs: state and id of every job. No text of the user's is in this answer.
list() {
  get "$1" | tr '{' '\n' | sed -n 's/.*"id":"\([0-9a-f]*\)","status":"\([A-Z]*\)".*/\2 \1/p'
}

# ids STATE|STATE: the ids of jobs in one of these states.
ids() { list /jobs | sed -nE "s/^($1) //p"; }

alive='CREATED|INITIALIZING|RUNNING|FAILING|CANCELLING|RESTARTING|RECONCILING|SUSPENDED'

# serves: whether the JobManager that answers was started for this roll-out: its configuration says so. 2: nobody knows.
serves() {
  local config
  config=$(get /jobmanager/config) || return 2
  grep "\"value\":\"$FLINK_RENDER_ROLLOUT\"" <<<"$config" >/dev/null
}

# saved JOB: when its newest savepoint was taken, and where it is.
saved() {
  local answer location
  answer=$(get "/jobs/$1/checkpoints") || return
  [ "$(text latest savepoint discarded <<<"$answer")" = false ] || return 0
  location=$(text latest savepoint external_path <<<"$answer")
  [ -z "$location" ] || echo "$(text latest savepoint trigger_timestamp <<<"$answer") $location"
}
