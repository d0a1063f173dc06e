# shellcheck shell=bash
# Writes the archive. EventStore's order holds across its parts: everything but chunks first, in one gzip member; then
# the chunks, in one member or, where there are processors and chunks for it, in two that are written at the same time
# (gzip members may follow each other, and compressing is what takes the time).

# Bytes of chunks that are worth a second pipeline.
readonly SECOND_PART_BYTES=${HOLDFAST_SECOND_PART_BYTES:-$((64 * 1024 * 1024))}
# What tar ends an archive with: two blocks of 512 bytes, then zeros up to a whole record of 20 blocks. Only the last part
# keeps it.
readonly END_MARK=1024 RECORD=10240

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
    # Relative, for the folder's own name may look like a pattern.
    (cd -- "$HF_BACKUP_DIR" && [[ -n $(compgen -G "backup-$stamp*") || -n $(compgen -G ".backup-$stamp*") ]]) || break
    now=$((now + 1))
  done
  BACKUP_STEM=backup-$stamp
  PART="$HF_BACKUP_DIR/.$BACKUP_STEM.$HF_PACKAGE_KEY.part"
  # The archive holds all events: for its owner alone.
  (umask 077 && : >"$PART") || fail NO_SPACE "No file can be made in $HF_BACKUP_DIR."
}

# Puts the temporary file for what is published as $1 in REPLY. A package's name holds no "~".
temporary_file() {
  REPLY="${PART%.part}~$1.part"
}

# Removes what a failed or aborted backup wrote. The next run removes what a killed one wrote.
drop_unfinished_backup() {
  local final=$HF_BACKUP_DIR/$BACKUP_STEM
  [[ -n $PART ]] || return 0
  if [[ -n $METADATA_PUBLISHED && ! -e $PART && -f $final.tar.gz ]]; then
    # The archive has its name, only its folder could not be flushed: without its metadata it would be half a backup.
    PART=
    return 0
  fi
  rm -f -- "$PART" "${PART%.part}"~*.part
  # Published, but without its archive.
  [[ -z $METADATA_PUBLISHED ]] || rm -f -- "$final.files.sha256" "$final.meta.json" "$final.verify.json" "$final.tar.gz.version"
  PART=
}

# Writes the archive; again from a new list of files when the copy turned out not to be one moment's.
write_archive_with_retries() {
  local attempt
  for ((attempt = 1; attempt <= BACKUP_ATTEMPTS; attempt++)); do
    if write_archive && judge_copy "$attempt"; then
      return 0
    fi
    say 'EventStore began a new chunk or rewrote its index during the copy: starting over.'
    scan_data
  done
  fail READ_FAILED "EventStore begins new chunks faster than $HF_DATA_DIR can be copied. Try again when it is less busy."
}

# Divides DATA_FILES: FIRST_FILES have all but chunks, SECOND_FILES and THIRD_FILES the chunks and what comes after them,
# which is empty unless a second pipeline is worth it. SECOND_STRIP is what has to be cut off the second.
plan_parts() {
  local name bytes=0 content=0
  FIRST_FILES=("${DATA_FILES[@]:0:${#DATA_FILES[@]}-${#DATA_CHUNKS[@]}-DATA_REST_COUNT}")
  SECOND_FILES=("${DATA_FILES[@]:${#FIRST_FILES[@]}}")
  THIRD_FILES=()
  SECOND_STRIP=0
  if (($(nproc) < 2 || CHUNK_DISK_BYTES < SECOND_PART_BYTES || ${#DATA_CHUNKS[@]} < 2)); then
    return 0
  fi
  SECOND_FILES=()
  for name in "${DATA_CHUNKS[@]}"; do
    # The active chunk, the last, may grow: only of the others is it known how long their part of the archive becomes.
    if ((bytes * 2 >= CHUNK_DISK_BYTES)) || [[ $name == "$ACTIVE_CHUNK" ]]; then
      break
    fi
    SECOND_FILES+=("$name")
    bytes=$((bytes + CHUNK_SIZES["$name"]))
    content=$((content + 512 + (CHUNK_SIZES["$name"] + 511) / 512 * 512))
  done
  THIRD_FILES=("${DATA_FILES[@]:${#FIRST_FILES[@]}+${#SECOND_FILES[@]}}")
  SECOND_STRIP=$(((content + END_MARK + RECORD - 1) / RECORD * RECORD - content))
}

# Writes the archive to PART. Sets FIRST_LENGTH and SECOND_LENGTH, where its first and second part end. False when a chunk that the
# copied checkpoints may point into was not in the list.
# shellcheck disable=SC2034 # backup-verify.sh reads them
write_archive() {
  local tar_errors other_errors facts status=0
  plan_parts
  open_scratch tar_errors
  open_scratch other_errors
  open_scratch facts
  expect_progress "$DATA_BYTES"
  run_child write_parts "$tar_errors" "$other_errors" "$facts" || status=$?
  COPY_TORN=
  judge_writing "$status" "$tar_errors" "$other_errors" "$facts"
  read_scratch "$facts"
  read -r _ FIRST_LENGTH SECOND_LENGTH < <(grep '^lengths ' <<<"$REPLY")
  knows_all_chunks "$REPLY" || COPY_TORN=1
  close_scratch "$tar_errors"
  close_scratch "$other_errors"
  close_scratch "$facts"
  [[ -z $COPY_TORN ]]
}

# The one pass over the data. The arguments are scratch files: what tar and what the others say, and for lines "codes" (of
# a pipeline), "lengths" and "chunk". Chunks that exist once all checkpoints are copied may be pointed into by those; later
# ones are not.
write_parts() {
  local tar_errors=$1 other_errors=$2 facts=$3 third third_pid='' first_length
  set +e
  temporary_file third
  third=$REPLY
  # A second attempt writes anew.
  : >"$PART"
  # Blocks of 512 bytes, so that the end mark has a known length although files may change theirs.
  write_part "$PART" 1 "$END_MARK" "${FIRST_FILES[@]}"
  first_length=$(stat -c %s -- "$PART")
  (cd -- "$HF_DATA_DIR" && compgen -G 'chunk-*' | sed 's,^,chunk ,') >>"/dev/fd/$facts"
  if ((${#THIRD_FILES[@]} > 0)); then
    (umask 077 && : >"$third")
    write_part "$third" 20 0 "${THIRD_FILES[@]}" &
    third_pid=$!
  fi
  write_part "$PART" 20 "$SECOND_STRIP" "${SECOND_FILES[@]}"
  printf 'lengths %d %d\n' "$first_length" "$(stat -c %s -- "$PART")" >>"/dev/fd/$facts"
  [[ -n $third_pid ]] || return 0
  wait "$third_pid" || return
  cat -- "$third" >>"$PART" 2>>"/dev/fd/$other_errors" || return
  rm -f -- "$third"
}

# Appends files to archive $1, in records of $2 blocks, without the last $3 bytes of what tar writes. cat writes the file
# because, unlike igzip, it notices a full disk. The scratch files are write_parts'.
write_part() {
  local archive=$1 blocks=$2 strip=$3 statuses
  shift 3
  printf '%s\0' "$@" |
    watched tar --create --directory="$HF_DATA_DIR" --format=gnu --no-recursion --hard-dereference --numeric-owner \
      --blocking-factor="$blocks" --quoting-style=literal --null --verbatim-files-from --files-from=- \
      --transform="s,^,$BACKUP_STEM/," 2>>"/dev/fd/$tar_errors" |
    compress_without "$strip" 2>>"/dev/fd/$other_errors" |
    cat >>"$archive" 2>>"/dev/fd/$other_errors"
  statuses=("${PIPESTATUS[@]}")
  printf 'codes %s\n' "${statuses[*]}" >>"/dev/fd/$facts"
}

# Compresses stdin without its last $1 bytes.
compress_without() {
  if (($1 > 0)); then
    head -c "-$1" | "${COMPRESS[@]}"
  else
    exec "${COMPRESS[@]}"
  fi
}

# True when every chunk of the lines $1 was in the list of files to copy.
knows_all_chunks() {
  local word name
  while read -r word name; do
    [[ $word != chunk || " ${DATA_CHUNKS[*]} " == *" $name "* ]] || return 1
  done <<<"$1"
}

# Turns what the stages of the pipelines said into success or the right failure. Sets COPY_TORN when the last chunk was
# completed while it was copied.
judge_writing() {
  local child_status=$1 tar_errors other_errors word list_status tar_status compress_status write_status
  read_scratch "$2"
  tar_errors=$REPLY
  read_scratch "$3"
  other_errors=$REPLY
  [[ -z $tar_errors$other_errors ]] || log_line "$tar_errors $other_errors"
  if [[ $other_errors == *'No space left'* ]]; then
    fail NO_SPACE "The disk of $HF_BACKUP_DIR became full while the backup was written. Nothing is left of it."
  fi
  ((child_status == 0)) || fail INTERNAL "The archive could not be written (status $child_status): ${other_errors:-no reason given}"
  read_scratch "$4"
  while read -r word list_status tar_status compress_status write_status; do
    [[ $word == codes ]] || continue
    ((compress_status == 0 && write_status == 0)) ||
      fail INTERNAL "The archive could not be written: ${other_errors:-no reason given}"
    ((list_status == 0 && tar_status <= 1)) || refuse_read_error "$tar_errors"
    ((tar_status == 0)) || accept_changes_of_live_files "$tar_errors"
  done <<<"$REPLY"
}

# Accepts that a file changed while it was read only where that is how a live copy works: the active chunk is
# appended to, and checkpoints, copied before, are rewritten in place. One that became shorter was completed meanwhile, and
# is copied again. Anything else tar says is a read error.
accept_changes_of_live_files() {
  local line name
  while IFS= read -r line; do
    name=${line#tar: }
    case $line in
    'tar: '*': file changed as we read it')
      name=${name%: file changed as we read it}
      [[ $name == "$ACTIVE_CHUNK" || $name == *.chk ]] || refuse_read_error "$line"
      ;;
    "tar: $ACTIVE_CHUNK: File shrank by "*) COPY_TORN=1 ;;
    *) refuse_read_error "$line" ;;
    esac
  done <<<"$1"
}

# Ends with READ_FAILED.
refuse_read_error() {
  local line=${1%%$'\n'*}
  fail READ_FAILED "Not every file of $HF_DATA_DIR could be read completely, so there is no backup: ${line:-tar gave no reason}"
}
