# shellcheck shell=bash
# What backups there are, in a constant number of processes however many: find lists the files, awk folds each
# backup's metadata onto its line, jq makes one JSON array of them (catalog.jq says with which fields).

# Ends unless the backup folder can be read.
require_backup_directory() {
  local folder=$HF_BACKUP_DIR
  if [[ -d $folder ]]; then
    [[ -r $folder && -x $folder ]] || refuse_backup_directory
    return 0
  fi
  # A folder inside one that cannot be entered looks as if it were missing.
  while [[ ! -e $folder && -n $folder ]]; do
    folder=${folder%/*}
  done
  [[ ! -e $HF_BACKUP_DIR && -x ${folder:-/} ]] || refuse_backup_directory
  fail BACKUP_DIRECTORY_MISSING "Backup directory not accessible: $HF_BACKUP_DIR does not exist on this host." \
    '{"backups": [], "totalCount": 0, "totalSizeBytes": 0, "totalSize": "0", "error": "Backup directory does not exist"}'
}

# Ends because the backup folder cannot be read.
refuse_backup_directory() {
  user_name
  fail BACKUP_DIRECTORY_NOT_ACCESSIBLE \
    "Backup directory not accessible: $HF_BACKUP_DIR cannot be read by user $REPLY, or is not a folder."
}

# Puts the package's backups in CATALOG, a JSON array, newest first, or what the program $2 (with reports.jq) makes of
# them, for which the further arguments are jq's; with a stem as $1, only of that one.
read_catalog() {
  local stem=${1:-} program=${2:-.}
  shift "$(($# < 2 ? $# : 2))"
  # shellcheck disable=SC2034 # the commands read it
  CATALOG=$(
    {
      print_tags
      print_backup_files "$stem" | HOLDFAST_FOLDER=$HF_BACKUP_DIR awk -f "$LIB_DIR/catalog.awk"
    } | jq -cRn -L "$LIB_DIR" --arg own "$HF_PACKAGE_NAME" --arg folder "$HF_BACKUP_DIR" \
      --arg owner "$HF_UNLABELLED_OWNER" "$@" "include \"catalog\"; include \"reports\"; catalog(\$own; \$folder; \$owner) | $program"
  ) || fail INTERNAL "The backups in $HF_BACKUP_DIR could not be read${LAST_ERROR:+: $LAST_ERROR}."
}

# Prints the checkout's tags, one a line after "T" and a tab.
print_tags() {
  [[ -z $GIT_TOP ]] || run_git for-each-ref --format='T%09%(refname:strip=2)' refs/tags || :
}

# Becomes find, which prints the regular files that make up backups, with size, time as find counts it, and date.
print_backup_files() {
  local stem=${1:-'backup-[0-9]{8}-[0-9]{6}'}
  TZ=UTC0 exec find "$HF_BACKUP_DIR/" -mindepth 1 -maxdepth 1 -ignore_readdir_race -type f -regextype posix-extended \
    -regex ".*/$stem\.(tar\.gz|tar\.gz\.version|(meta|verify|notes)\.json)" \
    -printf 'F\t%f\t%s\t%T@\t%TY-%Tm-%TdT%TH:%TM:%TS\n'
}
