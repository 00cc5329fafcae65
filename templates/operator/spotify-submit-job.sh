
#!/bin/bash
# Submits the job once the JobManager answers, and reports its id.
set -euo pipefail

limit=3800
log=/tmp/submit-job.log

# report TEXT...: the termination message, YAML below 4096 bytes: lines at the end are dropped.
report() {
  local text line=''
  text=$(printf '%s\n' "$@")
  if [ -f "$log" ]; then
    while IFS= read -r line; do
      [ $((${#text} + ${#line} + 3)) -lt "$limit" ] || break
      text+=$'\n'"  $line"
    done <"$log"
  fi
  printf '%s\n' "$text" >/dev/termination-log
}

answered=0
for ((try = 0; try < 120 && answered < 3; try++)); do
  if curl --silent --show-error --fail --connect-timeout 5 "http://$FLINK_JM_ADDR/jobs" >>"$log" 2>&1; then
    answered=$((answered + 1))
  fi
  [ "$answered" -ge 3 ] || sleep 5
done
if [ "$answered" -lt 3 ]; then
  report 'message: |'
  exit 1
fi

code=0
/opt/flink/bin/flink run "$@" 2>&1 | tee "$log" || code=$?
id=$(sed -n 's/.*Job has been submitted with JobID \([^ ]*\).*/\1/p' "$log" | head -n 1)
if [ -z "$id" ]; then
  report 'message: |' '  Failed to submit.'
  exit 2
fi
report "jobID: $id" 'message: |' '  Successfully submitted!'
exit "$code"
