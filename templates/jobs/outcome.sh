
# superseded: whether another roll-out was prepared since: what becomes of the job is that one's affair.
superseded() {
  local next
  # Without an answer nothing is decided.
  next=$(recall next) || return 0
  [ -n "$next" ] && [ "$next" != "$FLINK_RENDER_ROLLOUT" ]
}

# stopped: which job another Job is stopping, and has not noted yet what is kept of it.
stopped() {
  local job ended
  job=$(recall stopping) && ended=$(recall ended) || return 0
  case "$ended " in *"$job "*) ;; *) echo "$job" ;; esac
}

# give_way: another roll-out, or another run of this one, goes on from here. A roll-out that comes takes this Job away; where it is taken
# back, this Job begins anew.
give_way() {
  say 'another Job has stopped the job: this one waits, and begins anew where no other roll-out comes'
  # In this order: what is kept is noted in the moment when the other roll-out is.
  while [ -n "$(stopped)" ] || superseded; do sleep 2; done
  exec "$BASH" "$0" "${arguments[@]}"
}

# newest SAVEPOINT: Flink's newest savepoint of a failed job, else the ledger's, else this one.
newest() {
  local job one time=0 found=''
  for job in $(ids FAILED); do
    one=$(saved "$job") || continue
{% if max_age is not none %}
    [ -z "$one" ] || fresh "${one%% *}" || continue
{% endif %}
    if [ -n "$one" ] && [ "${one%% *}" -ge "$time" ]; then
      time=${one%% *} found=${one#* }
    fi
  done
{% if max_age is not none %}
  if [ -z "$found" ] && fresh "$(recall taken_at)"; then
    found=$(recall savepoint) || return
  fi
{% else %}
  [ -n "$found" ] || found=$(recall savepoint) || return
{% endif %}
  echo "${found:-$1}"
}

# finish STATE JOB [MESSAGE]: the end of this job.
finish() {
  local state=$1 job=$2 action='' code=0
  # In this order, too.
{% if application %}
  [ -z "$(recall stopping)" ] && [ "$run" = "$(present)" ] || give_way
{% else %}
  if [ -n "$job" ] && [ "$(recall stopping)" = "$job" ]; then give_way; fi
  ! superseded || give_way
{% endif %}
  report jobID "$job" state "$state" fromSavepoint "$start" message "${3-}"
  case $state in
    FINISHED)
      # What has come to its end is not continued by the next job.
      note savepoint ''{% if leader is not none %} trigger ''{% endif %}

      action={{ after.succeeded }}
      ;;
    CANCELED) action={{ after.cancelled }} ;;
    *)
{% if restart %}
      code=1
      local next
      if next=$(newest "$from") && [ -z "$next" ]; then
        say 'there is no savepoint to restart from'
        code=42 action={{ after.failed }}
{% if application %}
      elif [ -n "$next" ]; then
        begin_anew "$next" || say 'the JobManager could not be told to begin anew'
{% endif %}
      fi
{% else %}
      code=1 action={{ after.failed }}
{% endif %}
      ;;
  esac
{% if application %}
  # The next JobManager of this roll-out does not run it again.
  [ -z "$action" ] || note outcome "$FLINK_RENDER_ROLLOUT $state"
{% endif %}
  clean_up "$action"
  exit "$code"
}
{% if application and restart %}

# begin_anew SAVEPOINT: the JobManager ends, and the one that takes its place runs the job from there.
begin_anew() {
  local attempt
  attempt=$(recall attempt) && note savepoint "$1" attempt "$((${attempt:-0} + 1))" &&
    send DELETE /cluster >/dev/null || return
  while serves; do sleep 1; done
}
{% endif %}

{% if application %}
# ours: whether the JobManager answers, and is that of this run.
ours() {
  local config
  config=$(get /jobmanager/config) || return 2
  [ -z "$run" ] || ! grep "\"value\":\"$run\"" <<<"$config" >/dev/null || return 0
  [ "$run" = "$(present)" ] || give_way
{% if leader is none %}
  # It may have read the ledger before it was written, or may be one of several.
  off=$((off + 1))
  [ "$off" -ge 30 ] || return 1
  off=0
  if [ -n "$(ids "$alive")" ]; then
    run=$(theirs)
  else
    send DELETE /cluster >/dev/null || true
  fi
{% endif %}
  return 1
}
{% else %}
# ours: whether the JobManager answers and serves this roll-out.
ours() {
  local code=0
  serves || code=$?
  [ "$code" != 1 ] || give_way
  return "$code"
}
{% endif %}

# outcome IDS: how the jobs ended, but for these; LOST when there are none; nothing while one lives.
outcome() {
  local all state found job
  all=$(list /jobs) || return
  grep -E "^($alive) " <<<"$all" >/dev/null && return
  for state in FAILED CANCELED FINISHED; do
    while read -r found job; do
      [ "$found" = "$state" ] || continue
      case $1 in
        *"$job"*) ;;
        *)
          echo "$state $job"
          return
          ;;
      esac
    done <<<"$all"
  done
  echo LOST
}

# follow: waits for the end, patient with a JobManager that does not answer.
follow() {
  local end{% if not application %} lost=0{% endif %}

  while true; do
    sleep 2
    ours || continue
    end=$(outcome "$earlier") || continue
    case $end in
      '')
{% if application %}
        before=''
{% else %}
        lost=0
{% endif %}
        seen=$(ids "$alive" | sed -n '$p') || true
        ;;
      LOST)
{% if application %}
        # The main method has submitted nothing yet, or this JobManager takes the place of one that ended.
        end=$(told) || continue
        case $end in
          '') ;;
{% if max_age is not none %}
          STALE) finish FAILED '' 'the newest savepoint is older than {{ max_age }} seconds: name one by fromSavepoint to go on from it' ;;
{% endif %}
          LOST) finish LOST "$seen" 'the job is lost with its JobManager' ;;
          *) finish "$end" "$seen" ;;
        esac
{% else %}
        # A JobManager that recovers its jobs needs a moment.
        lost=$((lost + 1))
        [ "$lost" -lt 20 ] || finish LOST "$seen" 'the JobManager has lost the job'
{% endif %}
        ;;
{% if application %}
      *)
        # The main method may run another one: no answer counts alone.
        [ "$end" != "$before" ] || finish "${end% *}" "${end#* }"
        before=$end
        ;;
{% else %}
      *) finish "${end% *}" "${end#* }" ;;
{% endif %}
    esac
  done
}
{% if scaling %}

# What a clean-up took away comes back first.
until now=$(scale jobmanager); do sleep 2; done
[ "$now" != 0 ] || [ -n "$(recall managers)" ] || scale jobmanager 1
until replicas=$(recall replicas) && [ -n "$replicas" ]; do sleep 2; done
until now=$(scale taskmanager); do sleep 2; done
[ "$now" != 0 ] || scale taskmanager "$replicas"
{% endif %}

