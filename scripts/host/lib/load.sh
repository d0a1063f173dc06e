# shellcheck shell=bash
# Loads the library and sets the shell up: every command starts by sourcing this file.
set -Eeuo pipefail
umask 022
# Messages of tar, find and git are read by these scripts, so they must not be translated.
export LC_ALL=C
# Settings of the caller that would change what these tools do.
unset CDPATH TAR_OPTIONS GZIP PIGZ POSIXLY_CORRECT

readonly LIB_DIR=${BASH_SOURCE[0]%/*}
# shellcheck disable=SC2034 # read by the files below
readonly TOOL_VERSION=0.1.0

# Sources every file of the library, each of which only defines functions and constants.
load_library() {
  local file
  local -a files=(
    start output events errors failpoints signals options config tools scratch operation audit lock durable sealed identity space
    versions git git-repair state docker health archive catalog leftovers list status package-state check cleanup delete annotate help
    backup-name structure verify verify-archive verify-result
    process job job-state job-start job-follow job-cancel
    backup backup-files backup-consistency backup-write backup-verify backup-publish
    restore restore-preflight restore-archive restore-stage restore-service
    restore-swap restore-checkout restore-commit restore-rollback
    transaction journal recover recover-first undo-record undo discard-undo plan downtimes
  )
  for file in "${files[@]}"; do
    # shellcheck disable=SC1090 # the names are the list above; each file is checked on its own
    source "$LIB_DIR/$file.sh"
  done
}

load_library
