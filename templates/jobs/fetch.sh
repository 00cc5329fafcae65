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
# Whoever includes this closes the case, and says what a failure is.
