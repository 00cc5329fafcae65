set -euo pipefail

say() { echo "$*" >&2; }

# text KEY: the text under a key of the JSON on standard input, the first one.
text() {
  { grep -o "\"$1\": *\"[^\"]*\"" || true; } | sed -n '1{s/^[^:]*: *"//;s/"$//;s/\\u0026/\&/g;p;}'
}

# quote: standard input as it stands between the quotes of JSON.
quote() { sed 's/[\\"]/\\&/g'; }

# report KEY VALUE...: the termination message, one JSON object of less than 4096 bytes.
report() {
  local message='' key value length
  while [ $# -gt 1 ]; do
    key=$1 value=$2 length=900
    shift 2
    [ -n "$value" ] || continue
    case $key in message | error) length=600 ;; esac
    value=$(LC_ALL=C tr -cd ' -~' <<<"$value" | cut -c "1-$length" | quote)
    [ "$key" = generation ] || value="\"$value\""
    message+="${message:+,}\"$key\":$value"
  done
  say "{$message}"
  echo "{$message}" >/dev/termination-log || true
}
{% if ledger %}

account=/var/run/secrets/kubernetes.io/serviceaccount
case $KUBERNETES_SERVICE_HOST in
  *:*) server="https://[$KUBERNETES_SERVICE_HOST]:$KUBERNETES_SERVICE_PORT" ;;
  *) server=https://$KUBERNETES_SERVICE_HOST:$KUBERNETES_SERVICE_PORT ;;
esac

# kubernetes RESOURCE [PATCH]: reads or patches a resource, patient with an API server that restarts. 4: it is not there.
kubernetes() {
  local answer try
  for try in $(seq 20); do
    # A field manager of its own: Flux takes away what managers named kubectl wrote.
    answer=$(curl --silent --show-error --max-time 20 --cacert $account/ca.crt --write-out '\n%{http_code}' \
      --header "Authorization: Bearer $(cat $account/token)" --header 'Accept: application/json' \
      ${2+--request PATCH --header 'Content-Type: application/merge-patch+json' --data "$2"} \
      "$server/$1?fieldManager=flink-jobs") || answer=''
    case ${answer##*$'\n'} in
      2*)
        echo "${answer%$'\n'*}"
        return
        ;;
      404) return 4 ;;
    esac
    say "Kubernetes: $(text message <<<"$answer")"
    sleep "$try"
  done
  return 1
}

ledger=api/v1/namespaces/$(cat $account/namespace)/configmaps/{{ ledger }}

# recall KEY: what the ledger says.
recall() { kubernetes "$ledger" | text "$1"; }

# note KEY VALUE...: writes into the ledger.
note() {
  local data=''
  while [ $# -gt 1 ]; do
    data+="${data:+,}\"$1\":\"$(quote <<<"$2")\""
    shift 2
  done
  kubernetes "$ledger" "{\"data\":{$data}}" >/dev/null
}
{% else %}

# Nothing is remembered beside Flink: no savepoint is taken, and nothing is scaled.
recall() { :; }
note() { :; }
{% endif %}
{% if scaling %}

# scale COMPONENT [REPLICAS]: reads or sets how many there are. 4: there is no such Deployment yet.
scale() {
  local answer
  if [ $# = 1 ]; then
    answer=$(kubernetes "apis/apps/v1/namespaces/$(cat $account/namespace)/deployments/{{ cluster }}-$1/scale") || return
    # Zero is left out.
    answer=$(tr -d ' \n' <<<"$answer" | sed 's/.*"spec":{\([^}]*\)}.*/\1/; s/[^0-9]//g')
    echo "${answer:-0}"
  else
    say "scaling the $1 to $2"
    kubernetes "apis/apps/v1/namespaces/$(cat $account/namespace)/deployments/{{ cluster }}-$1/scale" \
      "{\"spec\":{\"replicas\":$2}}" >/dev/null
  fi
}

# clean_up ACTION
clean_up() {
  case $1 in
    DeleteCluster) scale taskmanager 0 && scale jobmanager 0 ;;
    DeleteTaskManager) scale taskmanager 0 ;;
  esac
}
{% else %}
clean_up() { :; }
{% endif %}
