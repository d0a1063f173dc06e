# shellcheck shell=bash
# Where everything is: options first, then the environment, then the specification's defaults.
# The variables have a prefix of their own, so they never reach a compose file's ${…} through the environment.

readonly DEFAULT_PACKAGE_DIR=/var/docker/configuration/rocket-welder
HF_COMPOSE_FILES=()

# Sets the HF_ variables. $1 is the script as it was called, whose folder may be the package's.
load_config() {
  set_package "$1"
  set_compose_files
  set_path HF_BACKUP_DIR backup-dir BACKUP_DIR /var/docker/data/backups
  set_path HF_DATA_DIR data-dir DATA_DIR /var/docker/data/eventstore/data
  set_path HF_LOG_FILE log-file LOG_FILE /var/docker/data/maintenance.log
  set_text HF_SERVICE service SERVICE eventstore.db
  [[ $HF_SERVICE != -* ]] || fail USAGE "The service name $HF_SERVICE must not start with a dash."
  set_number HF_RETENTION_DAYS retention-days RETENTION_DAYS 7
  set_number HF_UNDO_DAYS undo-days UNDO_DAYS 7
  set_text HF_UNLABELLED_OWNER unlabelled-owner UNLABELLED_OWNER ''
  user_name
  set_text HF_OPERATOR operator OPERATOR "$REPLY"
  HF_OPERATOR=${HF_OPERATOR//[[:cntrl:]]/ }
  set_text HF_AUDIT_ID audit-id AUDIT_ID ''
  [[ $HF_AUDIT_ID =~ ^[A-Za-z0-9._-]{0,64}$ ]] || fail USAGE 'The audit id must be at most 64 letters, digits, dots, underscores and dashes.'
  set_number HF_HEALTH_TIMEOUT health-timeout HEALTH_TIMEOUT 120
  # Empty means: judge health by the container's state alone.
  printf -v HF_HEALTH_URL '%s' "${OPTIONS["health-url"]-${HEALTH_URL-http://localhost:2113/health/live}}"
  [[ $HF_HEALTH_URL != -* ]] || fail USAGE "The health URL $HF_HEALTH_URL must not start with a dash."
}

# Puts the name of the user that runs this in REPLY, or the number of one without a name. A prompt knows it, which
# saves a process in every command.
user_name() {
  local prompt='\u'
  REPLY=${prompt@P}
  [[ $REPLY != 'I have no name!' ]] || REPLY=$EUID
}

# Sets the package's folder and name.
set_package() {
  local folder
  folder=$DEFAULT_PACKAGE_DIR
  if [[ ! -v OPTIONS["package-dir"] && -z ${PACKAGE_DIR:-} ]]; then
    find_own_package_dir "$1" && folder=$REPLY
  fi
  set_path HF_PACKAGE_DIR package-dir PACKAGE_DIR "$folder"
  set_text HF_PACKAGE_NAME package-name PACKAGE_NAME "${HF_PACKAGE_DIR##*/}"
  [[ -n $HF_PACKAGE_NAME && $HF_PACKAGE_NAME != *[/[:cntrl:]]* ]] ||
    fail USAGE 'The package name must not be empty and must not hold a slash or control character.'
  # For the names of lock and temporary files.
  # shellcheck disable=SC2034 # lock and temporary names hold it
  printf -v HF_PACKAGE_KEY '%s' "${HF_PACKAGE_NAME//[^A-Za-z0-9._-]/_}"
}

# Sets REPLY to the folder the script, or the link to it, stands in when that holds a compose file.
find_own_package_dir() {
  local script
  for script in "$1" "$(readlink -f -- "$1")"; do
    [[ $script == */* ]] || script=./$script
    REPLY=$(cd -- "${script%/*}" && pwd)
    [[ ! -f $REPLY/docker-compose.yml ]] || return 0
  done
  return 1
}

# Keeps the compose files that were named; none means the defaults, looked up when they are needed.
set_compose_files() {
  local -a names=("${OPTION_COMPOSE_FILES[@]}")
  local name
  if ((${#names[@]} == 0)) && [[ -n ${COMPOSE_FILE:-} ]]; then
    IFS=: read -ra names <<<"$COMPOSE_FILE"
  fi
  for name in "${names[@]}"; do
    [[ -n $name ]] || fail USAGE 'The option --compose-file needs a value.'
    [[ $name == /* ]] || name=$HF_PACKAGE_DIR/$name
    HF_COMPOSE_FILES+=("$name")
  done
}

# Sets variable $1 from option $2, else environment variable $3, else $4.
set_text() {
  local variable=$1 option=$2 environment=$3
  local value=$4
  [[ -z ${!environment:-} ]] || value=${!environment}
  if [[ -v OPTIONS[$option] ]]; then
    value=${OPTIONS[$option]}
    [[ -n $value ]] || fail USAGE "The option --$option needs a value."
  fi
  printf -v "$variable" '%s' "$value"
}

# The same for a path, made absolute and without a trailing slash.
set_path() {
  local path
  set_text "$@"
  path=${!1}
  [[ $path != *[[:cntrl:]]* ]] || fail USAGE "The path for --$2 must not hold control characters."
  [[ $path == /* ]] || path=$PWD/$path
  while [[ $path == */ && $path != / ]]; do
    path=${path%/}
  done
  [[ $path != / ]] || fail USAGE "The path for --$2 must not be the root folder."
  printf -v "$1" '%s' "$path"
}

# The same for a whole number from 1 to 100000.
set_number() {
  set_text "$@"
  if [[ ! ${!1} =~ ^[0-9]{1,6}$ ]] || ((10#${!1} < 1 || 10#${!1} > 100000)); then
    fail USAGE "The option --$2 needs a whole number from 1 to 100000."
  fi
  printf -v "$1" '%d' "$((10#${!1}))"
}
