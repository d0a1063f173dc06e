import { Menu, type MenuItemConstructorOptions } from 'electron';
import type { Translate } from '../../renderer/i18n/i18n';

/** What the menu may ask of the page: the shortcuts of src/renderer/shell/shortcuts.ts. */
export type PageCommand = 'palette' | 'search' | 'overview' | 'hosts' | 'activity' | 'refresh' | 'shortcuts';

/** The application's menu. The page's own keys are shown there, and handled by the page alone. */
export function setMenu(t: Translate, send: (command: PageCommand) => void): void {
  const item = (command: PageCommand, label: string, accelerator?: string): MenuItemConstructorOptions => ({
    label,
    ...(accelerator !== undefined && { accelerator, registerAccelerator: false }),
    click: () => send(command),
  });
  const mac: MenuItemConstructorOptions[] = process.platform === 'darwin' ? [{ role: 'appMenu' }] : [];
  Menu.setApplicationMenu(
    Menu.buildFromTemplate([
      ...mac,
      { label: t('desktop:menu.file'), submenu: [{ role: 'close', label: t('desktop:menu.close') }] },
      {
        label: t('desktop:menu.edit'),
        submenu: [
          { role: 'undo', label: t('desktop:menu.undo') },
          { role: 'redo', label: t('desktop:menu.redo') },
          { type: 'separator' },
          { role: 'cut', label: t('desktop:menu.cut') },
          { role: 'copy', label: t('desktop:menu.copy') },
          { role: 'paste', label: t('desktop:menu.paste') },
          { role: 'selectAll', label: t('desktop:menu.selectAll') },
        ],
      },
      {
        label: t('desktop:menu.view'),
        submenu: [
          item('overview', t('shell:screen.overview'), 'Alt+1'),
          item('hosts', t('shell:screen.hosts'), 'Alt+2'),
          item('activity', t('shell:screen.activity'), 'Alt+3'),
          { type: 'separator' },
          item('palette', t('shell:palette.title'), 'CommandOrControl+K'),
          item('refresh', t('shell:shortcuts.refresh'), 'Alt+R'),
          { type: 'separator' },
          { role: 'zoomIn', label: t('desktop:menu.zoomIn') },
          { role: 'zoomOut', label: t('desktop:menu.zoomOut') },
          { role: 'resetZoom', label: t('desktop:menu.resetZoom') },
          { role: 'togglefullscreen', label: t('desktop:menu.fullScreen') },
        ],
      },
      { label: t('desktop:menu.help'), submenu: [item('shortcuts', t('shell:shortcuts.title'))] },
    ]),
  );
}
