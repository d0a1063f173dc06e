#!/usr/bin/env bash
# Manages the backups of a docker-compose package on this host. See docs/host-protocol.md, or run "help".
set -Eeuo pipefail

SCRIPT=$(readlink -f -- "${BASH_SOURCE[0]}")
# shellcheck source=lib/load.sh
source "${SCRIPT%/*}/lib/load.sh"

# Each command and the function that is it. `help` names them, so that callers know what this version can do.
declare -gA COMMANDS=(
  [list]=list_backups [ls]=list_backups
  [backup]=create_backup [manual]=create_backup
  [verify]=verify_backups
  [delete]=delete_backups
  [annotate]=annotate_backup
  [restore]=restore_backup [plan]=plan_restore [undo]=undo_restore
  [discard-undo]=discard_undo [recover]=recover_restore
  [status]=report_status
  [cleanup]=clean_up
  [check]=check_host
  [state]=report_state
  [job]=manage_jobs
  [help]=print_help
)

# Reads the command line and runs the command.
main() {
  if (($# == 0)); then
    set -- help
  fi
  start_command "${BASH_SOURCE[0]}" '' "$@"
  [[ -n $COMMAND ]] || fail USAGE 'A command is missing. Run "help" for the list.'
  # Not [[ -v … ]], which would expand a subscript that is an expansion once more.
  [[ -n ${COMMANDS["$COMMAND"]:-} ]] || fail USAGE "There is no command ${COMMAND@Q}. Run \"help\" for the list."
  "${COMMANDS["$COMMAND"]}"
}

if [[ ${BASH_SOURCE[0]} == "$0" ]]; then
  main "$@"
fi
