# Puts a job's jar file where Flink finds it. $1: its path or URI. $2: the SHA-256 of what is fetched, or nothing. $3: that place.
set -euo pipefail

say() { echo "$*" >&2; }
uri=$1 sum=$2 jar=$3
{% if remote %}
{% include "fetch.sh" %}
esac || {
  say "cannot fetch $uri"
  exit 1
}
[ -z "$sum" ] || sha256sum --check --status <<<"$sum  $jar" || {
  say "$uri has another checksum"
  exit 1
}
{% else %}
cp "$uri" "$jar"
{% endif %}
