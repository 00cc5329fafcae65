-- The health of a FlinkCluster, by the conditions that flink-status-sync writes. Without a status it is Progressing: leave
-- this out where no sidecar runs.
local status = obj.status or {}
local conditions = {}
for _, condition in ipairs(status.conditions or {}) do
  conditions[condition.type] = condition
end

local function is_true(kind)
  return conditions[kind] ~= nil and conditions[kind].status == "True"
end

local function health(word, condition)
  local message = condition.reason or ""
  if condition.message ~= nil and condition.message ~= "" then
    message = message .. ": " .. condition.message
  end
  return {status = word, message = message}
end

local ready = conditions.Ready
if ready == nil then
  return {status = "Progressing", message = "No status yet: flink-status-sync writes it."}
elseif status.observedGeneration ~= obj.metadata.generation then
  return {status = "Progressing", message = "The status is of an older generation."}
elseif is_true("Stalled") then
  return health("Degraded", conditions.Stalled)
elseif is_true("Reconciling") then
  return health("Progressing", conditions.Reconciling)
elseif ready.status ~= "True" then
  return health("Progressing", ready)
elseif ready.reason == "JobCancelled" then
  return health("Suspended", ready)
elseif conditions.JobUpgraded ~= nil and conditions.JobUpgraded.reason == "JobUpgradeFailed" then
  -- The job runs: what failed is the sync, which says so by itself.
  return health("Healthy", conditions.JobUpgraded)
end
return health("Healthy", ready)
