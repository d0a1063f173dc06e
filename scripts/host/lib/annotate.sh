# shellcheck shell=bash
# annotate: what the operator wants to be known of a backup, and whether retention must keep it.

readonly MAX_NOTES=2000

# Changes the notes, the pin, or both, of the named backup and answers with it.
annotate_backup() {
  require_arguments 1 'the file name of one backup'
  require_backup_name "${ARGUMENTS[0]}"
  [[ -v OPTIONS[notes] || -v OPTIONS[pin] ]] || fail USAGE 'The command annotate needs --notes=TEXT or --pin=true|false.'
  [[ ${OPTIONS[pin]-true} == true || ${OPTIONS[pin]-} == false ]] || fail USAGE 'The option --pin takes true or false.'
  ((${#OPTIONS[notes]} <= MAX_NOTES)) || fail USAGE "The notes must not be longer than $MAX_NOTES bytes."
  [[ ${OPTIONS[notes]-} != *[$'\001'-$'\010'$'\013'-$'\037'$'\177']* ]] || fail USAGE 'The notes must not hold control characters.'
  require_tools jq find awk flock sync
  require_backup_directory
  guard_signals
  with_package_lock annotate_locked "${ARGUMENTS[0]%.tar.gz}"
}

# The same, with the lock held, for the backup with stem $1.
annotate_locked() {
  local stem=$1 final=$HF_BACKUP_DIR/$1.notes.json
  require_own_backup "$stem"
  state_directory
  jq --arg set_notes "${OPTIONS[notes]+1}" --arg notes "${OPTIONS[notes]-}" --arg pin "${OPTIONS[pin]-}" '
    {notes: (if $set_notes == "" then .notes elif $notes == "" then null else $notes end),
     pinned: (if $pin == "" then .pinned else $pin == "true" end)}' <<<"$BACKUP_ENTRY" >"$REPLY/notes.part" ||
    fail NO_SPACE "The notes could not be written in $HF_BACKUP_DIR."
  sync_paths "$REPLY/notes.part"
  # Power failing right after it: the old notes or the new ones, both complete.
  rename_durably "$REPLY/notes.part" "$final" || fail NO_SPACE "The notes could not be written in $HF_BACKUP_DIR."
  read_catalog "$stem"
  emit "$(jq -c '{success: true, backup: first}' <<<"$CATALOG")" \
    '"\(.backup.filename): \(.backup.notes // "no notes")\(if .backup.pinned then ", pinned" else "" end)"'
}
