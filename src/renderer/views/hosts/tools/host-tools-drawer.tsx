import { Drawer, Tabs } from 'antd';
import { useTranslate } from '../../../i18n/use-translate';
import { HostCheckPanel } from './host-check-panel';
import { HostScriptsPanel } from './host-scripts-panel';

export type HostTool = 'check' | 'scripts';

interface HostToolsDrawerProps {
  host: string;
  tool: HostTool;
  onClose: () => void;
}

/** The check of a host and the scripts on it. */
export function HostToolsDrawer({ host, tool, onClose }: HostToolsDrawerProps) {
  const t = useTranslate();
  return (
    <Drawer open title={host} size={640} onClose={onClose} closable={{ 'aria-label': t('common:close') }}>
      <Tabs
        defaultActiveKey={tool}
        items={[
          { key: 'check', label: t('hostTools:check.title'), children: <HostCheckPanel host={host} /> },
          { key: 'scripts', label: t('hostTools:scripts.title'), children: <HostScriptsPanel host={host} /> },
        ]}
      />
    </Drawer>
  );
}
