
rest={{ rest }}

# get PATH: what the JobManager answers.
get() { curl --silent --fail --insecure --max-time 10 "$rest$1"; }

# send METHOD PATH [BODY]: the same, with a body.
send() {
  curl --silent --show-error --fail --insecure --max-time 30 --request "$1" \
    --header 'Content-Type: application/json' --data "${3-}" "$rest$2"
}

# list /jobs: state and id of every job. No text of the user's is in this answer.
list() {
  get "$1" | tr '{' '\n' | sed -n 's/.*"id":"\([0-9a-f]*\)","status":"\([A-Z]*\)".*/\2 \1/p'
}

# ids STATE|STATE: the ids of jobs in one of these states.
ids() { list /jobs | sed -nE "s/^($1) //p"; }

alive='CREATED|INITIALIZING|RUNNING|FAILING|CANCELLING|RESTARTING|RECONCILING|SUSPENDED'

# serves: whether the JobManager that answers was started for this roll-out. Its configuration says so.
serves() { get /jobmanager/config | grep '"value":"{{ rollout }}"' >/dev/null; }
