import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { formatNumber } from './number';
import { formatExactSize, formatSize } from './size';
import { formatRelative, formatSpan } from './time';

/** Numbers and sizes as the language that is shown writes them. Times are ISO-like in every language. */
export function useFormat() {
  const { language } = useTranslation().i18n;
  return useMemo(
    () => ({
      language,
      number: (value: number) => formatNumber(value, language),
      size: (bytes: number) => formatSize(bytes, language),
      relative: (iso: string, now: number = Date.now()) => formatRelative(iso, now, language),
      span: (milliseconds: number) => formatSpan(milliseconds, language),
      exactSize: (bytes: number) => formatExactSize(bytes, language),
    }),
    [language],
  );
}

export type Format = ReturnType<typeof useFormat>;
