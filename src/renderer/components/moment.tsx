import { Tooltip } from 'antd';
import { formatLocalTime, formatUtcTime } from '../format/time';
import { useFormat } from '../format/use-format';
import { useNow } from '../jobs/use-now';

interface MomentProps {
  /** ISO 8601. */
  iso: string;
  /** Says how long ago it was, such as "5 minutes ago", and the time itself on hover. */
  relative?: boolean;
}

/** A time in this computer's zone, and in UTC on hover. */
export function Moment({ iso, relative = false }: MomentProps) {
  const both = `${formatLocalTime(iso)} (${formatUtcTime(iso)})`;
  return (
    <Tooltip title={relative ? both : formatUtcTime(iso)}>
      <time dateTime={iso} style={{ whiteSpace: 'nowrap' }}>
        {relative ? <Ago iso={iso} /> : formatLocalTime(iso)}
      </time>
    </Tooltip>
  );
}

function Ago({ iso }: { iso: string }) {
  const format = useFormat();
  return format.relative(iso, useNow(10_000));
}
