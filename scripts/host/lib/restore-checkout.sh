# shellcheck shell=bash
# Checkout: brings the code to the version of the data. Where that fails the data stays restored and the result
# says so, as specified.

# Checks out the planned commit. May be called again after a crash in it (CODE_MOVED is set then).
check_out_code() {
  [[ -n $CODE_COMMIT ]] || return 0
  if [[ -n $CODE_MOVED ]]; then
    # A crash in it: nothing of what git believes about the files counts.
    rebuild_index || :
    keep_later_changes
  elif [[ $JOURNAL_STATE == CHECKED_OUT ]]; then
    # It was decided not to move the code.
    return 0
  elif ! allow_checkout; then
    return 0
  fi
  say "Checking out $CODE_NAME"
  if move_code "$CODE_COMMIT" "$CODE_BRANCH"; then
    # Power failing here: the new data with the new code, the package stopped.
    record CODE_RESTORED true
    log_line "Successfully checked out to $CODE_NAME"
    return 0
  fi
  add_warning "$CODE_NAME could not be checked out (${GIT_MESSAGE:0:500}): the current code was kept."
  # A checkout that failed half-way may have written files.
  return_to_old_code || fail INTERNAL "the checkout of $CODE_NAME failed and the old code could not be brought back ($GIT_MESSAGE)"
  record CODE_MOVED ''
}

# False, with a warning or because there is nothing to do, when the code is not to be moved; else it is journaled that it
# will be.
allow_checkout() {
  # Asked again: somebody may have edited a file since the preflight.
  if ! list_local_changes; then
    if [[ -z $DISCARD_LOCAL_CHANGES || -z $LOCAL_CHANGE_LIST ]]; then
      add_warning "$REPLY: the current code was kept."
      return 1
    fi
    keep_local_changes || {
      add_warning "$REPLY, and they could not be set aside (${GIT_MESSAGE:0:300}): the current code was kept."
      return 1
    }
    add_warning "$REPLY: they were set aside. \"git stash apply $LOCAL_CHANGES\" in $GIT_TOP brings them back."
  fi
  if ! list_files_in_the_way; then
    add_warning "$REPLY: the current code was kept."
    return 1
  fi
  if [[ $OLD_COMMIT == "$CODE_COMMIT" && -z $LOCAL_CHANGES && -z $LOCAL_CHANGES_TO_APPLY ]]; then
    record CODE_RESTORED true
    return 1
  fi
  record CODE_MOVED 1
  # Only with this a recovery overwrites files of the checkout: until now changes in it are somebody's work.
  enter_state "$JOURNAL_STATE"
  failpoint beforeCheckout || {
    GIT_MESSAGE='it was cut off'
    add_warning "$CODE_NAME could not be checked out (it was cut off): the current code was kept."
    record CODE_MOVED ''
    return 1
  }
}

# Keeps the local changes durably as a stash commit under a name of this transaction.
keep_local_changes() {
  local commit message=$REPLY
  if commit=$(run_git -c user.name=holdfast -c user.email=holdfast@localhost stash create "Before $TRANSACTION $RESTORE_ID" 2>/dev/null) &&
    [[ -n $commit ]] && run_git update-ref "refs/holdfast/$RESTORE_ID" "$commit" && sync -f -- "$GIT_TOP"; then
    # Power failing here: the changes are in the tree and in the stash commit.
    record LOCAL_CHANGES "refs/holdfast/$RESTORE_ID"
    REPLY=$message
    return 0
  fi
  GIT_MESSAGE='git stash create failed'
  REPLY=$message
  return 1
}

# Brings the code back to where it was, with the local changes it had.
return_to_old_code() {
  rebuild_index || return 1
  # Changes in the tree are this transaction's own or somebody's work since: kept, too, before they are overwritten.
  keep_later_changes
  LOCAL_CHANGES_TO_APPLY=$LOCAL_CHANGES move_code "$OLD_COMMIT" "$OLD_BRANCH" || return 1
  remove_files_of_new_code
}

# Removes what a checkout that was cut off wrote and the old code does not have; none of it was there before.
remove_files_of_new_code() {
  local file
  while IFS= read -r -d '' file; do
    [[ ! -f $GIT_TOP/$file && ! -L $GIT_TOP/$file ]] || rm -f -- "$GIT_TOP/$file" || return 1
    # Power failing here: every one of these files is also in the commit.
  done < <(list_new_files)
}

# Prints the files that only the new code has, each ended by a NUL byte.
list_new_files() {
  # There are none, and the package is down meanwhile.
  [[ $OLD_COMMIT != "$CODE_COMMIT" ]] || return 0
  run_git diff --name-only --no-renames -z --diff-filter=A "$OLD_COMMIT" "$CODE_COMMIT"
}

# False when files that git does not know are where the new code has some; REPLY names them.
list_files_in_the_way() {
  local file
  local -a files=()
  while IFS= read -r -d '' file; do
    [[ $file == deployment.state.json || ! -e $GIT_TOP/$file ]] || files+=("$file")
  done < <(list_new_files)
  REPLY="There are files in $GIT_TOP that $CODE_NAME would overwrite (${files[*]})"
  ((${#files[@]} == 0))
}

# Keeps what the tree holds beyond its commit, where there is anything; for a roll-back, which overwrites it.
keep_later_changes() {
  local commit
  list_local_changes && return 0
  commit=$(run_git -c user.name=holdfast -c user.email=holdfast@localhost stash create "While $TRANSACTION $RESTORE_ID was rolled back" 2>/dev/null) || return 0
  [[ -z $commit ]] || run_git update-ref "refs/holdfast/$RESTORE_ID-rollback" "$commit" || :
}

# Checks out commit $1, on branch $2 where that still stands for it, keeping deployment.state.json as it is and then
# applying the changes of LOCAL_CHANGES_TO_APPLY. False with GIT_MESSAGE.
move_code() {
  local commit=$1 branch=$2 output status=0
  local -a target=(--detach "$commit")
  if [[ -n $branch && $(run_git rev-parse --verify --quiet "refs/heads/$branch^{commit}") == "$commit" ]]; then
    target=("$branch" --)
  fi
  clear_stale_git_locks
  open_scratch output
  if set_state_file_aside >&"$output" 2>&1 && failpoint afterStateAside; then
    # --force loses nothing: changes were set aside before, and files that git does not know are not in the way.
    run_git checkout --quiet --force "${target[@]}" >&"$output" 2>&1 || status=$?
    if ((status == 0)) && [[ -n $LOCAL_CHANGES_TO_APPLY ]]; then
      run_git stash apply --quiet "$LOCAL_CHANGES_TO_APPLY" >&"$output" 2>&1 ||
        add_warning "The local changes in $LOCAL_CHANGES_TO_APPLY could not be applied again; \"git stash apply $LOCAL_CHANGES_TO_APPLY\" in $GIT_TOP does it."
    fi
  else
    status=1
  fi
  ((status != 0)) || failpoint afterCheckout || status=1
  put_back_state_file >&"$output" 2>&1 || status=1
  read_scratch "$output"
  close_scratch "$output"
  GIT_MESSAGE=${REPLY%%$'\n'*}
  : "${GIT_MESSAGE:=git ended with $status}"
  # Git does not flush what it writes.
  sync -f -- "$GIT_TOP" || status=1
  return "$status"
}

# Saves the deployment state durably beside itself and takes its changes out of git's way.
set_state_file_aside() {
  local file=$HF_PACKAGE_DIR/deployment.state.json saved=$HF_PACKAGE_DIR/.deployment.state.json.saved
  [[ -f $file ]] || return 0
  cp -p -- "$file" "$saved.part" && sync_paths "$saved.part" && rename_durably "$saved.part" "$saved" || return 1
  # Power failing in the lines below: the saved copy is put back by the next command.
  if run_git ls-files --error-unmatch -- deployment.state.json >/dev/null 2>&1; then
    run_git checkout --quiet HEAD -- deployment.state.json
  else
    rm -f -- "$file"
  fi
}

# Puts the saved deployment state back, by a rename: it is always complete at one of the two names.
put_back_state_file() {
  local saved=$HF_PACKAGE_DIR/.deployment.state.json.saved
  [[ -f $saved && ! -L $saved ]] || return 0
  rename_durably "$saved" "$HF_PACKAGE_DIR/deployment.state.json"
}
