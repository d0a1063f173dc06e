# shellcheck shell=bash
# Swap: two renames within one folder. The old data is moved aside, never deleted.

# Puts the staged data in the place of the live data.
swap_data() {
  say "Replacing $HF_DATA_DIR"
  record DATA_MOVED 1
  if [[ -d $HF_DATA_DIR ]]; then
    record KEPT_DATA "$HF_DATA_DIR.before-$RESTORE_ID"
    rename_durably "$HF_DATA_DIR" "$KEPT_DATA" || fail INTERNAL "$HF_DATA_DIR could not be moved aside"
    # Power failing here: no data folder; the old data complete in data.before-<id>, the new in .restore-…. Every
    # command that would go on from there refuses and says so (require_no_interrupted_restore).
  fi
  rename_durably "$STAGED_DATA" "$HF_DATA_DIR" || fail INTERNAL "the restored data could not be moved to $HF_DATA_DIR"
  # Power failing here: the new data is live with the old code, the package stopped, the old data in data.before-<id>.
}
