# Has as many TaskManagers as the FlinkCluster says, unless the cluster was cleaned up: its next job wakes it.
. "${0%/*}/common.sh"

# $1: how many. $2: `autoscaled`, or nothing.
note replicas "$1"
if [ -n "${2-}" ]; then
  # How many there are is the autoscaler's to say.
  report message "the cluster's next job will have $1 TaskManagers to begin with"
  exit 0
fi
until now=$(scale taskmanager); do sleep 2; done
if [ "$now" = 0 ]; then
  report message "the cluster was cleaned up: its next job will have $1 TaskManagers"
elif [ "$now" != "$1" ]; then
  scale taskmanager "$1"
fi
