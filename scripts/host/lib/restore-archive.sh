# shellcheck shell=bash
# Judges an archive before anything of it is unpacked: whole, harmless, and holding what EventStore needs.

# Reads the archive once. Sets UNPACKED_BYTES and UNPACKED_FILES, or ends with what is wrong with it.
inspect_archive() {
  local sums verdict codes errors status=0
  open_scratch sums
  open_scratch verdict
  open_scratch codes
  open_scratch errors
  free_bytes "$DATA_PARENT"
  expect_progress "$(stat -c %s -- "$ARCHIVE")"
  run_child inspect_pipeline "$sums" "$verdict" "$codes" "$errors" "$REPLY" || status=$?
  ((status == 0)) || fail INTERNAL "The archive could not be inspected (status $status)."
  judge_archive "$sums" "$verdict" "$codes" "$errors"
  close_scratch "$sums"
  close_scratch "$verdict"
  close_scratch "$codes"
  close_scratch "$errors"
}

# Checksum, decompression, member list and its judgement in one pass. The arguments are scratch files for the
# results, and the free bytes, beyond which there is no point in reading on.
inspect_pipeline() {
  local sums=$1 verdict=$2 codes=$3 errors=$4 free=$5
  local checksum checksum_pid statuses
  set +e
  exec {checksum}> >(sha256_of_stdin >"/dev/fd/$sums")
  checksum_pid=$!
  watched tee -- "/dev/fd/$checksum" <"$ARCHIVE" 2>>"/dev/fd/$errors" |
    "${DECOMPRESS[@]}" 2>>"/dev/fd/$errors" |
    tar --list --verbose --numeric-owner --quoting-style=escape --file=- 2>>"/dev/fd/$errors" |
    awk -v top="$RESTORE_STEM" -v free="$free" -f "$LIB_DIR/inspect.awk" >"/dev/fd/$verdict"
  statuses=("${PIPESTATUS[@]}")
  exec {checksum}>&-
  wait "$checksum_pid"
  printf '%s ' "${statuses[@]}" >"/dev/fd/$codes"
}

# Turns what the stages said into UNPACKED_BYTES and UNPACKED_FILES, or into the right failure. What is unsafe
# comes first: reading stops there, so that the other stages fail too.
judge_archive() {
  local word rest codes
  read_scratch "$2"
  read -r word rest <<<"$REPLY" || :
  case $word in
  UNSAFE) fail UNSAFE_ARCHIVE "The backup $RESTORE_FILE is not safe to restore: $rest. Nothing was changed." ;;
  SPACE) fail NO_SPACE "Not enough free space in $DATA_PARENT for the data in $RESTORE_FILE: more than $(human_bytes "$rest") are needed. Nothing was changed." ;;
  esac
  read_scratch "$4"
  [[ -z $REPLY ]] || log_line "$REPLY"
  read_scratch "$3"
  codes=$REPLY
  [[ $codes =~ ^[0\ ]+$ ]] || refuse_corrupt_archive 'it cannot be read to its end'
  read_scratch "$1"
  if [[ -n $RESTORE_SHA256 && $REPLY != "$RESTORE_SHA256" ]]; then
    refuse_corrupt_archive 'its sha256 is not the one in its metadata'
  fi
  [[ $word == OK ]] || refuse_corrupt_archive "${rest:-it is empty}"
  # shellcheck disable=SC2034 # preflight and stage read them
  read -r UNPACKED_BYTES UNPACKED_FILES <<<"$rest"
}

# Ends with CORRUPT_ARCHIVE.
refuse_corrupt_archive() {
  fail CORRUPT_ARCHIVE "The backup $RESTORE_FILE is damaged: $1. Nothing was changed."
}
