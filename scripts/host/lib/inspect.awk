# Judges the member list of an archive (tar --list --verbose --numeric-owner --quoting-style=escape).
# Prints one line: "OK bytes files", "UNSAFE reason", "SPACE bytes" or "INCOMPLETE reason".
# Variables: top, the only top folder allowed; free, the bytes there is room for.

function refuse(reason) { print "UNSAFE " reason; judged = 1; exit }

{
  if (!match($0, /^.[-rwxsStT]+ +[0-9]+\/[0-9]+ +[0-9]+ [0-9]+-[0-9]+-[0-9]+ [0-9]+:[0-9]+ /))
    refuse($0 ~ /^[-d]/ ? "its list of files cannot be understood" : "it holds something that is neither a file nor a folder")
  name = substr($0, RLENGTH + 1)
  type = substr($0, 1, 1)
  if (type != "-" && type != "d") refuse("it holds something that is neither a file nor a folder (" name ")")
  if (substr($0, 4, 1) ~ /[sS]/ || (type == "-" && substr($0, 7, 1) ~ /[sS]/)) refuse("it holds a setuid or setgid file (" name ")")
  if (index(name, "\\")) refuse("it holds a name with unusual characters (" name ")")
  if (substr(name, 1, 1) == "/") refuse("it holds an absolute path (" name ")")
  sub(/^(\.\/+)+/, "", name)
  sub(/\/+$/, "", name)
  if (name == "" || name == ".") next
  count = split(name, part, "/")
  for (i = 1; i <= count; i++) if (part[i] == ".." || part[i] == "." || part[i] == "") refuse("it holds a path with dots (" name ")")
  if (part[1] != top) refuse("it holds something outside its own folder " top " (" name ")")
  if (count == 1 && type != "d") refuse("its top folder is a file")
  if (name in seen) refuse("it holds the same name twice (" name ")")
  seen[name] = 1
  if (type == "d") next
  files++
  split($0, field, " ")
  # As the disk counts: whole blocks, and one for the name.
  bytes += (int(field[3] / 4096) + 2) * 4096
  if (bytes > free) { printf "SPACE %.0f\n", bytes; judged = 1; exit }
  if (count == 2) {
    if (part[2] == "writer.chk" && field[3] >= 8) writer = 1
    if (part[2] == "chaser.chk" && field[3] >= 8) chaser = 1
    if (part[2] ~ /^chunk-[0-9][0-9][0-9][0-9][0-9][0-9]\.[0-9][0-9][0-9][0-9][0-9][0-9]$/) chunks++
  }
}

END {
  if (judged) exit
  if (!writer) print "INCOMPLETE it holds no writer.chk"
  else if (!chaser) print "INCOMPLETE it holds no chaser.chk"
  else if (!chunks) print "INCOMPLETE it holds no chunk file"
  else printf "OK %.0f %d\n", bytes, files
}
