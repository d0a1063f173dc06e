# Jobs as one document, from what tail -v prints of their files (job-state.sh).

# Keeps of each job its description, its last progress and its result; a damaged line counts for nothing.
def fold($folder):
  reduce inputs as $line ({};
    if ($line | startswith("==> " + $folder)) then
      ($line | ltrimstr("==> " + $folder) | rtrimstr(" <==") | split("/")) as [$id, $file]
      | .id = $id
      | .file = $file
    elif .id == null or $line == "" then .
    else
      . as $state
      | ($line | (fromjson? // null) | if type == "object" then . else {} end) as $value
      | (if $state.file == "job.json" then "job" elif $value.type == "progress" or $value.type == "result" then $value.type else null end) as $kind
      | if $kind then .jobs[.id][$kind] = $value else . end
    end);

def state:
  if .result == null then "running"
  elif .result.lost == true then "lost"
  elif .result.exitCode == 0 then "done"
  elif .result.result.code? == "ABORTED" then "cancelled"
  else "failed"
  end;

def job:
  state as $state
  | {id: .job.id, operation: .job.operation, arguments: .job.arguments, operator: .job.operator, startedAt: .job.startedAt,
     endedAt: .result.time, state: $state, phase: .progress.phase, bytesDone: .progress.bytesDone,
     bytesTotal: .progress.bytesTotal,
     cancellable: ($state == "running" and .progress.cancellable != false),
     exitCode: .result.exitCode, result: .result.result};

def jobs($folder):
  fold($folder).jobs // {}
  | [.[] | select(.job.id) | job]
  | sort_by(.startedAt, .id)
  | reverse;
