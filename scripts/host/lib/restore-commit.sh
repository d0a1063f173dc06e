# shellcheck shell=bash
# Commit: the restored package is verified, durable and healthy. From here on nothing is rolled back.

# Records the version and clears the stage away. The old data stays in data.before-<id> until the operator removes it.
commit_restore() {
  local version=
  trap '' TERM
  record ABORT_REFUSED 1
  record COMMITTED 1
  [[ $CODE_RESTORED != true ]] || version=$RESTORE_VERSION
  if [[ -n $version || -e $HF_PACKAGE_DIR/deployment.state.json ]]; then
    write_deployment_state "$version" ||
      add_warning "deployment.state.json in $HF_PACKAGE_DIR could not be written: it does not show version $RESTORE_VERSION."
  fi
  drop_stage || add_warning "The folder $STAGE could not be removed."
}
