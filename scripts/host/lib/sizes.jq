# A number of bytes as `du -h` prints it: rounded up, one decimal below ten.
def human_size:
  def scaled($unit): if . >= 1024 and $unit < 6 then (. / 1024 | scaled($unit + 1)) else [., $unit] end;
  def rounded: if . < 10 then (. * 10 | ceil / 10) else ceil end;
  if . < 1024 then tostring
  else
    scaled(0) as [$amount, $unit]
    | ($amount | rounded) as $shown
    | (if $shown >= 1024 then [1, $unit + 1] else [$shown, $unit] end) as [$shown, $unit]
    | (if $shown < 10 and $shown == ($shown | floor) then "\($shown).0" else ($shown | tostring) end)
      + "KMGTPE"[$unit - 1:$unit]
  end;
