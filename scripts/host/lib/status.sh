# shellcheck shell=bash
# status: how the backups of the package stand. It reads and changes nothing.

# Answers with numbers, the deployed version and whether the service runs.
report_status() {
  local document version
  require_arguments 0 'no arguments'
  require_tools jq find awk
  require_backup_directory
  read_catalog
  version=$(deployed_version)
  SERVICE_STATE=unknown
  if has_tool docker && has_tool timeout; then
    query_service || warn "Docker did not say whether $HF_SERVICE is running: ${DOCKER_MESSAGE:0:300}"
  fi
  free_bytes "$HF_BACKUP_DIR"
  document=$(jq -c -L "$LIB_DIR" --arg own "$HF_PACKAGE_NAME" --argjson days "$HF_RETENTION_DAYS" \
    --arg folder "$HF_BACKUP_DIR" --arg version "$version" --arg state "$SERVICE_STATE" \
    --arg data "$HF_DATA_DIR" --argjson free "$REPLY" --arg tool "$TOOL_VERSION" --argjson restoreState "$(restore_state_json)" '
    include "reports";
    include "sizes";
    total_bytes as $total
    | {
        backupDirectory: $folder, totalBackups: length, totalSize: ($total | human_size), totalSizeBytes: $total,
        oldestBackup: (last | .filename), newestBackup: (first | .filename),
        retentionDays: $days, backupsToCleanup: (expired($own; $days) | length),
        version: $version, serviceState: $state, dataDirectory: $data, freeBytes: $free, toolVersion: $tool
      } + $restoreState' <<<"$CATALOG")
  emit "$document" 'to_entries[] | "\(.key): \(.value // "none")"'
}
