# shellcheck shell=bash
# Version labels. They become git tags, file content and JSON, so only harmless ones are let in.

# True for a label of letters, digits, ".", "_", "+" and "-" without "..".
is_valid_version() {
  [[ $1 =~ ^[A-Za-z0-9][A-Za-z0-9._+-]{0,99}$ && $1 != *..* ]]
}

# Puts the tags that may stand for version $1 in the array TAG_CANDIDATES, best first.
# Deployments write v1.2.3 and 1.2.3 for the same version, and tags once began with "ver".
tag_candidates() {
  local version=$1 base
  base=${version#ver}
  [[ $base != "$version" ]] || base=${version#v}
  [[ $base == [0-9]* ]] || base=$version
  # shellcheck disable=SC2034 # git.sh reads it
  TAG_CANDIDATES=("$version" "v$base" "$base" "ver$base")
}
