# shellcheck shell=bash
# Swap: two renames within one folder. The old data is moved aside, never deleted.

# Puts the new data in the place of the live data.
swap_data() {
  say "Replacing $HF_DATA_DIR"
  failpoint beforeSwap || fail INTERNAL 'the data could not be replaced'
  if [[ -n $OLD_IDENTITY ]]; then
    # Somebody may have replaced it since the preflight.
    has_identity "$HF_DATA_DIR" "$OLD_IDENTITY" || fail INTERNAL "$HF_DATA_DIR was replaced by somebody else in the meantime"
    rename_durably "$HF_DATA_DIR" "$KEPT_DATA" || fail INTERNAL "$HF_DATA_DIR could not be moved aside"
    # Power failing here: no data folder; the journal says SWAPPING, so that the next command brings the old data back.
    failpoint betweenRenames || fail INTERNAL 'the restored data could not be moved'
  fi
  [[ ! -e $HF_DATA_DIR ]] || fail INTERNAL "$HF_DATA_DIR was made by somebody else in the meantime"
  rename_durably "$NEW_DATA" "$HF_DATA_DIR" || fail INTERNAL "the restored data could not be moved to $HF_DATA_DIR"
  # Power failing here: the new data is live with the old code, the package stopped. Still SWAPPING: rolled back.
  failpoint afterSwap || fail INTERNAL 'the restored data could not be used'
}
