# shellcheck shell=bash
# What a crash can leave in a git checkout: locks of processes that are gone, an index that believes empty files to be
# written, a HEAD without content.

# Removes git's locks that no process holds any more. With a git process in the checkout they are left alone, and git
# says itself what is in the way.
clear_stale_git_locks() {
  local lock name
  for name in index.lock HEAD.lock; do
    git_path "$name" || return 0
    lock=$REPLY
    [[ -f $lock && ! -L $lock ]] || continue
    if git_runs_here "$lock"; then
      log_line "$lock is held by a running git"
      continue
    fi
    # Power failing here: nothing is lost, the lock holds nothing that git would use.
    rm -f -- "$lock"
    log_line "Removed the stale $lock"
  done
}

# Puts the path of a file of the repository in REPLY.
git_path() {
  REPLY=$(run_git rev-parse --git-path "$1" 2>/dev/null) || return 1
  [[ $REPLY == /* ]] || REPLY=$HF_PACKAGE_DIR/$REPLY
}

# True when a git process works in this checkout or any process has the file $1 open; what cannot be seen counts, too.
git_runs_here() {
  local process folder name descriptor
  for process in /proc/[0-9]*; do
    read -r name 2>/dev/null <"$process/comm" || continue
    for descriptor in "$process"/fd/*; do
      [[ ! $descriptor -ef $1 ]] || return 0
    done
    [[ $name == git || $name == git-* ]] || continue
    # A folder that cannot be seen may be this one; a process that has ended is none.
    folder=$(readlink -- "$process/cwd") || folder=$GIT_TOP
    [[ ! -d $process || $folder/ != "$GIT_TOP"/* ]] || return 0
  done
  return 1
}

# Forgets what the index believes about the files, so that git looks at their content again.
# shellcheck disable=SC2034 # restore-checkout.sh reads GIT_MESSAGE
rebuild_index() {
  local index head
  clear_stale_git_locks
  # Git does not flush HEAD everywhere; without it the folder is no repository to git.
  head=$GIT_TOP/.git/HEAD
  if [[ -f $head && ! -L $head && $(head -c 5 -- "$head" | tr -d '\0') == '' ]]; then
    printf '%s\n' "$OLD_COMMIT" >"$head" || return 1
    log_line "Wrote the empty $head anew"
  fi
  git_path index || {
    GIT_MESSAGE='git does not find its index'
    return 1
  }
  index=$REPLY
  # Power failing here: without an index nothing of the tree is lost; the next run builds it again.
  rm -f -- "$index"
  run_git read-tree HEAD || {
    GIT_MESSAGE='git read-tree failed'
    return 1
  }
}
