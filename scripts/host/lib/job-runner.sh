#!/usr/bin/env bash
# Becomes the operation of a job, detached from whoever started it: job-runner.sh JOB_FOLDER SCRIPT ARGUMENTS…
set -Eeuo pipefail

# shellcheck source=process.sh
source "${BASH_SOURCE[0]%/*}/process.sh"

# Says which process the job is, then becomes it.
main() {
  local folder=$1
  shift
  cd /
  # The end of the terminal or connection is nothing to a job. TERM must stay as it is: what is ignored here could
  # not be caught by the operation.
  trap '' HUP INT
  identify_process "$$"
  (umask 077 && printf '%s\n' "$REPLY" >"$folder/process.part")
  # A link, so that only one can do it: this runner, or somebody who noticed that none came.
  ln -T -- "$folder/process.part" "$folder/process"
  rm -f -- "$folder/process.part"
  export HOLDFAST_JOB_DIR=$folder HOLDFAST_JOB_ID=${folder##*/}
  exec "$BASH" "$@" </dev/null >>"$folder/events.jsonl" 2>/dev/null
}

main "$@"
