# shellcheck shell=bash
# Checks one archive from the outside to the inside: checksum, gzip, safe members, each file's checksum, EventStore's
# structure. Nothing is unpacked to the disk.

# Bytes that no archive holds: for one whose checksum is known, nothing else is asked.
readonly UNLIMITED_BYTES=9000000000000000

# Checks the archive with stem $1. Sets VERIFY_PROBLEMS, VERIFY_CODE (empty: it holds), VERIFY_FILES and VERIFY_LEVEL: how deep
# the check came, "unchecked" where nothing can be said about it.
# shellcheck disable=SC2034 # verify.sh reads them
check_archive() {
  local stem=$1 archive
  VERIFY_CODE=
  VERIFY_LEVEL=archive
  VERIFY_FILES=0
  VERIFY_PROBLEMS=()
  read_known_checksums "$stem"
  if ! { exec {archive}<"$HF_BACKUP_DIR/$stem.tar.gz"; } 2>/dev/null; then
    VERIFY_LEVEL=unchecked
    set_problem PERMISSION_DENIED 'it cannot be read'
    return 0
  fi
  # The first that fails ends it: the next would only repeat it.
  if check_checksum "$archive" && check_members "$stem" "$archive"; then
    check_content "$stem" "$archive"
  fi
  exec {archive}<&-
}

# Notes why the archive does not hold.
set_problem() {
  VERIFY_CODE=$1
  VERIFY_PROBLEMS+=("$2")
}

# Sets KNOWN_SHA256 of the archive and KNOWN_FILES_SHA256 of the list of checksums from its metadata; empty where unknown.
read_known_checksums() {
  local metadata=$HF_BACKUP_DIR/$1.meta.json
  KNOWN_SHA256=
  KNOWN_FILES_SHA256=
  [[ -f $metadata && ! -L $metadata ]] || return 0
  read -r KNOWN_SHA256 KNOWN_FILES_SHA256 < <(jq -r '
    def sha256: if type == "string" and test("\\A[0-9a-f]{64}\\z") then . else "-" end;
    "\(.sha256 | sha256) \(.filesSha256 | sha256)"' "$metadata" 2>/dev/null || printf -- '- -\n')
  KNOWN_SHA256=${KNOWN_SHA256#-}
  KNOWN_FILES_SHA256=${KNOWN_FILES_SHA256#-}
}

# Sets KNOWN_CHECKSUMS to the list of checksums of the files in the archive, where there is one and it is the one in the
# metadata; false when there is another one.
find_checksums() {
  local list=$HF_BACKUP_DIR/$1.files.sha256
  KNOWN_CHECKSUMS=
  [[ -n $KNOWN_FILES_SHA256 && -f $list && ! -L $list && -r $list ]] || return 0
  [[ $(sha256_of_stdin <"$list") == "$KNOWN_FILES_SHA256" ]] || return 1
  KNOWN_CHECKSUMS=$list
}

# Compares the checksum of the archive open as $1 with its metadata.
check_checksum() {
  local sums status=0
  [[ -n $KNOWN_SHA256 ]] || return 0
  open_scratch sums
  run_child archive_checksum "$1" "$sums" || status=$?
  read_scratch "$sums"
  close_scratch "$sums"
  [[ $status == 0 && $REPLY == "$KNOWN_SHA256" ]] && return 0
  set_problem CORRUPT_ARCHIVE 'its sha256 is not the one in its metadata'
  return 1
}

# Writes the checksum of descriptor $1 to scratch file $2.
archive_checksum() {
  sha256_of_stdin <"/dev/fd/$1" >"/dev/fd/$2"
}

# Checks gzip and the list of members; false when it does not hold. What nobody vouches for may hold more than any disk: reading stops at what
# there is room for.
# shellcheck disable=SC2034 # verify.sh reads them
check_members() {
  local stem=$1 archive=$2 verdict codes errors status=0 word rest free=$UNLIMITED_BYTES
  open_scratch verdict
  open_scratch codes
  open_scratch errors
  if [[ -z $KNOWN_SHA256 ]]; then
    data_free_bytes
    free=$REPLY
  fi
  run_child list_members "$stem" "$archive" "$free" "$verdict" "$codes" "$errors" || status=$?
  read_scratch "$errors"
  [[ -z $REPLY ]] || log_line "$REPLY"
  read_scratch "$verdict"
  read -r word rest <<<"$REPLY" || :
  read_scratch "$codes"
  close_scratch "$verdict"
  close_scratch "$codes"
  close_scratch "$errors"
  case $word in
  # First: reading stops there, so that the other stages fail, too.
  UNSAFE) set_problem UNSAFE_ARCHIVE "$rest" ;;
  SPACE)
    VERIFY_LEVEL=unchecked
    set_problem NO_SPACE "it holds more than the $(human_bytes "$free") that are free for the data, and no checksum vouches for it; it was not read any further"
    ;;
  *)
    if [[ $status != 0 || ! $REPLY =~ ^[0\ ]+$ ]]; then
      set_problem CORRUPT_ARCHIVE 'it cannot be read to its end'
    elif [[ $word != OK ]]; then
      set_problem CORRUPT_ARCHIVE "${rest:-it is empty}"
    else
      VERIFY_FILES=${rest#* }
    fi
    ;;
  esac
  [[ -z $VERIFY_CODE ]]
}

# Puts the free bytes where the data is, or would be, in REPLY.
data_free_bytes() {
  local folder
  folder=$(readlink -m -- "$HF_DATA_DIR")
  while [[ ! -d $folder && -n $folder ]]; do
    folder=${folder%/*}
  done
  free_bytes "${folder:-/}"
}

# One pass over the archive for its members and their judgement.
list_members() {
  local stem=$1 archive=$2 free=$3 verdict=$4 codes=$5 errors=$6 statuses
  set +e
  "${DECOMPRESS[@]}" <"/dev/fd/$archive" 2>>"/dev/fd/$errors" |
    tar --list --verbose --numeric-owner --quoting-style=escape --file=- 2>>"/dev/fd/$errors" |
    awk -v top="$stem" -v free="$free" -f "$LIB_DIR/inspect.awk" >"/dev/fd/$verdict"
  statuses=("${PIPESTATUS[@]}")
  printf '%s ' "${statuses[@]}" >"/dev/fd/$codes"
}

# Checks what is in the files: their checksums where they are known, and EventStore's structure.
# shellcheck disable=SC2034 # verify.sh reads them
check_content() {
  local stem=$1 archive=$2 facts status=0
  VERIFY_LEVEL=structure
  if ! find_checksums "$stem"; then
    set_problem CORRUPT_ARCHIVE 'its list of checksums is not the one in its metadata'
    return 0
  fi
  open_scratch facts
  expect_progress "$(stat -L -c %s "/dev/fd/$archive")"
  run_child collect_archive "$archive" "$facts" || status=$?
  if ((status != 0)); then
    set_problem CORRUPT_ARCHIVE 'it cannot be read to its end'
  else
    judge_structure "$KNOWN_CHECKSUMS" whole "/dev/fd/$facts"
    ((${#VERIFY_PROBLEMS[@]} == 0)) || VERIFY_CODE=CORRUPT_ARCHIVE
  fi
  close_scratch "$facts"
}

# Collects the facts of all files in the archive open as $1 into scratch file $2. tar unpacks nothing: it gives each file to
# a command. Its members are known to be files and folders below their own folder.
collect_archive() {
  export HOLDFAST_MEMBER=$LIB_DIR/collect-member.sh HOLDFAST_CHECKSUMS=${KNOWN_CHECKSUMS:+1}
  # shellcheck disable=SC2016 # the shell that tar starts expands it
  watched "${DECOMPRESS[@]}" <"/dev/fd/$1" |
    tar --extract --file=- --to-command='exec bash "$HOLDFAST_MEMBER"' >"/dev/fd/$2"
}
