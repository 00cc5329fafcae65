# For curl: what Flink's client trusts, and what it shows of itself, from the stores that Flink's configuration names.

# setting NAME: what the configuration says of TLS for the REST API; where it says nothing of that, of TLS.
setting() {
  local scope line value=''
  [ -f {{ tls.file }} ] || return 0
  for scope in security.ssl security.ssl.rest; do
    while IFS= read -r line; do
      [[ $line != "$scope.$1: "* ]] || value=${line#*: }
    done <{{ tls.file }}
  done
{% if tls.quoted %}
  [ -z "$value" ] || decode "${value:1:-1}"
{% else %}
  echo "$value"
{% endif %}
}

# stored COMMAND PREFIX STORE OPTION...: what keytool does with a store. Lists of processes show no password.
stored() {
  local type
  type=$(setting "$3-type")
  STORE=$(setting "$3-password") KEY=$(setting key-password) keytool -J-Xmx32m -J-Duser.language=en "$1" \
    "-$2keystore" "$(setting "$3")" "-$2storepass:env" STORE ${type:+"-$2storetype" "$type"} "${@:4}"
}

tls=$(mktemp -d)
stored -list '' truststore -rfc >"$tls/trusted" || say "no truststore: $(tail -n 1 "$tls/trusted")"
options=(--cacert "$tls/trusted")
shows=$(setting authentication-enabled)
if [ "${shows,,}" = true ]; then
  # The file is this pod's alone.
  alias=$(stored -list '' keystore -v | sed -n '/^Alias name: /h;/PrivateKeyEntry/{g;s/^Alias name: //p;}' | tail -n 1) || say 'no keystore'
  stored -importkeystore src keystore -noprompt -srcalias "$alias" -srckeypass:env KEY -destkeystore "$tls/own" -deststoretype PKCS12 \
    -deststorepass of-this-pod -destkeypass of-this-pod >"$tls/said" 2>&1 || say "no certificate of our own: $(tail -n 1 "$tls/said")"
  options+=(--cert-type P12 --cert "$tls/own:of-this-pod")
fi

# certified HOST:PORT: a name in the certificate that is shown there.
certified() {
  local shown name
  shown=$(keytool -J-Xmx32m -J-Duser.language=en -printcert -sslserver "$1" | sed '/^Certificate #1$/,$d')
  for name in DNSName IPAddress 'Owner: CN'; do
    sed -n "s/^ *${name}[:=] *\([^,]*\).*/\1/p" <<<"$shown"
  done | sed -n '1s/^\*/any/;1p'
}

# trusting OPTION... URL: as Flink's client does, it asks who is trusted, whatever name the certificate has.
trusting() {
  local url=${!#} name code=0 at
  at=${url#*://} at=${at%%/*}
  name=$(cat "$tls/name" 2>/dev/null) || true
  curl --noproxy '*' "${options[@]}" ${name:+--connect-to "$name:${at##*:}:$at"} "${@:1:$#-1}" "${url/"${at%:*}"/"${name:-${at%:*}}"}" || code=$?
  [ "$code" = 60 ] || return "$code"
  at=$(certified "$at") || true
  [ "$at" != "$name" ] || return 60
  say "the JobManager's certificate is for ${at:-nobody}"
  echo "$at" >"$tls/name"
  trusting "$@"
}
