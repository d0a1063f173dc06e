# shellcheck shell=bash
# What killed runs left behind. Runs under the package's lock, so nothing of this package is in use.

# Removes the package's unfinished archives, and what belonged to an archive that has gone.
clean_backup_leftovers() {
  local file stem
  # Power failing in the middle: the rest is removed by the next run. The names hold the package, so that
  # another package's running backup in the same folder is left alone.
  rm -f -- "$HF_BACKUP_DIR"/.backup-????????-??????."$HF_PACKAGE_KEY".part \
    "$HF_BACKUP_DIR"/.backup-????????-??????."$HF_PACKAGE_KEY"~*.part
  clean_verification_leftovers
  for file in "$HF_BACKUP_DIR"/backup-????????-??????.meta.json; do
    stem=${file%.meta.json}
    [[ -f $file && ! -L $file && ! -e $stem.tar.gz ]] || continue
    [[ $(jq -r '.packageName | strings' "$file" 2>/dev/null) == "$HF_PACKAGE_NAME" ]] || continue
    # The archive they belonged to never appeared or was removed; nothing can be restored from them. The metadata goes
    # last: it alone says whose they are.
    rm -f -- "$stem.tar.gz.version" "$stem.files.sha256" "$stem.verify.json" "$stem.notes.json"
    rm -f -- "$file"
  done
}

# Removes results that a killed verification did not publish; those of one that runs bear its number.
clean_verification_leftovers() {
  local part pid
  for part in "$HF_BACKUP_DIR/.holdfast/$HF_PACKAGE_KEY"/verify-*.part; do
    [[ -f $part ]] || continue
    pid=${part%.part}
    pid=${pid##*.}
    [[ -d /proc/$pid ]] || rm -f -- "$part"
  done
}
