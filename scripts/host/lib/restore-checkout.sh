# shellcheck shell=bash
# Checkout: brings the code to the version of the data. Where that fails the data stays restored and the result
# says so, as specified.

# Checks out the planned commit.
check_out_code() {
  [[ -n $CODE_COMMIT ]] || return 0
  # Asked again: somebody may have edited a file since.
  if ! list_local_changes; then
    add_warning "$REPLY: the current code was kept."
    return 0
  fi
  if [[ $OLD_COMMIT == "$CODE_COMMIT" ]]; then
    record CODE_RESTORED true
    return 0
  fi
  say "Checking out $TAG_NAME"
  record CODE_MOVED 1
  if switch_code --detach "$CODE_COMMIT"; then
    # Power failing here: the new data with the new code, the package stopped.
    record CODE_RESTORED true
    log_line "Successfully checked out to $TAG_NAME"
    return 0
  fi
  add_warning "Tag $TAG_NAME could not be checked out (${GIT_MESSAGE:0:500}): the current code was kept."
  # A checkout that failed half-way may have written files.
  return_to_old_code || fail INTERNAL "the checkout of $TAG_NAME failed and the old code could not be brought back ($GIT_MESSAGE)"
  record CODE_MOVED ''
}

# Brings the code back to where it was. --force loses nothing: the tree was clean before.
return_to_old_code() {
  # A checkout that failed before it began, by a lock left behind say, needs no way back, and there may be none.
  if [[ $(current_commit) == "$OLD_COMMIT" ]] && list_local_changes; then
    return 0
  fi
  if [[ -n $OLD_BRANCH ]]; then
    switch_code --force "$OLD_BRANCH" --
  else
    switch_code --force --detach "$OLD_COMMIT"
  fi
}

# Runs git checkout with the given arguments, keeping deployment.state.json as it is; false with GIT_MESSAGE.
switch_code() {
  local output status=0
  open_scratch output
  if set_state_file_aside >&"$output" 2>&1; then
    run_git checkout --quiet "$@" >&"$output" 2>&1 || status=$?
  else
    status=1
  fi
  put_back_state_file >&"$output" 2>&1 || status=1
  read_scratch "$output"
  close_scratch "$output"
  GIT_MESSAGE=${REPLY%%$'\n'*}
  : "${GIT_MESSAGE:=git ended with $status}"
  # Git does not flush what it writes.
  sync -f -- "$GIT_TOP" || :
  return "$status"
}

# Saves the deployment state durably beside itself and takes its changes out of git's way.
set_state_file_aside() {
  local file=$HF_PACKAGE_DIR/deployment.state.json saved=$HF_PACKAGE_DIR/.deployment.state.json.saved
  [[ -f $file ]] || return 0
  cp -p -- "$file" "$saved.part" && sync_paths "$saved.part" && rename_durably "$saved.part" "$saved" || return 1
  # Power failing in the lines below: the saved copy is put back by the next restore.
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
