# shellcheck shell=bash
# How long past restores of this host kept the package down, to tell the operator what to expect.

# Keeps this many; older ones say little about today's data.
readonly DOWNTIMES_KEPT=20

# Notes the downtime of this transaction. It is for eyes only and needs no flush.
note_downtime() {
  local file
  [[ -n $DOWNTIME_MS ]] || return 0
  state_directory
  file=$REPLY/downtimes
  [[ ! -L $file ]] || return 0
  if ! { { tail -n "$((DOWNTIMES_KEPT - 1))" -- "$file" 2>/dev/null || :; } && printf '%d\n' "$DOWNTIME_MS"; } >"$file.part" ||
    ! mv -fT -- "$file.part" "$file"; then
    warn "The downtime could not be noted in $file."
  fi
}

# Prints the median of past downtimes in milliseconds, or null.
expected_downtime() {
  local file=$HF_BACKUP_DIR/.holdfast/$HF_PACKAGE_KEY/downtimes
  { [[ -f $file && ! -L $file ]] && jq -n '[inputs | numbers] | sort | if . == [] then null else .[length / 2 | floor] end' "$file" 2>/dev/null; } ||
    printf null
}
