# Submits the job and stays with it: the outcome of this container is the job's. Exit codes: 0 it finished or was cancelled,
# 1 it failed or was lost, 42 it is to be restarted from a savepoint and there is none.
. "${0%/*}/common.sh"
. "${0%/*}/flink.sh"

# $1: the savepoint that the FlinkCluster names, or nothing; the rest are arguments of `flink run`.
from=$1 arguments=("$@")
shift
start='' client='' seen=''
trap '[ -z "$client" ] || kill "$client"; exit 143' TERM INT
{% include "outcome.sh" %}
until serves; do
  ((SECONDS % 30)) || say "waiting for the JobManager at $rest"
  sleep 1
done
while superseded; do sleep 2; done

{% if ledger %}
# A cancellation that was taken back may have begun to stop the job, or have stopped it without a note of what is kept.
stopping=$(stopped)
if [ -n "$stopping" ] && [ -z "$(recall submitted)" ]; then
  if settled "$stopping"; then note stopping ''; else found "$stopping" || true; fi
fi
{% endif %}
# A job that was stopped by another Job is none of this one's, nor is one that had ended before the last submission.
stopping=$(recall stopping)
earlier="$stopping $(recall ended)"
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
# Another Job is about to note what is kept of it.
[ "$end:$submitted" != LOST:1 ] || [ -z "$stopping" ] || give_way
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
# What the JobManager does not list any more need not be known.
earlier="$stopping $(ids 'FAILED|CANCELED|FINISHED' | tr '\n' ' ')"
{% if remote %}

# Fetches the jar file: the first argument is its URI, the second one its SHA-256 or nothing.
uri=$1 sum=$2
shift 2
jar=$(mktemp -d)/$(basename "${uri%%[?#]*}")
{% include "fetch.sh" %}
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

# Much may have happened since.
if superseded || ! serves; then give_way; fi
note submitted "$FLINK_RENDER_ROLLOUT" from "$from" rest "$rest" ended "$earlier" stopping ''
! superseded || give_way
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
