# Reads find's lines "F name size time date" and prints one line a backup. Other lines than find's pass through.
# What Holdfast wrote itself is recognised here, because jq is far slower: such a backup is a line "P" (plain) of archive's
# name, display name, size, version, whether the tag existed, commit, package, date, consistency, and level, validity and
# date of its verification. Every other one is a line "A": archive's name, display name, size, date of the file, size and
# time as a verification names them, kind of metadata (none, read, bad), the version file's line, and the folded metadata,
# verification and notes; catalog.jq judges these.
# Files are read with getline, so that one which cannot be read costs only itself.
BEGIN { FS = "\t"; folder = ENVIRON["HOLDFAST_FOLDER"] }
$1 == "F" {
  if ($2 ~ /\.tar\.gz$/) {
    count++; name[count] = $2; size[count] = $3; date[count] = substr($5, 1, 19) "Z"; identity[count] = $3 " " $4
  # What is bigger is none of ours.
  } else present[$2] = $3 <= 65536 ? "read" : "bad"
}

# Sets folded to the content of a file on one line, and lines[1..line_count]; false when it cannot be read.
function fold(file,    line, status) {
  folded = ""; line_count = 0
  while ((status = (getline line < (folder "/" file))) > 0) {
    folded = folded line " "
    lines[++line_count] = line
  }
  close(folder "/" file)
  if (index(folded, "\t")) gsub(/\t/, " ", folded)
  return status == 0
}

# The content of a file that is there and can be read, else nothing.
function optional(file) {
  return (file in present) && present[file] == "read" && fold(file) ? folded : ""
}

# True for an ISO 8601 date in UTC on one of the first 28 days of a month, which is one in every month.
function is_date(text) {
  return text ~ /^[0-9][0-9][0-9][0-9]-(0[1-9]|1[0-2])-(0[1-9]|1[0-9]|2[0-8])T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]Z$/
}

# True when what fold() has read is JSON as jq indents it, an object of plain values in printable ASCII without escapes:
# texts[key] and others[key] hold them.
function read_plain_object(    i, parts, key, end) {
  split("", texts); split("", others)
  if (line_count < 3 || lines[1] != "{" || lines[line_count] != "}" || folded ~ /[^ -~]|\\/) return 0
  for (i = 2; i < line_count; i++) {
    end = i < line_count - 1 ? "," : ""
    parts = split(lines[i], part, "\"")
    key = part[2]
    if (part[1] != "  " || key in texts || key in others) return 0
    if (parts == 5 && part[3] == ": " && part[5] == end) texts[key] = part[4]
    else if (parts == 3 && part[3] ~ /^: (true|false|null|0|[1-9][0-9]*),?$/ && (substr(part[3], length(part[3])) == ",") == (end == ","))
      others[key] = substr(part[3], 3, length(part[3]) - 2 - length(end))
    else return 0
  }
  return 1
}

# True when the metadata that fold() has read, of an archive of so many bytes, needs no judgement.
function is_plain_metadata(bytes) {
  if (!read_plain_object() || !("packageName" in texts) || !("createdDate" in texts) || !is_date(texts["createdDate"])) return 0
  if (!("version" in texts) || texts["version"] !~ /^[A-Za-z0-9][A-Za-z0-9._+-]*$/ || length(texts["version"]) > 100 ||
    texts["version"] == "unknown" || index(texts["version"], "..")) return 0
  if (others["gitTagExists"] != "true" && others["gitTagExists"] != "false") return 0
  if ("sizeBytes" in texts || ("sizeBytes" in others && others["sizeBytes"] != bytes)) return 0
  if ("warnings" in texts || "warnings" in others) return 0
  return texts["consistency"] ~ /^(live|stopped)?$/
}

# Sets level, valid and checked to the result on line lines[1], of the archive with that identity. A result of another
# archive counts as none. False when it needs judgement.
function read_plain_verification(archive,    i) {
  level = valid = checked = ""
  if (line_count != 1 || lines[1] ~ /[^ -~]|\\/ || split(lines[1], part, "\"") != 23) return 0
  for (i in verification_parts) if (part[i] != verification_parts[i]) return 0
  if (part[15] !~ /^:(null|0|[1-9][0-9]*),$/ || (part[4] != "archive" && part[4] != "structure")) return 0
  if (part[7] != ":true," && part[7] != ":false,") return 0
  if (part[18] == archive) {
    level = part[4]
    valid = substr(part[7], 2, length(part[7]) - 2)
    checked = part[10]
  }
  return 1
}

# What never changes in a result without problems as format_verification writes it, cut at its quotes.
BEGIN {
  fixed = "1 { 2 level 3 : 5 , 6 valid 8 verifiedAt 9 : 11 , 12 problems 13 :[], 14 fileCount 16 archive 17 : 19 , 20 toolVersion 21 : 23 }"
  words = split(fixed, word, " ")
  for (i = 1; i < words; i += 2) verification_parts[word[i]] = word[i + 1]
}

END {
  for (i = 1; i <= count; i++) {
    file = name[i]
    stem = substr(file, 1, length(file) - 7)
    kind = "none"; metadata = ""; label = ""; verification = ""; plain = 0
    shown = substr(file, 8, 4) "-" substr(file, 12, 2) "-" substr(file, 14, 2) " " \
      substr(file, 17, 2) ":" substr(file, 19, 2) ":" substr(file, 21, 2)
    if ((stem ".meta.json") in present) {
      kind = present[stem ".meta.json"]
      if (kind == "read") {
        if (fold(stem ".meta.json")) {
          metadata = folded
          plain = is_plain_metadata(size[i]) && !((stem ".notes.json") in present)
        } else kind = "bad"
      }
    }
    level = valid = checked = ""
    if ((stem ".verify.json") in present) {
      verification = optional(stem ".verify.json")
      plain = plain && verification != "" && read_plain_verification(identity[i])
    }
    if (plain) {
      commit = texts["gitCommit"]
      if (commit !~ /^[0-9a-f]+$/ || length(commit) < 7 || length(commit) > 64) commit = ""
      printf "P\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\n", file, shown, size[i], texts["version"], others["gitTagExists"], \
        commit, texts["packageName"], texts["createdDate"], texts["consistency"], level, valid, checked
      continue
    }
    if ((file ".version") in present) {
      path = folder "/" file ".version"
      if ((getline label < path) <= 0) label = ""
      close(path)
      gsub(/\t/, " ", label)
    }
    printf "A\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\n", file, shown, size[i], date[i], identity[i], kind, label, metadata, \
      verification, optional(stem ".notes.json")
  }
}
