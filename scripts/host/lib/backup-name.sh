# shellcheck shell=bash
# How a command is told which backup it is about.

# Ends unless $1 is the exact name of a backup: no path, quote, space or newline gets any further. Puts its stem in REPLY.
require_backup_name() {
  [[ $1 =~ ^backup-[0-9]{8}-[0-9]{6}\.tar\.gz$ ]] ||
    fail BAD_FILENAME 'The backup must be named by its bare file name, of the form backup-YYYYMMDD-HHMMSS.tar.gz.'
  REPLY=${1%.tar.gz}
}

# Ends unless the archive with stem $1 is a readable regular file and the package's own. Puts its entry in BACKUP_ENTRY.
require_own_backup() {
  local archive=$HF_BACKUP_DIR/$1.tar.gz
  [[ ! -L $archive ]] || fail UNSAFE_ARCHIVE "The backup $archive is a symbolic link."
  [[ -e $archive ]] || fail BACKUP_NOT_FOUND "Backup file not found: $archive"
  [[ -f $archive ]] || fail UNSAFE_ARCHIVE "The backup $archive is not a regular file."
  [[ -r $archive ]] || fail PERMISSION_DENIED "The backup $archive cannot be read."
  read_catalog "$1"
  # shellcheck disable=SC2034 # the commands read it
  BACKUP_ENTRY=$(jq -c 'first // empty' <<<"$CATALOG")
  [[ -n $BACKUP_ENTRY ]] ||
    fail BACKUP_NOT_FOUND "Backup file not found: $1.tar.gz belongs to another package than $HF_PACKAGE_NAME."
}
