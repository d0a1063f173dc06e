# shellcheck shell=bash
# Preflight: with the service up and nothing touched, everything is asked that could stand in the way.

# Runs all checks, cheapest first.
preflight() {
  enter_phase check
  say "Checking $RESTORE_FILE"
  require_no_interrupted_restore
  require_swappable_data
  clean_restore_leftovers
  choose_restore_id
  read_backup_info
  note_what_is_live
  choose_compressor
  inspect_archive
  require_space "$DATA_PARENT" "$UNPACKED_BYTES" 'the restored data'
  plan_code
}

# Records what a roll-back brings back.
note_what_is_live() {
  record PREVIOUS_VERSION "$(deployed_version)"
  record_running_services
  if [[ -d $HF_DATA_DIR ]]; then
    identity_of "$HF_DATA_DIR" || fail DATA_MISSING "$HF_DATA_DIR cannot be looked at."
    record OLD_IDENTITY "$REPLY"
    record KEPT_DATA "$HF_DATA_DIR.before-$RESTORE_ID"
  fi
}

# Sets HF_DATA_DIR to where the data really is, and DATA_PARENT to the folder it is in.
locate_data() {
  is_real_path "$HF_DATA_DIR" || HF_DATA_DIR=$(readlink -m -- "$HF_DATA_DIR")
  DATA_PARENT=${HF_DATA_DIR%/*}
  : "${DATA_PARENT:=/}"
}

# True when readlink -m would leave the absolute path $1 as it is.
is_real_path() {
  local path=$1
  [[ $path/ != *//* && $path/ != */./* && $path/ != */../* ]] || return 1
  while [[ -n $path ]]; do
    [[ ! -L $path ]] || return 1
    path=${path%/*}
  done
}

# Chooses the id that names what this transaction keeps. Ids grow, so that the newest undo has the greatest.
choose_restore_id() {
  local now=$EPOCHSECONDS newest=
  journal_folder
  newest=$(compgen -G "$REPLY/undo-????????-??????" | sort | tail -n 1) || :
  newest=${newest##*/undo-}
  while :; do
    TZ=UTC0 printf -v RESTORE_ID '%(%Y%m%d-%H%M%S)T' "$now"
    [[ -n $(compgen -G "$HF_DATA_DIR.*-$RESTORE_ID*") || ! $RESTORE_ID > $newest ]] || break
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

# Removes what a killed restore staged and a killed discard-undo renamed. Never data that was live or can be asked for.
clean_restore_leftovers() {
  local leftover
  for leftover in "$DATA_PARENT"/.restore-"$HF_PACKAGE_KEY"-????????-?????? "$DATA_PARENT"/.discarded-"$HF_PACKAGE_KEY"-????????-??????; do
    [[ -d $leftover && ! -L $leftover ]] || continue
    say "Removing what an interrupted operation left: $leftover"
    # Power failing in the middle: the next run removes the rest. It was never in use, or was to be deleted.
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
  if [[ $RESTORE_VERSION == unknown ]]; then
    add_warning 'The version of this backup is unknown: the current code was kept.'
  elif [[ -z $GIT_TOP ]]; then
    add_warning "$HF_PACKAGE_DIR is not a git checkout: the current code was kept."
  elif ! find_tag "$RESTORE_VERSION"; then
    add_warning "There is no tag for version $RESTORE_VERSION in $GIT_TOP: the current code was kept."
  elif ! list_local_changes && [[ -z $DISCARD_LOCAL_CHANGES || -z $LOCAL_CHANGE_LIST ]]; then
    add_warning "$REPLY: the current code was kept."
  else
    record CODE_COMMIT "$TAG_COMMIT"
    record CODE_NAME "$TAG_NAME"
    note_live_code
  fi
}

# Records which commit is checked out, and on which branch; empty when on none.
note_live_code() {
  record OLD_COMMIT "$(current_commit)"
  record OLD_BRANCH "$(run_git symbolic-ref --quiet --short HEAD || :)"
}

# False when tracked files were changed by hand, or git cannot tell; REPLY says which. The deployment state is
# rewritten by every deployment and does not count. LOCAL_CHANGE_LIST holds the changed files, one a line.
list_local_changes() {
  local answer errors status=0
  LOCAL_CHANGE_LIST=
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
  LOCAL_CHANGE_LIST=$(cut -c 4- <<<"$answer")
  answer=$(head -n 20 <<<"$LOCAL_CHANGE_LIST" | paste -s -d ' ')
  REPLY="There are local changes in $GIT_TOP (${answer:0:1000})"
  return 1
}
