# shellcheck shell=bash
# What holds the package's lock, for everybody who is told that it is busy.

OPERATION_STARTED=
# What enter_phase is called with.
readonly PHASES=(prepare copy verify publish check stage stop swap checkout start health commit rollback)
# The note of each phase, after "phase" and a space.
declare -gA OPERATION_NOTES=()

# Puts the folder of jobs, the running operation and past downtimes in REPLY, made where it is missing.
state_directory() {
  REPLY=$HF_BACKUP_DIR/.holdfast/$HF_PACKAGE_KEY
  [[ ! -L $HF_BACKUP_DIR/.holdfast && ! -L $REPLY ]] || fail PERMISSION_DENIED "$REPLY is a symbolic link."
  [[ -d $REPLY ]] || (umask 077 && mkdir -p -- "$REPLY") || fail PERMISSION_DENIED "The folder $REPLY cannot be made."
}

# Notes who holds the lock since when and in which phase. It is for eyes only: the lock itself decides, so that it
# needs no flush, and one that a killed run left behind is read by nobody.
note_operation() {
  [[ -n $OPERATION_STARTED ]] || return 0
  local file
  state_directory
  file=$REPLY/operation.json
  printf '%s\n' "${OPERATION_NOTES["phase $PHASE"]}" >"$file.part" && mv -fT -- "$file.part" "$file"
}

# Makes the notes of all phases, so that entering one takes no jq: the package may be down meanwhile.
prepare_operation_notes() {
  local note
  OPERATION_NOTES=()
  while IFS= read -r note; do
    OPERATION_NOTES["phase ${note%%$'\t'*}"]=${note#*$'\t'}
  done < <(jq -nr --arg operation "$COMMAND" --arg started "$OPERATION_STARTED" --arg operator "$HF_OPERATOR" \
    --arg job "${HOLDFAST_JOB_ID:-}" --argjson pid "$$" '
    ("", $ARGS.positional[]) as $phase
    | {operation: $operation, startedAt: $started, phase: (if $phase == "" then null else $phase end), operator: $operator,
       jobId: (if $job == "" then null else $job end), pid: $pid}
    | "\($phase)\t\(tojson)"' --args "${PHASES[@]}")
}

# Begins the note; called with the lock held.
begin_operation() {
  TZ=UTC0 printf -v OPERATION_STARTED '%(%Y-%m-%dT%H:%M:%SZ)T' -1
  prepare_operation_notes
  note_operation
  audit_operation start
  # For whoever started the job: it was not refused.
  [[ -z ${HOLDFAST_JOB_DIR:-} ]] || (umask 077 && : >"$HOLDFAST_JOB_DIR/begun")
}

# Ends the note; an exit hook, so that EXIT_STATUS is what the command ends with.
end_operation() {
  [[ -n $OPERATION_STARTED ]] || return 0
  OPERATION_STARTED=
  if [[ -n $FAILURE_CODE || $EXIT_STATUS -ne 0 ]]; then
    audit_operation end failed "$FAILURE_CODE"
  else
    audit_operation end "done"
  fi
  rm -f -- "$HF_BACKUP_DIR/.holdfast/$HF_PACKAGE_KEY/operation.json"
}

# True when the process that noted the operation lives and holds the lock. Looking at it takes no lock, so that nobody
# is ever refused because somebody else looked.
operation_runs() {
  local file=$HF_BACKUP_DIR/.holdfast/$HF_PACKAGE_KEY/operation.json pid
  [[ -f $file && ! -L $file ]] || return 1
  pid=$(jq -r '.pid | numbers' "$file" 2>/dev/null) || return 1
  [[ -n $pid && -d /proc/$pid ]] || return 1
  # Another user's process cannot be looked into; that it is there has to do.
  [[ -r /proc/$pid/fd ]] || return 0
  holds_package_lock "$pid"
}

# Prints what holds the lock as JSON, or null.
current_operation() {
  local file=$HF_BACKUP_DIR/.holdfast/$HF_PACKAGE_KEY/operation.json
  { operation_runs && jq -c 'if type == "object" then del(.pid) else null end' "$file" 2>/dev/null; } || printf null
}
