# shellcheck shell=bash
# delete: backups the operator names. A pinned one stays, and so does the newest verified one unless that is said.

# Deletes the named backups, all or, when one of them must stay or is missing, none; and answers with what was deleted.
delete_backups() {
  local name
  ((${#ARGUMENTS[@]} > 0)) || fail USAGE 'The command delete takes the file names of one or more backups.'
  for name in "${ARGUMENTS[@]}"; do
    require_backup_name "$name"
  done
  require_tools jq find awk flock sync
  require_backup_directory
  guard_signals
  with_package_lock delete_locked
}

# The same, with the lock held.
delete_locked() {
  local filename freed names reason
  local -a wanted
  clean_backup_leftovers
  mapfile -t wanted < <(printf '%s\n' "${ARGUMENTS[@]}" | sort -u)
  for filename in "${wanted[@]}"; do
    require_own_backup "${filename%.tar.gz}"
  done
  names=$(jq -cn --args '$ARGS.positional' "${wanted[@]}")
  read_catalog
  reason=$(jq -r --argjson names "$names" --arg allowed "${OPTIONS["allow-newest-verified"]:-}" '
    map(select(.filename as $name | $names | index([$name]))) as $chosen
    | (first(.[] | select(.verification.valid == true)) // null) as $verified
    | first(
        ($chosen[] | select(.pinned) | "\(.filename) is pinned: unpin it before it is deleted."),
        (select($allowed == "") | $chosen[] | select(.filename == $verified.filename)
         | "\(.filename) is the newest verified backup: what is left may not be restorable. Delete it with --allow-newest-verified.")
      ) // ""' <<<"$CATALOG")
  [[ -z $reason ]] || fail LAST_VERIFIED_BACKUP "$reason Nothing was deleted."
  freed=$(jq --argjson names "$names" 'map(select(.filename as $name | $names | index([$name])) | .sizeBytes) | add' <<<"$CATALOG")
  for filename in "${wanted[@]}"; do
    remove_backup "$filename"
    say "Deleted $filename"
  done
  sync_paths "$HF_BACKUP_DIR"
  emit "$(jq -cn --argjson names "$names" --argjson freed "$freed" '{success: true, deleted: $names, freedBytes: $freed}')" \
    '"Deleted \(.deleted | join(", "))"'
}
