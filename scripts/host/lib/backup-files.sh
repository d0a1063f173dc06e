# shellcheck shell=bash
# Which files a backup holds and in which order. EventStore documents it for live copies: a file may only refer
# to what is copied after it, so checkpoints come before what they point into.

# Ends unless there is data. A missing folder is a fresh installation only when no restore left its data beside it.
require_data() {
  local kept
  require_no_interrupted_restore
  if [[ -d $HF_DATA_DIR ]]; then
    [[ -r $HF_DATA_DIR && -x $HF_DATA_DIR ]] ||
      fail PERMISSION_DENIED "The data folder $HF_DATA_DIR cannot be read."
    kept=$(find "$HF_DATA_DIR" -mindepth 1 -not -type d -print -quit) ||
      fail READ_FAILED "The data folder $HF_DATA_DIR cannot be read completely."
    [[ -z $kept ]] || return 0
  fi
  fail DATA_MISSING "There is no data in $HF_DATA_DIR yet: this is a fresh installation."
}

# Ends when the data folder is missing while data that a restore moved away stands beside it.
require_no_interrupted_restore() {
  local kept
  [[ ! -e $HF_DATA_DIR ]] || return 0
  for kept in "$HF_DATA_DIR".before-*; do
    [[ -d $kept ]] || continue
    fail DATA_MISSING "The data folder $HF_DATA_DIR is missing, but a restore that was cut off left the old data in $kept. Rename it back to $HF_DATA_DIR and start the package." \
      "$(jq -cn --arg kept "$kept" '{keptData: $kept}')"
  done
}

# Fills DATA_FILES in copy order, DATA_CHUNKS with the chunks among them and CHUNK_SIZES with their bytes, DATA_REST_COUNT with
# how many files come after the chunks, ACTIVE_CHUNK, DATA_BYTES, and DATA_DISK_BYTES and CHUNK_DISK_BYTES as the disk counts.
# shellcheck disable=SC2034 # backup-write.sh reads them
scan_data() {
  local entry type size blocks disk name
  local -a entries=() checkpoints=() index_checkpoints=() index=() rest=()
  DATA_CHUNKS=()
  declare -gA CHUNK_SIZES=()
  DATA_BYTES=0
  DATA_DISK_BYTES=0
  CHUNK_DISK_BYTES=0
  mapfile -d '' -t entries < <(
    find "$HF_DATA_DIR" -mindepth 1 -ignore_readdir_race -not -type d -printf '%y\t%s\t%b\t%P\0' |
      sort -z -t $'\t' -k 4
  )
  wait "$!" || fail READ_FAILED "The data folder $HF_DATA_DIR cannot be read completely."
  for entry in "${entries[@]}"; do
    type=${entry%%$'\t'*}
    name=${entry#*$'\t'}
    size=${name%%$'\t'*}
    name=${name#*$'\t'}
    blocks=${name%%$'\t'*}
    name=${name#*$'\t'}
    [[ $type == f ]] ||
      fail READ_FAILED "$HF_DATA_DIR holds ${name@Q}, which is not a regular file, so it cannot be backed up."
    # What a restore would refuse.
    [[ $name != *[!\ -~]* && $name != *\\* ]] ||
      fail READ_FAILED "$HF_DATA_DIR holds a file with unusual characters in its name (${name@Q}), so it cannot be backed up."
    # A chunk is preallocated: what is not written yet takes no room on the disk nor in the archive.
    disk=$((blocks * 512 < size ? blocks * 512 : size))
    DATA_BYTES=$((DATA_BYTES + size))
    DATA_DISK_BYTES=$((DATA_DISK_BYTES + disk + 1024))
    case $name in
    index/*.chk) index_checkpoints+=("$name") ;;
    index/*) index+=("$name") ;;
    */*) rest+=("$name") ;;
    *.chk) checkpoints+=("$name") ;;
    chunk-*)
      DATA_CHUNKS+=("$name")
      CHUNK_SIZES[$name]=$size
      CHUNK_DISK_BYTES=$((CHUNK_DISK_BYTES + disk))
      ;;
    *) rest+=("$name") ;;
    esac
  done
  DATA_REST_COUNT=${#rest[@]}
  DATA_FILES=("${index_checkpoints[@]}" "${index[@]}" "${checkpoints[@]}" "${DATA_CHUNKS[@]}" "${rest[@]}")
  require_complete_data " ${checkpoints[*]} "
}

# Ends when what a restore would insist on is not there.
require_complete_data() {
  local present=$1 name
  for name in writer.chk chaser.chk; do
    [[ $present == *" $name "* ]] ||
      fail READ_FAILED "$HF_DATA_DIR is not a complete EventStore data folder: it has no $name."
  done
  ((${#DATA_CHUNKS[@]} > 0)) ||
    fail READ_FAILED "$HF_DATA_DIR is not a complete EventStore data folder: it has no chunk file."
  # The newest one is being written to; names sort by number.
  # shellcheck disable=SC2034 # backup-write.sh reads it
  ACTIVE_CHUNK=${DATA_CHUNKS[-1]}
}
