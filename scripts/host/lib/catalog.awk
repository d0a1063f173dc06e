# Reads find's lines "F name size time date" and prints one line a backup, after "A": archive's name, display name, size, date
# of the file, size and time as a verification names them, kind of metadata (none, read, bad), the version file's line, and
# the folded metadata, verification and notes. Other lines than find's pass through.
# Files are read with getline, so that one which cannot be read costs only itself.
BEGIN { FS = "\t"; folder = ENVIRON["HOLDFAST_FOLDER"] }
$1 == "F" {
  if ($2 ~ /\.tar\.gz$/) {
    count++; name[count] = $2; size[count] = $3; date[count] = substr($5, 1, 19) "Z"; identity[count] = $3 " " $4
  # What is bigger is none of ours.
  } else present[$2] = $3 <= 65536 ? "read" : "bad"
}

# Sets folded to the content of a file on one line; false when it cannot be read.
function fold(file,    line, status) {
  folded = ""
  while ((status = (getline line < (folder "/" file))) > 0) folded = folded line " "
  close(folder "/" file)
  if (index(folded, "\t")) gsub(/\t/, " ", folded)
  return status == 0
}

# The content of a file that is there and can be read, else nothing.
function optional(file) {
  return (file in present) && present[file] == "read" && fold(file) ? folded : ""
}

END {
  for (i = 1; i <= count; i++) {
    file = name[i]
    stem = substr(file, 1, length(file) - 7)
    kind = "none"; metadata = ""; label = ""
    if ((stem ".meta.json") in present) {
      kind = present[stem ".meta.json"]
      if (kind == "read") {
        if (fold(stem ".meta.json")) metadata = folded
        else kind = "bad"
      }
    }
    if ((file ".version") in present) {
      path = folder "/" file ".version"
      if ((getline label < path) <= 0) label = ""
      close(path)
      gsub(/\t/, " ", label)
    }
    shown = substr(file, 8, 4) "-" substr(file, 12, 2) "-" substr(file, 14, 2) " " \
      substr(file, 17, 2) ":" substr(file, 19, 2) ":" substr(file, 21, 2)
    printf "A\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\n", file, shown, size[i], date[i], identity[i], kind, label, metadata, \
      optional(stem ".verify.json"), optional(stem ".notes.json")
  }
}
