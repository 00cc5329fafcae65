
# savepoint JOB MODE KEY: takes a savepoint into $savepoints and prints the id of its trigger and where it is. MODE: keep or
# stop. KEY: asked for with the same one again, it is the same savepoint, where Flink can do that.
savepoint() {
  local job=$1 mode=$2 directory answer trigger='' location cause
  : "${patience:=$((SECONDS + 120))}"
  directory=$(quote "$savepoints")
  if [ "$mode" = stop ]; then
    # What runs may be older than what comes: Flink 1.8 has no such path.
    answer=$(send POST "/jobs/$job/stop" "{\"targetDirectory\":\"$directory\",\"drain\":false{{ format }}}") ||
      answer=$(send POST "/jobs/$job/savepoints" "{\"target-directory\":\"$directory\",\"cancel-job\":true{{ format }}}") ||{% if format %} answer=$(unformatted "$job" "$directory") ||{% endif %} return
  else
{% if triggers %}
    trigger=",\"triggerId\":\"$(md5sum <<<"$3 $job" | cut -c 1-32)\""
{% endif %}
    answer=$(send POST "/jobs/$job/savepoints" \
      "{\"target-directory\":\"$directory\",\"cancel-job\":false$trigger{{ format }}}") || return
  fi
  trigger=$(text request-id <<<"$answer")
  [ -n "$trigger" ] || return
  [ "$mode" != stop ] || note trigger "$trigger"
  while true; do
    sleep 1
    if ! answer=$(get "/jobs/$job/savepoints/$trigger"); then
      # A JobManager that is back without the savepoint will not have it.
      if get /overview >/dev/null && ! get "/jobs/$job/savepoints/$trigger" >/dev/null; then return 1; fi
      continue
    fi
    [ "$(text status id <<<"$answer")" = COMPLETED ] || continue
    location=$(text operation location <<<"$answer")
    if [ -n "$location" ]; then
      echo "$trigger $location"
      return
    fi
    cause=$(text operation failure-cause stack-trace <<<"$answer")
    say "$cause"
    [ "$mode" != stop ] || note trigger ''
    # A job that has just begun, or has just failed, has no savepoint to give: a moment later it has.
    [[ $cause = *'required tasks are currently running'* ]] && [ "$SECONDS" -lt "$patience" ] || return
    sleep 2
    savepoint "$job" "$mode" "${3-}+"
    return
  done
}

{% if format %}
# unformatted JOB DIRECTORY: Flink before 1.15, which may be what runs, refuses to hear of a format.
unformatted() {
  send POST "/jobs/$1/stop" "{\"targetDirectory\":\"$2\",\"drain\":false}" ||
    send POST "/jobs/$1/savepoints" "{\"target-directory\":\"$2\",\"cancel-job\":true}"
}

{% endif %}
# stop JOB: stops it, with a savepoint if there is a directory for it. Prints the same as savepoint.
stop() {
  if [ -n "$savepoints" ]; then
    savepoint "$1" stop || return
  else
    send PATCH "/jobs/$1?mode=cancel" >/dev/null || return
  fi
  # What comes next takes its slots.
  while ids "$alive" | grep "$1" >/dev/null; do sleep 1; done
}
{% if checkpoints is not none %}

# aged CHECKPOINT: in words.
aged() {
  if [ -z "$1" ]; then
    echo 'it has no checkpoint yet'
  else
    echo "its newest checkpoint is $(($(date +%s) - ${1%% *} / 1000)) seconds old"
  fi
}

# drop JOB: stops it without a savepoint, notes its newest checkpoint and sets `newest` to when it was taken and where it is. One that could
# not go on from there is not stopped, and `why` says why.
drop() {
  local answer
  why='the job has no checkpoints to go on from'
  answer=$(get "/jobs/$1/checkpoints/config") || return
  why='its checkpoints are deleted when it is cancelled: write upgrade-mode savepoint for this change'
  [ "$(text externalization delete_on_cancellation <<<"$answer")" = false ] || return
  why='it cannot be cancelled'
  send PATCH "/jobs/$1?mode=cancel" >/dev/null || return
  while ids "$alive" | grep "$1" >/dev/null; do sleep 1; done
  # What Flink shows of it lags behind by some seconds.
  sleep 5
  newest=$(latest "$1") || exit 1
  [ -z "$newest" ] || note savepoint "${newest#* }" taken_at "${newest%% *}" || exit 1
}
{% endif %}
{% if kept %}

# remember SAVEPOINT: the newest one in the history.
remember() {
  [ -z "$1" ] || history_of "$1" "$(date +%s)" || say "the history lacks $1: nothing disposes of it"
}

# history_of SAVEPOINT [SECONDS]: writes into the history that it was taken then, or that it is gone: a line of time and place for each,
# the newest last.
history_of() {
  local LC_ALL=C answer version lines gone time location
  for _ in $(seq 20); do
    answer=$(kubernetes "$ledger") || return
    version=$(text metadata resourceVersion <<<"$answer")
    lines=''
    while read -r time location; do
      [ -z "$location" ] || [ "$location" = "$1" ] || lines+="$time $location"$'\n'
    done < <(text data history <<<"$answer")
    [ -z "${2-}" ] || lines+="$2 $1"$'\n'
    # An object has room for 1 MiB, and a variable of a JobManager's for 128 KiB.
    while [ "${#lines}" -gt 100000 ]; do lines=${lines#*$'\n'}; done
    gone=$(text data disposed <<<"$answer")
    gone+=${gone:+$'\n'}
    [ -n "${2-}" ] || gone+=$1$'\n'
    while [ "${#gone}" -gt 20000 ]; do gone=${gone#*$'\n'}; done
    if once "$ledger" "{\"metadata\":{\"resourceVersion\":\"$version\"},\"data\":\
{\"history\":\"$(lines_in_json "$lines")\",\"disposed\":\"$(lines_in_json "$gone")\"}}" >/dev/null; then return; fi
  done
  return 1
}

lines_in_json() {
  local text=$1
  text=${text//\\/\\\\} text=${text//\"/\\\"}
  printf %s "${text//$'\n'/\\n}"
}

# disposed SAVEPOINT: whether a Job of this cluster has disposed of it, as far as that is remembered.
disposed() {
  local one gone
  # Without an answer nothing is decided.
  gone=$(recall disposed) || exit 1
  while read -r one; do
    if [ -n "$one" ] && same "$one" "$1"; then return; fi
  done <<<"$gone"
  return 1
}

# once RESOURCE PATCH: without patience: where another Job wrote meanwhile, the same would be refused again.
once() (
  seq() { echo 1; }
  kubernetes "$@"
)
{% endif %}
