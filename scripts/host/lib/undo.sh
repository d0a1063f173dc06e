# shellcheck shell=bash
# undo: takes the newest restore (or undo) back, by the same transaction. The data it replaces is kept in turn.

# Takes back the newest one; an id as argument must be its.
undo_restore() {
  ((${#ARGUMENTS[@]} <= 1)) || fail USAGE 'The command undo takes the id of one restore, or nothing.'
  package_tools
  # shellcheck disable=SC2086 # a list of words
  require_tools jq flock find sha256sum sync du $REPLY
  require_backup_directory
  choose_undo "${ARGUMENTS[0]:-}"
  [[ -v OPTIONS["yes"] ]] ||
    fail CONFIRMATION_REQUIRED "An undo stops $HF_PACKAGE_NAME and replaces its data: confirm it with --yes."
  guard_signals
  with_package_lock undo_locked
}

# The same, with the lock held.
undo_locked() {
  # Another run may have been first.
  choose_undo "${ARGUMENTS[0]:-}"
  reset_record undo
  record RESTORE_FILE ''
  EXIT_HOOKS+=(end_transaction)
  enter_phase check
  require_swappable_data
  clean_restore_leftovers
  choose_restore_id
  note_what_is_live
  target_undo
  run_transaction
  note_downtime
  report_restore 'Undo completed successfully'
}

# Puts the newest record in UNDO_RECORD, or ends with UNDO_NOT_FOUND and the reason. $1: its id, or empty.
choose_undo() {
  local wanted=$1
  list_undo_ids
  if [[ -n $wanted && ! $wanted =~ ^[0-9]{8}-[0-9]{6}$ ]]; then
    fail USAGE 'The id of an undo has the form YYYYMMDD-HHMMSS.'
  fi
  ((${#UNDO_IDS[@]} > 0)) || fail UNDO_NOT_FOUND "There is no restore of $HF_PACKAGE_NAME that can be undone."
  [[ -z $wanted || $wanted == "${UNDO_IDS[0]}" ]] ||
    fail UNDO_NOT_FOUND "Only the newest restore, ${UNDO_IDS[0]}, can be undone, not $wanted."
  read_undo_record "${UNDO_IDS[0]}" ||
    fail UNDO_NOT_FOUND "The record of restore ${UNDO_IDS[0]} in $DATA_PARENT cannot be read, so it cannot be undone by itself."
  UNDO_RECORD=$REPLY
  undo_is_possible "$UNDO_RECORD" || fail UNDO_NOT_FOUND "Restore ${UNDO_IDS[0]} cannot be undone: $REPLY."
}

# Records what the undo brings back.
target_undo() {
  record UNDONE_ID "$(undo_field id)"
  record NEW_DATA "$(undo_field keptData)"
  record NEW_IDENTITY "$(undo_field identity)"
  record RESTORE_VERSION "$(undo_field previousVersion)"
  # The restore did not move the code, or it cannot be moved back.
  record CODE_COMMIT "$(undo_field commit)"
  [[ -n $CODE_COMMIT ]] || return 0
  if [[ -z $GIT_TOP ]] || ! run_git cat-file -e "$CODE_COMMIT^{commit}" 2>/dev/null; then
    add_warning "The commit $CODE_COMMIT is not in $HF_PACKAGE_DIR any more: the current code was kept."
    record CODE_COMMIT ''
    return 0
  fi
  record CODE_BRANCH "$(undo_field branch)"
  record CODE_NAME "${CODE_BRANCH:-commit ${CODE_COMMIT:0:12}}"
  record LOCAL_CHANGES_TO_APPLY "$(undo_field localChanges)"
  note_live_code
}

# Prints a field of the chosen record.
undo_field() {
  jq -r --arg name "$1" '.[$name] // ""' <<<"$UNDO_RECORD"
}
