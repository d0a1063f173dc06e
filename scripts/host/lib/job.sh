# shellcheck shell=bash
# job: long operations that outlive the connection they were started over. A job is a folder:
#   job.json      what it is, one line
#   process       which process it is; made once, by its runner
#   events.jsonl  what it reports, the result last; nothing but whole lines is ever shown
#   begun         the operation holds the package's lock
#   reserve       room for the result on a full disk

# Jobs of a package that are kept.
readonly JOBS_KEPT=50

# Runs job start, list, follow or cancel.
manage_jobs() {
  local action=${ARGUMENTS[0]:-}
  require_tools jq flock tail
  case $action in
  start) start_job ;;
  list) list_jobs ;;
  follow) follow_job ;;
  cancel) cancel_job ;;
  *) fail USAGE 'The command job takes start, list, follow or cancel.' ;;
  esac
}

# Puts the folder of jobs in REPLY; false when there is none yet.
find_jobs_directory() {
  REPLY=$HF_BACKUP_DIR/.holdfast/$HF_PACKAGE_KEY/jobs
  [[ -d $REPLY && ! -L $REPLY ]]
}

# The same, made where it is missing.
make_jobs_directory() {
  state_directory
  [[ -d $REPLY/jobs ]] || (umask 077 && mkdir -p -- "$REPLY/jobs") || fail PERMISSION_DENIED "The folder $REPLY/jobs cannot be made."
  find_jobs_directory || fail PERMISSION_DENIED "The folder $REPLY is a symbolic link."
}

# True for what can be a job's id; anything else never gets into a path.
is_job_id() {
  [[ $1 =~ ^[0-9]{8}-[0-9]{6}-[0-9a-f]{4}$ ]]
}

# Sets JOB_DIR from the one id among the arguments.
find_job() {
  local id=${ARGUMENTS[1]:-}
  if ((${#ARGUMENTS[@]} != 2)) || ! is_job_id "$id"; then
    fail USAGE "The command job ${ARGUMENTS[0]} takes the id of one job, such as 20251127-101500-4f2a."
  fi
  if ! find_jobs_directory || [[ ! -f $REPLY/$id/job.json ]]; then
    fail JOB_NOT_FOUND "There is no job $id of $HF_PACKAGE_NAME on this host; the newest $JOBS_KEPT are kept."
  fi
  # shellcheck disable=SC2034 # the commands read it
  JOB_DIR=$REPLY/$id
}

# Answers with the package's jobs, newest first.
list_jobs() {
  ((${#ARGUMENTS[@]} == 1)) || fail USAGE 'The command job list takes no arguments.'
  read_jobs
  emit "$(jq -c '{success: true, jobs: .}' <<<"$JOBS")" '
    .jobs[] | "\(.id)  \(.operation)\(.arguments | map(" " + .) | add // "")  \(.state)\(if .phase and .state == "running" then " (" + .phase + ")" else "" end)  by \(.operator)"'
}
