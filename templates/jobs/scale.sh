# Has as many TaskManagers as the FlinkCluster says, unless the cluster was cleaned up: its next job wakes it.
{% include "common.sh" %}

# $1: how many.
note replicas "$1"
{% if autoscaled %}
# How many there are is the autoscaler's to say.
report message "the cluster's next job will have $1 TaskManagers to begin with"
{% else %}
until now=$(scale taskmanager); do sleep 2; done
if [ "$now" = 0 ]; then
  report message "the cluster was cleaned up: its next job will have $1 TaskManagers"
elif [ "$now" != "$1" ]; then
  scale taskmanager "$1"
fi
{% endif %}
