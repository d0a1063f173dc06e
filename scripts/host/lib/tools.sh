# shellcheck shell=bash
# The tools of the host: what is missing is named at once, with the Debian package that has it.

declare -gA TOOL_PACKAGES=(
  [jq]=jq [flock]=util-linux [setpriv]=util-linux [tar]=tar [gzip]=gzip [find]=findutils [awk]=mawk
  [git]=git [docker]=docker.io [curl]=curl [sha256sum]=coreutils [sync]=coreutils [timeout]=coreutils
  [du]=coreutils [sort]=coreutils [md5sum]=coreutils [od]=coreutils [xargs]=findutils [cmp]=diffutils
)

# The only JSON here that jq does not write: without jq there is nothing else to write it.
# shellcheck disable=SC2034 # errors.sh reads it
readonly JQ_MISSING='{"success":false,"error":"A tool is missing","message":"jq is not installed on this host. Install it with: apt-get install jq","code":"TOOL_MISSING","tools":["jq"],"packages":["jq"]}'

# Ends with TOOL_MISSING, naming every one of the given tools that is not there.
require_tools() {
  local tool message
  local -a missing=() packages=()
  for tool in "$@"; do
    has_tool "$tool" && continue
    missing+=("$tool")
    packages+=("${TOOL_PACKAGES[$tool]}")
  done
  ((${#missing[@]} > 0)) || return 0
  message="Missing on this host: ${missing[*]}. Install with: apt-get install ${packages[*]}"
  # Without jq the EXIT trap has one answer in json mode; people are told all names.
  has_tool jq || fail TOOL_MISSING "$message"
  fail TOOL_MISSING "$message" "$(jq -cn --arg tools "${missing[*]}" --arg packages "${packages[*]}" \
    '{tools: ($tools / " "), packages: ($packages / " ")}')"
}

# True when the tool is there.
has_tool() {
  type -P "$1" >/dev/null
}

# Puts the tools that talk to the package in REPLY: docker always, git where the package is a checkout, curl for a
# health URL.
package_tools() {
  REPLY='docker timeout'
  [[ -z $GIT_TOP ]] || REPLY+=' git setpriv'
  [[ -z $HF_HEALTH_URL ]] || REPLY+=' curl'
}
