# shellcheck shell=bash
# One operation a package. The kernel holds the lock, so a killed run never leaves it behind. What a run starts (docker,
# git, tar) inherits the lock's descriptor: it is free only when those have ended, too, so that nothing begins beside
# the orphans of a run that was killed.

# How long orphans of a killed run may take to end before they are asked to.
readonly ORPHAN_SECONDS=${HOLDFAST_ORPHAN_SECONDS:-20}

# Runs a function under the package's lock; a second operation is refused at once. A restore that was cut off is
# recovered first.
with_package_lock() {
  local attempt
  for attempt in 1 2 3; do
    take_package_lock
    if [[ $COMMAND == recover ]] || ! journal_exists; then
      break
    fi
    # It was cut off after this command had looked.
    exec 9>&-
    ((attempt < 3)) || fail BUSY "A restore of $HF_PACKAGE_NAME is being recovered on this host. Try again when it has ended."
    recover_first
  done
  EXIT_HOOKS+=(end_operation)
  begin_operation
  recover_stopped_service
  "$@"
}

# Takes the lock as FD 9, or ends with BUSY.
take_package_lock() {
  local deadline=$((SECONDS + ORPHAN_SECONDS)) asked=
  package_lock_file
  open_lock 9 "$REPLY"
  until flock --nonblock 9; do
    # It may have been taken, but not noted, a moment ago: asked again each time.
    ! operation_runs || refuse_busy
    if ((SECONDS >= deadline)); then
      [[ -z $asked ]] || refuse_orphans
      end_orphans
      asked=1
      deadline=$((SECONDS + 10))
    fi
    sleep 0.1
  done
}

# Puts the lock's file in REPLY.
package_lock_file() {
  REPLY=$HF_BACKUP_DIR/.holdfast-$HF_PACKAGE_KEY.lock
}

# True when process $1 holds the lock, not only has its file open.
holds_package_lock() {
  package_lock_file
  [[ /proc/$1/fd/9 -ef $REPLY ]] && grep -q '^lock:.*FLOCK' "/proc/$1/fdinfo/9" 2>/dev/null
}

# Puts the processes that hold the lock in REPLY, space-separated.
list_lock_holders() {
  local process pid
  local -a holders=()
  for process in /proc/[0-9]*; do
    pid=${process##*/}
    [[ $pid != "$$" && $pid != "$BASHPID" ]] || continue
    ! holds_package_lock "$pid" || holders+=("$pid")
  done
  REPLY=${holders[*]}
}

# Asks what a killed run left behind to end. It works for nobody any more; what it leaves half done is recovered.
end_orphans() {
  local -a holders
  list_lock_holders
  read -ra holders <<<"$REPLY"
  ((${#holders[@]} > 0)) || return 0
  log_line "Ending processes that a killed operation left: ${holders[*]}"
  kill -TERM -- "${holders[@]}" 2>/dev/null || :
}

# Ends with BUSY because orphans do not end.
refuse_orphans() {
  list_lock_holders
  fail BUSY "An operation on $HF_PACKAGE_NAME was killed, but processes that it started still run${REPLY:+ ($REPLY)}. Try again when they have ended." \
    '{"operation": null}'
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
  open_lock 8 "$HF_BACKUP_DIR/.holdfast-names.lock"
  flock --timeout 30 8 || fail BUSY "The backup folder $HF_BACKUP_DIR is locked by another process."
  "$@" 8>&-
  exec 8>&-
}

# Opens the lock file $2 as FD $1. A link in its place is refused: as root it would be written through.
open_lock() {
  local descriptor=$1 file=$2
  [[ ! -L $file ]] || fail PERMISSION_DENIED "The lock file $file is a symbolic link."
  { eval "exec $descriptor>>\"\$file\""; } 2>/dev/null || fail PERMISSION_DENIED "The lock file $file cannot be written."
}
