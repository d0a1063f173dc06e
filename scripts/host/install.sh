#!/usr/bin/env bash
# Installs these scripts on this host, outside every checkout, and takes that back. Run it as root (or as whoever runs the
# scripts), from the folder to be installed: install.sh [install|rollback|uninstall] [--root=DIR] [--expect=VERSION] [--boot-packages=FILE]
#
#   DIR/versions/VERSION     one folder a version, named by tool version and content; _2, … where one had to be replaced
#   DIR/current              link to the version in use, switched by one rename
#   DIR/previous             link to the one before it, which "rollback" goes back to
#   DIR/boot-packages        options of the packages that are recovered when the host starts
#
# stdout is lines of NAME=VALUE; stderr is for people. Exit codes as in docs/host-protocol.md. It needs no jq.
set -Eeuo pipefail
umask 022
export LC_ALL=C

FROM=$(readlink -f -- "${BASH_SOURCE[0]}")
FROM=${FROM%/*}
# shellcheck source=lib/failpoints.sh
source "$FROM/lib/failpoints.sh"
# shellcheck source=lib/installed-versions.sh
source "$FROM/lib/installed-versions.sh"
# shellcheck source=lib/boot-recovery.sh
source "$FROM/lib/boot-recovery.sh"

# Moments that tests end a run at.
# shellcheck disable=SC2034 # tests read it
readonly INSTALL_FAILPOINTS=(
  installBeforeCopy installAfterCopy installAfterPublish installAfterPrevious installBeforeSwitch installAfterSwitch
  installAfterPrune uninstallAfterCurrent
)
# Bytes: the scripts take less than a tenth of it.
readonly INSTALL_SPACE=$((8 * 1024 * 1024))

ROOT=/usr/local/lib/holdfast
EXPECT=
BOOT_PACKAGES=

# Reads the command line and does what it says.
main() {
  local command
  read_arguments "$@"
  command=$REPLY
  # A lost connection ends nothing half-way; every step below is safe to be cut off all the same.
  trap '' HUP PIPE
  require_commands flock sha256sum find sync readlink install stat
  case $command in
  install) install_scripts ;;
  rollback) roll_back ;;
  uninstall) uninstall_scripts ;;
  *) stop 64 "There is no command ${command@Q}." ;;
  esac
}

# Sets ROOT, EXPECT and BOOT_PACKAGES, and REPLY to the command.
read_arguments() {
  local word
  local -a words=()
  for word in "$@"; do
    case $word in
    --root=/*) ROOT=${word#*=} ;;
    --expect=*) EXPECT=${word#*=} ;;
    --boot-packages=*) BOOT_PACKAGES=${word#*=} ;;
    -*) stop 64 "There is no option ${word@Q}, or it needs an absolute path." ;;
    *) words+=("$word") ;;
    esac
  done
  while [[ $ROOT == */ && $ROOT != / ]]; do
    ROOT=${ROOT%/}
  done
  [[ $ROOT != / && $ROOT != *[[:cntrl:]]* ]] || stop 64 'The folder must not be the root folder or hold control characters.'
  ((${#words[@]} < 2)) || stop 64 'One command at a time.'
  REPLY=${words[0]:-install}
}

# Ends with code $1 and a sentence.
stop() {
  printf '%s\n' "$2" >&2
  exit "$1"
}

# failpoint() tells what it does.
log_line() {
  printf '%s\n' "$*" >&2
}

# Ends unless all commands are there.
require_commands() {
  local name
  for name in "$@"; do
    type -P "$name" >/dev/null || stop 69 "$name is missing on this host. Install with: apt-get install util-linux coreutils findutils"
  done
}

# Installs the version that this folder holds, or repairs it.
install_scripts() {
  local version folder outcome=installed
  describe_source
  version=$REPLY
  [[ -z $EXPECT || $EXPECT == "$version" ]] ||
    stop 65 "What arrived on the host is not what was sent: it is version $version, not $EXPECT."
  open_root
  require_room
  remove_leftovers
  if find_whole_version "$version"; then
    folder=$REPLY
    [[ $(current_version) != "$folder" ]] || outcome=alreadyInstalled
  else
    [[ -z $REPLY ]] || outcome=repaired
    copy_version "$version"
    folder=$REPLY
  fi
  if [[ $outcome != alreadyInstalled ]]; then
    switch_to "$folder"
    prune_versions
    failpoint installAfterPrune
  fi
  install_boot_recovery
  report "$outcome"
}

# Goes back to the version before.
roll_back() {
  local previous current
  open_root
  remove_leftovers
  previous=$(linked_version previous)
  current=$(current_version)
  [[ -n $previous && $previous != "$current" ]] || {
    report nothingToDo
    return
  }
  is_whole "$ROOT/versions/$previous" || stop 65 "The previous version $previous in $ROOT is damaged or gone. Install again instead."
  switch_to "$previous"
  report rolledBack
}

# Removes every version. A run that still uses one is not cut off.
uninstall_scripts() {
  if [[ ! -e $ROOT ]]; then
    remove_boot_recovery
    report nothingToDo
    return
  fi
  open_root
  ! is_used "$ROOT/versions" || stop 75 'A script of Holdfast is running on this host. Try again when it has ended.'
  remove_boot_recovery
  # Power failing after it: no version is in use, which is what was asked for; the next run removes the rest.
  rm -f -- "$ROOT/current"
  sync -- "$ROOT"
  failpoint uninstallAfterCurrent
  # Power failing within it: some files of versions that nobody uses any more are left.
  rm -rf -- "$ROOT/versions" "$ROOT/previous" "$ROOT/boot-packages"
  rm -f -- "$ROOT/.lock"
  rmdir --ignore-fail-on-non-empty -- "$ROOT"
  report uninstalled
}

# Says what was done and what is there now.
report() {
  printf 'outcome=%s\ncurrent=%s\nprevious=%s\nboot=%s\n' "$1" "$(current_version)" "$(linked_version previous)" "$(boot_recovery_state)"
}

if [[ ${BASH_SOURCE[0]} == "$0" ]]; then
  main "$@"
  exit
fi
