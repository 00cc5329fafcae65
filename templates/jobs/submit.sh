# Submits the job and stays with it: the outcome of this container is the job's. Exit codes: 0 it finished or was cancelled,
# 1 it failed or was lost, 42 it is to be restarted from a savepoint and there is none.
. "${0%/*}/common.sh"
. "${0%/*}/flink.sh"

# $1: the savepoint that the FlinkCluster names, or nothing; the rest are arguments of `flink run`.
from=$1
shift
start='' client='' seen=''
trap '[ -z "$client" ] || kill "$client"; exit 143' TERM INT

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
  if [ -n "$job" ] && [ "$(recall stopping)" = "$job" ]; then
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
      fi
{% else %}
      code=1 action={{ after.failed }}
{% endif %}
      ;;
  esac
  clean_up "$action"
  exit "$code"
}

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
  local end lost=0
  while true; do
    sleep 2
    ours || continue
    end=$(outcome "$earlier") || continue
    case $end in
      '')
        lost=0
        seen=$(ids "$alive" | sed -n '$p') || true
        ;;
      LOST)
        # A JobManager that recovers its jobs needs a moment.
        lost=$((lost + 1))
        [ "$lost" -lt 20 ] || finish LOST "$seen" 'the JobManager has lost the job'
        ;;
      *) finish "${end% *}" "${end#* }" ;;
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

until serves; do
  ((SECONDS % 30)) || say "waiting for the JobManager at $rest"
  sleep 1
done

# A job that was stopped by another Job is none of this one's, nor is one that had ended before the last submission.
earlier="$(recall stopping) $(recall ended)"
until end=$(outcome "$earlier"); do sleep 1; done
case $end in
  '')
    say 'the job is there already: staying with it'
    follow
    ;;
  FINISHED* | CANCELED*) finish "${end% *}" "${end#* }" 'it had ended before' ;;
{% if not restart %}
  FAILED*) finish FAILED "${end#* }" 'it had failed before' ;;
{% endif %}
esac
submitted=''
# Without an answer of the ledger nothing is decided: the pod fails.
known=$(recall submitted)
[ "$known" != "$FLINK_RENDER_ROLLOUT" ] || submitted=1
{% if restart %}
if [ -n "$submitted" ] || [ "$end" != LOST ]; then
  # Again, after a failure: from the newest savepoint, or not at all.
  start=$(newest "$from")
  [ -n "$start" ] || finish FAILED '' 'there is no savepoint to restart from'
fi
{% else %}
[ -z "$submitted" ] || finish LOST '' 'the JobManager has lost the job'
{% endif %}
if [ -z "$start" ]; then
  start=$(recall savepoint)
  known=$(recall from)
  # A savepoint that was changed in Git since the last submission wins.
  if [ -n "$from" ] && { [ -z "$start" ] || ! same "$from" "$known"; }; then
    # A later restart must not go on from another one.
    [ -z "$start" ] || note savepoint ''
    start=$from
  fi
fi
{% if max_age is not none %}
# State that is too old is not restored; what Git names is meant, whatever its age.
[ -z "$start" ] || [ "$start" = "$from" ] || fresh "$(recall taken_at)" || [ -n "$submitted" ] ||
  finish FAILED '' 'the newest savepoint is older than {{ max_age }} seconds: name one by fromSavepoint to go on from it'
{% endif %}
earlier="$earlier $(ids 'FAILED|CANCELED|FINISHED' | tr '\n' ' ')"
{% if remote %}

# Fetches the jar file: the first argument is its URI, the second one its SHA-256 or nothing.
uri=$1 sum=$2
shift 2
jar=$(mktemp -d)/$(basename "${uri%%[?#]*}")
fetch() {
  local tool home
  if [ ! -w ~ ]; then
    # Such tools keep files at home, beside the settings that an image may have there.
    home=$(mktemp -d)
    cp -R ~/.aws ~/.boto ~/.config "$home" 2>/dev/null || true
    local -x HOME=$home
  fi
  for tool in "$@"; do
    command -v "${tool%% *}" >/dev/null || continue
    # The tool and its options are words.
    # shellcheck disable=SC2086
    $tool "$uri" "$jar"
    return
  done
  say "this image has none of: $*"
  return 1
}
case $uri in
  http://* | https://*) curl --silent --show-error --fail --location --retry 5 --output "$jar" "$uri" ;;
  gs://*) fetch 'gsutil cp' 'gcloud storage cp' ;;
  s3://* | s3a://* | s3n://*) uri=s3://${uri#*://} && fetch 'aws s3 cp' ;;
  *) fetch 'hdfs dfs -get' 'hadoop fs -get' ;;
esac || finish FAILED '' "cannot fetch $uri"
[ -z "$sum" ] || sha256sum --check --status <<<"$sum  $jar" || finish FAILED '' "$uri has another checksum"
for argument; do
  shift
  if [ "$argument" = @jar@ ] && [ -n "$jar" ]; then
    argument=$jar jar=''
  fi
  set -- "$@" "$argument"
done
{% endif %}

note submitted "$FLINK_RENDER_ROLLOUT" from "$from" rest "$rest" ended "$earlier" stopping ''
[ -z "$start" ] || say "starting from $start"
flink=(/opt/flink/bin/flink)
# The entry point of Flink's images gives the client what it gives to Flink: plugins, settings, a user that is not root. One of
# another make may know no other word than its own.
! grep -qs ENABLE_BUILT_IN_PLUGINS /docker-entrypoint.sh || flink=(/docker-entrypoint.sh "${flink[@]}")
"${flink[@]}" run ${start:+--fromSavepoint "$start"} "$@" &
client=$!
while kill -0 "$client" 2>/dev/null; do
  sleep 3
  job=$(ids "$alive" | sed -n '$p') || continue
  seen=${job:-$seen}
done
code=0
wait "$client" || code=$?
client=''

# The JobManager knows how the job ended; the client knows it where there never was one.
end=''
for _ in 1 2 3 4 5; do
  if ours && end=$(outcome "$earlier"); then break; fi
  end=silent
  sleep 2
done
case $end:$code in
  LOST:0 | silent:0) finish FINISHED "$seen" ;;
  LOST:*)
    [ -z "$seen" ] || follow
    finish FAILED '' "the client ended with exit code $code, and no job is there"
    ;;
  :* | silent:*) follow ;;
  *) finish "${end% *}" "${end#* }" ;;
esac
