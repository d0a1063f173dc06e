# shellcheck shell=bash
# plan: a restore's preflight without the restore. It changes nothing and takes no lock: an answer may be outdated a
# moment later, which is why the restore asks everything again.

# One JSON object a line for each check.
PLAN_CHECKS=
# What a check that passed found out.
CHECK_VALUES=

# Answers with what a restore of the backup would do and what stands in its way.
plan_restore() {
  require_arguments 1 'the file name of one backup'
  take_backup_argument
  require_tools jq tar gzip find awk sha256sum
  require_backup_directory
  require_archive_file
  reset_record restore
  read_backup_info
  choose_compressor
  enter_phase check
  run_plan_check data 'The data folder can be replaced' plan_data
  run_plan_check archive 'The archive is whole and safe' plan_archive
  read -r PLAN_BYTES <<<"$CHECK_VALUES"
  run_plan_check space 'There is enough space' plan_space "${PLAN_BYTES:-0}"
  run_plan_check docker 'Docker answers' plan_docker
  PLAN_SERVICES=$CHECK_VALUES
  run_plan_check operation 'Nothing else is under way' plan_operation
  plan_checkout
  report_plan
}

# Runs check function $3 with the arguments after it in a subshell and notes how it ended under id $1 and title $2. A
# check ends with fail, or prints a sentence in REPLY and values in CHECK_VALUES.
run_plan_check() {
  local id=$1 title=$2 sink status=0 message
  shift 2
  open_scratch sink
  (answer_check "$sink" "$@") || status=$?
  message=$(<"/dev/fd/$sink")
  close_scratch "$sink"
  CHECK_VALUES=${message%%$'\t'*}
  message=${message#*$'\t'}
  if ((status == 0)); then
    note_plan_check "$id" "$title" passed "$message"
  else
    CHECK_VALUES=
    note_plan_check "$id" "$title" failed "${message:-The check ended with $status.}"
  fi
}

# Runs a check and writes "VALUES, tab, SENTENCE" to scratch file $1; fail writes there, too.
# shellcheck disable=SC2034 # errors.sh reads FAILURE_SINK
answer_check() {
  local FAILURE_SINK=$1
  REPLY=
  CHECK_VALUES=
  shift
  "$@"
  printf '%s\t%s' "$CHECK_VALUES" "$REPLY" >"/dev/fd/$FAILURE_SINK"
}

# Adds a check to the answer.
note_plan_check() {
  PLAN_CHECKS+=$(jq -cn --arg id "$1" --arg title "$2" --arg status "$3" --arg message "$4" '$ARGS.named')$'\n'
}

# The data folder is one that can be renamed.
plan_data() {
  require_no_interrupted_restore
  require_swappable_data
  REPLY="$HF_DATA_DIR is an ordinary folder."
}

# The archive holds what it should and nothing else.
plan_archive() {
  inspect_archive
  CHECK_VALUES=$UNPACKED_BYTES
  REPLY="$UNPACKED_FILES files can be restored from it."
}

# There is room for $1 bytes.
plan_space() {
  (($1 > 0)) || fail CORRUPT_ARCHIVE 'How much space the data needs is not known.'
  require_space "$DATA_PARENT" "$1" 'the restored data'
  REPLY="$(human_bytes "$1") are needed in $DATA_PARENT, $(human_bytes "$REPLY") are free."
}

# Docker says what runs.
plan_docker() {
  package_tools
  # shellcheck disable=SC2086 # a list of words
  require_tools $REPLY
  active_services || refuse_unknown_state
  CHECK_VALUES=$REPLY
  REPLY="Services that run: ${CHECK_VALUES:-none}."
}

# No operation holds the package and no restore is unfinished.
plan_operation() {
  local state
  state=$(restore_state_json)
  [[ $(jq -r '.attention' <<<"$state") == null ]] || fail RESTORE_NEEDS_ATTENTION "$(jq -r .attention.message <<<"$state")"
  [[ $(jq -r '.operation' <<<"$state") == null ]] || refuse_busy
  REPLY='No other operation runs on this package.'
}

# Whether the code comes along. That it does not is a warning: the data is restored all the same.
plan_checkout() {
  local status=passed message
  # Known even where the code stays.
  ! find_tag "$RESTORE_VERSION" || PLAN_TAG=$TAG_NAME PLAN_COMMIT=$TAG_COMMIT
  [[ -z $GIT_TOP ]] || note_live_code
  [[ -z $GIT_TOP ]] || list_local_changes || :
  plan_code
  if ((${#RESTORE_WARNINGS[@]} == 0)) && [[ -n $CODE_COMMIT ]] && ! list_files_in_the_way; then
    add_warning "$REPLY: the current code was kept."
    CODE_COMMIT=
  fi
  if ((${#RESTORE_WARNINGS[@]} > 0)); then
    status=warning
    message="${RESTORE_WARNINGS[0]/the current code was kept/the current code would be kept}"
  elif [[ $OLD_COMMIT == "$CODE_COMMIT" ]]; then
    message="The code is at $CODE_NAME already."
  else
    message="The code will be checked out to $CODE_NAME."
  fi
  note_plan_check code 'The code comes along' "$status" "$message"
}
PLAN_TAG=
PLAN_COMMIT=

# Answers with the plan.
report_plan() {
  local document
  free_bytes "$DATA_PARENT" 2>/dev/null || REPLY=0
  document=$(jq -cs --argjson backup "$(jq -c first <<<"$CATALOG")" --arg fromVersion "$(deployed_version)" --arg fromCommit "$OLD_COMMIT" \
    --arg version "$RESTORE_VERSION" --arg commit "$PLAN_COMMIT" --arg tag "$PLAN_TAG" --arg code "$CODE_COMMIT" \
    --arg changes "${LOCAL_CHANGE_LIST:-}" --arg services "$PLAN_SERVICES" --argjson needed "${PLAN_BYTES:-null}" --argjson free "$REPLY" \
    --argjson downtime "$(expected_downtime)" '
    def known: if . == "" or . == "unknown" then null else . end;
    def words($separator): split($separator) | map(select(. != ""));
    {success: true, restorable: all(.[]; .status != "failed"), filename: $backup.filename, sizeBytes: $backup.sizeBytes,
     createdDate: $backup.createdDate, from: {version: ($fromVersion | known), commit: ($fromCommit | known)},
     to: {version: ($version | known), commit: ($commit | known), tag: ($tag | known)},
     codeWillChange: ($code != "" and $code != $fromCommit), localChanges: ($changes | words("\n")),
     dataAgeMs: (now - ($backup.createdDate | fromdate) | floor * 1000), spaceNeededBytes: $needed, spaceFreeBytes: $free,
     servicesToStop: ($services | words(" ")), expectedDowntimeMs: $downtime, checks: .}' <<<"$PLAN_CHECKS")
  emit "$document" '"\(.filename): \(if .restorable then "can" else "cannot" end) be restored", (.checks[] | "  \(.status): \(.title). \(.message)")'
}
