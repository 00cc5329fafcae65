
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
  report jobID "$job" state "$state" fromSavepoint "$start" message "${3-}"
  if [ -n "$job" ] && [ "$(recall stopping)" = "$job" ]{% if application %} || superseded{% endif %}; then
    say 'stopped by another Job, which goes on from here'
    exit 0
  fi
  case $state in
    FINISHED)
      # What has come to its end is not continued by the next job.
      note savepoint ''
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

# ours: whether the JobManager answers and serves this roll-out; once it serves another one, this submitter is done.
ours() {
  local code=0
  serves || code=$?
  [ "$code" != 1 ] || {
    report message 'the JobManager serves another roll-out' fromSavepoint "$start"
    exit 0
  }
  return "$code"
}

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
[ "$now" != 0 ] || scale jobmanager 1
until replicas=$(recall replicas) && [ -n "$replicas" ]; do sleep 2; done
until now=$(scale taskmanager); do sleep 2; done
[ "$now" != 0 ] || scale taskmanager "$replicas"
{% endif %}

