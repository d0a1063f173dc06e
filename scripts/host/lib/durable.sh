# shellcheck shell=bash
# What must survive a power failure goes through here.

# Flushes files and folders to the disk.
sync_paths() {
  sync -- "$@"
}

# Flushes a folder and everything below it, file by file: the rest of the filesystem is not waited for.
sync_tree() {
  find "$1" -exec sync -- {} +
}

# Renames within one folder's filesystem and flushes the folders of both names.
rename_durably() {
  local from=$1 to=$2
  mv -T -- "$from" "$to"
  sync_paths "${to%/*}"
  [[ ${from%/*} == "${to%/*}" ]] || sync_paths "${from%/*}"
}
