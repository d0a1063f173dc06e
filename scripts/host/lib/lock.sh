# shellcheck shell=bash
# One operation a package. The kernel holds the lock, so a killed run never leaves it behind.

# Runs a function under the package's lock; a second operation is refused at once.
with_package_lock() {
  open_lock "$HF_BACKUP_DIR/.holdfast-$HF_PACKAGE_KEY.lock"
  flock --nonblock 9 || refuse_busy
  EXIT_HOOKS+=(end_operation)
  begin_operation
  # Closed for what runs inside: bash keeps its own copy, which no child inherits.
  "$@" 9>&-
}

# Ends with BUSY, saying what is under way.
refuse_busy() {
  local operation
  operation=$(current_operation)
  fail BUSY "Another operation on $HF_PACKAGE_NAME is running on this host$(jq -r '
    if . == null then "" else " (\(.operation), started \(.startedAt) by \(.operator), phase \(.phase // "beginning"))" end' <<<"$operation"). Try again when it has ended." \
    "$(jq -c '{operation: .}' <<<"$operation")"
}

# Runs a function under the folder's short lock on backup names, which all packages of the folder share.
with_name_lock() {
  open_lock "$HF_BACKUP_DIR/.holdfast-names.lock"
  flock --timeout 30 9 || fail BUSY "The backup folder $HF_BACKUP_DIR is locked by another process."
  "$@" 9>&-
  exec 9>&-
}

# Opens the lock file as FD 9. A link in its place is refused: as root it would be written through.
open_lock() {
  [[ ! -L $1 ]] || fail PERMISSION_DENIED "The lock file $1 is a symbolic link."
  { exec 9>>"$1"; } 2>/dev/null || fail PERMISSION_DENIED "The lock file $1 cannot be written."
}
