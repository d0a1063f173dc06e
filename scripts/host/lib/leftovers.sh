# shellcheck shell=bash
# What killed runs left behind. Runs under the package's lock, so nothing of this package is in use.

# Removes the package's unfinished archives and metadata whose archive is gone.
clean_backup_leftovers() {
  local file
  # Power failing in the middle: the rest is removed by the next run. The names hold the package, so that
  # another package's running backup in the same folder is left alone.
  rm -f -- "$HF_BACKUP_DIR"/.backup-????????-??????."$HF_PACKAGE_KEY".part \
    "$HF_BACKUP_DIR"/.backup-????????-??????."$HF_PACKAGE_KEY".meta.part \
    "$HF_BACKUP_DIR"/.backup-????????-??????."$HF_PACKAGE_KEY".version.part
  for file in "$HF_BACKUP_DIR"/backup-????????-??????.meta.json; do
    [[ -f $file && ! -L $file && ! -e ${file%.meta.json}.tar.gz ]] || continue
    [[ $(jq -r '.packageName | strings' "$file" 2>/dev/null) == "$HF_PACKAGE_NAME" ]] || continue
    # The archive these two belonged to never appeared or was removed; nothing can be restored from them.
    rm -f -- "${file%.meta.json}.tar.gz.version" "$file"
  done
}
