#!/usr/bin/env bash
# AutoUpdater's migration protocol for restores: restore.sh --file=PATH [--format=json]. It asks nothing.
set -Eeuo pipefail

SCRIPT=$(readlink -f -- "${BASH_SOURCE[0]}")
# shellcheck source=lib/load.sh
source "${SCRIPT%/*}/lib/load.sh"
# shellcheck source=lib/autoupdater.sh
source "${SCRIPT%/*}/lib/autoupdater.sh"

# Reads the command line and restores the backup.
main() {
  start_command "${BASH_SOURCE[0]}" restore "$@"
  take_file_option
  OPTIONS["yes"]=1
  restore_backup
}

if [[ ${BASH_SOURCE[0]} == "$0" ]]; then
  main "$@"
fi
