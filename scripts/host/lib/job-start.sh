# shellcheck shell=bash
# job start: begins an operation that goes on by itself.

# Seconds for which the start waits to see whether the operation is refused.
readonly JOB_BEGIN_SECONDS=10
JOB_OPERATION=
JOB_WORDS=()
JOB_OPTIONS=()
JOB_OWN_OPTIONS=()
# Variables that docker, git and these scripts read; systemd starts a job without the caller's environment.
readonly JOB_ENVIRONMENT='PATH|HOME|TMPDIR|LANG|USER|LOGNAME|SUDO_USER|SSH_AUTH_SOCK|(DOCKER|COMPOSE|GIT|HOLDFAST)_[A-Z_]+|(HTTPS?|NO)_PROXY|(https?|no)_proxy'

# Starts the operation named by the arguments, or answers with the job that the same request started before.
start_job() {
  JOB_OPERATION=${ARGUMENTS[1]:-}
  JOB_WORDS=("${ARGUMENTS[@]:2}")
  case $JOB_OPERATION in
  backup | recover) make_backup_directory ;;
  restore | undo | verify | cleanup) require_backup_directory ;;
  *) fail USAGE 'The command job start takes backup, restore, undo, verify, recover or cleanup, and its arguments.' ;;
  esac
  [[ ${OPTIONS["request-id"]-x} =~ ^[A-Za-z0-9-]{1,64}$ ]] ||
    fail USAGE 'The option --request-id needs 1 to 64 letters, digits and dashes.'
  guard_signals
  make_jobs_directory
  open_lock 9 "$REPLY/.lock"
  # One start at a time: the next one sees a job that holds the package's lock, or has ended.
  flock --timeout "$((3 * JOB_BEGIN_SECONDS))" 9 || fail BUSY 'Another job is being started on this package.'
  start_job_locked "$REPLY" 9>&-
}

# The same, with the lock on starts held; $1 is the folder of jobs.
start_job_locked() {
  local folder=$1 document
  if find_requested_job "$folder"; then
    answer_started
    return 0
  fi
  drop_old_jobs "$folder"
  collect_job_options
  make_job "$folder"
  launch_job
  if ! await_begin; then
    # No job is left of an operation that was refused.
    document=$(tail -n 1 -- "$JOB_DIR/events.jsonl")
    # Power failing in the middle: what stays has no process, and is shown as ended.
    rm -rf -- "$JOB_DIR"
    refuse_start "$document"
  fi
  answer_started
}

# Sets JOB_DIR to the job that was started by the same request; false when there is none.
find_requested_job() {
  local file
  [[ -v OPTIONS["request-id"] ]] || return 1
  file=$(grep -lFs -- "\"requestId\":\"${OPTIONS["request-id"]}\"" "$1"/*/job.json) || return 1
  JOB_DIR=${file%%/job.json*}
}

# Puts the job's own options in JOB_OPTIONS: all that were given, and where everything is, as it was found here.
collect_job_options() {
  local name value
  local -A options=(
    [package-dir]=$HF_PACKAGE_DIR [package-name]=$HF_PACKAGE_NAME [backup-dir]=$HF_BACKUP_DIR [data-dir]=$HF_DATA_DIR
    [service]=$HF_SERVICE [health-url]=$HF_HEALTH_URL [health-timeout]=$HF_HEALTH_TIMEOUT [log-file]=$HF_LOG_FILE
    [retention-days]=$HF_RETENTION_DAYS [undo-days]=$HF_UNDO_DAYS [operator]=$HF_OPERATOR
  )
  [[ -z $HF_UNLABELLED_OWNER ]] || options["unlabelled-owner"]=$HF_UNLABELLED_OWNER
  [[ -z $HF_AUDIT_ID ]] || options["audit-id"]=$HF_AUDIT_ID
  JOB_OPTIONS=()
  JOB_OWN_OPTIONS=()
  for name in "${!options[@]}"; do
    JOB_OPTIONS+=("--$name=${options[$name]}")
  done
  for value in "${HF_COMPOSE_FILES[@]}"; do
    JOB_OPTIONS+=("--compose-file=$value")
  done
  for name in "${!OPTIONS[@]}"; do
    [[ -z ${options[$name]+set} && $name != request-id && $name != from ]] || continue
    if is_flag "--$name"; then
      JOB_OWN_OPTIONS+=("--$name")
    else
      JOB_OWN_OPTIONS+=("--$name=${OPTIONS[$name]}")
    fi
  done
}

# Makes the job's folder and sets JOB_DIR. The files are for their owner alone: they tell what the log tells.
make_job() {
  local stamp started id
  local -a shown=()
  for id in "${JOB_OWN_OPTIONS[@]}"; do
    [[ $id == --yes ]] || shown+=("$id")
  done
  TZ=UTC0 printf -v stamp '%(%Y%m%d-%H%M%S)T' -1
  TZ=UTC0 printf -v started '%(%Y-%m-%dT%H:%M:%SZ)T' -1
  umask 077
  until
    printf -v id '%s-%04x' "$stamp" "$((SRANDOM & 0xffff))"
    mkdir -- "$1/$id" 2>/dev/null
  do
    [[ -d $1/$id ]] || fail PERMISSION_DENIED "No job can be made in $1."
  done
  JOB_DIR=$1/$id
  : >"$JOB_DIR/events.jsonl"
  head -c 16384 /dev/zero >"$JOB_DIR/reserve" || fail_job NO_SPACE
  jq -cn --arg id "$id" --arg operation "$JOB_OPERATION" --arg operator "$HF_OPERATOR" --arg started "$started" \
    --arg request "${OPTIONS["request-id"]-}" --args '
    {id: $id, operation: $operation, arguments: $ARGS.positional, operator: $operator, startedAt: $started, requestId: $request}' \
    -- "${JOB_WORDS[@]}" "${shown[@]}" >"$JOB_DIR/job.part" || fail_job NO_SPACE
  mv -T -- "$JOB_DIR/job.part" "$JOB_DIR/job.json"
  umask 022
}

# Ends because the job's files cannot be written.
fail_job() {
  rm -rf -- "$JOB_DIR"
  fail "$1" "The job's files cannot be written in $HF_BACKUP_DIR."
}

# Starts the job's process where the end of this command, of its terminal and of its connection cannot reach it.
launch_job() {
  local -a command=("$BASH" "$LIB_DIR/job-runner.sh" "$JOB_DIR" "$SCRIPT" "${JOB_OPTIONS[@]}" "${JOB_OWN_OPTIONS[@]}"
    --events "$JOB_OPERATION" -- "${JOB_WORDS[@]}")
  if can_use_systemd && launch_by_systemd "${command[@]}"; then
    return 0
  fi
  setsid --fork "${command[@]}" </dev/null 3>&- 4>&- || fail_job INTERNAL
}

# True where systemd can run the job as a unit: a session's end kills what setsid starts where logind is told to.
can_use_systemd() {
  ((EUID == 0)) && [[ -d ${HOLDFAST_SYSTEMD_RUNTIME:-/run/systemd/system} ]] && has_tool systemd-run
}

# Runs the command as a unit of its own. Stopping it, as at a reboot, sends TERM to the operation alone: a safe abort.
launch_by_systemd() {
  local name
  local -a settings=()
  while read -r name; do
    [[ ! $name =~ ^($JOB_ENVIRONMENT)$ ]] || settings+=("--setenv=$name=${!name}")
  done < <(compgen -e)
  systemd-run --quiet --collect --unit="holdfast-$HF_PACKAGE_KEY-${JOB_DIR##*/}" \
    --description="Holdfast: $JOB_OPERATION of $HF_PACKAGE_NAME" --property=KillMode=mixed \
    --property=TimeoutStopSec=600 --property=StandardOutput=null --property=StandardError=journal \
    "${settings[@]}" -- "$@" </dev/null 3>&- 4>&-
}

# Waits until the operation has begun or ended. False when it was refused: it failed before it had begun.
await_begin() {
  local end=$((SECONDS + JOB_BEGIN_SECONDS))
  while [[ ! -e $JOB_DIR/begun ]] && ((SECONDS < end)); do
    if has_result "$JOB_DIR"; then
      [[ -e $JOB_DIR/begun ]] || tail -n 1 -- "$JOB_DIR/events.jsonl" | jq -e '.exitCode == 0' >/dev/null
      return
    fi
    ! grep -qF '{"type":"progress",' "$JOB_DIR/events.jsonl" || return 0
    job_runs "$JOB_DIR" || has_result "$JOB_DIR" || return 0
    sleep 0.05
  done
}

# Ends as the operation did, whose result event is $1.
refuse_start() {
  local code message
  # shellcheck disable=SC2034 # errors.sh reads it
  ERROR_TITLE=$(jq -r '.result.error // "The operation failed"' <<<"$1")
  code=$(jq -r '.result.code // "INTERNAL"' <<<"$1")
  message=$(jq -r '.result.message // "It did not say why."' <<<"$1")
  [[ -n ${EXIT_CODES["$code"]:-} ]] || code=INTERNAL
  fail "$code" "$message" "$(jq -c '.result // {} | del(.success, .error, .message, .code)' <<<"$1")"
}

# Answers with the job in JOB_DIR.
answer_started() {
  emit "$(jq -c '{success: true, jobId: .id, operation}' "$JOB_DIR/job.json")" '"Started job \(.jobId): \(.operation). Follow it with: job follow \(.jobId)"'
}

# Removes the oldest jobs beyond those that are kept, the new one counted, and what is left of half-made ones.
drop_old_jobs() {
  local dir count=1 index
  local -a dirs=("$1"/????????-??????-????)
  for ((index = ${#dirs[@]} - 1; index >= 0; index--)); do
    dir=${dirs[index]}
    [[ -d $dir && ! -L $dir ]] || continue
    count=$((count + 1))
    if ((count > JOBS_KEPT)) || [[ ! -f $dir/job.json ]]; then
      # Power failing in the middle: the rest is removed by the next start. A running job is never removed.
      if has_result "$dir" || ! job_runs "$dir"; then
        rm -rf -- "$dir"
      fi
    fi
  done
}
