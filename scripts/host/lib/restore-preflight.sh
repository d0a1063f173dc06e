# shellcheck shell=bash
# Preflight: with the service up and nothing touched, everything is asked that could stand in the way.

# Runs all checks, cheapest first.
preflight() {
  say "Checking $RESTORE_FILE"
  HF_DATA_DIR=$(readlink -m -- "$HF_DATA_DIR")
  DATA_PARENT=${HF_DATA_DIR%/*}
  : "${DATA_PARENT:=/}"
  require_no_interrupted_restore
  require_swappable_data
  clean_restore_leftovers
  choose_restore_id
  read_backup_info
  record PREVIOUS_VERSION "$(deployed_version)"
  record_running_services
  choose_compressor
  inspect_archive
  require_space "$DATA_PARENT" "$UNPACKED_BYTES" 'the restored data'
  plan_code
}

# Chooses the id that names what this restore keeps.
choose_restore_id() {
  local now=$EPOCHSECONDS
  while :; do
    TZ=UTC0 printf -v RESTORE_ID '%(%Y%m%d-%H%M%S)T' "$now"
    [[ -n $(compgen -G "$HF_DATA_DIR.*-$RESTORE_ID") ]] || break
    now=$((now + 1))
  done
}

# Ends unless the data folder can be replaced by renaming it.
require_swappable_data() {
  local owner
  [[ -d $DATA_PARENT ]] || fail DATA_MISSING "The folder $DATA_PARENT does not exist."
  [[ -w $DATA_PARENT && -x $DATA_PARENT ]] ||
    fail PERMISSION_DENIED "The folder $DATA_PARENT cannot be written, so the data in it cannot be replaced."
  [[ -e $HF_DATA_DIR ]] || return 0
  [[ -d $HF_DATA_DIR ]] || fail DATA_MISSING "$HF_DATA_DIR is not a folder."
  require_no_mount_point
  owner=$(stat -c %u -- "$HF_DATA_DIR")
  ((EUID == 0 || owner == EUID)) ||
    fail PERMISSION_DENIED "$HF_DATA_DIR belongs to another user: only root can give the restored data the same owner."
}

# A mount point cannot be renamed, and one below would stay with the old data.
require_no_mount_point() {
  ! find_mount_point "$HF_DATA_DIR" ||
    fail DATA_IS_MOUNT_POINT "$REPLY is a mount point: a restore replaces $HF_DATA_DIR by renaming it, which needs the data to be an ordinary folder. Mount the volume on the folder above it." \
      "$(jq -cn --arg mountPoint "$REPLY" '{mountPoint: $mountPoint}')"
}

# Removes what a killed restore staged. Never data that was live: that is called data.before-….
clean_restore_leftovers() {
  local leftover
  for leftover in "$DATA_PARENT"/.restore-"$HF_PACKAGE_KEY"-????????-??????; do
    [[ -d $leftover && ! -L $leftover ]] || continue
    say "Removing what an interrupted restore unpacked: $leftover"
    # Power failing in the middle: the next run removes the rest. It was never in use.
    rm -rf --one-file-system -- "$leftover"
  done
  put_back_state_file
}

# Records which services run now and whether the service is healthy: a roll-back brings back just that.
record_running_services() {
  active_services || refuse_unknown_state
  record SERVICES_BEFORE "$REPLY"
  query_service || refuse_unknown_state
  record WAS_HEALTHY ''
  if [[ $SERVICE_STATE == running ]] && answers_healthy; then
    record WAS_HEALTHY 1
  fi
}

# Sets CODE_COMMIT to what is to be checked out; empty, with a warning, when the code has to stay.
plan_code() {
  record CODE_COMMIT ''
  if [[ $RESTORE_VERSION == unknown ]]; then
    add_warning 'The version of this backup is unknown: the current code was kept.'
  elif [[ -z $GIT_TOP ]]; then
    add_warning "$HF_PACKAGE_DIR is not a git checkout: the current code was kept."
  elif ! find_tag "$RESTORE_VERSION"; then
    add_warning "There is no tag for version $RESTORE_VERSION in $GIT_TOP: the current code was kept."
  elif ! list_local_changes; then
    add_warning "$REPLY: the current code was kept."
  else
    record CODE_COMMIT "$TAG_COMMIT"
    record OLD_COMMIT "$(current_commit)"
    # Empty when no branch is checked out.
    record OLD_BRANCH "$(run_git symbolic-ref --quiet --short HEAD || :)"
  fi
}

# False when tracked files were changed by hand, or git cannot tell; REPLY says which. The deployment state is
# rewritten by every deployment and does not count.
list_local_changes() {
  local answer errors status=0
  open_scratch errors
  answer=$(run_git -c core.quotePath=false status --porcelain --untracked-files=no \
    -- ':/' ':(exclude)deployment.state.json' 2>"/dev/fd/$errors") || status=$?
  read_scratch "$errors"
  close_scratch "$errors"
  if ((status != 0)); then
    REPLY="Git does not work in $GIT_TOP (${REPLY:0:200})"
    return 1
  fi
  [[ -n $answer ]] || return 0
  answer=$(cut -c 4- <<<"$answer" | head -n 20 | paste -s -d ' ')
  REPLY="There are local changes in $GIT_TOP (${answer:0:1000})"
  return 1
}
