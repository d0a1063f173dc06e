# shellcheck shell=bash
# The package's git checkout. Git runs as the folder's owner, without hooks and without asking anything.

# Top folder of the checkout; empty when the package is none.
GIT_TOP=
GIT_COMMAND=()

# Finds the checkout the package folder belongs to.
find_checkout() {
  local folder=$HF_PACKAGE_DIR
  GIT_TOP=
  unset GIT_DIR GIT_WORK_TREE GIT_INDEX_FILE GIT_OBJECT_DIRECTORY GIT_COMMON_DIR GIT_NAMESPACE
  while [[ -n $folder ]]; do
    if [[ -e $folder/.git ]]; then
      GIT_TOP=$folder
      prepare_git
      break
    fi
    folder=${folder%/*}
  done
  # A checkout further up only counts when it keeps this package's folder: /var/docker may be one by chance.
  if [[ -n $GIT_TOP && $GIT_TOP != "$HF_PACKAGE_DIR" ]] &&
    [[ -z $(run_git ls-files -- . 2>/dev/null | head -c 1) ]]; then
    GIT_TOP=
  fi
}

# Builds the command that runs git: as root it becomes the folder's owner, which git insists on.
prepare_git() {
  local owner group home
  export GIT_TERMINAL_PROMPT=0 GIT_OPTIONAL_LOCKS=0
  GIT_COMMAND=()
  if [[ $EUID == 0 && ! -O $GIT_TOP ]]; then
    read -r owner group < <(stat -c '%u %g' -- "$GIT_TOP")
    home=$(getent passwd "$owner" | cut -d: -f6) || home=
    # A user without a home has no settings either.
    GIT_COMMAND=(setpriv "--reuid=$owner" "--regid=$group" --clear-groups
      env "HOME=${home:-/nonexistent}")
  fi
  GIT_COMMAND+=(git -c core.hooksPath=/dev/null -c gc.auto=0 -c core.fsmonitor=false -C "$HF_PACKAGE_DIR")
}

# Runs git in the package's folder.
run_git() {
  "${GIT_COMMAND[@]}" "$@" </dev/null
}

# Prints the commit that is checked out, or "unknown".
current_commit() {
  local commit=
  [[ -z $GIT_TOP ]] || commit=$(run_git rev-parse --verify --quiet 'HEAD^{commit}') || commit=
  printf '%s' "${commit:-unknown}"
}

# Puts the tag that stands for version $1 in TAG_NAME and its commit in TAG_COMMIT; false when there is none.
# shellcheck disable=SC2034 # the commands read TAG_NAME and TAG_COMMIT
find_tag() {
  local candidate name commit listing
  TAG_NAME=
  TAG_COMMIT=
  [[ -n $GIT_TOP && $1 != unknown ]] || return 1
  tag_candidates "$1"
  listing=$(run_git for-each-ref \
    --format='%(refname:strip=2) %(if)%(*objectname)%(then)%(*objectname)%(else)%(objectname)%(end)' \
    "${TAG_CANDIDATES[@]/#/refs/tags/}") || return 1
  for candidate in "${TAG_CANDIDATES[@]}"; do
    while read -r name commit; do
      [[ $name == "$candidate" ]] || continue
      TAG_NAME=$name
      TAG_COMMIT=$commit
      return 0
    done <<<"$listing"
  done
  return 1
}
