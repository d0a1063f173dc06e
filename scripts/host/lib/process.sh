# shellcheck shell=bash
# Names a process so that no later process can be taken for it: its number is used again, its start is not.

# Puts "PID START BOOT" of process $1 in REPLY; false when there is none. A zombie is none: it does nothing any more.
identify_process() {
  local pid=$1 line boot
  local -a fields
  { read -r line <"/proc/$pid/stat"; } 2>/dev/null || return 1
  # The name in parentheses may hold anything, so everything is counted from the last one: state, then 19 on, start.
  read -ra fields <<<"${line##*) }"
  [[ ${fields[0]} != [ZX] ]] || return 1
  read -r boot </proc/sys/kernel/random/boot_id
  REPLY="$pid ${fields[19]} $boot"
}

# True when the process that was identified as $1 still runs.
still_runs() {
  identify_process "${1%% *}" && [[ $REPLY == "$1" ]]
}
