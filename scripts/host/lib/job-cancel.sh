# shellcheck shell=bash
# job cancel: asks a job's operation to end safely.

# Seconds for which cancel waits to see how the job ends.
readonly JOB_CANCEL_SECONDS=20

# Sends TERM to the job's process, waits for a while and answers with the job's state.
cancel_job() {
  local process state end=$((SECONDS + JOB_CANCEL_SECONDS)) message=
  find_job
  read_jobs "${JOB_DIR##*/}"
  if [[ $(jq -r '.[0] | .state == "running" and .cancellable' <<<"$JOBS") == true ]]; then
    # The number may be another process's by now; its start tells.
    if read -r process <"$JOB_DIR/process" && still_runs "$process"; then
      log_line "$HF_OPERATOR cancels job ${JOB_DIR##*/}"
      kill -TERM "${process%% *}" 2>/dev/null || :
    fi
    while job_runs "$JOB_DIR" && ((SECONDS < end)); do
      sleep 0.1
    done
    read_jobs "${JOB_DIR##*/}"
  elif [[ $(jq -r '.[0].state' <<<"$JOBS") == running ]]; then
    message='It is past the point where it could be cancelled, and finishes by itself.'
  else
    message='It had already ended.'
  fi
  state=$(jq -r '.[0].state' <<<"$JOBS")
  if [[ -z $message ]]; then
    case $state in
    running) message='It was asked to end and is still putting things back.' ;;
    done) message='It was finished before it could be cancelled.' ;;
    *) message=$(jq -r '.[0].result.message // "It has ended."' <<<"$JOBS") ;;
    esac
  fi
  emit "$(jq -cn --arg id "${JOB_DIR##*/}" --arg state "$state" --arg message "$message" \
    '{success: true, jobId: $id, state: $state, message: $message}')" '"Job \(.jobId): \(.state). \(.message)"'
}
