# Waits for the JobManager, then submits the job and stays with it: the client's exit code is the job's outcome.
set -euo pipefail

rest={{ scheme }}://{{ host }}:{{ port }}
until curl --silent --fail --insecure --max-time 5 --output /dev/null "$rest/overview"; do
  ((SECONDS % 30)) || echo "waiting for the JobManager at $rest" >&2
  sleep 1
done

{% if remote %}
# Fetches the jar file: the first argument is its URI.
uri=$1
shift
jar=$(mktemp -d)/$(basename "${uri%%[?#]*}")
fetch() {
  local tool
  for tool in "$@"; do
    command -v "${tool%% *}" >/dev/null || continue
    # The tool and its options are words.
    # shellcheck disable=SC2086
    $tool "$uri" "$jar"
    return
  done
  echo "cannot fetch $uri: this image has none of: ${*%% *}" >&2
  return 1
}
case $uri in
  http://* | https://*) curl --silent --show-error --fail --location --retry 5 --output "$jar" "$uri" ;;
  gs://*) fetch "gsutil cp" "gcloud storage cp" ;;
  s3://* | s3a://* | s3n://*) uri=s3://${uri#*://} && fetch "aws s3 cp" ;;
  *) fetch "hdfs dfs -get" "hadoop fs -get" ;;
esac
for argument; do
  shift
  if [ "$argument" = @jar@ ] && [ -n "$jar" ]; then
    argument=$jar jar=
  fi
  set -- "$@" "$argument"
done

{% endif %}
exec /opt/flink/bin/flink run "$@"
