# shellcheck shell=bash
# list: what backups there are. It reads and changes nothing.

# Answers with the package's backups, newest first.
list_backups() {
  local document
  require_arguments 0 'no arguments'
  require_tools jq find awk
  require_backup_directory
  read_catalog
  document=$(jq -c -L "$LIB_DIR" 'include "reports"; list_document' <<<"$CATALOG")
  emit "$document" "$(text_report list_table)"
}

# Prints the jq program that runs a definition of reports.jq.
text_report() {
  printf 'include "reports"; %s' "$1"
}
