# shellcheck shell=bash
# The engine that restore and undo share: it puts a folder of data and a commit in the place of the live ones, under the
# journal. It ends fully new or fully old. A target is described by these facts, recorded beforehand:
#   RESTORE_ID, TRANSACTION (restore or undo), NEW_DATA and NEW_IDENTITY (the folder that is to go live),
#   OLD_IDENTITY (the live folder's; empty: there is none), KEPT_DATA (where it goes), RESTORE_VERSION (the target's),
#   CODE_COMMIT, CODE_BRANCH and CODE_NAME (what to check out; empty: the code stays), OLD_COMMIT and OLD_BRANCH,
#   SERVICES_BEFORE and WAS_HEALTHY.

RESTORE_WARNINGS=()

# Notes a fact of the transaction under a name. What JOURNAL_FIELDS lists goes into the journal with its next writing.
record() {
  printf -v "$1" '%s' "$2"
}

# Nothing has been done yet. $1 is restore or undo.
reset_record() {
  local field
  for field in STAGE NEW_DATA NEW_IDENTITY KEPT_DATA OLD_IDENTITY FAILED_DATA OLD_COMMIT OLD_BRANCH CODE_COMMIT CODE_BRANCH CODE_NAME \
    CODE_MOVED LOCAL_CHANGES LOCAL_CHANGES_TO_APPLY SERVICES_BEFORE WAS_HEALTHY START_TRIED DOWN_SINCE DOWNTIME_MS KEPT_BYTES \
    COMMITTED COMMITTED_AT ROLLBACK_REASON ATTENTION ATTENTION_CODE UNDONE_ID JOURNAL_STATE; do
    record "$field" ''
  done
  record TRANSACTION "$1"
  record TRANSACTION_OPERATOR "$HF_OPERATOR"
  record TRANSACTION_STARTED "$OPERATION_STARTED"
  record CODE_RESTORED false
  record DISCARD_LOCAL_CHANGES "${OPTIONS["discard-local-changes"]:-}"
}

# Puts the target in the place of what is live. Everything that can fail without a downtime was tried before.
run_transaction() {
  enter_phase stop
  prepare_transaction
  enter_state STOPPING
  stop_package
  enter_phase swap
  enter_state SWAPPING
  swap_data
  enter_state SWAPPED
  finish_forward
}

# Does in advance what would otherwise take time while the package is down.
prepare_transaction() {
  reserve_scratch 4
  know_machine
  prepare_journal SWAPPING
  prepare_journal SWAPPED
  if [[ -z $CODE_COMMIT ]]; then
    prepare_journal CHECKED_OUT START_TRIED=1
  elif [[ $OLD_COMMIT == "$CODE_COMMIT" && -z $LOCAL_CHANGES_TO_APPLY ]]; then
    prepare_journal CHECKED_OUT START_TRIED=1 CODE_RESTORED=true
  else
    prepare_journal SWAPPED CODE_MOVED=1
    prepare_journal CHECKED_OUT START_TRIED=1 CODE_MOVED=1 CODE_RESTORED=true
  fi
}

# From SWAPPED on.
finish_forward() {
  enter_phase checkout
  check_out_code
  finish_start
}

# From the checkout on.
finish_start() {
  enter_phase start
  record START_TRIED 1
  enter_state CHECKED_OUT
  start_package
  commit_transaction
}

# Journals the state, or ends.
enter_state() {
  write_journal "$1" || fail INTERNAL "the journal in $DATA_PARENT could not be written (is the disk full?)"
}

# The EXIT hook of a transaction. Before the journal there is only the stage to remove.
end_transaction() {
  [[ -z $COMMITTED ]] || return 0
  if [[ -n $JOURNAL_STATE ]]; then
    roll_back
  else
    drop_stage
    report_abort '["the unpacked data was removed"]' 'Nothing was changed.'
  fi
}

# Turns the answer to a TERM into what has become true: $1 is a JSON array of what was put back, $2 a sentence.
report_abort() {
  [[ $FAILURE_CODE == ABORTED ]] || return 0
  set_failure ABORTED "The $TRANSACTION was aborted. $2" "$(jq -cn --argjson undone "$1" '{undone: $undone}')"
}

# Notes something that is not as one would expect although the transaction goes on.
add_warning() {
  RESTORE_WARNINGS+=("$1")
  warn "$1"
}
