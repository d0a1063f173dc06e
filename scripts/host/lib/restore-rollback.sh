# shellcheck shell=bash
# Roll-back: whatever failed, the old data, the old code and the services that ran before come back.

ROLLBACK_MESSAGE=

# The EXIT hook of a restore. Before the stop there is only the stage to remove.
undo_restore() {
  [[ -z $COMMITTED ]] || return 0
  if [[ -n $STOP_TRIED ]]; then
    roll_back
  else
    drop_stage
  fi
}

# Rolls back and sets what is reported: what failed, and what is true now.
roll_back() {
  local reason=${FAILURE_MESSAGE:-$LAST_ERROR} cause=${FAILURE_CODE:-INTERNAL} state
  warn "The restore failed: $reason. Rolling back."
  if roll_back_steps; then
    state='The old data and code are back and the package runs again.'
    [[ -n $SERVICES_BEFORE ]] || state='The old data and code are back; the package is stopped, as it was before.'
    set_failure RESTORE_ROLLED_BACK "The restore failed and was rolled back: $reason. $state" "$(rollback_details)"
  else
    set_failure ROLLBACK_FAILED "The restore failed ($reason) and could not be rolled back: $ROLLBACK_MESSAGE. $(where_everything_is)" \
      "$(rollback_details)"
  fi
}

# The steps, backwards. False, with ROLLBACK_MESSAGE, at the first that fails: the next would make it worse.
roll_back_steps() {
  if [[ -n $DATA_MOVED || -n $START_TRIED ]]; then
    change_containers stop || {
      ROLLBACK_MESSAGE="the package could not be stopped ($DOCKER_MESSAGE)"
      return 1
    }
    require_stopped || {
      ROLLBACK_MESSAGE=$REPLY
      return 1
    }
  fi
  [[ -z $DATA_MOVED ]] || bring_back_data || return 1
  if [[ -n $CODE_MOVED ]]; then
    return_to_old_code || {
      ROLLBACK_MESSAGE="the old code ($OLD_COMMIT) could not be checked out ($GIT_MESSAGE)"
      return 1
    }
  fi
  bring_back_services || return 1
  drop_unused_data
}

# Renames the old data back. What exists on the disk decides, not how far the swap believed to have come.
bring_back_data() {
  if [[ -n $KEPT_DATA && ! -d $KEPT_DATA ]]; then
    # The old data was never moved.
    record KEPT_DATA ''
    return 0
  fi
  if [[ -e $HF_DATA_DIR ]]; then
    record FAILED_DATA "$HF_DATA_DIR.failed-$RESTORE_ID"
    rename_durably "$HF_DATA_DIR" "$FAILED_DATA" || {
      ROLLBACK_MESSAGE="$HF_DATA_DIR could not be renamed to $FAILED_DATA"
      return 1
    }
    # Power failing here: no data folder, the old data complete in data.before-<id>; the next command says so.
  fi
  [[ -n $KEPT_DATA ]] || return 0
  rename_durably "$KEPT_DATA" "$HF_DATA_DIR" || {
    ROLLBACK_MESSAGE="$KEPT_DATA could not be renamed to $HF_DATA_DIR"
    return 1
  }
  # Power failing here: the old data is live again, the code may still be the new one, the package is stopped.
  record KEPT_DATA ''
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
  [[ -n $WAS_HEALTHY ]] || record HF_HEALTH_URL ''
  wait_until_healthy || {
    ROLLBACK_MESSAGE="$HF_SERVICE runs on the old data again but is not healthy: $HEALTH_MESSAGE"
    return 1
  }
}

# Restored data on which the service was started may hold new events, so it is kept for the operator to judge. If it
# was never started it is nothing but a copy of the archive. Power failing in the middle: the rest stays, unused.
drop_unused_data() {
  drop_stage
  if [[ -n $FAILED_DATA && -z $START_TRIED ]]; then
    rm -rf --one-file-system -- "$FAILED_DATA"
    record FAILED_DATA ''
  fi
  return 0
}

# Prints the fields that go with the report.
rollback_details() {
  jq -cn --arg reason "$reason" --arg cause "$cause" --arg kept "$KEPT_DATA" --arg failed "$FAILED_DATA" \
    --arg data "$HF_DATA_DIR" '
    def known: if . == "" then null else . end;
    {reason: $reason, cause: $cause, dataDirectory: $data, keptData: ($kept | known), failedData: ($failed | known)}'
}

# Prints for the operator where the old and the new data stand.
where_everything_is() {
  if [[ -n $KEPT_DATA ]]; then
    printf 'The old data is in %s; rename it to %s and start the package.' "$KEPT_DATA" "$HF_DATA_DIR"
  else
    printf 'The old data is in %s.' "$HF_DATA_DIR"
  fi
  [[ -z $FAILED_DATA ]] || printf ' The restored data is in %s.' "$FAILED_DATA"
  [[ -z $CODE_MOVED ]] || printf ' The code was at %s.' "$OLD_COMMIT"
}
