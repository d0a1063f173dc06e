# shellcheck shell=bash
# The shapes and exit codes of AutoUpdater's migration protocol, for backup.sh and restore.sh. The operations are the
# same; only what is printed differs.

# Puts in REPLY a result or an error in AutoUpdater's shape, where "error" is the sentence. A fresh installation has nothing
# to back up, which is no error; data that a cut-off restore left aside is one.
shape_result() {
  REPLY=$(jq -c '
    if type == "object" and .success == false then
      if .code == "DATA_MISSING" and (.keptData | not) then {file: ""} else {success, error: .message, message, code} end
    elif has("backups") then
      .backups | map({filename, version, size, size_bytes: .sizeBytes, full_path: .fullPath})
    elif has("file") then {file}
    else {success} end' <<<"$1")
}

# Puts the exit code in REPLY: 0 or 1.
exit_status() {
  if [[ $1 == 0 ]] || is_fresh_installation; then
    REPLY=0
  else
    REPLY=1
  fi
}

# Makes the backup write the version file that AutoUpdater's own scripts read.
with_version_file() {
  OPTIONS["version-file"]=1
  "$@"
}

# True when the backup ended because there is no data yet.
is_fresh_installation() {
  [[ $COMMAND == backup && $FAILURE_CODE == DATA_MISSING && $FAILURE_DETAILS == '{}' ]]
}

# Makes --file the argument of the restore. The file must be in the backup folder itself: only there are names and
# metadata trusted.
take_file_option() {
  local path=${OPTIONS[file]:-} folder
  [[ -n $path ]] || fail USAGE 'Backup file not specified. Use --file=path_to_backup'
  ((${#ARGUMENTS[@]} == 0)) || fail USAGE 'restore.sh takes no arguments besides --file=path_to_backup.'
  if [[ $path == */* ]]; then
    folder=$(readlink -m -- "${path%/*}/")
    [[ $folder == "$(readlink -m -- "$HF_BACKUP_DIR")" ]] ||
      fail BAD_FILENAME "The backup $path is not in the backup folder $HF_BACKUP_DIR."
  fi
  ARGUMENTS=("${path##*/}")
}
