# shellcheck shell=bash
# Failpoints: moments around every durable step at which tests make a run die or a step fail. Inert unless
# HOLDFAST_FAILPOINTS is set, to a list such as "beforeSwap=KILL afterStop=fail@2" (@2: only the second time).

# The catalogue: every name that failpoint() is called with. Tests loop over it.
# shellcheck disable=SC2034 # tests read it
readonly FAILPOINTS=(
  # Backup
  afterBackupReserved beforeServiceStop afterServiceStop afterBackupCopied afterServiceStart afterBackupVerified
  beforePublish afterMetadataPublished afterChecksumsPublished beforeArchivePublished afterArchivePublished
  afterExpiredArchiveRemoved
  # Stage
  afterStageMade beforeStageSync afterStage
  # Journal and undo records: written, flushed, renamed but its folder not flushed
  sealedPartWritten sealedPartSynced sealedRenamed
  beforeStoppingJournal afterStoppingJournal beforeSwappingJournal afterSwappingJournal beforeSwappedJournal afterSwappedJournal
  beforeCheckedOutJournal afterCheckedOutJournal beforeCommittedJournal afterCommittedJournal
  beforeRollingBackJournal afterRollingBackJournal beforeJournalRemoved afterJournalRemoved
  # Restore and undo
  beforeStop afterStop beforeSwap betweenRenames afterSwap beforeCheckout afterStateAside afterCheckout
  beforeStart afterStart afterHealth
  # After the commit
  beforeUndoRecord afterUndoRecord beforeStateWritten afterStateWritten afterUndoneForgotten
  # Roll-back and recovery
  beforeRecovery afterRollbackStop betweenRollbackRenames afterRollbackData afterRollbackCode afterRollbackStart
  # Discarding kept data
  beforeDiscard afterDiscardRename afterDiscardForgotten
)
declare -gA FAILPOINT_HITS=()

# Does what HOLDFAST_FAILPOINTS says for the moment $1: KILL, TERM, HUP or another signal to this script; fail: the step
# fails (status 1).
failpoint() {
  [[ -n ${HOLDFAST_FAILPOINTS:-} ]] || return 0
  local name=$1 entry action only
  FAILPOINT_HITS[$name]=$((${FAILPOINT_HITS["$name"]:-0} + 1))
  for entry in $HOLDFAST_FAILPOINTS; do
    # "any=note" only logs each moment.
    [[ ${entry%%=*} == "$name" || ${entry%%=*} == any ]] || continue
    action=${entry#*=}
    only=${action#*@}
    action=${action%@*}
    [[ $only == "$action" || $only == "${FAILPOINT_HITS["$name"]}" ]] || continue
    log_line "failpoint $name: $action"
    [[ $action != note ]] || continue
    [[ $action != fail ]] || return 1
    kill "-$action" "$$"
  done
}
