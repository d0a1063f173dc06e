#!/usr/bin/env bash
# AutoUpdater's migration protocol for backups: backup.sh [list] [--version=V] [--format=json].
set -Eeuo pipefail

SCRIPT=$(readlink -f -- "${BASH_SOURCE[0]}")
# shellcheck source=lib/load.sh
source "${SCRIPT%/*}/lib/load.sh"
# shellcheck source=lib/autoupdater.sh
source "${SCRIPT%/*}/lib/autoupdater.sh"

# Reads the command line and creates or lists backups.
main() {
  start_command "${BASH_SOURCE[0]}" '' "$@"
  case $COMMAND in
  '')
    COMMAND=backup
    with_version_file create_backup
    ;;
  list) list_backups ;;
  *) fail USAGE "There is no command \"$COMMAND\": backup.sh knows only list." ;;
  esac
}

if [[ ${BASH_SOURCE[0]} == "$0" ]]; then
  main "$@"
fi
