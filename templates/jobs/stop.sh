
# savepoint JOB MODE KEY: takes a savepoint into $savepoints and prints where it is. MODE: keep or stop. KEY: asked for with
# the same one again, it is the same savepoint, where Flink can do that.
savepoint() {
  local job=$1 mode=$2 path=/jobs/$1/savepoints body answer trigger=''
{% if triggers %}
  trigger=",\"triggerId\":\"$(md5sum <<<"$3 $job" | cut -c 1-32)\""
{% endif %}
  body="\"target-directory\":\"$savepoints\",\"cancel-job\":false"
  if [ "$mode" = stop ]; then
{% if stops %}
    path=/jobs/$job/stop body="\"targetDirectory\":\"$savepoints\",\"drain\":false"
{% else %}
    body="\"target-directory\":\"$savepoints\",\"cancel-job\":true"
{% endif %}
  fi
  answer=$(send POST "$path" "{$body$trigger}") || return
  trigger=$(text request-id <<<"$answer")
  [ -n "$trigger" ] || return
  while true; do
    sleep 1
    if ! answer=$(get "/jobs/$job/savepoints/$trigger"); then
      # A JobManager that is back without the savepoint will not have it.
      if get /overview >/dev/null && ! get "/jobs/$job/savepoints/$trigger" >/dev/null; then return 1; fi
      continue
    fi
    [ "$(text id <<<"$answer")" = COMPLETED ] || continue
    text location <<<"$answer" | grep . && return
    say "$(text stack-trace <<<"$answer")"
    return 1
  done
}

# stop JOB: stops it, with a savepoint if there is a directory for it. Prints where the savepoint is.
stop() {
  if [ -n "$savepoints" ]; then
    savepoint "$1" stop "$HOSTNAME" || return
  else
    send PATCH "/jobs/$1?mode=cancel" >/dev/null || return
  fi
  # What comes next takes its slots.
  while ids "$alive" | grep "$1" >/dev/null; do sleep 1; done
}
