# shellcheck shell=bash
# Free space on the filesystem of a folder, and what is mounted there.

# Room left free beyond what an operation needs itself.
readonly SPACE_MARGIN=$((1024 * 1024))

# Puts the free bytes that an ordinary user may take in REPLY.
free_bytes() {
  local blocks size
  read -r blocks size < <(stat -f -c '%a %S' -- "$1")
  REPLY=$((blocks * size))
}

# Ends with NO_SPACE when folder $1 has not $2 bytes to spare; $3 says what for.
require_space() {
  local folder=$1 needed=$2 purpose=$3
  free_bytes "$folder"
  ((REPLY < needed + SPACE_MARGIN)) || return 0
  fail NO_SPACE "Not enough free space in $folder for $purpose: $(human_bytes "$needed") needed, $(human_bytes "$REPLY") free." \
    "$(jq -cn --argjson needed "$needed" --argjson free "$REPLY" '{neededBytes: $needed, freeBytes: $free}')"
}

# Prints a number of bytes as du -h does.
human_bytes() {
  jq -rn -L "$LIB_DIR" --argjson bytes "$1" 'include "sizes"; $bytes | human_size'
}

# Puts the first mount point at or below folder $1 in REPLY; false when there is none.
find_mount_point() {
  while read -r _ _ _ _ REPLY _; do
    printf -v REPLY '%b' "${REPLY//\\/\\0}"
    [[ $REPLY/ != "$1"/* ]] || return 0
  done </proc/self/mountinfo
  return 1
}
