# shellcheck shell=bash
# Roll-back: whatever failed, the old data, the old code and the services that ran before come back. It looks at what is
# on the disk, not at how far the transaction believed to have come, so that it can be done again after a crash in it.

ROLLBACK_MESSAGE=
# Where the new data went; empty when it is nowhere any more.
FAILED_DATA=

# Rolls back and sets what is reported: what failed, and what is true now.
roll_back() {
  local cause=${FAILURE_CODE:-INTERNAL} state
  record ROLLBACK_REASON "${FAILURE_MESSAGE:-$LAST_ERROR}"
  warn "The $TRANSACTION failed: $ROLLBACK_REASON. Rolling back."
  if roll_back_durably; then
    state=$(state_after_rollback)
    if [[ $cause == ABORTED ]]; then
      report_abort '["the old data", "the old code", "the services that ran before"]' "$state"
    else
      set_failure RESTORE_ROLLED_BACK "The $TRANSACTION failed and was rolled back: $ROLLBACK_REASON. $state" "$(rollback_details "$cause")"
    fi
  else
    set_failure ROLLBACK_FAILED "The $TRANSACTION failed ($ROLLBACK_REASON) and could not be rolled back: $ROLLBACK_MESSAGE. $(where_everything_is)" \
      "$(rollback_details "$cause")"
    note_attention ROLLBACK_FAILED "$FAILURE_MESSAGE"
  fi
}

# Prints what is true after a roll-back.
state_after_rollback() {
  if [[ -n $SERVICES_BEFORE ]]; then
    printf 'The old data and code are back and the package runs again.'
  else
    printf 'The old data and code are back; the package is stopped, as it was before.'
  fi
}

# Rolls back under the journal and ends the transaction. False with ROLLBACK_MESSAGE; the journal stays then.
roll_back_durably() {
  record ABORT_REFUSED 1
  enter_phase rollback false
  # A journal that cannot be written (a full disk) must not keep the old data from coming back: the state before it
  # leads a recovery here as well, because the new data is not live any more.
  write_journal ROLLING_BACK || warn "The journal in $DATA_PARENT could not be written."
  roll_back_steps || return 1
  remove_journal || {
    ROLLBACK_MESSAGE="everything is back, but the journal in $DATA_PARENT could not be removed"
    return 1
  }
}

# The steps, backwards. False, with ROLLBACK_MESSAGE, at the first that fails: the next would make it worse.
roll_back_steps() {
  put_back_state_file || :
  if ! data_is_back || [[ -n $START_TRIED && -n $CODE_MOVED ]]; then
    stop_for_rollback || return 1
  fi
  data_is_back || bring_back_data || return 1
  failpoint afterRollbackData || return_rollback_failure 'the data was brought back' || return 1
  if [[ -n $CODE_MOVED ]]; then
    bring_back_code || return 1
    failpoint afterRollbackCode || return_rollback_failure 'the code was brought back' || return 1
  fi
  bring_back_services || return 1
  failpoint afterRollbackStart || return_rollback_failure 'the package was started again' || return 1
  drop_unused_data
}

# Fails a step that a failpoint made fail.
return_rollback_failure() {
  ROLLBACK_MESSAGE="it was cut off after $1"
  return 1
}

# Stops the package and proves it. Where the new code cannot even be read, the old one is brought back first.
stop_for_rollback() {
  if ! stop_proved && [[ -n $CODE_MOVED ]]; then
    bring_back_code || return 1
    stop_proved || return 1
  fi
  [[ -z $ROLLBACK_MESSAGE ]] || return 1
  failpoint afterRollbackStop || return_rollback_failure 'the package was stopped'
}

# Stops; false with ROLLBACK_MESSAGE unless nothing of the package runs.
stop_proved() {
  ROLLBACK_MESSAGE=
  if ! change_containers stop; then
    ROLLBACK_MESSAGE="the package could not be stopped ($DOCKER_MESSAGE)"
  elif ! require_stopped; then
    ROLLBACK_MESSAGE=$REPLY
  fi
  [[ -z $ROLLBACK_MESSAGE ]]
}

# True when what was live before is live. Without data before, anything but the new data will do.
data_is_back() {
  if [[ -n $OLD_IDENTITY ]]; then
    has_identity "$HF_DATA_DIR" "$OLD_IDENTITY"
  else
    ! has_identity "$HF_DATA_DIR" "$NEW_IDENTITY"
  fi
}

# Renames the old data back, wherever it is. What stands in its place is moved aside, never deleted here.
bring_back_data() {
  local old=
  if [[ -n $OLD_IDENTITY ]]; then
    find_by_identity "$OLD_IDENTITY" || {
      ROLLBACK_MESSAGE="the data that was live before is not in $DATA_PARENT any more; it was last known as $KEPT_DATA"
      return 1
    }
    old=$REPLY
  fi
  [[ ! -e $HF_DATA_DIR ]] || move_new_data_away || return 1
  failpoint betweenRollbackRenames || return_rollback_failure 'the new data was moved away' || return 1
  [[ -n $old ]] || return 0
  rename_durably "$old" "$HF_DATA_DIR" || {
    ROLLBACK_MESSAGE="$old could not be renamed to $HF_DATA_DIR"
    return 1
  }
  # Power failing here: the old data is live again, the code may still be the new one, the package is stopped.
}

# Moves what is live away: an undo's data to where it was kept, so that it can be tried again; anything else to
# data.failed-<id>, also what somebody else (docker makes missing folders) put there.
move_new_data_away() {
  local to=$HF_DATA_DIR.failed-$RESTORE_ID number=2
  if [[ $TRANSACTION == undo && ! -e $NEW_DATA ]] && has_identity "$HF_DATA_DIR" "$NEW_IDENTITY"; then
    to=$NEW_DATA
  fi
  while [[ -e $to ]]; do
    to=$HF_DATA_DIR.failed-$RESTORE_ID-$number
    number=$((number + 1))
  done
  rename_durably "$HF_DATA_DIR" "$to" || {
    ROLLBACK_MESSAGE="$HF_DATA_DIR could not be renamed to $to"
    return 1
  }
  # Power failing here: no data folder; the old data is found by its identity and brought back by the next command.
}

# Brings back the old code, with the local changes that were set aside for the new one.
bring_back_code() {
  return_to_old_code || {
    ROLLBACK_MESSAGE="the old code ($OLD_COMMIT) could not be checked out ($GIT_MESSAGE)"
    return 1
  }
}

# Starts the services that ran before, and waits for the service's health if it was healthy before.
bring_back_services() {
  local -a services
  [[ -n $SERVICES_BEFORE ]] || return 0
  read -ra services <<<"$SERVICES_BEFORE"
  change_containers up -d "${services[@]}" || {
    ROLLBACK_MESSAGE="the package could not be started again ($DOCKER_MESSAGE)"
    return 1
  }
  [[ " $SERVICES_BEFORE " == *" $HF_SERVICE "* ]] || return 0
  # A service that was not healthy before cannot be asked for more than running.
  local HF_HEALTH_URL=$HF_HEALTH_URL
  [[ -n $WAS_HEALTHY ]] || HF_HEALTH_URL=
  wait_until_healthy || {
    ROLLBACK_MESSAGE="$HF_SERVICE runs on the old data again but is not healthy: $HEALTH_MESSAGE"
    return 1
  }
}

# Restored data on which the service was started may hold new events, so it is kept for the operator to judge. If it
# was never started it is nothing but a copy of the archive. Power failing in the middle: the rest stays, unused.
drop_unused_data() {
  drop_stage
  FAILED_DATA=
  if [[ $TRANSACTION == restore ]] && find_by_identity "$NEW_IDENTITY"; then
    if [[ -n $START_TRIED ]]; then
      FAILED_DATA=$REPLY
    else
      rm -rf --one-file-system -- "$REPLY"
    fi
  fi
  return 0
}

# Prints the fields that go with the report; $1 is the code of what failed.
rollback_details() {
  local kept=''
  if [[ -n $OLD_IDENTITY ]] && ! has_identity "$HF_DATA_DIR" "$OLD_IDENTITY" && find_by_identity "$OLD_IDENTITY"; then
    kept=$REPLY
  fi
  jq -cn --arg reason "$ROLLBACK_REASON" --arg cause "$1" --arg kept "$kept" --arg failed "$FAILED_DATA" \
    --arg data "$HF_DATA_DIR" '
    def known: if . == "" then null else . end;
    {reason: $reason, cause: $cause, dataDirectory: $data, keptData: ($kept | known), failedData: ($failed | known)}'
}

# Prints for the operator where the old and the new data stand, found by what they are.
where_everything_is() {
  if [[ -z $OLD_IDENTITY ]]; then
    printf 'There was no data before.'
  elif has_identity "$HF_DATA_DIR" "$OLD_IDENTITY"; then
    printf 'The old data is in %s.' "$HF_DATA_DIR"
  elif find_by_identity "$OLD_IDENTITY"; then
    printf 'The old data is in %s; rename it to %s and start the package.' "$REPLY" "$HF_DATA_DIR"
  else
    printf 'The old data is not in %s any more; it was last known as %s.' "$DATA_PARENT" "$KEPT_DATA"
  fi
  if find_by_identity "$NEW_IDENTITY"; then
    printf ' The new data is in %s.' "$REPLY"
  fi
  [[ -z $CODE_MOVED ]] || printf ' The code was at %s.' "$OLD_COMMIT"
  printf ' Run "recover" when the cause is removed; it tries again.'
}
