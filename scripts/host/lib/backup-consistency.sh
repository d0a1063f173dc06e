# shellcheck shell=bash
# Live or stopped: whether the event store's service runs while its files are copied. A service that was stopped for the
# copy is started again whatever happens: when the copy is written, by the EXIT trap, or by the next command.

# live or stopped, as the copy is made.
BACKUP_CONSISTENCY=
# The service that was stopped for the copy; empty: none.
STOPPED_SERVICE=
# Why it could not be started again.
RESTART_MESSAGE=

# Refuses a bad --consistency before anything else is looked at.
require_consistency_option() {
  [[ ${OPTIONS[consistency]:-auto} =~ ^(auto|live|stopped)$ ]] || fail USAGE 'The option --consistency takes auto, live or stopped.'
}

# Sets BACKUP_CONSISTENCY; the data has been scanned. A service that does not run is an error unless the copy was asked to
# be made like that: it may be half-way through something else.
choose_consistency() {
  local wanted=${OPTIONS[consistency]:-auto}
  query_service || refuse_unknown_state
  BACKUP_CONSISTENCY=live
  if [[ $wanted == stopped ]] || { [[ $wanted == auto ]] && has_secondary_indexes; }; then
    BACKUP_CONSISTENCY=stopped
  fi
  if [[ $SERVICE_STATE == running ]]; then
    refuse_scavenge
  elif [[ $wanted != stopped ]]; then
    fail SERVICE_NOT_RUNNING 'EventStore is not running' "$(jq -cn --arg service "$HF_SERVICE" '{service: $service}')"
  fi
}

# True when KurrentDB's secondary indexes are in the data: it does not support a copy of them while it runs.
has_secondary_indexes() {
  [[ -e $HF_DATA_DIR/kurrent.ddb ]]
}

# Notes what a copy that was asked to be live cannot hold.
note_unsupported_files() {
  BACKUP_WARNINGS=()
  if [[ $BACKUP_CONSISTENCY == live ]] && has_secondary_indexes; then
    BACKUP_WARNINGS+=('The data folder holds kurrent.ddb: KurrentDB does not support copying its secondary indexes while it runs, so they may have to be rebuilt after a restore.')
  fi
}

# Ends with SCAVENGE_RUNNING while a scavenge rewrites chunks. Where EventStore does not say, because it has no such
# page, wants a password or does not answer, none is known to run.
refuse_scavenge() {
  local answer id
  [[ $HF_HEALTH_URL =~ ^https?://[^/?#]+ ]] || return 0
  answer=$(curl --silent --fail --max-time 5 --header 'Accept: application/json' "${BASH_REMATCH[0]}/admin/scavenge/current" 2>/dev/null) || return 0
  id=$(jq -r 'objects | .scavengeId // .ScavengeId | strings' <<<"$answer" 2>/dev/null) || return 0
  [[ -z $id ]] || fail SCAVENGE_RUNNING "EventStore is running a scavenge (${id:0:100}), which rewrites its chunks: a copy made now could not be restored. Try again when it has ended, or stop it." \
    "$(jq -cn --arg id "$id" '{scavengeId: $id}')"
}

# Stops the service for the copy, where that is how it is made and the service runs. Only this one: what else the package
# has can wait for its database.
stop_for_copy() {
  [[ $BACKUP_CONSISTENCY == stopped && $SERVICE_STATE == running ]] || return 0
  say "Stopping $HF_SERVICE for the copy"
  mark_stopped_service
  STOPPED_SERVICE=$HF_SERVICE
  failpoint beforeServiceStop || fail INTERNAL 'The service was not stopped.'
  change_containers stop "$HF_SERVICE" ||
    fail DOCKER_UNAVAILABLE "$HF_SERVICE could not be stopped for the copy: ${DOCKER_MESSAGE:0:500}"
  query_service || refuse_unknown_state
  [[ $SERVICE_STATE == stopped ]] || fail DOCKER_UNAVAILABLE "$HF_SERVICE still runs after it was stopped, so its files cannot be copied."
  failpoint afterServiceStop || fail INTERNAL 'The copy was not begun.'
  # What it wrote while it stopped.
  scan_data
}

# Starts what stop_for_copy stopped, once. False, with RESTART_MESSAGE, when it does not start; the mark stays then, and
# the next command tries again.
restart_service() {
  [[ -n $STOPPED_SERVICE ]] || return 0
  say "Starting $STOPPED_SERVICE again"
  RESTART_MESSAGE=
  if ! start_stopped "$STOPPED_SERVICE"; then
    RESTART_MESSAGE="$STOPPED_SERVICE was stopped for the copy and could not be started again: ${DOCKER_MESSAGE:0:500}. Start the package."
    return 1
  fi
  STOPPED_SERVICE=
  failpoint afterServiceStart || return 1
  forget_stopped_service
}

# Starts service $1: its container as it is, or a new one where that has gone.
start_stopped() {
  change_containers start "$1" || change_containers up -d "$1"
}

# The EXIT hook: the service runs again, or the report says that it does not.
restart_service_at_exit() {
  [[ -n $STOPPED_SERVICE ]] || return 0
  restart_service || {
    warn "$RESTART_MESSAGE"
    set_failure DOCKER_UNAVAILABLE "${FAILURE_MESSAGE:+$FAILURE_MESSAGE }$RESTART_MESSAGE" "$FAILURE_DETAILS"
  }
}

# Puts the file that says which service is stopped for a copy in REPLY.
stopped_service_file() {
  state_directory
  REPLY+=/service-stopped
}

# Writes the mark, durably, before the service is stopped. Power failing right after it: the next command starts a service
# that runs, which changes nothing.
mark_stopped_service() {
  stopped_service_file
  if ! printf '%s\n' "$HF_SERVICE" >"$REPLY.part" || ! sync_paths "$REPLY.part" || ! rename_durably "$REPLY.part" "$REPLY"; then
    fail NO_SPACE "$REPLY could not be written, so the service was not stopped."
  fi
}

# Removes the mark. Power failing before the folder is flushed: as above.
forget_stopped_service() {
  stopped_service_file
  rm -f -- "$REPLY" && sync_paths "${REPLY%/*}"
}

# Starts the service that a killed backup left stopped. Every command that takes the package's lock begins with it. Docker
# that does not answer is no reason to end the command, which may be the way out.
recover_stopped_service() {
  local service
  [[ -f $HF_BACKUP_DIR/.holdfast/$HF_PACKAGE_KEY/service-stopped ]] || return 0
  stopped_service_file
  read -r service <"$REPLY" || service=
  [[ $service =~ ^[A-Za-z0-9][A-Za-z0-9._-]*$ ]] || service=$HF_SERVICE
  say "Starting $service: a backup that was cut off had stopped it"
  if has_tool docker && has_tool timeout && start_stopped "$service"; then
    forget_stopped_service
  else
    warn "$service, which a backup that was cut off had stopped, could not be started: ${DOCKER_MESSAGE:-docker is missing}"
  fi
}
