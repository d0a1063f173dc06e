# shellcheck shell=bash
# The journal: what a restore or undo under way was about to do and how far it came, so that another run can finish or
# undo it after a crash. It lies beside the data, on the same filesystem.

# Raise it when the meaning of a field changes: a journal of another format is not acted on.
readonly JOURNAL_FORMAT=1
# JSON field of the journal → variable that holds it (record() sets them). All are strings; empty means none.
readonly -A JOURNAL_FIELDS=(
  [id]=RESTORE_ID [operation]=TRANSACTION [state]=JOURNAL_STATE [startedAt]=TRANSACTION_STARTED [operator]=TRANSACTION_OPERATOR
  [packageName]=HF_PACKAGE_NAME [packageDir]=HF_PACKAGE_DIR [backupDir]=HF_BACKUP_DIR [dataDir]=HF_DATA_DIR
  [service]=HF_SERVICE [healthUrl]=HF_HEALTH_URL [healthTimeout]=HF_HEALTH_TIMEOUT [undoDays]=HF_UNDO_DAYS
  [file]=RESTORE_FILE [version]=RESTORE_VERSION [previousVersion]=PREVIOUS_VERSION [undoneId]=UNDONE_ID
  [stage]=STAGE [newData]=NEW_DATA [newIdentity]=NEW_IDENTITY [keptData]=KEPT_DATA [oldIdentity]=OLD_IDENTITY
  [oldCommit]=OLD_COMMIT [oldBranch]=OLD_BRANCH [codeCommit]=CODE_COMMIT [codeBranch]=CODE_BRANCH [codeName]=CODE_NAME
  [codeMoved]=CODE_MOVED [codeRestored]=CODE_RESTORED [discardLocalChanges]=DISCARD_LOCAL_CHANGES
  [localChanges]=LOCAL_CHANGES [localChangesToApply]=LOCAL_CHANGES_TO_APPLY
  [servicesBefore]=SERVICES_BEFORE [wasHealthy]=WAS_HEALTHY [startTried]=START_TRIED [downSince]=DOWN_SINCE [downtimeMs]=DOWNTIME_MS
  [keptBytes]=KEPT_BYTES [committedAt]=COMMITTED_AT [rollbackReason]=ROLLBACK_REASON
  [attention]=ATTENTION [attentionCode]=ATTENTION_CODE
)
# State of the transaction; empty while nothing has been journaled.
JOURNAL_STATE=
# Documents made in advance and their sha256, each under its fingerprint.
declare -gA PREPARED_JOURNALS=()

# Puts the folder of the journal and of the undo records in REPLY.
journal_folder() {
  REPLY=$DATA_PARENT/.holdfast-$HF_PACKAGE_KEY
}

# True when there is a journal, readable or not.
journal_exists() {
  journal_folder
  [[ -e $REPLY/journal || -L $REPLY/journal ]]
}

# Makes the folder durably.
make_journal_folder() {
  journal_folder
  [[ ! -L $REPLY ]] || return 1
  [[ -d $REPLY ]] || { mkdir -- "$REPLY" && sync_paths "$DATA_PARENT"; }
}

# Enters state $1 of the transaction: from its return on, a crash is continued from there. False when it could not be
# made durable; the state before it counts then.
write_journal() {
  local document sum='' before=$JOURNAL_STATE
  record JOURNAL_STATE "$1"
  if failpoint "before${JOURNAL_MOMENTS[$1]}Journal" && make_journal_folder && find_journal_document &&
    journal_folder && write_sealed "$REPLY/journal" "$document" "$sum" && failpoint "after${JOURNAL_MOMENTS[$1]}Journal"; then
    log_line "$TRANSACTION $RESTORE_ID: $1"
    return 0
  fi
  record JOURNAL_STATE "${before:-$1}"
  return 1
}

# Makes the journal's document of a coming state $1 in advance, so that writing it while the package is down starts
# neither jq nor openssl. The further arguments, VARIABLE=VALUE, are what will have been recorded by then. Where it comes
# otherwise, the document is not used.
prepare_journal() {
  # shellcheck disable=SC2034 # journal_document reads them by their names
  local document sum DOWN_SINCE=${EPOCHREALTIME/[.,]/} JOURNAL_STATE=$1 change
  shift
  for change in "$@"; do
    # shellcheck disable=SC2163 # it is an assignment, to a variable of this function
    local "$change"
  done
  document=$(journal_document) && sum=$(sha256_of_stdin <<<"$document") || return 0
  journal_fingerprint
  PREPARED_JOURNALS["$REPLY"]="$document $sum"
}

# Sets the caller's document to the journal's, and its sum where it was prepared.
find_journal_document() {
  journal_fingerprint
  document=${PREPARED_JOURNALS["$REPLY"]:-}
  if [[ -n $document ]]; then
    sum=${document##* }
    document=${document% *}
  else
    document=$(journal_document)
  fi
}

# Puts all that the journal says in REPLY, quoted, but since when the package is down: a prepared document says when it
# was made, a moment before the stop, and only a recovery's answer comes from it.
journal_fingerprint() {
  local field
  local -a values=()
  for field in "${!JOURNAL_FIELDS[@]}"; do
    [[ $field == downSince ]] || values+=("${!JOURNAL_FIELDS[$field]-}")
  done
  values+=("${#HF_COMPOSE_FILES[@]}" "${HF_COMPOSE_FILES[@]}" "${RESTORE_WARNINGS[@]}")
  REPLY=${values[*]@Q}
}

# States in the words of failpoints.
readonly -A JOURNAL_MOMENTS=([STOPPING]=Stopping [SWAPPING]=Swapping [SWAPPED]=Swapped [CHECKED_OUT]=CheckedOut
  [COMMITTED]=Committed [ROLLING_BACK]=RollingBack)

# Prints the journal as one line of JSON.
journal_document() {
  local field
  local -a arguments=()
  for field in "${!JOURNAL_FIELDS[@]}"; do
    arguments+=(--arg "$field" "${!JOURNAL_FIELDS[$field]-}")
  done
  # --args takes the rest, so that the compose files and the warnings are told apart by their number.
  jq -cn "${arguments[@]}" --argjson format "$JOURNAL_FORMAT" --argjson files "${#HF_COMPOSE_FILES[@]}" '
    $ARGS.named + {composeFiles: $ARGS.positional[:$files], warnings: $ARGS.positional[$files:]} | del(.files)' \
    --args "${HF_COMPOSE_FILES[@]}" "${RESTORE_WARNINGS[@]}"
}

# Puts the journal's document in REPLY. False when it cannot be trusted: damaged, or written by a newer version.
read_journal_document() {
  journal_folder
  read_sealed "$REPLY/journal" &&
    jq -e --argjson format "$JOURNAL_FORMAT" '.format == $format and (.id | test("\\A[0-9]{8}-[0-9]{6}\\z"))' <<<"$REPLY" >/dev/null 2>&1
}

# Sets the variables from the journal. Status 1: there is none; 2: it cannot be trusted, and nothing was set.
read_journal() {
  local name value variable
  journal_exists || return 1
  read_journal_document || return 2
  HF_COMPOSE_FILES=()
  RESTORE_WARNINGS=()
  while IFS= read -r -d '' name && IFS= read -r -d '' value; do
    case $name in
    composeFiles) HF_COMPOSE_FILES+=("$value") ;;
    warnings) RESTORE_WARNINGS+=("$value") ;;
    *)
      variable=${JOURNAL_FIELDS["$name"]:-}
      [[ -z $variable ]] || record "$variable" "$value"
      ;;
    esac
  done < <(jq -j 'to_entries[] | .key as $key | .value
    | if type == "array" then .[] else . end | strings | "\($key)\u0000\(.)\u0000"' <<<"$REPLY")
}

# Ends the transaction. Power failing before the flush: the journal may come back, and finishing it once more changes
# nothing.
remove_journal() {
  journal_folder
  failpoint beforeJournalRemoved || return 1
  remove_durably "$REPLY/journal" || return 1
  record JOURNAL_STATE ''
  failpoint afterJournalRemoved
}
