# shellcheck shell=bash
# The result of the last verification, beside the archive it is about.

# Prints size and time of archive $1: a result counts for this archive only.
archive_identity() {
  find "$1" -maxdepth 0 -printf '%s %T@'
}

# Prints result $2 of the archive with identity $1 as it is stored.
format_verification() {
  jq -c --arg identity "$1" --arg tool "$TOOL_VERSION" '{level, valid, verifiedAt, problems, fileCount, archive: $identity, toolVersion: $tool}' <<<"$2"
}

# Stores result $3 for the archive with stem $1 that had identity $2. A result that cannot be stored is a warning: the
# answer tells it all the same.
store_verification() {
  local stem=$1 identity=$2 result=$3 part final=$HF_BACKUP_DIR/$1.verify.json
  state_directory
  # Not in the backup folder, where the next backup would take it for a leftover; the number is this process's.
  part=$REPLY/verify-$stem.$$.part
  if ! format_verification "$identity" "$result" >"$part" || ! sync_paths "$part"; then
    rm -f -- "$part"
    warn "The result of the verification could not be stored in $HF_BACKUP_DIR."
    return 0
  fi
  # Power failing right after it: the old result or the new one, both complete.
  rename_durably "$part" "$final"
  # The archive was removed while it was read: its result goes, too. Power failing before: the next run removes it.
  [[ -e $HF_BACKUP_DIR/$stem.tar.gz ]] || rm -f -- "$final"
}
