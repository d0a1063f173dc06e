import { Tooltip } from 'antd';
import { useFormat } from '../format/use-format';

/** A size such as "583.5 KB", and the exact bytes on hover. */
export function Bytes({ bytes }: { bytes: number }) {
  const format = useFormat();
  return (
    <Tooltip title={format.exactSize(bytes)}>
      <span style={{ whiteSpace: 'nowrap' }}>{format.size(bytes)}</span>
    </Tooltip>
  );
}
