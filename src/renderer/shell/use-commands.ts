import { useMemo } from 'react';
import { LANGUAGES } from '../i18n/languages';
import { useTranslate } from '../i18n/use-translate';
import { SCHEMES, useColourScheme } from '../preferences/use-colour-scheme';
import { useLanguage } from '../preferences/use-language';
import { nameOf } from '../views/packages/host-package';
import { useHosts, useReload } from '../views/packages/use-hosts';
import type { Command } from './commands';
import { askScreen } from './screen-request';
import { SCREENS } from './screens';
import { openScreen } from './use-screen';

/** Everything that the palette offers: screens and actions, then packages and hosts. */
export function useCommands(openShortcuts: () => void): Command[] {
  const t = useTranslate();
  const { hosts } = useHosts();
  const { reload } = useReload();
  const { choose: chooseScheme } = useColourScheme();
  const { choose: chooseLanguage } = useLanguage();
  return useMemo(() => {
    const action = t('shell:palette.kind.action');
    const actions: Command[] = [
      ...SCREENS.map((screen) => ({
        id: `screen ${screen}`,
        kind: t('shell:palette.kind.screen'),
        label: t(`shell:screen.${screen}`),
        run: () => openScreen(screen),
      })),
      { id: 'add', kind: action, label: t('hosts:add'), run: () => askScreen('hosts', { add: 'host' }) },
      {
        id: 'import',
        kind: action,
        label: t('inventory:dialog.title'),
        run: () => askScreen('hosts', { add: 'import' }),
      },
      { id: 'reload', kind: action, label: t('overview:reload'), run: reload },
      ...(['system', ...SCHEMES] as const).map((scheme) => ({
        id: `theme ${scheme}`,
        kind: t('preferences:theme.label'),
        label: t(`preferences:theme.${scheme}`),
        run: () => chooseScheme(scheme),
      })),
      ...(['system', ...LANGUAGES] as const).map((language) => ({
        id: `language ${language}`,
        kind: t('preferences:language.label'),
        label: t(`preferences:language.${language}`),
        run: () => chooseLanguage(language),
      })),
      { id: 'shortcuts', kind: action, label: t('shell:shortcuts.title'), run: openShortcuts },
    ];
    const packages = (hosts ?? []).flatMap(({ name: host, packages: below }) =>
      below.map(({ name: packageName }) => ({
        id: `package ${JSON.stringify([host, packageName])}`,
        kind: t('shell:palette.kind.package'),
        label: nameOf({ host, packageName }, t),
        run: () => askScreen('overview', { host, package: packageName }),
      })),
    );
    const ofHosts = (hosts ?? []).flatMap(({ name }): Command[] => [
      {
        id: `host ${name}`,
        kind: t('shell:palette.kind.host'),
        label: name,
        run: () => askScreen('overview', { host: name }),
      },
      {
        id: `check ${name}`,
        kind: t('hosts:menu.check'),
        label: name,
        run: () => askScreen('hosts', { check: name }),
      },
    ]);
    return [...actions, ...packages, ...ofHosts];
  }, [t, hosts, reload, chooseScheme, chooseLanguage, openShortcuts]);
}
