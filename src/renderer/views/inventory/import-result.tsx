import { Flex } from 'antd';
import type { MergeResult } from '../../../contract/inventory';
import { useTranslate } from '../../i18n/use-translate';

/** Which hosts an import brought, and what it ignored. */
export function ImportResult({ result: { added, updated, warnings } }: { result: MergeResult }) {
  const t = useTranslate();
  return (
    <Flex vertical gap={4} className="long-text">
      {added.length > 0 && <span>{t('inventory:import.added', { names: added.join(', ') })}</span>}
      {updated.length > 0 && <span>{t('inventory:import.replaced', { names: updated.join(', ') })}</span>}
      {added.length + updated.length === 0 && <span>{t('inventory:import.noHosts')}</span>}
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
