# shellcheck shell=bash
# Scratch space that cannot outlive the command: temporary files that are unlinked as soon as they are open.

# Opens a new empty scratch file and puts its descriptor in variable $1; read and write it as /dev/fd/N.
open_scratch() {
  local file
  # The roll-back of a restore must not depend on room in the temporary folder.
  file=$(mktemp 2>/dev/null || mktemp -p /dev/shm 2>/dev/null || mktemp -p /run 2>/dev/null) || fail NO_SPACE 'No temporary file can be made; is the temporary folder full?'
  exec {SCRATCH_FD}<>"$file"
  # Nothing is lost if the power fails before this line: an empty file stays in the temporary folder.
  rm -f -- "$file"
  printf -v "$1" '%d' "$SCRATCH_FD"
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
