# shellcheck shell=bash
# verify: whether backups hold, without a server and without unpacking them. It takes no lock: a backup that is removed
# meanwhile is read to its end, for it stays open, and its result goes with it.

# Verifies the named backup, or with --all every one of the package, and answers with what was found.
verify_backups() {
  # shellcheck disable=SC2086 # a list of words
  require_tools jq tar gzip find awk sort sha256sum md5sum od xargs sync
  if [[ -v OPTIONS["all"] ]]; then
    require_arguments 0 'no file name besides --all'
  else
    require_arguments 1 'the file name of one backup, or --all'
    require_backup_name "${ARGUMENTS[0]}"
  fi
  require_backup_directory
  guard_signals
  choose_compressor
  if [[ -v OPTIONS["all"] ]]; then
    verify_all
  else
    verify_one "$REPLY"
  fi
}

# Verifies the backup with stem $1.
verify_one() {
  local stem=$1 result
  require_backup_name "$stem.tar.gz"
  require_own_backup "$stem"
  verify_and_store "$stem"
  result=$VERIFY_RESULT
  if [[ -n $VERIFY_CODE ]]; then
    fail "$VERIFY_CODE" "The backup $stem.tar.gz does not hold: ${VERIFY_PROBLEMS[0]}." "$result"
  fi
  emit "$(jq -c '{success: true} + .' <<<"$result")" '"\(.filename) holds: \(.fileCount) files checked, EventStore'\''s structure included."'
}

# Verifies every backup of the package, newest first.
verify_all() {
  local filename document
  local -a filenames results=()
  read_catalog
  mapfile -t filenames < <(jq -r '.[].filename' <<<"$CATALOG")
  for filename in "${filenames[@]}"; do
    # Removed meanwhile.
    [[ -f $HF_BACKUP_DIR/$filename && ! -L $HF_BACKUP_DIR/$filename ]] || continue
    say "Verifying $filename"
    verify_and_store "${filename%.tar.gz}"
    results+=("$VERIFY_RESULT")
  done
  document=$(jq -cs '{results: ., validCount: (map(select(.valid)) | length), invalidCount: (map(select(.valid | not)) | length)}' \
    <<<"${results[*]-}")
  if [[ $(jq .invalidCount <<<"$document") != 0 ]]; then
    fail CORRUPT_ARCHIVE "$(jq -r '"\(.invalidCount) of \(.results | length) backups do not hold: \([.results[] | select(.valid | not) | .filename] | join(", "))."' <<<"$document")" "$document"
  fi
  emit "$(jq -c '{success: true} + .' <<<"$document")" '"All \(.validCount) backups hold."'
}

# Verifies the backup with stem $1, stores the result beside it and puts it in VERIFY_RESULT.
verify_and_store() {
  local stem=$1 identity
  enter_phase verify
  identity=$(archive_identity "$HF_BACKUP_DIR/$stem.tar.gz")
  check_archive "$stem"
  TZ=UTC0 printf -v REPLY '%(%Y-%m-%dT%H:%M:%SZ)T' -1
  VERIFY_RESULT=$(jq -cn --arg filename "$stem.tar.gz" --arg level "$VERIFY_LEVEL" --arg at "$REPLY" --argjson count "$VERIFY_FILES" --args '
    {filename: $filename, level: $level, valid: ($ARGS.positional == []), verifiedAt: $at, problems: $ARGS.positional, fileCount: $count}' \
    "${VERIFY_PROBLEMS[@]}")
  # What says nothing about the archive is no result.
  if [[ $VERIFY_LEVEL != unchecked ]]; then
    store_verification "$stem" "$identity" "$VERIFY_RESULT"
  fi
}
