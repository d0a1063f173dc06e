# shellcheck shell=bash
# restore: the operation from top to bottom. Everything that can fail is tried before anything is stopped; the rest is a
# transaction (transaction.sh).

# Restores the backup named by the one argument and answers with what was done.
restore_backup() {
  require_arguments 1 'the file name of one backup'
  take_backup_argument
  package_tools
  # shellcheck disable=SC2086 # a list of words
  require_tools jq flock tar gzip find awk sha256sum sync du $REPLY
  require_backup_directory
  require_archive_file
  confirm_restore
  guard_signals
  with_package_lock restore_locked
}

# The same, with the lock held.
restore_locked() {
  reset_record restore
  EXIT_HOOKS+=(end_transaction)
  preflight
  stage_data
  run_transaction
  note_downtime
  report_restore 'Restore completed successfully'
}

# Makes the one argument the backup.
take_backup_argument() {
  RESTORE_FILE=${ARGUMENTS[0]}
  require_backup_name "$RESTORE_FILE"
  RESTORE_STEM=$REPLY
  ARCHIVE=$HF_BACKUP_DIR/$RESTORE_FILE
}

# Ends unless the archive is a readable regular file.
require_archive_file() {
  [[ ! -L $ARCHIVE ]] || fail UNSAFE_ARCHIVE "The backup $ARCHIVE is a symbolic link."
  [[ -e $ARCHIVE ]] || fail BACKUP_NOT_FOUND 'Backup file not found' "$(jq -cn --arg fullPath "$ARCHIVE" '$ARGS.named')"
  [[ -f $ARCHIVE ]] || fail UNSAFE_ARCHIVE "The backup $ARCHIVE is not a regular file."
  [[ -r $ARCHIVE ]] || fail PERMISSION_DENIED "The backup $ARCHIVE cannot be read."
}

# Goes on with --yes, or with a "yes" typed on a terminal. A silent stdin is never consent.
confirm_restore() {
  local answer
  [[ ! -v OPTIONS["yes"] ]] || return 0
  [[ -t 0 ]] || fail CONFIRMATION_REQUIRED "A restore stops $HF_PACKAGE_NAME and replaces its data: confirm it with --yes."
  read_backup_info
  print_text "This will stop $HF_PACKAGE_NAME, restore data from backup, and checkout to version $RESTORE_VERSION!"
  print_text "Backup file: $RESTORE_FILE"
  if find_tag "$RESTORE_VERSION"; then
    print_text "Code will be restored to tag $TAG_NAME"
  else
    print_text 'Code version tag not found - will keep current code'
  fi
  printf 'Are you sure you want to continue? (yes/no): ' >&4
  read -r answer || answer=
  [[ $answer == yes ]] || fail CONFIRMATION_REQUIRED 'The restore was not confirmed. Nothing was changed.'
}

# Sets RESTORE_VERSION and RESTORE_SHA256 (empty when unknown) from the backup's metadata.
read_backup_info() {
  read_catalog "$RESTORE_STEM"
  RESTORE_VERSION=$(jq -r 'first | .version // "unknown"' <<<"$CATALOG")
  record RESTORE_SHA256 ''
  if [[ -f ${ARCHIVE%.tar.gz}.meta.json ]]; then
    record RESTORE_SHA256 "$(jq -r '.sha256 | strings | select(test("\\A[0-9a-f]{64}\\z"))' "${ARCHIVE%.tar.gz}.meta.json" || :)"
  fi
  [[ $CATALOG != '[]' ]] ||
    fail BACKUP_NOT_FOUND "Backup file not found: $RESTORE_FILE belongs to another package than $HF_PACKAGE_NAME."
}

# Answers with what was done; $1 is the message. What the journal knows is enough: recovery answers the same.
report_restore() {
  local document
  document=$(restore_document "$1")
  say_outcome "$1"
  emit "$document" "$RESTORE_TEXT"
}

# The answer as text.
# shellcheck disable=SC2016 # it is jq's
readonly RESTORE_TEXT='.message
    + (if .restoredBackup then ": " + .restoredBackup else "" end)
    + (if .restoredVersion then " (version " + .restoredVersion + ", code " + (if .codeVersionRestored then "restored" else "kept" end) + ")" else "" end)
    + (if .keptData then "\nThe data that was live before is kept in " + .keptData else "" end)'

# Prints the answer as JSON; $1 is the message.
restore_document() {
  jq -cn --arg message "$1" --arg file "$RESTORE_FILE" --arg version "$RESTORE_VERSION" --arg previous "$PREVIOUS_VERSION" \
    --argjson code "$CODE_RESTORED" --arg kept "$KEPT_DATA" --arg downtime "$DOWNTIME_MS" --arg undone "$UNDONE_ID" \
    --argjson undo "$(undo_fields)" '
    def known: if . == "" or . == "unknown" then null else . end;
    {success: true, message: $message, restoredBackup: ($file | known), restoredVersion: $version,
     previousVersion: ($previous | known), codeVersionRestored: $code, warnings: $ARGS.positional,
     keptData: ($kept | known), downtimeMs: (if $downtime == "" then null else $downtime | tonumber end)}
    + $undo + (if $undone == "" then {} else {undoneRestore: $undone} end)' --args "${RESTORE_WARNINGS[@]}"
}
