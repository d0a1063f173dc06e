# shellcheck shell=bash
# list: what backups there are. It reads and changes nothing.

# Answers with the package's backups, newest first.
list_backups() {
  local free
  require_arguments 0 'no arguments'
  require_tools jq find awk
  require_backup_directory
  free_bytes "$HF_BACKUP_DIR"
  free=$REPLY
  read_restore_state
  # shellcheck disable=SC2016 # it is jq's
  read_catalog '' 'list_document + {freeBytes: $free, undo: $undo, operation: $operation, attention: $attention}' \
    --argjson free "$free" "${RESTORE_STATE[@]}"
  emit "$CATALOG" 'include "reports"; list_table'
}
