# shellcheck shell=bash
# How a command fails: a closed set of codes, one JSON error document, one EXIT trap.

declare -gA EXIT_CODES=(
  [USAGE]=64 [BAD_VERSION]=64 [CONFIRMATION_REQUIRED]=64
  [BAD_FILENAME]=65 [CORRUPT_ARCHIVE]=65 [UNSAFE_ARCHIVE]=65 [JOURNAL_UNREADABLE]=65
  [BACKUP_NOT_FOUND]=66 [BACKUP_DIRECTORY_MISSING]=66 [DATA_MISSING]=66 [JOB_NOT_FOUND]=66 [UNDO_NOT_FOUND]=66
  [TOOL_MISSING]=69 [NO_SPACE]=73 [BUSY]=75
  [PERMISSION_DENIED]=77 [BACKUP_DIRECTORY_NOT_ACCESSIBLE]=77
  [SERVICE_NOT_RUNNING]=1 [DOCKER_UNAVAILABLE]=1 [READ_FAILED]=1 [DATA_IS_MOUNT_POINT]=1
  [SCAVENGE_RUNNING]=1 [LAST_VERIFIED_BACKUP]=1 [ABORTED]=1
  [RESTORE_ROLLED_BACK]=1 [ROLLBACK_FAILED]=1 [RESTORE_NEEDS_ATTENTION]=1 [INTERNAL]=1
)

FAILURE_CODE=
FAILURE_MESSAGE=
FAILURE_DETAILS='{}'
# Titles of the error documents, by command.
declare -gA ERROR_TITLES=(
  [list]='Failed to list backups' [ls]='Failed to list backups' [status]='Failed to read the backup status'
  [backup]='Backup creation failed' [manual]='Backup creation failed'
  [verify]='Verification failed' [check]='Failed to check the host' [state]='Failed to read the state of the package'
  [restore]='Restore failed' [undo]='Undo failed' [recover]='Recovery failed' [cleanup]='Cleanup failed' [job]='Job failed'
  [delete]='Deletion failed' [annotate]='Annotation failed'
)
ERROR_TITLE='Command failed'
LAST_ERROR=
# Descriptor that a failure in a subshell is written to, as CODE, tab, sentence; empty: it is only logged.
FAILURE_SINK=
# Set while the EXIT trap runs, and the status the command ends with.
ENDING=
EXIT_STATUS=0
# Functions the EXIT trap runs, last added first, whether or not the command succeeded.
EXIT_HOOKS=()

# Installs the traps. There is one EXIT trap; what must be undone registers a hook.
trap_errors() {
  trap on_exit EXIT
  trap 'note_error "$?" "$BASH_COMMAND" "${BASH_SOURCE[0]##*/}" "$LINENO"' ERR
}

# Remembers where an unexpected error came from.
note_error() {
  LAST_ERROR="$3 line $4: '${2:0:120}' ended with $1"
  log_line "$LAST_ERROR"
}

# Ends the command with the stable code $1, the operator's sentence $2 and further JSON fields $3.
fail() {
  local code=$1 message=$2
  local details=${3:-'{}'}
  if [[ -n $FAILURE_SINK ]]; then
    printf '%s\t%s\n' "$code" "$message" >"/dev/fd/$FAILURE_SINK"
    exit "${EXIT_CODES[$code]}"
  fi
  if ((BASH_SUBSHELL > 0)); then
    log_line "$code: $message"
    exit "${EXIT_CODES[$code]}"
  fi
  set_failure "$code" "$message" "$details"
  # There is no trap any more that would report it.
  [[ -z $ENDING ]] || report_failure
  exit "${EXIT_CODES[$code]}"
}

# For hooks: the command has done its work after all.
clear_failure() {
  FAILURE_CODE=
  EXIT_STATUS=0
}

# Sets what the EXIT trap reports, replacing an earlier reason.
set_failure() {
  FAILURE_CODE=$1
  FAILURE_MESSAGE=$2
  FAILURE_DETAILS=${3:-'{}'}
}

# The EXIT trap: stops what still runs, undoes what is half done, then reports once.
on_exit() {
  EXIT_STATUS=$?
  local index
  ENDING=1
  trap - EXIT ERR
  trap '' TERM
  set +e
  if ((EXIT_STATUS != 0)) && [[ -z $FAILURE_CODE && -z $EMITTED ]]; then
    set_failure INTERNAL "Unexpected failure${LAST_ERROR:+ at $LAST_ERROR}."
  fi
  stop_child
  for ((index = ${#EXIT_HOOKS[@]} - 1; index >= 0; index--)); do
    "${EXIT_HOOKS[index]}"
  done
  if [[ -n $FAILURE_CODE ]]; then
    # Without jq no other code can be reported.
    [[ $FORMAT != json ]] || has_tool jq || FAILURE_CODE=TOOL_MISSING
    EXIT_STATUS=${EXIT_CODES["$FAILURE_CODE"]}
    report_failure
  fi
  exit_status "$EXIT_STATUS"
  EXIT_STATUS=$REPLY
  ! has_tool jq || report_result "$EXIT_STATUS"
  exit "$EXIT_STATUS"
}

# Reports the failure: the JSON error document on stdout in json mode, a sentence on stderr always.
report_failure() {
  local document
  log_line "$FAILURE_CODE: $FAILURE_MESSAGE"
  print_text "$ERROR_TITLE: $FAILURE_MESSAGE"
  [[ $FORMAT == json && -z $EMITTED ]] || return 0
  if ! has_tool jq; then
    emit_raw "$JQ_MISSING"
    return 0
  fi
  document=$(jq -cn --arg error "$ERROR_TITLE" --arg message "$FAILURE_MESSAGE" --arg code "$FAILURE_CODE" \
    --argjson details "$FAILURE_DETAILS" \
    '{success: false, error: $error, message: $message, code: $code} + $details')
  emit "$document" empty
}

# Sets the title of error documents from the command.
set_error_title() {
  ERROR_TITLE='Command failed'
  [[ -z $COMMAND ]] || ERROR_TITLE=${ERROR_TITLES["$COMMAND"]:-$ERROR_TITLE}
}

# Puts the exit code in REPLY. A command of another protocol replaces this.
exit_status() {
  REPLY=$1
}
