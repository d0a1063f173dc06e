# shellcheck shell=bash
# EventStore's own structure, checked without a server: facts about the files are collected from a folder or from an
# archive, which needs no room on the disk, and one judge (structure.awk) makes problems of them.

# What is wrong with the files that were checked last; empty: nothing.
VERIFY_PROBLEMS=()
# More say nothing new.
readonly MAX_PROBLEMS=20

# Checks the files below folder $1, against the list of checksums $2 where that is not empty (sha256sum's format, names
# relative to the folder), and EventStore's structure always. False, with VERIFY_PROBLEMS, when something is wrong.
verify_tree() {
  local folder=$1 sums=$2 facts checksums status=0
  VERIFY_PROBLEMS=()
  open_scratch facts
  open_scratch checksums
  run_child collect_tree "$folder" "$sums" "$facts" "$checksums" || status=$?
  if ((status != 0)); then
    VERIFY_PROBLEMS=('not every file could be read')
  else
    judge_structure "$sums" whole "/dev/fd/$facts" "/dev/fd/$checksums"
  fi
  close_scratch "$facts"
  close_scratch "$checksums"
  ((${#VERIFY_PROBLEMS[@]} == 0))
}

# Fills VERIFY_PROBLEMS from files of facts; $1 is the list of checksums, or empty, and $2 what was collected: whole, or
# copy, which is all but what needs a pass over the data.
judge_structure() {
  local sums=$1 scope=$2
  shift 2
  mapfile -t VERIFY_PROBLEMS < <(awk -v sums="$sums" -v scope="$scope" -f "$LIB_DIR/structure.awk" "$@" | sort)
  wait "$!" || fail INTERNAL 'The structure of the files could not be judged.'
  limit_problems
}

# Cuts a long list of problems off.
limit_problems() {
  local count=${#VERIFY_PROBLEMS[@]}
  ((count > MAX_PROBLEMS)) || return 0
  VERIFY_PROBLEMS=("${VERIFY_PROBLEMS[@]:0:MAX_PROBLEMS}" "and $((count - MAX_PROBLEMS)) more")
}

# Collects the facts of a folder: checksums, only where there is a list to compare them with, into scratch file $4
# beside the rest into $3, for the two keep a processor busy each.
collect_tree() {
  local folder=$1 sums=$2 facts=$3 checksums=$4 checksums_pid=
  cd -- "$folder" || return 1
  if [[ -n $sums ]]; then
    checksum_tree >"/dev/fd/$checksums" &
    checksums_pid=$!
  fi
  { find . -type f -printf 'F\t%P\t%s\n' && collect_checkpoints && collect_chunks && collect_index; } >"/dev/fd/$facts" || return 1
  [[ -z $checksums_pid ]] || wait "$checksums_pid"
}

# Prints the checksum of every file, many files for each process.
checksum_tree() {
  local -a tool=(sha256sum --)
  # Neither reads a folder or follows a link here, and no name begins with a dash.
  ! has_tool openssl || tool=(openssl dgst -sha256 -r)
  find . -type f -print0 | xargs -0 -r "${tool[@]}" | sed -E 's,^([0-9a-f]{64}) [ *]\./(.*)$,S\t\2\t\1,'
}

# Prints the first $2 bytes of file $1 in hex.
hex_of_start() {
  od -An -v -tx1 -w"$2" -N"$2" -- "$1" | tr -d ' '
}

# Prints the last $2 bytes of file $1 in hex.
hex_of_end() {
  tail -c "$2" -- "$1" | od -An -v -tx1 -w"$2" | tr -d ' '
}

# Prints the MD5 of all but the last 16 bytes of file $1.
md5_before_hash() {
  local line
  line=$(head -c -16 -- "$1" | md5sum)
  printf '%s' "${line%% *}"
}

# Prints the checkpoints beside the chunks.
collect_checkpoints() {
  local name hex
  for name in *.chk; do
    [[ -f $name ]] || continue
    hex=$(hex_of_start "$name" 8)
    printf 'K\t%s\t%s\n' "$name" "$hex"
  done
}

# Prints the chunks. What has no footer needs no MD5.
collect_chunks() {
  local name start tail md5
  for name in chunk-[0-9][0-9][0-9][0-9][0-9][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]; do
    [[ -f $name ]] || continue
    start=$(hex_of_start "$name" 36)
    tail=$(hex_of_end "$name" 128)
    md5=-
    [[ ${tail:1:1} != [13579bdf] ]] || md5=$(md5_before_hash "$name")
    printf 'C\t%s\t%s\t%s\t%s\n' "$name" "$start" "$tail" "$md5"
  done
}

# Prints the index map and the tables it names.
collect_index() {
  local table
  [[ -s index/indexmap ]] || return 0
  collect_map <index/indexmap
  while IFS= read -r table; do
    [[ $table != */* && -f index/$table ]] || continue
    printf 'T\t%s\t%s\t%s\n' "$table" "$(hex_of_end "index/$table" 16)" "$(md5_before_hash "index/$table")"
  done < <(tables_of_map index/indexmap)
}

# Prints the facts of the index map on stdin.
collect_map() {
  local copy md5
  open_scratch copy
  cat >"/dev/fd/$copy"
  md5=$(tail -c +33 -- "/dev/fd/$copy" | md5sum)
  printf 'I\t%s\t%s\n' "$(head -c 32 -- "/dev/fd/$copy" | tr -cd '0-9A-Fa-f')" "${md5%% *}"
  tables_of_map "/dev/fd/$copy" | sed 's,^,R\t,'
  close_scratch "$copy"
}

# Prints the tables that index map $1 names: the last field of its rows "level,position,name".
tables_of_map() {
  awk -F, 'NF == 3 && $1 ~ /^[0-9]+$/ && $2 ~ /^[0-9]+$/ && $3 !~ /[\t\/]/ { print $3 }' "$1"
}
