# shellcheck shell=bash
# deployment.state.json: AutoUpdater's record of what is deployed. Only Version and Updated are ours to write.

# Prints the deployed version, or "unknown".
deployed_version() {
  local file=$HF_PACKAGE_DIR/deployment.state.json version=
  if [[ -f $file && -r $file ]]; then
    version=$(jq -r '.Version | strings' "$file" 2>/dev/null) || version=
  fi
  is_valid_version "$version" || version=unknown
  printf '%s' "$version"
}

# Writes Updated, and Version when $1 is not empty, keeping every other field, the owner and the mode.
write_deployment_state() {
  local version=$1 file=$HF_PACKAGE_DIR/deployment.state.json now
  local temporary="$HF_PACKAGE_DIR/.deployment.state.json.part"
  now=$(date -u +%Y-%m-%dT%H:%M:%S.%7NZ)
  # Nothing is lost if the power fails here or in the lines up to the rename: the old file still stands.
  rm -f -- "$temporary"
  if [[ -e $file ]]; then
    cp -p -- "$file" "$temporary" || return 1
    jq --arg version "$version" --arg now "$now" \
      'if type != "object" then error("not an object") else . end
       | (if $version != "" then .Version = $version else . end) | .Updated = $now' "$file" >"$temporary" || return 1
  else
    jq -n --arg version "$version" --arg now "$now" \
      '{Version: $version, Updated: $now, Up: [], Failed: []}' >"$temporary" || return 1
    ((EUID != 0)) || chown --reference="$HF_PACKAGE_DIR" -- "$temporary" || return 1
  fi
  sync_paths "$temporary" || return 1
  # Power failing right after it: old or new content, both complete.
  rename_durably "$temporary" "$file" || return 1
}
