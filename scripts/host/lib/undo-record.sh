# shellcheck shell=bash
# Undo records: what it takes to take a restore (or undo) back. One sealed file for each, beside the data; kept data
# without a record is left alone and never offered.

# Writes the record of the committed transaction; none where there was no data before.
write_undo_record() {
  local document expires
  [[ -n $OLD_IDENTITY ]] || return 0
  failpoint beforeUndoRecord || return 1
  journal_folder
  expires=$(date -u -d "$COMMITTED_AT + $HF_UNDO_DAYS days" +%Y-%m-%dT%H:%M:%SZ) || return 1
  document=$(jq -cn --arg id "$RESTORE_ID" --arg operation "$TRANSACTION" --arg file "$RESTORE_FILE" --arg version "$RESTORE_VERSION" \
    --arg previous "$PREVIOUS_VERSION" --arg at "$COMMITTED_AT" --arg expires "$expires" --argjson bytes "${KEPT_BYTES:-0}" \
    --arg kept "$KEPT_DATA" --arg identity "$OLD_IDENTITY" --arg commit "$OLD_COMMIT" --arg branch "$OLD_BRANCH" \
    --arg moved "$CODE_MOVED" --arg changes "$LOCAL_CHANGES" --arg undone "$UNDONE_ID" --argjson format "$JOURNAL_FORMAT" '
    {format: $format, id: $id, operation: $operation, restoredBackup: $file, restoredVersion: $version, previousVersion: $previous,
     restoredAt: $at, expiresAt: $expires, sizeBytes: $bytes, keptData: $kept, identity: $identity,
     commit: (if $moved == "" then "" else $commit end), branch: $branch, localChanges: $changes, undoneRestore: $undone}') || return 1
  write_sealed "$REPLY/undo-$RESTORE_ID" "$document" || return 1
  failpoint afterUndoRecord
}

# Removes the record of what this undo took back; its data is live now.
forget_undone() {
  [[ -n $UNDONE_ID ]] || return 0
  journal_folder
  remove_durably "$REPLY/undo-$UNDONE_ID" && failpoint afterUndoneForgotten
}

# Fills UNDO_IDS with the ids of all records, newest first.
list_undo_ids() {
  local file
  UNDO_IDS=()
  journal_folder
  for file in "$REPLY"/undo-????????-??????; do
    [[ ! -e $file && ! -L $file ]] || UNDO_IDS=("${file##*/undo-}" "${UNDO_IDS[@]}")
  done
}

# Puts record $1 in REPLY, a line of JSON. False when there is none that can be trusted.
read_undo_record() {
  journal_folder
  read_sealed "$REPLY/undo-$1" || return 1
  jq -e --arg id "$1" --argjson format "$JOURNAL_FORMAT" '.format == $format and .id == $id' <<<"$REPLY" >/dev/null 2>&1
}

# False, with the reason in REPLY, unless what record $1 (JSON) keeps can still be brought back.
undo_is_possible() {
  local id kept identity expired
  IFS=$'\t' read -r id kept identity expired < <(jq -r '[.id, .keptData, .identity, .expiresAt < (now | todate)] | @tsv' <<<"$1")
  if [[ $expired == true ]]; then
    REPLY="the time to undo $id is over"
  elif [[ ! -d $kept ]]; then
    REPLY="the data it kept, $kept, is not there any more"
  elif ! has_identity "$kept" "$identity"; then
    REPLY="$kept is not the folder that was kept; it was replaced by another"
  else
    return 0
  fi
  return 1
}

# Prints as JSON what can be undone, or null.
current_undo() {
  local record
  list_undo_ids
  if ((${#UNDO_IDS[@]} > 0)) && read_undo_record "${UNDO_IDS[0]}"; then
    record=$REPLY
    if undo_is_possible "$record"; then
      jq -c 'def known: if . == "" or . == "unknown" then null else . end;
        {id, restoredBackup: (.restoredBackup | known), restoredVersion: (.restoredVersion | known),
         previousVersion: (.previousVersion | known), restoredAt, expiresAt, sizeBytes, keptData}' <<<"$record"
      return 0
    fi
  fi
  printf null
}

# Prints the undo fields of a restore's answer.
undo_fields() {
  if read_undo_record "$RESTORE_ID"; then
    jq -c '{undoId: .id, undoExpiresAt: .expiresAt}' <<<"$REPLY"
  else
    printf '{"undoId": null, "undoExpiresAt": null}'
  fi
}
