# shellcheck shell=bash
# Reads the command line: options anywhere, as --name=value or --name value.

FORMAT=text
COMMAND=
ARGUMENTS=()
declare -gA OPTIONS=()
OPTION_COMPOSE_FILES=()

# Reads $@ into COMMAND, ARGUMENTS and OPTIONS. A script with one purpose sets COMMAND beforehand.
parse_options() {
  local name value
  # First, so that even a usage error is answered in the format that was asked for.
  detect_format "$@"
  while (($# > 0)); do
    case $1 in
    --)
      shift
      ARGUMENTS+=("$@")
      break
      ;;
    --help | -h) COMMAND=help ;;
    -y) OPTIONS["yes"]=1 ;;
    --events) ;; # detect_format saw it
    --*)
      if is_flag "$1"; then
        OPTIONS[${1#--}]=1
        shift
        continue
      fi
      name=${1%%=*}
      name=${name#--}
      require_known_option "$name"
      if [[ $1 == *=* ]]; then
        value=${1#*=}
      else
        [[ $# -gt 1 && $2 != --* ]] || fail USAGE "The option --$name needs a value."
        value=$2
        shift
      fi
      set_option "$name" "$value"
      ;;
    -?*) fail USAGE "There is no option ${1@Q}. Run \"help\" for the list." ;;
    *) take_word "$1" ;;
    esac
    shift
  done
}

# True for an option that has no value.
is_flag() {
  case $1 in
  --yes | --all | --discard-local-changes | --allow-newest-verified) ;;
  *) return 1 ;;
  esac
}

# Finds the format without judging anything else.
detect_format() {
  local previous='' word
  for word in "$@"; do
    if [[ $word == --format=json || $word == --events || ($previous == --format && $word == json) ]]; then
      FORMAT=json
    fi
    [[ $word != --events ]] || EVENTS=1
    previous=$word
  done
}

# Refuses an option that does not exist.
require_known_option() {
  case $1 in
  format | version | file | package-dir | package-name | compose-file | backup-dir | data-dir) ;;
  service | health-url | health-timeout | log-file | retention-days | undo-days | unlabelled-owner) ;;
  operator | audit-id | request-id | consistency | from | notes | pin) ;;
  *) fail USAGE "There is no option --$1. Run \"help\" for the list." ;;
  esac
}

# Keeps one option's value.
# shellcheck disable=SC2034 # config.sh and output.sh read them
set_option() {
  local name=$1 value=$2
  case $name in
  format)
    [[ $value == json || $value == text ]] || fail USAGE 'The format must be json or text.'
    [[ -n $EVENTS ]] || FORMAT=$value
    ;;
  compose-file) OPTION_COMPOSE_FILES+=("$value") ;;
  *) OPTIONS[$name]=$value ;;
  esac
}

# The first bare word is the command, the others are its arguments.
take_word() {
  if [[ -z $COMMAND ]]; then
    [[ -n $1 ]] || fail USAGE 'The command must not be empty.'
    COMMAND=$1
    set_error_title
  else
    ARGUMENTS+=("$1")
  fi
}

# Checks how many arguments the command got.
require_arguments() {
  local count=$1 what=$2
  ((${#ARGUMENTS[@]} == count)) || fail USAGE "The command $COMMAND takes $what."
}
