import { Flex, Typography } from 'antd';
import type { Failure } from '../errors/describe-error';
import { useFormat } from '../format/use-format';
import { useTranslate } from '../i18n/use-translate';
import { holderSentence } from '../views/jobs/job-sentence';

/** Whether there is anything to say beyond the error's sentence. */
export function hasMore(failure: Failure): boolean {
  const { original, remedy, issues, details, message, operation, problems, undone, correlationId } = failure;
  return (
    Boolean(original || remedy || operation || problems?.length || undone?.length || correlationId) ||
    issues.length > 0 ||
    (details !== undefined && details !== message)
  );
}

/** What follows an error's sentence: what to do, the fields that are wrong, and the host's own words. */
export function FailureText({ failure }: { failure: Failure }) {
  const { original, remedy, issues, details, message, operation, problems, undone, correlationId } = failure;
  const t = useTranslate();
  const format = useFormat();
  return (
    <Flex vertical gap={8} className="long-text">
      {original && <span lang="en">{original}</span>}
      {operation && <span>{holderSentence(operation, t, format, Date.now())}</span>}
      {undone && undone.length > 0 && <span>{t('jobs:undone', { what: undone.join(', ') })}</span>}
      {remedy && <span>{remedy}</span>}
      {issues.length > 0 && (
        <Lines
          lines={issues.map(({ field, message: problem }) => ({ key: `${field}: ${problem}`, field, text: problem }))}
        />
      )}
      {problems && problems.length > 0 && <Lines lines={problems.map((text) => ({ key: text, text }))} />}
      {details && details !== message && (
        <details>
          <summary style={{ cursor: 'pointer' }}>{t('common:hostSaid')}</summary>
          <pre className="host-words">{details}</pre>
        </details>
      )}
      {correlationId && (
        <Typography.Text type="secondary" copyable={{ text: correlationId, tooltips: false }}>
          {t('common:correlationId', { id: correlationId })}
        </Typography.Text>
      )}
    </Flex>
  );
}

function Lines({ lines }: { lines: { key: string; field?: string; text: string }[] }) {
  return (
    <ul style={{ margin: 0, paddingInlineStart: 20 }}>
      {lines.map(({ key, field, text }) => (
        <li key={key}>
          {field && <Typography.Text code>{field}</Typography.Text>} {text}
        </li>
      ))}
    </ul>
  );
}
