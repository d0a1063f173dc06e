# shellcheck shell=bash
# backup: the operation from top to bottom. A backup is complete with its metadata, or not there at all.

# Attempts before the data is said to change too fast for a live copy.
# shellcheck disable=SC2034 # backup-write.sh reads it
readonly BACKUP_ATTEMPTS=3
BACKUP_WARNINGS=()

# Creates a backup and answers with it.
create_backup() {
  require_arguments 0 'no arguments'
  choose_version_format
  require_consistency_option
  package_tools
  # shellcheck disable=SC2086 # a list of words
  require_tools jq flock tar gzip find awk sort cmp sha256sum md5sum od sync $REPLY
  choose_version
  guard_signals
  make_backup_directory
  with_package_lock create_backup_locked
}

# The same, with the lock held.
create_backup_locked() {
  local started=${EPOCHREALTIME/[.,]/}
  EXIT_HOOKS+=(mention_created_backup drop_unfinished_backup restart_service_at_exit)
  enter_phase prepare
  clean_backup_leftovers
  require_data
  scan_data
  choose_consistency
  require_space "$HF_BACKUP_DIR" "$DATA_DISK_BYTES" 'the backup'
  choose_compressor
  with_name_lock reserve_backup_name
  failpoint afterBackupReserved || fail INTERNAL 'The backup was not begun.'
  stop_for_copy
  say "Backing up $HF_PACKAGE_NAME (version $BACKUP_VERSION) to $BACKUP_STEM.tar.gz"
  enter_phase copy
  write_archive_with_retries
  # As early as can be: the rest needs the copy alone. Where it does not start, the backup is finished first.
  restart_service || warn "$RESTART_MESSAGE"
  enter_phase verify
  verify_archive
  failpoint afterBackupVerified || fail INTERNAL 'The archive was not published.'
  enter_phase publish
  write_metadata "$started"
  publish_backup
  remove_expired_backups
  report_backup
}

# Refuses a bad --version before anything else is looked at.
choose_version_format() {
  [[ -v OPTIONS[version] ]] || return 0
  is_valid_version "${OPTIONS[version]}" ||
    fail BAD_VERSION 'The version must start with a letter or digit, hold only letters, digits, ".", "_", "+" and "-", and be at most 100 characters long.'
}

# Sets BACKUP_VERSION from --version, else from the deployment state.
choose_version() {
  if [[ -v OPTIONS[version] ]]; then
    BACKUP_VERSION=${OPTIONS[version]}
  else
    BACKUP_VERSION=$(deployed_version)
  fi
}

# Makes the backup folder where there is none yet.
make_backup_directory() {
  mkdir -p -- "$HF_BACKUP_DIR" || fail PERMISSION_DENIED "The backup folder $HF_BACKUP_DIR cannot be made."
  [[ -w $HF_BACKUP_DIR && -x $HF_BACKUP_DIR ]] ||
    fail PERMISSION_DENIED "The backup folder $HF_BACKUP_DIR cannot be written."
}

# Answers with the new backup, as list shows it.
report_backup() {
  local document
  [[ -z $RESTART_MESSAGE ]] || fail DOCKER_UNAVAILABLE "$RESTART_MESSAGE"
  read_catalog "$BACKUP_STEM"
  document=$(jq -c --argjson removed "$REMOVED_BACKUPS" --args '
    first
    | {success: true, message: "Backup created successfully", backup: ., file: .fullPath,
       warnings: $ARGS.positional, removed: $removed}' "${BACKUP_WARNINGS[@]}" <<<"$CATALOG")
  say_outcome "Backup created successfully: $HF_BACKUP_DIR/$BACKUP_STEM.tar.gz"
  emit "$document" '"\(.message): \(.file) (\(.backup.size), version \(.backup.version))"'
}

# The EXIT hook: what fails after the archive has appeared must not read as if there were no backup.
mention_created_backup() {
  local file=$HF_BACKUP_DIR/$BACKUP_STEM.tar.gz
  [[ -n $FAILURE_CODE && -n $METADATA_PUBLISHED && -f $file && -f ${file%.tar.gz}.meta.json ]] || return 0
  set_failure "$FAILURE_CODE" "The backup ${file##*/} was created, but: $FAILURE_MESSAGE" \
    "$(jq -c --arg file "$file" '. + {file: $file}' <<<"$FAILURE_DETAILS")"
}
