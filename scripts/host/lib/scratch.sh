# shellcheck shell=bash
# Scratch space that cannot outlive the command: temporary files that are unlinked as soon as they are open.

# Descriptors of empty scratch files that were opened in advance.
SCRATCH_RESERVE=()

# Opens $1 scratch files in advance, so that the next calls of open_scratch start no process.
reserve_scratch() {
  local count=$1
  local -a opened=()
  while ((count-- > 0)); do
    make_scratch
    opened+=("$SCRATCH_FD")
  done
  SCRATCH_RESERVE+=("${opened[@]}")
}

# Opens a new empty scratch file and puts its descriptor in variable $1; read and write it as /dev/fd/N.
open_scratch() {
  # A subshell would leave its parent the same file to take.
  if ((${#SCRATCH_RESERVE[@]} > 0 && BASH_SUBSHELL == 0)); then
    printf -v "$1" '%d' "${SCRATCH_RESERVE[-1]}"
    unset 'SCRATCH_RESERVE[-1]'
    return 0
  fi
  make_scratch
  printf -v "$1" '%d' "$SCRATCH_FD"
}

# Opens a new empty scratch file as SCRATCH_FD.
make_scratch() {
  local file
  # The roll-back of a restore must not depend on room in the temporary folder.
  file=$(mktemp 2>/dev/null || mktemp -p /dev/shm 2>/dev/null || mktemp -p /run 2>/dev/null) || fail NO_SPACE 'No temporary file can be made; is the temporary folder full?'
  exec {SCRATCH_FD}<>"$file"
  # Nothing is lost if the power fails before this line: an empty file stays in the temporary folder.
  rm -f -- "$file"
}

# Closes a scratch file.
close_scratch() {
  local descriptor=$1
  exec {descriptor}>&-
}

# Puts the whole content of scratch file $1 in REPLY, without trailing newlines.
read_scratch() {
  REPLY=$(<"/dev/fd/$1")
}
