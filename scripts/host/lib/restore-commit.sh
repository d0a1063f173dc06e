# shellcheck shell=bash
# Commit: the target is live, verified, durable and healthy. From here on nothing is rolled back.

# Commits. The journal's state is the moment of truth; what follows it is finished by the next command after a crash.
commit_transaction() {
  trap '' TERM
  record ABORT_REFUSED 1
  enter_phase commit false
  record COMMITTED_AT "$(date -u +%Y-%m-%dT%H:%M:%SZ)"
  [[ -z $OLD_IDENTITY ]] || record KEPT_BYTES "$(du -s --block-size=1 -- "$KEPT_DATA" | cut -f 1)"
  enter_state COMMITTED
  record COMMITTED 1
  finish_commit
}

# What is left to do after the commit. Each step may be done twice. A failing one is a warning: data and code are right.
finish_commit() {
  write_undo_record || add_warning "There will be no undo of this $TRANSACTION: its record could not be written in $DATA_PARENT. The data that was live before is in $KEPT_DATA."
  write_committed_state || add_warning "deployment.state.json in $HF_PACKAGE_DIR could not be written: it does not show version $RESTORE_VERSION."
  drop_stage || add_warning "The folder $STAGE could not be removed."
  forget_undone || add_warning "The record of the undone restore $UNDONE_ID could not be removed."
  # Without this the next command does all of it again.
  remove_journal || add_warning "The journal in $DATA_PARENT could not be removed."
}

# Writes deployment.state.json when the code went along with the data.
write_committed_state() {
  local version=
  failpoint beforeStateWritten || return 1
  [[ $CODE_RESTORED != true || $RESTORE_VERSION == unknown ]] || version=$RESTORE_VERSION
  if [[ -n $version || -e $HF_PACKAGE_DIR/deployment.state.json ]]; then
    write_deployment_state "$version" || return 1
  fi
  failpoint afterStateWritten
}
