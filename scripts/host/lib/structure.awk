# Judges whether EventStore could start on a set of files, from facts about them (structure.sh says how they are
# collected). Prints one problem a line. Tab-separated facts:
#   F name size          a file
#   S name sha256        its checksum
#   C name head tail md5 a chunk: hex of its first 36 and last 128 bytes, MD5 of all but its last 16 bytes ("-" unknown)
#   K name hex           a checkpoint's bytes
#   T name hex md5       a table of the index: its last 16 bytes, MD5 of all before
#   I claimed actual     the index map: its first 32 characters, MD5 of all behind them
#   R name               a table that the index map names
# Variable scope: whole, or copy: only what needs no pass over the data was collected (F, K, I, R, and C with the head).
# Variable sums: a file in sha256sum's format that lists what must be there and nothing else; empty: there is none.

BEGIN {
  FS = "\t"
  for (digit = 0; digit < 16; digit++) value_of[substr("0123456789abcdef", digit + 1, 1)] = digit
  # EventStore's default limit of what it truncates.
  MAX_TRUNCATION = 256 * 1024 * 1024
  if (sums != "") {
    while ((getline line < sums) > 0) expected[substr(line, 67)] = substr(line, 1, 64)
    close(sums)
  }
}

$1 == "F" { size[$2] = $3 }
$1 == "S" { sha256[$2] = $3 }
$1 == "K" { checkpoint[$2] = $3 }
$1 == "T" { table_hash[$2] = $3; table_md5[$2] = $4 }
$1 == "I" { map_claimed = toupper($2); map_actual = toupper($3); has_map = 1 }
$1 == "R" { named_table[$2] = 1 }
$1 == "C" {
  number = substr($2, 7, 6) + 0
  # A scavenge writes a chunk anew under the next version; the highest one counts.
  if (!(number in chosen) || $2 > chosen[number]) {
    chosen[number] = $2; head[number] = $3; tail[number] = $4; md5[number] = $5
  }
  if (number > highest) highest = number
}

END {
  if (sums != "") compare_with_list()
  judge_checkpoints()
  judge_chunks()
  judge_index()
}

function problem(text) { print text }

# The little-endian number in the bytes of a hex text from byte at on; 8 bytes are signed.
function number_at(hex, at, bytes,    i, number, byte, negative) {
  negative = bytes == 8 && substr(hex, (at + 7) * 2 + 1, 1) ~ /[89a-f]/
  for (i = at + bytes - 1; i >= at; i--) {
    byte = value_of[substr(hex, i * 2 + 1, 1)] * 16 + value_of[substr(hex, i * 2 + 2, 1)]
    number = number * 256 + (negative ? 255 - byte : byte)
  }
  return negative ? -number - 1 : number
}

function compare_with_list(    name) {
  for (name in expected) if (!(name in size)) problem(name " is missing")
  for (name in size) {
    if (!(name in expected)) problem(name " is not in the list of checksums: it was not backed up by Holdfast")
    else if (sha256[name] != expected[name]) problem(name " is damaged: its sha256 is not the one of its backup")
  }
}

# Sets position[name] where the checkpoint can be read.
function read_checkpoint(name) {
  if (!(name in checkpoint)) return 0
  if (length(checkpoint[name]) != 16) { problem(name " is damaged: it is shorter than 8 bytes"); return 0 }
  position[name] = number_at(checkpoint[name], 0, 8)
  return 1
}

function judge_checkpoints() {
  if (!("writer.chk" in checkpoint)) problem("writer.chk is missing")
  if (!("chaser.chk" in checkpoint)) problem("chaser.chk is missing")
  if (!read_checkpoint("writer.chk")) return
  writer = position["writer.chk"]
  if (writer < 0) { problem("writer.chk is damaged: its position is negative"); return }
  has_writer = 1
  if (read_checkpoint("chaser.chk")) {
    if (position["chaser.chk"] < 0) problem("chaser.chk is damaged: its position is negative")
    else if (position["chaser.chk"] > writer) problem("chaser.chk is ahead of writer.chk: EventStore would not start")
    # A restore truncates to the chaser's position.
    else if (writer - position["chaser.chk"] > MAX_TRUNCATION) problem("chaser.chk is more than 256 MiB behind writer.chk: EventStore would not truncate that much")
  }
  if (read_checkpoint("epoch.chk") && position["epoch.chk"] > writer) problem("epoch.chk is ahead of writer.chk: EventStore would not start")
  if (read_checkpoint("truncate.chk") && position["truncate.chk"] != -1) {
    if (position["truncate.chk"] < 0 || position["truncate.chk"] > writer) problem("truncate.chk is ahead of writer.chk or damaged")
    else if (writer - position["truncate.chk"] > MAX_TRUNCATION) problem("truncate.chk is more than 256 MiB behind writer.chk: EventStore would not truncate that much")
  }
}

# Walks the log from its beginning to the writer's position.
function judge_chunks(    number, last) {
  for (number = 0; number <= highest; number++) if (number in chosen) judge_header(number)
  if (!chunk_size || !has_writer) {
    if (!chunk_size) problem("there is no chunk file with a whole header")
    return
  }
  last = int(writer / chunk_size)
  for (number = 0; number <= last; number = end[number] + 1) {
    if (!(number in chosen)) {
      # A writer that stands on the boundary has not begun the next chunk yet.
      if (number == last && number > 0 && writer == last * chunk_size) break
      problem(sprintf("chunk %d is missing", number))
      end[number] = number
    } else if (number in end) {
      if (scope == "copy") continue
      if (end[number] < last || scavenged[number]) judge_completed(number)
      else judge_last(number)
    } else end[number] = number
  }
  for (number = last + 1; number <= highest; number++) if (number in chosen) {
    if (number == last + 1 && number == highest)
      problem(chosen[number] " is one chunk too many: it was begun after writer.chk was copied, and EventStore would not start with it")
    else problem(chosen[number] " lies beyond the position in writer.chk: EventStore would not start with it")
  }
}

# Sets end, scavenged and chunk_size where the header is one.
function judge_header(number,    hex) {
  hex = head[number]
  if (length(hex) < 72 || number_at(hex, 0, 1) != 2 || number_at(hex, 2, 4) == 0) {
    problem(chosen[number] " is damaged: it does not begin with the header of a chunk")
    return
  }
  if (number_at(hex, 6, 4) != number || number_at(hex, 10, 4) < number || number_at(hex, 10, 4) > 999999) {
    problem(chosen[number] " holds another chunk than its name says")
    return
  }
  if (!chunk_size) chunk_size = number_at(hex, 2, 4)
  else if (number_at(hex, 2, 4) != chunk_size) problem(chosen[number] " has another chunk size than the chunks before it")
  end[number] = number_at(hex, 10, 4)
  scavenged[number] = number_at(hex, 14, 4) != 0
}

# True when the footer is that of a completed chunk of this size.
function has_footer(number,    hex, used, aligned) {
  hex = tail[number]
  if (length(hex) != 256 || number_at(hex, 0, 1) % 2 != 1) return 0
  # Bytes behind the data of a chunk that a plug-in transformed are its own.
  if (number_at(head[number], 34, 1) >= 4 && number_at(head[number], 35, 1) != 0) return 1
  used = 128 + number_at(hex, 1, 4) + number_at(hex, 13, 4) + 128
  aligned = number_at(head[number], 1, 1) >= 3 ? 4095 : 0
  return size[chosen[number]] >= used && size[chosen[number]] <= used + aligned
}

function judge_completed(number,    room) {
  if (!has_footer(number)) {
    problem(chosen[number] " is damaged: it does not end with the footer of a completed chunk")
    return
  }
  room = (end[number] - number + 1) * chunk_size
  if (number_at(tail[number], 5, 8) > room || number_at(tail[number], 5, 8) < 0)
    problem(chosen[number] " is damaged: its footer tells of more events than a chunk holds")
  judge_md5(number)
}

function judge_md5(number) {
  if (md5[number] != substr(tail[number], 225)) problem(chosen[number] " is damaged: its MD5 is not the one in its footer")
}

# The last chunk is still written to, or was completed while it was copied.
function judge_last(number) {
  if (has_footer(number)) judge_md5(number)
  else if (size[chosen[number]] < 128 + writer - number * chunk_size)
    problem(chosen[number] " is too short: it ends before the position in writer.chk")
}

# An index that is missing is built anew by EventStore.
function judge_index(    name) {
  if (!has_map) return
  if (map_claimed != map_actual) problem("index/indexmap is damaged: its hash is not the MD5 of its content")
  for (name in named_table) {
    if (scope == "copy" ? ("index/" name) in size : name in table_hash && table_hash[name] == table_md5[name]) continue
    if (name in table_hash) problem("index/" name " is damaged: its MD5 is not the one at its end")
    # Scripts that came before copied the index without its order: EventStore builds it anew.
    else if (sums != "" || scope == "copy") problem("index/" name " is missing: the index map names it")
  }
}
