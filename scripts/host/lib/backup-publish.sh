# shellcheck shell=bash
# Makes the verified archive appear together with its metadata. Each line below says what a power failure right
# after it leaves; until the last rename there is no new backup, from it on there is a complete one.

# Writes the metadata to its temporary file. $1 is when the backup began, in microseconds.
write_metadata() {
  local started=$1 now=${EPOCHREALTIME/[.,]/} created tag_exists=false bytes commit
  local file
  temporary_file meta
  file=$REPLY
  TZ=UTC0 printf -v created '%(%Y-%m-%dT%H:%M:%SZ)T' -1
  ! find_tag "$BACKUP_VERSION" || tag_exists=true
  bytes=$(stat -c %s -- "$PART")
  commit=$(current_commit)
  jq -n --arg version "$BACKUP_VERSION" --arg package "$HF_PACKAGE_NAME" --arg created "$created" \
    --arg file "$BACKUP_STEM.tar.gz" --arg commit "$commit" --argjson tag "$tag_exists" \
    --arg sha256 "$ARCHIVE_SHA256" --argjson bytes "$bytes" --argjson count "${#DATA_FILES[@]}" \
    --argjson duration "$(((now - started) / 1000))" --arg tool "$TOOL_VERSION" --arg files "$FILES_SHA256" \
    --arg consistency "$BACKUP_CONSISTENCY" --args '
    {version: $version, packageName: $package, createdDate: $created, backupFile: $file, gitCommit: $commit,
     gitTagExists: $tag, sha256: $sha256, sizeBytes: $bytes, fileCount: $count, durationMs: $duration,
     toolVersion: $tool, consistency: $consistency, filesSha256: $files}
    + (if $ARGS.positional == [] then {} else {warnings: $ARGS.positional} end)' \
    "${BACKUP_WARNINGS[@]}" >"$file" || fail NO_SPACE "The metadata could not be written in $HF_BACKUP_DIR."
  sync_paths "$file"
}

# Writes what is known of the archive now as the result of its verification, to its temporary file: it was read back, but
# EventStore's structure was not looked at.
write_first_verification() {
  local result
  TZ=UTC0 printf -v REPLY '%(%Y-%m-%dT%H:%M:%SZ)T' -1
  result=$(jq -cn --arg at "$REPLY" --argjson count "${#DATA_FILES[@]}" \
    '{level: "archive", valid: true, verifiedAt: $at, problems: [], fileCount: $count}')
  temporary_file verify
  format_verification "$(archive_identity "$PART")" "$result" >"$REPLY" || fail NO_SPACE "The result of the verification could not be written in $HF_BACKUP_DIR."
  sync_paths "$REPLY"
}

# Publishes what belongs to the archive first, the archive last.
publish_backup() {
  local final=$HF_BACKUP_DIR/$BACKUP_STEM
  write_first_verification
  failpoint beforePublish || fail INTERNAL 'The backup was not published.'
  # Before: temporary files only, which list never shows and the next run removes.
  # shellcheck disable=SC2034 # backup-write.sh reads it
  METADATA_PUBLISHED=1
  temporary_file meta
  publish_file "$REPLY" "$final.meta.json"
  # Leaves: metadata without an archive, here and below: not listed, removed by the next run with all that has its name.
  # The folder is flushed inside, so the archive can never be on the disk without it.
  failpoint afterMetadataPublished || fail INTERNAL 'The archive was not published.'
  temporary_file files
  publish_file "$REPLY" "$final.files.sha256"
  failpoint afterChecksumsPublished || fail INTERNAL 'The archive was not published.'
  temporary_file verify
  publish_file "$REPLY" "$final.verify.json"
  if [[ -v OPTIONS["version-file"] ]]; then
    temporary_file version
    printf '%s\n' "$BACKUP_VERSION" >"$REPLY"
    sync_paths "$REPLY"
    publish_file "$REPLY" "$final.tar.gz.version"
  fi
  failpoint beforeArchivePublished || fail INTERNAL 'The archive was not published.'
  # From here on an abort would come too late.
  # shellcheck disable=SC2034 # signals.sh reads it
  ABORT_REFUSED=1
  publish_file "$PART" "$final.tar.gz"
  # Leaves: a complete backup: content and metadata were flushed before, the name has been now.
  PART=
  failpoint afterArchivePublished || fail INTERNAL 'What follows it was not done.'
}

# Renames a flushed file to its final name in the same folder, never over another, and flushes the folder.
publish_file() {
  local from=$1 to=$2
  mv -nT -- "$from" "$to" || fail INTERNAL "$to could not be created."
  # mv -n leaves the file where it was, without an error, when the name is taken.
  [[ ! -e $from ]] || fail INTERNAL "$to was created by somebody else in the meantime; it was left alone."
  sync_paths "$HF_BACKUP_DIR"
}
