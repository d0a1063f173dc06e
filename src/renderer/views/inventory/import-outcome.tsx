import { Result } from 'antd';
import type { ImportResult } from '../../../contract/inventory-import';
import { useTranslate } from '../../i18n/use-translate';

/** What an import added and changed. */
export function ImportOutcome({ result: { added, updated } }: { result: ImportResult }) {
  const t = useTranslate();
  return (
    <div role="status">
      <Result
        status="success"
        title={t('inventory:import.succeeded')}
        subTitle={
          <span className="long-text">
            {added.length > 0 && <div>{t('inventory:import.added', { names: added.join(', ') })}</div>}
            {updated.length > 0 && <div>{t('inventory:import.replaced', { names: updated.join(', ') })}</div>}
          </span>
        }
        style={{ padding: 16 }}
      />
    </div>
  );
}
