#!/usr/bin/env bash
# Creates a backup: es-backup-manage.sh's backup command under the name that existing callers know.
set -Eeuo pipefail

SCRIPT=$(readlink -f -- "${BASH_SOURCE[0]}")
# shellcheck source=lib/load.sh
source "${SCRIPT%/*}/lib/load.sh"

# Reads the command line and creates the backup.
main() {
  start_command "${BASH_SOURCE[0]}" backup "$@"
  create_backup
}

if [[ ${BASH_SOURCE[0]} == "$0" ]]; then
  main "$@"
fi
