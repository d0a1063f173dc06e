import { WarningOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useState } from 'react';
import type { HostScriptsState } from '../../../../contract/host-scripts';
import { useTranslate } from '../../../i18n/use-translate';
import { HostToolsDrawer } from './host-tools-drawer';

/** Says that a host lacks Holdfast's scripts or has old ones, and leads to installing them. */
export function ScriptsOffer({ host, state }: { host: string; state: HostScriptsState | null }) {
  const t = useTranslate();
  const [open, setOpen] = useState(false);
  if (state !== 'missing' && state !== 'outdated' && state !== 'foreign') return null;
  return (
    <>
      <Button size="small" icon={<WarningOutlined aria-hidden />} onClick={() => setOpen(true)}>
        {t(`hostTools:scripts.offer.${state}`)}
      </Button>
      {open && <HostToolsDrawer host={host} tool="scripts" onClose={() => setOpen(false)} />}
    </>
  );
}
