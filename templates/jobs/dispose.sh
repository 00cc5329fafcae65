# Disposes of savepoints that this cluster's Jobs have taken, where they are too many or too old: of none that a job may go on from.
. "${0%/*}/common.sh"
. "${0%/*}/flink.sh"
. "${0%/*}/stop.sh"

# $1: the savepoint that the FlinkCluster names, or nothing. $2: how many are kept, or nothing. $3: for how many seconds, or nothing.
from=$1 most=$2 seconds=$3
count=0 lost=''

# tell MESSAGE: what was done, and why no more.
tell() {
  report message "$count disposed of; $1" error "${lost:+not disposed of, as the log says: $lost}"
  [ -z "$lost" ]
}

finish() {
  tell "$1" || exit 1
  exit 0
}

# look: sets `needed` to the savepoints that are not touched, and `since` to the time from which on the others may be. Ends where anything
# but the running job of this roll-out may need one.
look() {
  local noted jobs job answer claim
  serves || finish 'no JobManager of this roll-out answers'
  noted=$(kubernetes "$ledger") || exit 1
  [ "$(text data submitted <<<"$noted")" = "$FLINK_RENDER_ROLLOUT" ] || finish 'the job was not submitted yet'
  [ -z "$(text data stopping <<<"$noted")" ] || finish 'the job is being stopped'
{% if application %}
  case $(text data next <<<"$noted") in
    '' | "$FLINK_RENDER_ROLLOUT") ;;
    *) finish 'another roll-out was prepared' ;;
  esac
{% endif %}
  jobs=$(ids "$alive") && [ -n "$jobs" ] && [ "$jobs" = "$(ids RUNNING)" ] || finish 'no job runs, or one does not run yet'
  claim=$(get /jobmanager/config | tr '{' '\n' |
    sed -nE 's/.*"key":"execution\.(savepoint-restore-mode|state-recovery\.claim-mode)","value":"([^"]*)".*/\2/p') || finish 'no answer'
  history=$(text data history <<<"$noted")
  needed=("$from" "$(text data savepoint <<<"$noted")" "$(text data from <<<"$noted")") since=0
  for job in $jobs; do
    answer=$(get "/jobs/$job/checkpoints") || finish 'no answer'
    needed+=("$(text latest restored external_path <<<"$answer")" "$(text latest savepoint external_path <<<"$answer")")
    # The first checkpoint after another one may have files of what that one began with.
    if [ "$(text latest restored is_savepoint <<<"$answer")" = false ] && [ -z "$(text latest completed id <<<"$answer")" ]; then
      finish 'the job has no checkpoint of its own yet'
    fi
    case ${claim^^} in
      '' | NO_CLAIM) ;;
      *)
        # Flink owns what such a job began with, or has files of it for ever: what is older than the job stays.
        answer=$(get "/jobs/$job") && answer=$(text start-time <<<"$answer") && [ -n "$answer" ] || finish 'no answer'
        [ "$since" -gt "$((answer / 1000))" ] || since=$((answer / 1000))
        ;;
    esac
  done
}

# dispose SAVEPOINT: nothing is left of it, where it was there at all.
dispose() {
  local answer trigger cause end=$((SECONDS + 600))
  answer=$(send POST /savepoint-disposal "{\"savepoint-path\":\"$(quote "$1")\"}") || return
  trigger=$(text request-id <<<"$answer")
  # Of several JobManagers one knows it.
  until answer=$(get "/savepoint-disposal/$trigger") && [ "$(text status id <<<"$answer")" = COMPLETED ]; do
    serves || finish 'the JobManager does not answer any more'
    [ "$SECONDS" -lt "$end" ] || return
    sleep 1
  done
  cause=$(text operation failure-cause stack-trace <<<"$answer")
  case $cause in
    '') say "disposed of $1" ;;
    # Of one without its metadata there are files left.
    *FileNotFoundException:*'Cannot find checkpoint or savepoint'*) say "$1 is gone: ${cause##*FileNotFoundException: }" ;;
    *)
      say "$cause"
      return 1
      ;;
  esac
}

# last SAVEPOINT: the last part of its path. Two with the same one may be one, by other schemes and hosts.
last() {
  local scheme host port path
  place "$1"
  echo "${path##*/}"
}

look
mapfile -t lines < <(printf %s "$history")
now=$(date +%s)
for n in "${!lines[@]}"; do
  read -r time location <<<"${lines[n]}"
  # The newest one stays.
  [ "$n" -lt "$((${#lines[@]} - 1))" ] && [ -n "$location" ] && [[ $time =~ ^[1-9][0-9]{0,11}$ ]] || continue
  if [ -z "$most" ] || [ "$n" -ge "$((${#lines[@]} - most))" ]; then
    [ -n "$seconds" ] && [ "$((now - time))" -gt "$seconds" ] || continue
  fi
  # What is left is left to the next hour.
  [ "$SECONDS" -lt 1800 ] || break
  look
  [ "$time" -gt "$since" ] || continue
  own=$(last "$location")
  for one in "${needed[@]}"; do
    [ "$(last "$one")" != "$own" ] || continue 2
  done
  if dispose "$location"; then
    count=$((count + 1))
    history_of "$location"
  else
    lost+="${lost:+, }$location"
  fi
done
tell "$((${#lines[@]} - count)) in the history"
