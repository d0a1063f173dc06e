# shellcheck shell=bash
# state: how the package stands, for an overview that asks often. It reads and changes nothing, and what cannot be read
# is unknown instead of an error.

# Answers with the service, the newest backup, what runs now and what needs the operator.
report_state() {
  local restores='{}' message=
  require_arguments 0 'no arguments'
  require_tools jq find awk
  CATALOG=null
  if [[ -d $HF_BACKUP_DIR && -r $HF_BACKUP_DIR && -x $HF_BACKUP_DIR ]]; then
    read_catalog '' list_document
    restores=$(restore_state_json)
  fi
  ask_service_state
  message=$REPLY
  emit "$(jq -c --argjson restores "$restores" --arg service "$SERVICE_STATE" --arg message "$message" \
    --arg folder "$HF_BACKUP_DIR" --arg tool "$TOOL_VERSION" '
    {
      success: true, toolVersion: $tool, service: $service,
      serviceMessage: (if $message == "" then null else $message end),
      backupCount: .totalCount,
      newestBackup: (.backups[0] // null | if . == null then . else {filename, version, createdDate, sizeBytes, verification} end),
      undo: $restores.undo, operation: $restores.operation, attention: $restores.attention
    } + (if . == null then {note: "The backup folder \($folder) cannot be read."} else {} end)' <<<"$CATALOG")" \
    'to_entries[] | "\(.key): \(.value // "none")"'
}

# Sets SERVICE_STATE to running, stopped, unhealthy or unknown, and REPLY to why it is one of the last two.
ask_service_state() {
  REPLY=
  SERVICE_STATE=unknown
  if ! has_tool docker || ! has_tool timeout; then
    REPLY='docker is not installed on this host.'
  elif ! query_service; then
    REPLY="Docker did not say whether $HF_SERVICE is running: ${DOCKER_MESSAGE:0:300}"
  elif [[ $SERVICE_STATE == running ]] && ! answers_healthy; then
    SERVICE_STATE=unhealthy
    REPLY=$HEALTH_MESSAGE
  fi
}
