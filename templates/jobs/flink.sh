
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
{% if checkpoints is not none %}

# checkpoint JOB: when its newest checkpoint was taken, and where it is.
checkpoint() {
  local answer location
  answer=$(get "/jobs/$1/checkpoints") || return
  location=$(text latest completed external_path <<<"$answer")
  [ -z "$location" ] || echo "$(text latest completed trigger_timestamp <<<"$answer") $location"
}

# latest JOB: the newer of its newest checkpoint and its newest savepoint.
latest() {
  local one other
  one=$(checkpoint "$1") || return
  other=$(saved "$1") || return
  if [ -z "$one" ] || { [ -n "$other" ] && [ "${other%% *}" -gt "${one%% *}" ]; }; then one=$other; fi
  echo "$one"
}
{% endif %}
{% if ledger %}

# found JOB: notes what there is of a job that has ended; `location` is when it was taken, and where it is. 1: nothing.
found() {
  local code=0
  location=$({{ "saved" if checkpoints is none else "latest" }} "$1") || code=$?
  # The JobManager does not know it, or it takes none.
  [ "$code" != 22 ] || return 1
  [ "$code" = 0 ] || exit 1
  [ -n "$location" ] || return 1
  note savepoint "${location#* }"{% if leader is not none %} trigger ''{% endif %}{% if max_age is not none or checkpoints is not none %} taken_at "${location%% *}"{% endif %} || exit 1
}

# settled JOB: waits until it is known what becomes of a job that was asked to stop, by whoever is gone since. 1: it has ended.
settled() {
  local trigger answer='' all end
  trigger=$(recall trigger) || exit 1
  while [ -n "$trigger" ] && answer=$(get "/jobs/$1/savepoints/$trigger") && [ "$(text status id <<<"$answer")" != COMPLETED ]; do sleep 2; done
  end=$((SECONDS + 10))
  [ -z "$(text operation location <<<"$answer")" ] || end=$((SECONDS + 600))
  while all=$(list /jobs) || exit 1; do
    grep -E "^($alive) $1" <<<"$all" >/dev/null || return 1
    [ "$SECONDS" -lt "$end" ] || grep "^CANCELLING $1" <<<"$all" >/dev/null || return 0
    sleep 1
  done
}
{% endif %}
