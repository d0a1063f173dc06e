# shellcheck shell=bash
# Before every command: an unfinished restore is finished first. It runs as a process of its own, which a lost
# connection does not end.

# How long a command that only reads waits for the recovery before it answers.
readonly RECOVERY_PATIENCE_SECONDS=20
# Why the recovery failed, as far as this command knows.
RECOVERY_CODE=
RECOVERY_MESSAGE=

# Recovers where that is needed and nobody is at it. A command that changes something ends when the recovery fails.
recover_first() {
  [[ $COMMAND != recover ]] && needs_recovery || return 0
  # A job recovers first by itself; its start answers at once.
  [[ $COMMAND != job || ${ARGUMENTS[0]:-} != start ]] || return 0
  case $COMMAND in
  list | ls | status | state | verify | plan | check | job)
    # A roll-back that failed needs an operator: it is not tried again with each look.
    ! rollback_failed_before || return 0
    run_recovery "$RECOVERY_PATIENCE_SECONDS" || :
    ;;
  *)
    run_recovery 0 || fail "$RECOVERY_CODE" "$RECOVERY_MESSAGE"
    ;;
  esac
}

# True when there is a journal that no running operation works with.
needs_recovery() {
  journal_exists && has_tool jq && has_tool flock && ! operation_runs
}

# True when the journal says that a roll-back failed.
rollback_failed_before() {
  local code
  read_journal_document && code=$(jq -r '.attentionCode // ""' <<<"$REPLY") && [[ $code == ROLLBACK_FAILED ]]
}

# Runs recover and waits for it, at most $1 seconds (0: to its end). False, with RECOVERY_CODE and RECOVERY_MESSAGE,
# when it failed.
run_recovery() {
  local answer pid status=0 deadline=$((SECONDS + $1)) file
  local -a arguments=(--package-dir="$HF_PACKAGE_DIR" --package-name="$HF_PACKAGE_NAME" --backup-dir="$HF_BACKUP_DIR"
    --data-dir="$HF_DATA_DIR" --log-file="$HF_LOG_FILE" --service="$HF_SERVICE" --health-url="$HF_HEALTH_URL"
    --health-timeout="$HF_HEALTH_TIMEOUT" --operator="$HF_OPERATOR")
  for file in "${HF_COMPOSE_FILES[@]}"; do
    arguments+=(--compose-file="$file")
  done
  say "Recovering an unfinished restore of $HF_PACKAGE_NAME first"
  open_scratch answer
  setsid bash "$LIB_DIR/../es-backup-manage.sh" recover --format=json "${arguments[@]}" \
    >"/dev/fd/$answer" 2>/dev/null </dev/null 3>&- 4>&- &
  pid=$!
  while (($1 > 0 && SECONDS < deadline)) && kill -0 "$pid" 2>/dev/null; do
    sleep 0.1
  done
  if (($1 > 0)) && kill -0 "$pid" 2>/dev/null; then
    log_line "The recovery takes longer than $1 s"
    return 0
  fi
  wait "$pid" || status=$?
  read_scratch "$answer"
  close_scratch "$answer"
  if ((status == 0)); then
    say "$(jq -r '.message // empty' <<<"$REPLY")"
    # The code may be another now.
    find_checkout
    return 0
  fi
  RECOVERY_CODE=$(jq -r '.code // empty' <<<"$REPLY" 2>/dev/null) || RECOVERY_CODE=
  RECOVERY_MESSAGE=$(jq -r '.message // empty' <<<"$REPLY" 2>/dev/null) || RECOVERY_MESSAGE=
  if [[ -z $RECOVERY_CODE || ! -v EXIT_CODES["$RECOVERY_CODE"] ]]; then
    RECOVERY_CODE=RESTORE_NEEDS_ATTENTION
    RECOVERY_MESSAGE="The recovery of an unfinished restore of $HF_PACKAGE_NAME ended with $status. Run \"recover\" to try again."
  fi
  return 1
}

# Puts the fields that list and status show in RESTORE_STATE: jq's arguments for $undo, $operation and $attention.
read_restore_state() {
  local undo=null operation=null attention=null
  # Nothing is started where there is nothing: list is asked often.
  [[ ! -e $HF_BACKUP_DIR/.holdfast/$HF_PACKAGE_KEY/operation.json ]] || operation=$(current_operation)
  if [[ $operation == null ]] && journal_exists; then
    if read_journal_document; then
      attention=$(jq -c --arg recovery "$RECOVERY_MESSAGE" '{code: "RESTORE_NEEDS_ATTENTION",
        message: (if .attention != "" then .attention elif $recovery != "" then $recovery else "A restore was cut off and is not finished. Run \"recover\"." end)}' <<<"$REPLY")
    else
      attention=$(jq -cn --arg message "$(unreadable_journal_message)" '{code: "JOURNAL_UNREADABLE", message: $message}')
    fi
  fi
  list_undo_ids
  ((${#UNDO_IDS[@]} == 0)) || undo=$(current_undo)
  RESTORE_STATE=(--argjson undo "$undo" --argjson operation "$operation" --argjson attention "$attention")
}

# Prints these fields: {undo, operation, attention}.
restore_state_json() {
  read_restore_state
  jq -cn "${RESTORE_STATE[@]}" '$ARGS.named'
}
