# shellcheck shell=bash
# What must survive a power failure goes through here. Each function is false when one of its steps fails.

# Flushes files and folders to the disk.
sync_paths() {
  sync -- "$@"
}

# Flushes a folder and everything below it, file by file: the rest of the filesystem is not waited for.
sync_tree() {
  find "$1" -exec sync -- {} +
}

# Renames within one filesystem and flushes the folders of both names.
rename_durably() {
  local from=$1 to=$2
  mv -T -- "$from" "$to" || return 1
  if [[ ${from%/*} == "${to%/*}" ]]; then
    sync_paths "${to%/*}"
  else
    sync_paths "${to%/*}" "${from%/*}"
  fi
}

# Removes a file and flushes its folder.
remove_durably() {
  rm -f -- "$1" || return 1
  sync_paths "${1%/*}"
}
