#!/usr/bin/env bash
# Manages the backups of a docker-compose package on this host. See docs/host-protocol.md, or run "help".
set -Eeuo pipefail

SCRIPT=$(readlink -f -- "${BASH_SOURCE[0]}")
# shellcheck source=lib/load.sh
source "${SCRIPT%/*}/lib/load.sh"

# Reads the command line and runs the command.
main() {
  if (($# == 0)); then
    set -- help
  fi
  start_command "${BASH_SOURCE[0]}" '' "$@"
  case $COMMAND in
  list | ls) list_backups ;;
  backup | manual) create_backup ;;
  restore) restore_backup ;;
  status) report_status ;;
  cleanup) clean_up ;;
  '') fail USAGE 'A command is missing. Run "help" for the list.' ;;
  *) fail USAGE "There is no command ${COMMAND@Q}. Run \"help\" for the list." ;;
  esac
}

if [[ ${BASH_SOURCE[0]} == "$0" ]]; then
  main "$@"
fi
