# shellcheck shell=bash
# Stage: unpacks beside the data folder, on the same filesystem, and makes it ready to take its place.

# Fills STAGE/<stem> with the data as it will go live. The service is still up; a failure costs only the stage.
stage_data() {
  local status=0 errors
  enter_phase stage
  record STAGE "$DATA_PARENT/.restore-$HF_PACKAGE_KEY-$RESTORE_ID"
  STAGED_DATA=$STAGE/$RESTORE_STEM
  say "Unpacking to $STAGE"
  mkdir -m 700 -- "$STAGE" || fail PERMISSION_DENIED "The folder $STAGE cannot be made."
  failpoint afterStageMade || fail INTERNAL 'The backup could not be unpacked. Nothing was changed.'
  open_scratch errors
  expect_progress "$(stat -c %s -- "$ARCHIVE")"
  run_child unpack_pipeline "$errors" || status=$?
  read_scratch "$errors"
  close_scratch "$errors"
  [[ -z $REPLY ]] || log_line "$REPLY"
  if [[ $REPLY == *'No space left'* ]]; then
    fail NO_SPACE "The disk of $DATA_PARENT became full while the backup was unpacked. Nothing was changed."
  fi
  ((status == 0)) || refuse_corrupt_archive "it cannot be unpacked (${REPLY:0:200})"
  require_staged_files
  require_sound_data
  prepare_truncation
  adopt_owner_and_modes
  failpoint beforeStageSync || fail INTERNAL 'The unpacked data could not be flushed. Nothing was changed.'
  run_child sync_tree "$STAGE" || fail INTERNAL "The unpacked data could not be flushed to the disk of $DATA_PARENT."
  sync_paths "$DATA_PARENT"
  record NEW_DATA "$STAGED_DATA"
  identity_of "$NEW_DATA" || fail INTERNAL "$NEW_DATA cannot be looked at."
  record NEW_IDENTITY "$REPLY"
  failpoint afterStage || fail INTERNAL 'The unpacked data could not be used. Nothing was changed.'
}

# Unpacks. Owners and special modes in the archive are not taken over, nor may it widen access for others.
unpack_pipeline() {
  watched "${DECOMPRESS[@]}" <"$ARCHIVE" 2>>"/dev/fd/$1" |
    tar --extract --file=- --directory="$STAGE" --no-same-owner --no-same-permissions --delay-directory-restore \
      2>>"/dev/fd/$1"
}

# Proves that what was inspected is what was unpacked.
require_staged_files() {
  local strange count
  strange=$(find "$STAGE" ! -type f ! -type d -print -quit)
  [[ -z $strange ]] || fail UNSAFE_ARCHIVE "The backup $RESTORE_FILE unpacked to something that is not a file: $strange. Nothing was changed."
  count=$(find "$STAGED_DATA" -type f -printf '\n' | wc -l)
  ((count == UNPACKED_FILES)) || refuse_corrupt_archive "$count files were unpacked instead of $UNPACKED_FILES"
}

# Proves that every file is what the backup was made of, where checksums were kept, and EventStore's structure always.
require_sound_data() {
  read_known_checksums "$RESTORE_STEM"
  find_checksums "$RESTORE_STEM" || refuse_corrupt_archive 'its list of checksums is not the one in its metadata'
  verify_tree "$STAGED_DATA" "$KNOWN_CHECKSUMS" || refuse_corrupt_archive "${VERIFY_PROBLEMS[0]}"
}

# EventStore cuts its log back to the chaser's position at the next start when it finds this file.
prepare_truncation() {
  cp --remove-destination -- "$STAGED_DATA/chaser.chk" "$STAGED_DATA/truncate.chk" ||
    fail NO_SPACE "truncate.chk could not be written in $STAGE."
}

# Gives the staged data the owner of the live data and its folders the mode of the live folder; where there is none
# yet, the parent's. Files keep the modes of the archive.
adopt_owner_and_modes() {
  local model=$HF_DATA_DIR
  [[ -d $model ]] || model=$DATA_PARENT
  if ((EUID == 0)); then
    chown -R --no-dereference --reference="$model" -- "$STAGED_DATA"
  fi
  find "$STAGED_DATA" -type d -exec chmod --reference="$model" -- {} +
}

# Removes the stage. It was never live: nothing is lost however far this gets before the power fails.
drop_stage() {
  [[ -n $STAGE && -d $STAGE ]] || return 0
  rm -rf --one-file-system -- "$STAGE"
}
