# shellcheck shell=bash
# cleanup: retention. It never removes the newest backup, nor one that is not certainly this package's.

# Removes backups older than the retention time.
clean_up() {
  require_arguments 0 'no arguments'
  require_tools jq find awk flock sync
  require_backup_directory
  guard_signals
  with_package_lock clean_up_locked
}

# The same, with the lock held.
clean_up_locked() {
  local expired filename document
  clean_backup_leftovers
  read_catalog
  expired=$(jq -c -L "$LIB_DIR" --arg own "$HF_PACKAGE_NAME" --argjson days "$HF_RETENTION_DAYS" \
    'include "reports"; expired($own; $days)' <<<"$CATALOG")
  while IFS= read -r filename; do
    remove_backup "$filename"
    say "Removed $filename"
  done < <(jq -r '.[].filename' <<<"$expired")
  sync_paths "$HF_BACKUP_DIR"
  document=$(jq -cs -L "$LIB_DIR" --argjson days "$HF_RETENTION_DAYS" '
    include "reports";
    .[0] as $all
    | .[1]
    | {success: true, removed: map(.filename), removedCount: length, freedBytes: total_bytes,
       kept: (($all | length) - length), retentionDays: $days}' <<<"$CATALOG $expired")
  emit "$document" '"Removed \(.removedCount) backups older than \(.retentionDays) days, kept \(.kept)."'
}

# Removes one backup: the archive first, so that what a power failure leaves can never look like a backup.
remove_backup() {
  local path=$HF_BACKUP_DIR/$1
  rm -f -- "$path" || fail PERMISSION_DENIED "The backup $path could not be removed."
  # Power failing here: metadata without an archive, which is not listed and which the next run removes.
  rm -f -- "$path.version" "${path%.tar.gz}.meta.json"
}
