# shellcheck shell=bash
# discard-undo: deletes kept data that an undo would bring back, and its records.

DISCARDED_IDS=()
DISCARDED_BYTES=0

# Deletes what restore ID kept; without an argument, what all of them kept.
discard_undo() {
  ((${#ARGUMENTS[@]} <= 1)) || fail USAGE 'The command discard-undo takes the id of one restore, or nothing.'
  require_tools jq flock find sha256sum sync
  require_backup_directory
  guard_signals
  with_package_lock discard_undo_locked
}

# The same, with the lock held.
discard_undo_locked() {
  local id=${ARGUMENTS[0]:-} found=
  list_undo_ids
  if [[ -n $id ]]; then
    for found in "${UNDO_IDS[@]}" ''; do
      [[ $found != "$id" ]] || break
    done
    [[ -n $found ]] || fail UNDO_NOT_FOUND "There is no kept data of a restore $id."
    UNDO_IDS=("$id")
  fi
  for id in "${UNDO_IDS[@]}"; do
    discard_kept_data "$id" || fail INTERNAL "The data that restore $id kept could not be removed: $REPLY"
  done
  emit "$(jq -cn --argjson bytes "$DISCARDED_BYTES" '{success: true, discarded: $ARGS.positional, freedBytes: $bytes}' --args "${DISCARDED_IDS[@]}")" \
    '"Discarded the kept data of \(.discarded | length) restores."'
}

# For cleanup, with the lock held: discards what can be undone no more. Ids and bytes are added to DISCARDED_IDS and
# DISCARDED_BYTES. Kept data without a readable record is left alone.
remove_expired_undo() {
  local id
  list_undo_ids
  for id in "${UNDO_IDS[@]}"; do
    read_undo_record "$id" || continue
    ! undo_is_possible "$REPLY" || continue
    discard_kept_data "$id" || warn "The data that restore $id kept could not be removed: $REPLY"
  done
}

# Deletes what record $1 keeps, and the record. False with the reason in REPLY.
discard_kept_data() {
  local id=$1 kept identity bytes gone=$DATA_PARENT/.discarded-$HF_PACKAGE_KEY-$1
  if ! read_undo_record "$id"; then
    REPLY='its record cannot be read'
    return 1
  fi
  IFS=$'\t' read -r kept identity bytes < <(jq -r '[.keptData, .identity, .sizeBytes] | @tsv' <<<"$REPLY")
  # Only the very folder that was kept. What stands there otherwise is somebody else's.
  if has_identity "$kept" "$identity" && [[ $kept != "$HF_DATA_DIR" ]]; then
    failpoint beforeDiscard || return_discard_failure || return 1
    rename_durably "$kept" "$gone" || return_discard_failure || return 1
    # Power failing here: the record's data is gone, so that it is not offered; the next restore, recover or cleanup
    # removes the renamed folder.
    failpoint afterDiscardRename || return_discard_failure || return 1
    DISCARDED_BYTES=$((DISCARDED_BYTES + bytes))
  fi
  journal_folder
  remove_durably "$REPLY/undo-$id" || return_discard_failure || return 1
  failpoint afterDiscardForgotten || return_discard_failure || return 1
  [[ ! -d $gone ]] || rm -rf --one-file-system -- "$gone" || return_discard_failure || return 1
  DISCARDED_IDS+=("$id")
}

# Fails with what the system said last.
return_discard_failure() {
  REPLY='see the log file'
  return 1
}
