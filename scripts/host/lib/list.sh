# shellcheck shell=bash
# list: what backups there are. It reads and changes nothing.

# Answers with the package's backups, newest first.
list_backups() {
  require_arguments 0 'no arguments'
  require_tools jq find awk
  require_backup_directory
  free_bytes "$HF_BACKUP_DIR"
  read_catalog '' "list_document + {freeBytes: $REPLY} + \$more" "$(restore_state_json)"
  emit "$CATALOG" 'include "reports"; list_table'
}
