# shellcheck shell=bash
# Writes the archive and proves that it can be read back.

# Name of a backup in the making; empty when there is none.
BACKUP_STEM=
PART=
METADATA_PUBLISHED=

# Takes the next free name and makes its temporary file. Runs under the folder's name lock.
reserve_backup_name() {
  local now stamp
  now=$EPOCHSECONDS
  while :; do
    TZ=UTC0 printf -v stamp '%(%Y%m%d-%H%M%S)T' "$now"
    [[ -n $(compgen -G "$HF_BACKUP_DIR/backup-$stamp*") || -n $(compgen -G "$HF_BACKUP_DIR/.backup-$stamp*") ]] || break
    now=$((now + 1))
  done
  BACKUP_STEM=backup-$stamp
  PART="$HF_BACKUP_DIR/.$BACKUP_STEM.$HF_PACKAGE_KEY.part"
  # The archive holds all events: for its owner alone.
  (umask 077 && : >"$PART") || fail NO_SPACE "No file can be made in $HF_BACKUP_DIR."
}

# Removes what a failed or aborted backup wrote. The next run removes what a killed one wrote.
drop_unfinished_backup() {
  [[ -n $PART ]] || return 0
  rm -f -- "$PART" "${PART%.part}.meta.part" "${PART%.part}.version.part"
  # Published, but without its archive.
  [[ -z $METADATA_PUBLISHED ]] || rm -f -- "$HF_BACKUP_DIR/$BACKUP_STEM.meta.json" "$HF_BACKUP_DIR/$BACKUP_STEM.tar.gz.version"
  PART=
}

# Writes the archive; again from a new list of files when a chunk was begun too early for a consistent copy.
write_archive_with_retries() {
  local attempt
  for ((attempt = 1; attempt <= BACKUP_ATTEMPTS; attempt++)); do
    if write_archive; then
      return 0
    fi
    say 'EventStore began a new chunk during the copy: starting over.'
    scan_data
  done
  fail READ_FAILED "EventStore begins new chunks faster than $HF_DATA_DIR can be copied. Try again when it is less busy."
}

# Writes the archive to PART. False when a chunk that the copied checkpoints may point into was not in the list.
write_archive() {
  local tar_errors other_errors chunks codes status=0 known=0
  open_scratch tar_errors
  open_scratch other_errors
  open_scratch chunks
  open_scratch codes
  run_child archive_pipeline "$tar_errors" "$other_errors" "$chunks" "$codes" || status=$?
  ((status == 0)) || fail INTERNAL "The archive could not be written (status $status)."
  judge_pipeline "$tar_errors" "$other_errors" "$codes"
  read_scratch "$chunks"
  knows_all_chunks "$REPLY" || known=1
  close_scratch "$tar_errors"
  close_scratch "$other_errors"
  close_scratch "$chunks"
  close_scratch "$codes"
  return "$known"
}

# The one pass over the data. The arguments are scratch files for the results. cat writes the file because, unlike
# igzip, it notices a full disk.
archive_pipeline() {
  local tar_errors=$1 other_errors=$2 chunks=$3 codes=$4 watcher watcher_pid statuses
  set +e
  exec {watcher}> >(list_chunks_at_first_chunk >"/dev/fd/$chunks")
  watcher_pid=$!
  printf '%s\0' "${DATA_FILES[@]}" |
    tar --create --directory="$HF_DATA_DIR" --format=gnu --no-recursion --hard-dereference --numeric-owner \
      --quoting-style=literal --null --verbatim-files-from --files-from=- --transform="s,^,$BACKUP_STEM/," \
      --verbose --index-file="/dev/fd/$watcher" 2>>"/dev/fd/$tar_errors" |
    "${COMPRESS[@]}" 2>>"/dev/fd/$other_errors" |
    cat >"$PART" 2>>"/dev/fd/$other_errors"
  statuses=("${PIPESTATUS[@]}")
  exec {watcher}>&-
  wait "$watcher_pid"
  printf '%s ' "${statuses[@]}" >"/dev/fd/$codes"
}

# Reads the names tar prints as it goes. Once it begins with the first chunk, all checkpoints are copied: chunks
# that exist by then may be pointed into by them; later ones are not.
list_chunks_at_first_chunk() {
  local name
  while IFS= read -r name; do
    if [[ $name == chunk-* ]]; then
      (cd -- "$HF_DATA_DIR" && compgen -G 'chunk-*')
      break
    fi
  done
  cat >/dev/null
}

# True when every chunk of the list $1 was in the list of files to copy.
knows_all_chunks() {
  local name
  while IFS= read -r name; do
    [[ -z $name || " ${DATA_CHUNKS[*]} " == *" $name "* ]] || return 1
  done <<<"$1"
}

# Turns what the stages of the pipeline said into success or the right failure.
judge_pipeline() {
  local tar_errors other_errors list_status tar_status compress_status write_status
  read_scratch "$1"
  tar_errors=$REPLY
  read_scratch "$2"
  other_errors=$REPLY
  read_scratch "$3"
  read -r list_status tar_status compress_status write_status <<<"$REPLY"
  [[ -z $tar_errors$other_errors ]] || log_line "$tar_errors $other_errors"
  if [[ $other_errors == *'No space left'* ]]; then
    fail NO_SPACE "The disk of $HF_BACKUP_DIR became full while the backup was written. Nothing is left of it."
  fi
  ((compress_status == 0 && write_status == 0)) ||
    fail INTERNAL "The archive could not be written: ${other_errors:-no reason given}"
  ((list_status == 0 && tar_status <= 1)) || refuse_read_error "$tar_errors"
  ((tar_status == 0)) || accept_changes_of_live_files "$tar_errors"
}

# Accepts that a file changed while it was read only where that is how a live copy works: the active chunk is
# appended to, and checkpoints, copied before, are rewritten in place. Anything else tar says is a read error.
accept_changes_of_live_files() {
  local line name
  while IFS= read -r line; do
    name=${line#tar: }
    name=${name%: file changed as we read it}
    case $line in
    'tar: '*': file changed as we read it')
      [[ $name == "$ACTIVE_CHUNK" || $name == *.chk ]] || refuse_read_error "$line"
      ;;
    *) refuse_read_error "$line" ;;
    esac
  done <<<"$1"
}

# Ends with READ_FAILED.
refuse_read_error() {
  local line=${1%%$'\n'*}
  fail READ_FAILED "Not every file of $HF_DATA_DIR could be read completely, so there is no backup: ${line:-tar gave no reason}"
}

# Flushes the archive, reads it back and sets ARCHIVE_SHA256: it must decompress to its end, with gzip's checksum, to
# a tar file with exactly the members of the list.
verify_archive() {
  local sums errors status=0
  sync_paths "$PART" || fail INTERNAL "The archive could not be flushed to the disk of $HF_BACKUP_DIR."
  open_scratch sums
  open_scratch errors
  run_child read_back "$sums" "$errors" || status=$?
  read_scratch "$errors"
  close_scratch "$errors"
  ((status == 0)) ||
    fail INTERNAL "The archive could not be read back: ${REPLY:-its members are not those that were to be copied}"
  read_scratch "$sums"
  close_scratch "$sums"
  ARCHIVE_SHA256=$REPLY
  [[ $ARCHIVE_SHA256 =~ ^[0-9a-f]{64}$ ]] || fail INTERNAL 'The checksum of the archive could not be computed.'
}

# Reads the archive for its checksum and its content at the same time, which costs one pass over the disk.
read_back() {
  local sums=$1 errors=$2 checksum_pid status=0
  sha256_of_stdin <"$PART" >"/dev/fd/$sums" &
  checksum_pid=$!
  "${DECOMPRESS[@]}" <"$PART" 2>>"/dev/fd/$errors" |
    tar --list --file=- --quoting-style=literal 2>>"/dev/fd/$errors" |
    cmp -s -- - <(printf "$BACKUP_STEM/%s\n" "${DATA_FILES[@]}") || status=$?
  wait "$checksum_pid" || status=$?
  return "$status"
}
