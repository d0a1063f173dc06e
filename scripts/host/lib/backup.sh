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
  package_tools
  # shellcheck disable=SC2086 # a list of words
  require_tools jq flock tar gzip find awk sort cmp sha256sum sync $REPLY
  choose_version
  guard_signals
  make_backup_directory
  with_package_lock create_backup_locked
}

# The same, with the lock held.
create_backup_locked() {
  local started=${EPOCHREALTIME/[.,]/}
  EXIT_HOOKS+=(drop_unfinished_backup)
  clean_backup_leftovers
  require_data
  scan_data
  require_running_service
  require_space "$HF_BACKUP_DIR" "$DATA_DISK_BYTES" 'the backup'
  choose_compressor
  with_name_lock reserve_backup_name
  say "Backing up $HF_PACKAGE_NAME (version $BACKUP_VERSION) to $BACKUP_STEM.tar.gz"
  write_archive_with_retries
  verify_archive
  write_metadata "$started"
  publish_backup
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

# A live copy needs the service to be there: a stopped one may just be half-way through something else.
require_running_service() {
  query_service || refuse_unknown_state
  [[ $SERVICE_STATE == running ]] || fail SERVICE_NOT_RUNNING 'EventStore is not running' \
    "$(jq -cn --arg service "$HF_SERVICE" '{service: $service}')"
}

# Answers with the new backup, as list shows it.
report_backup() {
  local document
  read_catalog "$BACKUP_STEM"
  document=$(jq -c --args '
    first
    | {success: true, message: "Backup created successfully", backup: ., file: .fullPath,
       warnings: $ARGS.positional}' "${BACKUP_WARNINGS[@]}" <<<"$CATALOG")
  say_outcome "Backup created successfully: $HF_BACKUP_DIR/$BACKUP_STEM.tar.gz"
  emit "$document" '"\(.message): \(.file) (\(.backup.size), version \(.backup.version))"'
}
