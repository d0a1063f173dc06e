import { useTranslate } from '../../i18n/use-translate';

/** What is not as one would expect although it succeeded; nothing where all is. */
export function Warnings({ warnings }: { warnings: readonly string[] }) {
  const t = useTranslate();
  if (warnings.length === 0) return null;
  return (
    <ul aria-label={t('restore:result.warnings')} style={{ margin: 0, paddingInlineStart: 20 }}>
      {warnings.map((warning) => (
        <li key={warning}>{warning}</li>
      ))}
    </ul>
  );
}
