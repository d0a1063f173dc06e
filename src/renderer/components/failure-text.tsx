import { Flex, Typography } from 'antd';
import type { Failure } from '../errors/describe-error';
import { useTranslate } from '../i18n/use-translate';

/** Whether there is anything to say beyond the error's sentence. */
export function hasMore({ original, remedy, issues, details, message }: Failure): boolean {
  return Boolean(original || remedy) || issues.length > 0 || (details !== undefined && details !== message);
}

/** What follows an error's sentence: what to do, the fields that are wrong, and the host's own words. */
export function FailureText({ failure: { original, remedy, issues, details, message } }: { failure: Failure }) {
  const t = useTranslate();
  return (
    <Flex vertical gap={8} className="long-text">
      {original && <span lang="en">{original}</span>}
      {remedy && <span>{remedy}</span>}
      {issues.length > 0 && (
        <ul style={{ margin: 0, paddingInlineStart: 20 }}>
          {issues.map(({ field, message: problem }) => (
            <li key={`${field}: ${problem}`}>
              {field && <Typography.Text code>{field}</Typography.Text>} {problem}
            </li>
          ))}
        </ul>
      )}
      {details && details !== message && (
        <details>
          <summary style={{ cursor: 'pointer' }}>{t('common:hostSaid')}</summary>
          <pre className="host-words">{details}</pre>
        </details>
      )}
    </Flex>
  );
}
