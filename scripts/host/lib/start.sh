# shellcheck shell=bash
# What every command does before its own work.

# Sets up output, traps, options, configuration and log. $1 is the script as it was called, $2 its one command if it
# has only one, the rest its arguments.
start_command() {
  local script=$1
  COMMAND=$2
  shift 2
  open_output
  trap_errors
  set_error_title
  parse_options "$@"
  if [[ $COMMAND == help ]]; then
    print_help
    exit 0
  fi
  load_config "$script"
  open_log
  find_checkout
  locate_data
  recover_first
}
