# shellcheck shell=bash
# recover: finishes or rolls back the restore or undo that a crash cut off, by its journal. It may be killed at any point
# and run again.

# Recovers and answers with the outcome: nothing, completed or rolledBack.
recover_restore() {
  local status=0
  require_arguments 0 'no arguments'
  require_tools jq flock find sha256sum sync du
  # Where the crashed run's lock, package and service are is the journal's to say, not this command line's.
  read_journal || status=$?
  ((status != 2)) || refuse_unreadable_journal
  require_backup_directory
  guard_signals
  with_package_lock recover_locked
}

# The same, with the lock held.
recover_locked() {
  local status=0
  read_journal || status=$?
  case $status in
  0) recover_journal ;;
  1)
    clean_restore_leftovers
    emit '{"success": true, "outcome": "nothing", "message": "There is no unfinished restore."}' .message
    ;;
  *) refuse_unreadable_journal ;;
  esac
}

# Goes on from the journal's state.
recover_journal() {
  find_checkout
  package_tools
  # shellcheck disable=SC2086 # a list of words
  require_tools $REPLY
  record COMMITTED ''
  record ABORT_REFUSED 1
  EXIT_HOOKS+=(end_recovery)
  say "Recovering the $TRANSACTION $RESTORE_ID, which was cut off in state $JOURNAL_STATE"
  failpoint beforeRecovery || fail INTERNAL 'the recovery was cut off at its beginning'
  put_back_state_file
  case $JOURNAL_STATE in
  STOPPING | SWAPPING) recover_backward 'it was cut off before the data had been replaced' ;;
  ROLLING_BACK) recover_backward "$ROLLBACK_REASON" ;;
  *) recover_forward ;;
  esac
}

# Finishes from SWAPPED on. A step that fails ends the command; end_recovery rolls back then.
recover_forward() {
  if ! has_identity "$HF_DATA_DIR" "$NEW_IDENTITY"; then
    recover_backward 'the new data is not in its place any more'
    return 0
  fi
  if [[ $JOURNAL_STATE == COMMITTED ]]; then
    record COMMITTED 1
    finish_commit
  else
    # First, because a checkout that was cut off may have left a compose file that docker cannot read.
    enter_phase checkout
    check_out_code
    # Docker that does not answer now is no reason to give the new data up: the journal stays as it is.
    active_services || fail DOCKER_UNAVAILABLE "docker did not say what runs ($DOCKER_MESSAGE)"
    GOING_FORWARD=1
    finish_start
  fi
  report_recovery completed "The $TRANSACTION that was cut off has been completed."
}

# Rolls back; $1 says why.
recover_backward() {
  record ROLLBACK_REASON "$1"
  if ! roll_back_durably; then
    fail ROLLBACK_FAILED "$ROLLBACK_MESSAGE. $(where_everything_is)"
  fi
  report_recovery rolledBack "The $TRANSACTION that was cut off has been rolled back: $1. $(state_after_rollback)"
}

# Answers with outcome $1 and sentence $2.
report_recovery() {
  local document
  if [[ $1 == completed ]]; then
    document=$(restore_document "$2")
  else
    document=$(jq -cn --arg message "$2" '{success: true, message: $message}')
  fi
  say_outcome "$2"
  emit "$(jq -c --arg outcome "$1" '. + {outcome: $outcome}' <<<"$document")" .message
}

# The EXIT hook: rolls back what could not be finished, and says what to do where that fails, too.
end_recovery() {
  [[ -n $FAILURE_CODE ]] || return 0
  if [[ -n $GOING_FORWARD && -z $COMMITTED ]]; then
    GOING_FORWARD=
    roll_back
    if [[ $FAILURE_CODE == RESTORE_ROLLED_BACK ]]; then
      clear_failure
      report_recovery rolledBack "The $TRANSACTION that was cut off could not be completed and has been rolled back: $ROLLBACK_REASON. $(state_after_rollback)"
      return 0
    fi
  fi
  [[ -z $COMMITTED ]] || return 0
  note_attention "$FAILURE_CODE" "$FAILURE_MESSAGE"
  refuse_without_recovery "$FAILURE_MESSAGE"
}
GOING_FORWARD=

# Notes in the journal that an operator is needed, and why: $1 is the code, $2 the sentence.
note_attention() {
  journal_exists || return 0
  record ATTENTION_CODE "$1"
  record ATTENTION "$2"
  write_journal "$JOURNAL_STATE" || log_line 'the journal could not be written'
}

# Sets the failure that mutating commands end with while a restore is unfinished; $1 says why it could not be finished.
refuse_without_recovery() {
  set_failure RESTORE_NEEDS_ATTENTION "A $TRANSACTION of $HF_PACKAGE_NAME was cut off and could not be finished by itself: $1" \
    "$(jq -cn --arg state "$JOURNAL_STATE" --arg started "$TRANSACTION_STARTED" '{journal: {state: $state, startedAt: $started}}')"
}

# Ends with JOURNAL_UNREADABLE.
refuse_unreadable_journal() {
  fail JOURNAL_UNREADABLE "$(unreadable_journal_message)"
}

# Prints what to do about a journal that cannot be trusted.
unreadable_journal_message() {
  journal_folder
  printf 'The journal %s of an unfinished restore cannot be trusted (damaged, or written by a newer version), so nothing was touched. Look at the folders %s* and %s/.restore-%s-*: the one named data.before-… holds the data from before the restore. Put the right one in place, start the package, and then move the journal away.' \
    "$REPLY/journal" "$HF_DATA_DIR" "$DATA_PARENT" "$HF_PACKAGE_KEY"
}
