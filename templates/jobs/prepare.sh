# Stops what runs, with a savepoint, before the JobManager restarts. A savepoint that fails stops the roll-out: the job goes
# on, and nothing else has changed. Running it again does no harm.
. "${0%/*}/common.sh"
. "${0%/*}/flink.sh"
. "${0%/*}/stop.sh"

loss='take savepointsDir out for once, and say why in the annotation {{ allow_state_loss }}'
# $1: the directory of savepoints, or nothing. $2: the savepoint that the FlinkCluster names, or nothing.
savepoints=$1 from=$2{% if leader is not none and not stateless %} arguments=("$@"){% endif %}


# changed JOB: whether Git names another savepoint than the job was submitted with. That one wins over all. 0: it does, and the
# present state is not wanted. 2: it seems so.
changed() {
  local answer known scheme host port path
  [ -n "$from" ] || return 1
  if [ -n "$submitted" ]; then
    # Without an answer nothing is decided.
    known=$(recall from) || exit 1
  else
    # Nobody noted it: the ledger is younger than the job. Flink knows where the job started, unless it has recovered since.
    until answer=$(get "/jobs/$1/checkpoints"); do
      [ "$SECONDS" -lt 600 ] || exit 1
      sleep 1
    done
    [ "$(text latest restored is_savepoint <<<"$answer")" != false ] || return 1
    known=$(text latest restored external_path <<<"$answer")
    # Flink may write it in another way than Git: a name that Flink gave tells.
    ! same "$from" "$known" || return 1
    place "$from"
    [[ ! $path =~ /savepoint-[0-9a-f]{6}-[0-9a-f]{12}$ ]] || [ "${known%"${path##*/}"*}" = "$known" ] || return 1
    return 2
  fi
  ! same "$from" "$known" || return 1
}

{% if leader is not none %}
# forget: the next JobManager runs what Git says, and not again what the last one was given. Checkpoints stay.
forget() {
  # As Flink 1, Flink 2, and Flink 2.3 call it.
  empty {{ leader.map }} '{"jobGraph-{{ leader.job }}":null,"executionPlan-{{ leader.job }}":null,"application-{{ leader.application }}":null}'
{% if stateless %}
  empty {{ leader.checkpoints }} null
{% else %}
  # A savepoint that was changed in Git wins over what high availability knows.
  [ -z "$from" ] || same "$from" "$(recall from)" || empty {{ leader.checkpoints }} null
{% endif %}
}

# renew: as prepared, but all JobManagers end before, in peace, so that high availability keeps what it knows of a job that runs: one that
# lost its TaskManagers first might call it failed, and clean up.
renew() {
  local count code=0
  count=$(scale jobmanager) || code=$?
  case $code in
    0) ;;
    4)
      prepared
      return
      ;;
    *) exit 1 ;;
  esac
  # A pod of this Job may have gone before they came back.
  [ "$count" = 0 ] || note managers "$count"
  count=$(recall managers) || exit 1
  if [ -n "$count" ]; then
    scale jobmanager 0
    while get /overview >/dev/null; do
      ((SECONDS % 10)) || scale jobmanager 0
      sleep 1
    done
    # Their ends take a moment more.
    sleep 5
  fi
  prepared
  if [ -n "$count" ]; then
    scale jobmanager "$count"
    note managers ''
  fi
}

{% if not stateless %}
# missed [BACK]: ends where the job was stopped with a savepoint, and its JobManager went before it said which one. High availability knows
# every other job that it ran. BACK: this roll-out is not the one that asked for it, and leaves nothing behind.
missed() {
  local trigger known directory answer code=0
  trigger=$(recall trigger) || exit 1
  [ -n "$trigger" ] && [ -n "$savepoints${1-}" ] || return 0
  known=$(recall from) || exit 1
  if [ -n "$from" ] && ! same "$from" "$known"; then
    # One that is named now wins, also where this roll-out is taken back.
    note savepoint "$from"{% if max_age is not none %} taken_at "$(date +%s)000"{% endif %}

    return
  fi
  directory=$(recall directory) || exit 1
  # What Flink still has may be what it is about to clean up.
  if ! list /jobs | grep -E "^(FINISHED|CANCELED|FAILED) {{ leader.job }}" >/dev/null; then
    answer=$(kubernetes "api/v1/namespaces/$(cat $account/namespace)/configmaps/{{ leader.checkpoints }}") || code=$?
    if [ "$code" != 0 ] && [ "$code" != 4 ]; then
      report error 'what high availability knows of the job cannot be read: the roll-out does not go on'
      exit 1
    fi
    # A young job has no checkpoint, and counts them.
    [[ $answer != *'"checkpointID-'* && $answer != *'"counter"'* ]] || return 0
  fi
  report error "the job was stopped with a savepoint, and its JobManager went before it said which one: name it in fromSavepoint, the \
newest with a _metadata of savepoint-{{ leader.job[:6] }}-* in ${directory:-$savepoints}; or, to leave its state behind, $loss"
  exit 1
}

# again: looks once more at what has changed meanwhile.
again() {
  export tries=$((${tries:-0} + 1))
  [ "$tries" -lt 10 ] || exit 1
  sleep 2
  exec "$BASH" "$0" "${arguments[@]}"
}

{% endif %}
# empty CONFIGMAP DATA: takes data out of it, if it is there.
empty() {
  local code=0
  kubernetes "api/v1/namespaces/$(cat $account/namespace)/configmaps/$1" "{\"data\":$2}" >/dev/null || code=$?
  [ "$code" = 0 ] || [ "$code" = 4 ]
}

{% endif %}
# prepared: no Job and no JobManager of another roll-out starts the job any more. In application mode, a roll-out that comes back is another
# run: Flink remembers that the first one has ended, and nobody believes its JobManager.
prepared() {
{% if application %}
  local attempt
  attempt=$(recall attempt)
  note next "$FLINK_RENDER_ROLLOUT" submitted '' stopping '' trigger ''{% if leader is not none %} handed ''{% endif %} attempt "$((${attempt:-0} + 1))"
{% else %}
  # Which one is being stopped stays noted: submitters of before this roll-out know of nothing else.
  note next "$FLINK_RENDER_ROLLOUT" submitted '' ended "$(recall ended) $(recall stopping)"
{% endif %}
}

# hand_over: as prepared, of a job that was stopped, and whose savepoint is noted.
hand_over() {
{% if leader is not none %}
  # Whoever comes after this one knows that what high availability still has does not count.
  note handed yes
  if ! forgotten; then
{% if not stateless %}
    # Its JobManager went in the moment of its end, and the next one goes on with it.
    [ -z "$savepoints" ] || ! goes_on || again
{% endif %}
    drop_all
    renew
    return
  fi
{% endif %}
  prepared
}

{% if leader is not none %}
# forgotten: waits until high availability has nothing more of the job: the next JobManager would run it again, as it was, or go on from its
# checkpoint. To clean up may take Flink minutes.
forgotten() {
  local map answer code left
  for _ in $(seq 150); do
    left=''
    for map in {{ leader.map }} {{ leader.checkpoints }}; do
      code=0
      answer=$(kubernetes "api/v1/namespaces/$(cat $account/namespace)/configmaps/$map") || code=$?
      [ "$code" = 0 ] || [ "$code" = 4 ] || exit 1
      case $answer in
        *'"jobGraph-{{ leader.job }}"'* | *'"executionPlan-{{ leader.job }}"'* | *'"checkpointID-'*) left=1 ;;
      esac
    done
    [ -n "$left" ] || return 0
    ! goes_on || return 1
    sleep 2
  done
  return 1
}

# goes_on: whether the job is alive. 2: nobody knows.
goes_on() {
  local all
  all=$(list /jobs) || return 2
  grep -E "^($alive) {{ leader.job }}" <<<"$all" >/dev/null
}

# drop_all: what Flink did not clean up. The savepoint counts.
drop_all() {
  forget
  empty {{ leader.checkpoints }} null
}

{% endif %}
nothing() {
{% if stateless %}
  note savepoint ''
{% endif %}
{% if leader is not none %}
{% if not stateless %}
  handed=$(recall handed) || exit 1
  if [ -n "$handed" ]; then
    hand_over
    report message "$1: the job was stopped before"
    exit 0
  fi
  missed
{% endif %}
  forget
  renew
{% else %}
  prepared
{% endif %}
  report message "$1: nothing to stop"
  exit 0
}

# wanted: where the JobManager is that of this roll-out. One whose job was stopped for another roll-out, which did not come, begins anew.
wanted() {
{% if ledger %}
  local job next running location
  next=$(recall next) || exit 1
  [ "$next" != "$FLINK_RENDER_ROLLOUT" ] || next=''
  job=$(recall stopping) || exit 1
  if [ -n "$job" ] && ! settled "$job"; then
    next=$job
{% if leader is none %}
{% if not stateless %}
    found "$job" || true
{% endif %}
{% elif stateless %}
    forgotten || goes_on || drop_all
{% else %}
    handed=$(recall handed) || exit 1
    # What is kept of it is noted; or high availability has it.
    if [ -n "$handed" ] || found "$job"; then forgotten || goes_on || drop_all; else missed back; fi
{% endif %}
  fi
  running=$(ids "$alive") || exit 1
  if [ -n "$next" ]; then
{% if leader is not none %}
    renew
{% else %}
    prepared
{% if application %}
    [ -n "$running" ] || send DELETE /cluster >/dev/null || true
{% endif %}
{% endif %}
  elif [ -n "$job" ]; then
    # A roll-out that did not come had begun to stop it.
    note stopping ''{% if application %} trigger ''{% endif %}{% if leader is not none %} handed ''{% endif %}

  fi
{% endif %}
  report message 'the JobManager is the wanted one: nothing to stop'
  exit 0
}

# What runs may answer elsewhere than what comes.
before=$(recall rest)
submitted=$(recall submitted)

{% if ledger %}
# kept: ends where the kubelet has an answer of the JobManager and this Job has none: its job runs, and would lose its state.
kept() {
  local answer ready
  [ -n "$submitted" ] && [ -n "$savepoints" ] || return 0
  answer=$(kubernetes "apis/apps/v1/namespaces/$(cat $account/namespace)/{{ job_managers }}/{{ cluster }}-jobmanager") || return 0
  ready=$(text status readyReplicas <<<"$answer")
  [ "${ready:-0}" != 0 ] || return 0
  report error "the JobManager is ready, and does not answer this Job at $rest: a NetworkPolicy, a mesh that wants mutual TLS, or a name \
server may keep it away; the roll-out does not go on, as the job's state would be lost: let the pods of this Job reach it, or, to leave the \
state behind, $loss"
  exit 1
}

{% endif %}
# The next roll-out knows where to ask, even if no job was submitted.
first() {
  [ -n "$before" ] || note rest "$rest"
  nothing 'there is no JobManager yet'
}
{% if scaling %}

code=0
replicas=$(scale jobmanager) || code=$?
# A workload of another kind may be there yet, and its job: the ledger knows.
[ "$code" != 4 ] || [ -n "$before$submitted" ] || first
[ "$replicas" != 0 ] || nothing 'the cluster was cleaned up'
{% endif %}

! serves || wanted

rest=${before:-$rest}
{% if not tls %}
# TLS ends with this roll-out: nobody says any more whom to believe.
[[ $rest != https:* ]] || ask+=(--insecure)
{% endif %}
unknown=0{% if ledger %} look=60{% endif %}

until get /overview >/dev/null; do
  # The name that nobody has is the one of a first roll-out; it must be so for a while, name servers fail, too.
  code=0
  get /overview >/dev/null || code=$?
  [ "$code" = 6 ] && unknown=$((unknown + 1)) || unknown=0
  if [ "$unknown" -ge 5 ]; then
{% if ledger %}
    kept
{% endif %}
    first
  fi
  # Somebody answers who is not believed, or does not believe: the job may run.
  case $rest:$code in
    https:*:35 | https:*:5[68] | https:*:60 | https:*:77)
      if [ -n "$submitted" ] && [ "$SECONDS" -ge 60 ]; then
        report error "the JobManager at $rest is not trusted, or does not trust this Job: the roll-out does not go on; mend the \
truststore or the keystore that security.ssl.rest names, or, to leave the job's state behind, $loss"
        exit 1
      fi
      ;;
  esac
{% if ledger %}
  # A JobManager that is older than the ledger may answer elsewhere, and its job goes on there.
  if [ -z "$before$submitted" ] && [ "$SECONDS" -ge 300 ]; then
    report error "the JobManager does not answer at $rest, and nothing is known of its job: the roll-out does not go on; if its REST \
address (ports.ui, security.ssl) was changed together with the first savepointsDir, take that change back and make it later; if it \
does not run, delete its Deployment or StatefulSet, its Service, and this Job, which the next sync of Argo CD or Flux runs again; or \
$loss"
    exit 1
  fi
{% endif %}
  # Where nothing is known to have been submitted, nothing is waited for.
  [ -n "$submitted" ] {% if ledger %}|| [ -z "$before" ] {% endif %}|| [ "$SECONDS" -lt 10 ] ||
    nothing 'no JobManager answers, and no job was submitted'
  # One that does not start must not keep the roll-out from mending it; one that hangs was killed by now.
{% if ledger %}
  if [ "$SECONDS" -ge "$look" ]; then
    look=$((SECONDS + 30))
    kept
  fi
{% endif %}
  [ "$SECONDS" -lt 300 ] || nothing 'the JobManager does not answer'
  sleep 2
done
code=0
until [ "$code" = 1 ]; do
  code=0
  serves || code=$?
  [ "$code" != 0 ] || wanted

  [ "$SECONDS" -lt 600 ] || exit 1
  sleep 1
done

{% if checkpoints is not none %}
refuse() {
  report jobID "$1" error "$2: it goes on, and the roll-out does not"
  exit 1
}

# leave JOB: stops it without a savepoint. The next one goes on from its newest checkpoint.
leave() {
  local answer newest=''
{% if leader is not none %}
  if get /jobmanager/config | grep '"value":"{{ leader.place }}"' >/dev/null; then
    newest=$(checkpoint "$1") || newest=''
    forget
    renew
    report jobID "$1" location "${newest#* }" message "high availability hands it over: $(aged "$newest")"
    exit 0
  fi
{% endif %}
  answer=$(get /overview) || refuse "$1" 'the JobManager does not say its version'
  case $(text flink-version <<<"$answer") in
    {{ checkpoints.version }} | {{ checkpoints.version }}.*) ;;
    *) refuse "$1" 'another version of Flink is to go on from a savepoint: write upgrade-mode savepoint for this change' ;;
  esac
  note stopping "$1"
  if ! drop "$1"; then
    note stopping ''
    refuse "$1" "$why"
  fi
  prepared
  report jobID "$1" location "${newest#* }" message "no savepoint was taken: $(aged "$newest")"
  exit 0
}

{% endif %}
running=$(ids "$alive")
if [ -z "$running" ]; then
  # An earlier try may have gone after it had stopped the job, and before it noted the savepoint.
  job=$(recall stopping)
{% if ledger and not stateless %}
  # Of a job that was stopped so{% if checkpoints is not none %}, or has failed{% endif %}.
  for job in $job{% if checkpoints is not none %} $(ids FAILED){% endif %}; do
    found "$job" || continue
    hand_over
    report jobID "$job" location "${location#* }"{% if checkpoints is not none %} message "the job has ended: $(aged "$location")"{% endif %}

    exit 0
  done
{% endif %}
  nothing 'no job runs'
fi
{% if stateless %}
savepoints=''
note savepoint ''
{% endif %}
for job in $running; do
  code=1
  if [ -n "$savepoints" ]{% if checkpoints is not none %} || [ -n "$from" ]{% endif %}; then
    code=0
    changed "$job" || code=$?
  fi
{% if kept %}
  if [ "$code" != 1 ] && [ -n "$from" ] && disposed "$from"; then
    report jobID "$job" error "the savepoint that fromSavepoint names was disposed of: the job goes on, and the roll-out does not; name \
another one, or none to go on from the newest"
    exit 1
  fi
{% endif %}
  case $code in
    0)
      say 'fromSavepoint was changed: no savepoint is taken'
      savepoints=''
      ;;
    2) say "fromSavepoint seems to be another one: the next job starts from it; a savepoint of this one is taken, too" ;;
  esac
{% if checkpoints is not none and not checkpoints.fallback %}
  [ "$code" = 0 ] || leave "$job"
{% endif %}
{% if not takes_savepoint %}
  if [ -n "$savepoints" ] && [ "$code" != 2 ]; then
    # Nothing is saved at a change: the next job goes on from the newest savepoint that there is.
    savepoints=''
    if location=$(saved "$job") && [ -n "$location" ]; then
      note savepoint "${location#* }"{% if max_age is not none %} taken_at "${location%% *}"{% endif %}

    fi
  fi
{% endif %}
{% if leader is not none and not stateless %}
  # Somebody had asked it to stop, and has gone.
  asked=$(recall stopping) || exit 1
  if [ "$asked" = "$job" ] && ! settled "$job"; then again; fi
{% endif %}
  say "stopping $job"
  # Its submitter reads it: this end is not the job's own. The next one's reads whether it goes on from this savepoint.
  noted=(stopping "$job"{% if leader is not none %} handed ''{% endif %})
  [ -n "$submitted" ] || [ -z "$savepoints" ] || [ "$code" = 2 ] || noted+=(from "$from")
{% if leader is not none and not stateless %}
  # Before it is asked: whoever comes after the answer must know.
  [ -z "$savepoints" ] || noted+=(trigger asked directory "$savepoints")
{% endif %}
  note "${noted[@]}"
  if ! saved=$(stop "$job"); then
{% if leader is not none and not stateless %}
    # It may have ended all the same.
    settled "$job" || again
{% endif %}
    note stopping ''{% if leader is not none and not stateless %} trigger ''{% endif %}

{% if checkpoints is not none and checkpoints.fallback %}
    # A job that fails again and again has no savepoint to give, and its mending must not wait for one.
    leave "$job"
{% else %}
    report jobID "$job" error "the job could not be stopped with a savepoint: it goes on, and the roll-out does not; to leave its state \
behind, change fromSavepoint, or $loss"
    exit 1
{% endif %}
  fi
  location=${saved#* }
  [ -z "$location" ] || note savepoint "$location"{% if application %} trigger ''{% endif %}{% if leader is not none %} handed yes{% endif %}{% if max_age is not none %} taken_at "$(date +%s)000"{% endif %}

{% if kept %}
  remember "$location"
{% endif %}
  report jobID "$job" triggerID "${saved%% *}" location "$location" completedAt "$(date -u +%FT%TZ)"
done
hand_over
