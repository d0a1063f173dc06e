# shellcheck shell=bash
# Proves that the archive that was written can be read back, and says what is in it, before it is published.

# What tar runs for each file: openssl is several times as fast, but takes longer to start.
# shellcheck disable=SC2016 # the shell that tar starts expands it
if has_tool openssl; then
  readonly MEMBER_CHECKSUM='if [ "$TAR_SIZE" -gt 1000000 ]; then exec openssl dgst -sha256 -r; else exec sha256sum; fi'
else
  readonly MEMBER_CHECKSUM='exec sha256sum'
fi

# Judges by the first part, and by the chunks' headers, whether the copy is one moment's. False when another attempt may
# help. What stays wrong is in the data itself: a warning, for a damaged store is the one that needs a copy most.
judge_copy() {
  local attempt=$1 facts status=0 problem
  failpoint afterBackupCopied || fail INTERNAL 'The archive was not judged.'
  open_scratch facts
  run_child collect_copy "$facts" || status=$?
  ((status == 0)) || fail INTERNAL 'The beginning of the archive could not be read back.'
  judge_structure '' copy "/dev/fd/$facts"
  close_scratch "$facts"
  note_unsupported_files
  for problem in "${VERIFY_PROBLEMS[@]}"; do
    if [[ $BACKUP_CONSISTENCY == live ]] && ((attempt < BACKUP_ATTEMPTS)) && [[ $problem == *'one chunk too many'* || $problem == *'the index map names it' ]]; then
      return 1
    fi
    BACKUP_WARNINGS+=("The data itself is not as EventStore would start with it: $problem.")
  done
}

# Collects the facts for structure.awk that need no pass over the data into scratch file $1.
collect_copy() {
  local name start
  local -a members=()
  for name in writer.chk chaser.chk epoch.chk truncate.chk index/indexmap; do
    [[ ! -e $HF_DATA_DIR/$name ]] || members+=("$BACKUP_STEM/$name")
  done
  export HOLDFAST_MEMBER=$LIB_DIR/collect-member.sh HOLDFAST_CHECKSUMS=
  {
    printf 'F\t%s\t0\n' "${DATA_FILES[@]}"
    # shellcheck disable=SC2016 # the shell that tar starts expands it
    head -c "$FIRST_LENGTH" -- "$PART" | "${DECOMPRESS[@]}" |
      tar --extract --file=- --to-command='exec bash "$HOLDFAST_MEMBER"' -- "${members[@]}"
  } >"/dev/fd/$1" || return
  cd -- "$HF_DATA_DIR" || return
  for name in "${DATA_CHUNKS[@]}"; do
    start=$(hex_of_start "$name" 36)
    printf 'C\t%s\t%s\n' "$name" "$start" >>"/dev/fd/$1"
  done
}

# Flushes the archive and reads it back: it must decompress to its end, with gzip's checksum, to a tar file with exactly the
# members of the list. Sets ARCHIVE_SHA256, and writes the checksum of each file, of what is in the archive, to the list.
verify_archive() {
  local sums errors checksums status=0
  open_scratch sums
  open_scratch errors
  temporary_file files
  checksums=$REPLY
  expect_progress "$(stat -c %s -- "$PART")"
  run_child read_back "$sums" "$errors" "$checksums" || status=$?
  read_scratch "$errors"
  close_scratch "$errors"
  [[ $REPLY != *'No space left'* ]] || fail NO_SPACE "The disk of $HF_BACKUP_DIR became full while the backup was written. Nothing is left of it."
  ((status == 0)) ||
    fail INTERNAL "The archive could not be read back: ${REPLY:-its members are not those that were to be copied}"
  read_scratch "$sums"
  close_scratch "$sums"
  ARCHIVE_SHA256=$REPLY
  [[ $ARCHIVE_SHA256 =~ ^[0-9a-f]{64}$ ]] || fail INTERNAL 'The checksum of the archive could not be computed.'
  sync_paths "$checksums" || fail INTERNAL "The list of checksums could not be flushed to the disk of $HF_BACKUP_DIR."
  # shellcheck disable=SC2034 # backup-publish.sh reads it
  FILES_SHA256=$(sha256_of_stdin <"$checksums")
}

# Reads the archive for its checksum and its content, both of its halves, and flushes it, all at the same time.
read_back() {
  local sums=$1 errors=$2 checksums=$3 sync_pid checksum_pid third_pid='' status=0
  set +e
  sync_paths "$PART" 2>>"/dev/fd/$errors" &
  sync_pid=$!
  sha256_of_stdin <"$PART" >"/dev/fd/$sums" &
  checksum_pid=$!
  if ((${#THIRD_FILES[@]} > 0)); then
    tail -c "+$((SECOND_LENGTH + 1))" -- "$PART" | checksum_members "$checksums.third" "${THIRD_FILES[@]}" &
    third_pid=$!
    head -c "$SECOND_LENGTH" -- "$PART" | checksum_members "$checksums" "${FIRST_FILES[@]}" "${SECOND_FILES[@]}" || status=$?
    wait "$third_pid" || status=$?
    { cat -- "$checksums.third" >>"$checksums" && rm -f -- "$checksums.third"; } 2>>"/dev/fd/$errors" || status=$?
  else
    checksum_members "$checksums" "${FIRST_FILES[@]}" "${SECOND_FILES[@]}" <"$PART" || status=$?
  fi
  wait "$checksum_pid" || status=$?
  wait "$sync_pid" || status=$?
  return "$status"
}

# Writes the checksums of the files in the archive on stdin, in sha256sum's format, to file $1. False unless they are
# exactly the files that follow. tar unpacks nothing: it gives each file to a command.
checksum_members() {
  local list=$1 names sums index statuses
  local -a hashes
  shift
  open_scratch names
  open_scratch sums
  watched "${DECOMPRESS[@]}" 2>>"/dev/fd/$errors" |
    tar --extract --file=- --verbose --index-file="/dev/fd/$names" --quoting-style=literal --to-command="$MEMBER_CHECKSUM" \
      >"/dev/fd/$sums" 2>>"/dev/fd/$errors"
  statuses=("${PIPESTATUS[@]}")
  [[ ${statuses[*]} == '0 0' ]] || return 1
  cmp -s -- "/dev/fd/$names" <(printf "$BACKUP_STEM/%s\n" "$@") || return 1
  mapfile -t hashes <"/dev/fd/$sums"
  ((${#hashes[@]} == $#)) || return 1
  (umask 077 && : >"$list") || return 1
  for ((index = 0; index < ${#hashes[@]}; index++)); do
    printf '%s  %s\n' "${hashes[index]:0:64}" "$1"
    shift
  done >"$list" 2>>"/dev/fd/$errors"
}
