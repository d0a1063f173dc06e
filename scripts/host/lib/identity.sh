# shellcheck shell=bash
# Data folders are told apart by what they are (inode and time of birth), never by what they are called: a crash, an
# operator or docker may have renamed or made one in the meantime.

# Puts the identity of folder $1 in REPLY: "INODE:BIRTH". False when it is no folder of the data's filesystem. The device
# number is compared with that of the data's parent instead of being noted: it may change when the host restarts.
identity_of() {
  local device identity parent_device
  [[ -d $1 && ! -L $1 ]] || return 1
  { read -r device identity && read -r parent_device _; } < <(stat -c '%d %i:%W' -- "$1" "$DATA_PARENT") || return 1
  [[ $device == "$parent_device" ]] || return 1
  REPLY=$identity
}

# True when folder $1 has identity $2.
has_identity() {
  [[ -n $2 ]] && identity_of "$1" && [[ $REPLY == "$2" ]]
}

# Puts the path of the folder with identity $1 in REPLY, looked for in the data's parent and in the stage.
find_by_identity() {
  local wanted=$1 candidate
  for candidate in "$HF_DATA_DIR" "$DATA_PARENT"/* "$DATA_PARENT"/.[!.]* ${STAGE:+"$STAGE"/*}; do
    if has_identity "$candidate" "$wanted"; then
      REPLY=$candidate
      return 0
    fi
  done
  return 1
}
