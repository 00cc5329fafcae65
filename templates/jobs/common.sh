set -euo pipefail

say() { echo "$*" >&2; }

# text KEY...: what stands under these keys, one inside the other, in the JSON on standard input: a text, a number or a word;
# nothing for null, and where nothing is.
text() {
  local -x LC_ALL=C
  local -a tokens
  local token last='' depth=0 on=0 value=''
  # A token is a line: no text of JSON holds a line break.
  mapfile -t tokens < <(tr '\n' ' ' | grep -oaE '"([^"\\]|\\.)*"|[][{}:,]|[^][{}:," ]+')
  for token in "${tokens[@]}"; do
    case $token in
      '{' | '[') depth=$((depth + 1)) value='' ;;
      '}' | ']') depth=$((depth - 1)) value='' ;;
      ,) value='' ;;
      :)
        # `on`: down to which depth the keys are the wanted ones. What is in a list is under no key.
        value=1
        [ "$on" -ge $((depth - 1)) ] || continue
        on=$((depth - 1))
        [ "$last" != "\"${!depth-}\"" ] || on=$depth
        ;;
      *)
        last=$token
        [ "$value:$depth:$on" = "1:$#:$#" ] || continue
        case $token in
          \"*) decode "${token:1:-1}" ;;
          null) ;;
          *) echo "$token" ;;
        esac
        return
        ;;
    esac
  done
}

# decode TEXT: what stands between the quotes of JSON, as it is meant. What is no character becomes U+FFFD.
decode() {
  local LC_ALL=C
  local -a parts
  local part escaped='' high=0 code
  mapfile -td \\ parts < <(printf %s "$1")
  for part in "${parts[@]}"; do
    if [ -z "$escaped" ]; then
      printf %s "$part"
      escaped=1
      continue
    fi
    code=-1
    if [[ $part == u[0-9a-fA-F][0-9a-fA-F][0-9a-fA-F][0-9a-fA-F]* ]]; then
      code=$((16#${part:1:4})) part=${part:5}
    fi
    if ((high && code >> 10 == 55)); then
      code=$((65536 + ((high & 1023) << 10) + (code & 1023)))
    elif ((high)); then
      utf8 65533
    fi
    high=0
    if ((code >> 10 == 54)) && [ -z "$part" ]; then
      high=$code
    elif ((code >= 0)); then
      ((code > 0 && code >> 11 != 27)) || code=65533
      utf8 "$code"
      printf %s "$part"
    else
      case $part in
        '') printf \\ && escaped='' ;;
        [bfnrt]*) printf "\\${part:0:1}%s" "${part:1}" ;;
        *) printf %s "$part" ;;
      esac
    fi
  done
  ((high == 0)) || utf8 65533
  echo
}

# utf8 CODE: a character by its number.
utf8() {
  local bytes
  if (($1 < 128)); then
    printf -v bytes '\\x%02x' "$1"
  elif (($1 < 2048)); then
    printf -v bytes '\\x%02x' $((192 | $1 >> 6)) $((128 | $1 & 63))
  elif (($1 < 65536)); then
    printf -v bytes '\\x%02x' $((224 | $1 >> 12)) $((128 | $1 >> 6 & 63)) $((128 | $1 & 63))
  else
    printf -v bytes '\\x%02x' $((240 | $1 >> 18)) $((128 | $1 >> 12 & 63)) $((128 | $1 >> 6 & 63)) $((128 | $1 & 63))
  fi
  printf %b "$bytes"
}

# quote TEXT [LENGTH]: what stands between the quotes of JSON for a text, in ASCII, and about so long. What is no UTF-8 becomes
# U+FFFD.
quote() {
  local byte unit out='' code=0 more=0 least=0 left=${2-1000000}
  # The last number is no byte: it ends a character that is cut off.
  for byte in $(printf %s "$1" | od -An -v -tu1) 256; do
    if ((more && byte >> 6 == 2)); then
      code=$((code << 6 | byte & 63)) more=$((more - 1))
      ((more == 0)) || continue
      ((code >= least && code < 1114112 && code >> 11 != 27)) || code=65533
    else
      ((more == 0)) || out+='\ufffd'
      code=65533 more=0
      case $((byte < 128 ? 0 : byte < 192 ? 1 : byte < 224 ? 2 : byte < 240 ? 3 : byte < 248 ? 4 : byte < 256 ? 1 : 5)) in
        0) code=$byte ;;
        2) code=$((byte & 31)) more=1 least=128 && continue ;;
        3) code=$((byte & 15)) more=2 least=2048 && continue ;;
        4) code=$((byte & 7)) more=3 least=65536 && continue ;;
        5) break ;;
      esac
    fi
    if ((code > 65535)); then
      printf -v unit '\\u%04x' $((55232 + (code >> 10))) $((56320 + (code & 1023)))
      left=$((left - 12))
    elif ((code < 32 || code > 126 || code == 34 || code == 92)); then
      printf -v unit '\\u%04x' "$code"
      left=$((left - 6))
    else
      printf -v unit '\\x%02x' "$code"
      printf -v unit '%b' "$unit"
      left=$((left - 1))
    fi
    ((left >= 0)) || break
    out+=$unit
  done
  printf '%s\n' "$out"
}
{% include "places.sh" %}

# report KEY VALUE...: the termination message, one JSON object of less than 4096 bytes.
report() {
  local message='' key value length
  while [ $# -gt 1 ]; do
    key=$1 value=$2 length=900
    shift 2
    [ -n "$value" ] || continue
    case $key in message | error) length=600 ;; esac
    value=$(quote "$value" "$length")
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
    answer=$(curl --noproxy '*' --silent --show-error --max-time 20 --cacert $account/ca.crt --write-out '\n%{http_code}' \
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
    # What is wrong with the request stays wrong.
    case ${answer##*$'\n'} in 400 | 413 | 422) return 1 ;; esac
    sleep "$try"
  done
  return 1
}

ledger=api/v1/namespaces/$(cat $account/namespace)/configmaps/{{ ledger }}

# recall KEY: what the ledger says.
recall() { kubernetes "$ledger" | text data "$1"; }

# note KEY VALUE...: writes into the ledger.
note() {
  local data=''
  while [ $# -gt 1 ]; do
    data+="${data:+,}\"$1\":\"$(quote "$2")\""
    shift 2
  done
  kubernetes "$ledger" "{\"data\":{$data}}" >/dev/null
}
{% else %}

# Nothing is remembered beside Flink: no savepoint is taken, and nothing is scaled.
recall() { :; }
note() { :; }
{% endif %}
{% if scaling or leader is not none %}

{% if job_managers != task_managers %}
# workloads COMPONENT: how the API server calls what keeps its pods running.
workloads() { if [ "$1" = jobmanager ]; then echo {{ job_managers }}; else echo {{ task_managers }}; fi; }

{% endif %}
# scale COMPONENT [REPLICAS]: reads or sets how many there are. 4: there is no such Deployment yet.
scale() {
  local answer
  if [ $# = 1 ]; then
    answer=$(kubernetes "apis/apps/v1/namespaces/$(cat $account/namespace)/{{ workloads }}/{{ cluster }}-$1/scale") || return
    answer=$(text spec replicas <<<"$answer")
    # Zero is left out.
    echo "${answer:-0}"
  else
    say "scaling the $1 to $2"
    kubernetes "apis/apps/v1/namespaces/$(cat $account/namespace)/{{ workloads }}/{{ cluster }}-$1/scale" \
      "{\"spec\":{\"replicas\":$2}}" >/dev/null
  fi
}
{% endif %}
{% if scaling %}

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
