# shellcheck shell=bash
# cleanup: retention. It never removes the newest backup, nor one that is not certainly this package's.

# Removes backups older than the retention time, and kept data whose undo time is over.
clean_up() {
  require_arguments 0 'no arguments'
  require_tools jq find awk flock sync
  require_backup_directory
  guard_signals
  with_package_lock clean_up_locked
}

# The same, with the lock held.
clean_up_locked() {
  local document
  clean_backup_leftovers
  remove_expired_backups
  remove_expired_undo
  document=$(jq -c --argjson days "$HF_RETENTION_DAYS" --argjson bytes "${DISCARDED_BYTES:-0}" --args '
    {success: true, removed, removedCount: (.removed | length), freedBytes: (.freedBytes + $bytes), kept, retentionDays: $days,
     discarded: $ARGS.positional}' "${DISCARDED_IDS[@]}" <<<"$REMOVAL")
  emit "$document" '"Removed \(.removedCount) backups older than \(.retentionDays) days, kept \(.kept)."'
}

# Removes the package's backups beyond the retention time. Puts their names in REMOVED_BACKUPS, a JSON array, and those with
# {removed, freedBytes, kept} in REMOVAL.
# shellcheck disable=SC2034 # the commands read them
remove_expired_backups() {
  local filename
  read_catalog '' "expired_document(\$own; $HF_RETENTION_DAYS)"
  REMOVAL=$CATALOG
  REMOVED_BACKUPS=$(jq -c .removed <<<"$REMOVAL")
  while IFS= read -r filename; do
    remove_backup "$filename"
    say "Removed $filename, which is older than $HF_RETENTION_DAYS days"
  done < <(jq -r '.[]' <<<"$REMOVED_BACKUPS")
  [[ $REMOVED_BACKUPS == '[]' ]] || sync_paths "$HF_BACKUP_DIR"
}

# Removes one backup: the archive first, so that what a power failure leaves can never look like a backup.
remove_backup() {
  local path=$HF_BACKUP_DIR/$1
  local stem=${path%.tar.gz}
  rm -f -- "$path" || fail PERMISSION_DENIED "The backup $path could not be removed."
  # Power failing here: metadata without an archive, which is not listed and which the next run removes.
  failpoint afterExpiredArchiveRemoved || fail INTERNAL "What belonged to $path was not removed."
  rm -f -- "$path.version" "$stem.files.sha256" "$stem.verify.json" "$stem.notes.json"
  # Last: it says whose the others are.
  rm -f -- "$stem.meta.json"
}
