import { Flex } from 'antd';
import type { MergeResult } from '../../../contract/inventory';

/** Which hosts an import brought, and what it ignored. */
export function ImportResult({ result: { added, updated, warnings } }: { result: MergeResult }) {
  return (
    <Flex vertical gap={4} className="long-text">
      {added.length > 0 && <span>Added: {added.join(', ')}</span>}
      {updated.length > 0 && <span>Replaced: {updated.join(', ')}</span>}
      {added.length + updated.length === 0 && <span>The file has no hosts.</span>}
      {warnings.length > 0 && (
        <ul style={{ margin: 0, paddingInlineStart: 20 }}>
          {warnings.map((warning) => (
            <li key={warning}>{warning}</li>
          ))}
        </ul>
      )}
    </Flex>
  );
}
