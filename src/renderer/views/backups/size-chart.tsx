import 'uplot/dist/uPlot.min.css';
import { theme } from 'antd';
import { useEffect, useMemo, useRef } from 'react';
import UPlot from 'uplot';
import { formatLocalTime } from '../../format/time';
import { useFormat } from '../../format/use-format';
import { useTranslate } from '../../i18n/use-translate';
import type { BackupRow } from './backup-rows';
import { sizeHistory } from './size-history';

/** Pixels. */
const HEIGHT = 72;
/** A line needs two ends. */
const FEWEST = 2;

/** How the size of backups went over time: a jump or a stop is seen before it is read. */
export function SizeChart({ rows }: { rows: readonly BackupRow[] }) {
  const t = useTranslate();
  const format = useFormat();
  const { token } = theme.useToken();
  const box = useRef<HTMLDivElement>(null);
  const history = useMemo(() => sizeHistory(rows), [rows]);
  const { colorPrimary, colorPrimaryBg, colorTextDescription: muted, colorBorderSecondary: grid } = token;
  const enough = history.times.length >= FEWEST;

  useEffect(() => {
    const element = box.current;
    if (!element || !enough) return;
    const axis = { stroke: muted, grid: { stroke: grid, width: 1 }, ticks: { show: false }, font: '11px sans-serif' };
    const highest = Math.max(...history.sizes);
    const date = (seconds: number) => formatLocalTime(new Date(seconds * 1000).toISOString()).slice(0, 10);
    const chart = new UPlot(
      {
        width: element.clientWidth,
        height: HEIGHT,
        legend: { show: false },
        cursor: { show: false },
        padding: [8, 12, 0, 0],
        scales: { y: { range: () => [0, highest * 1.1 || 1] } },
        axes: [
          { ...axis, size: 20, space: 110, values: (_chart, ticks) => distinct(ticks.map(date)) },
          {
            ...axis,
            size: 62,
            splits: () => [0, highest],
            values: (_chart, ticks) => ticks.map((bytes) => format.size(bytes)),
          },
        ],
        series: [
          {},
          {
            stroke: colorPrimary,
            fill: colorPrimaryBg,
            width: 1.5,
            points: { show: history.times.length < 40, size: 4 },
          },
        ],
      },
      [history.times, history.sizes],
      element,
    );
    const observer = new ResizeObserver(() => chart.setSize({ width: element.clientWidth, height: HEIGHT }));
    observer.observe(element);
    return () => {
      observer.disconnect();
      chart.destroy();
    };
  }, [history, enough, format, colorPrimary, colorPrimaryBg, muted, grid]);

  if (!enough) return null;
  const day = (seconds: number | undefined) => formatLocalTime(new Date((seconds ?? 0) * 1000).toISOString());
  const label = t('upkeep:chart.label', {
    count: rows.length,
    first: day(history.times[0]),
    last: day(history.times.at(-1)),
    size: format.size(history.sizes.at(-1) ?? 0),
  });
  return <div ref={box} role="img" aria-label={label} title={t('upkeep:chart.title')} style={{ height: HEIGHT }} />;
}

/** A day is named once, however many ticks it has. */
function distinct(labels: string[]): string[] {
  return labels.map((label, index) => (label === labels[index - 1] ? '' : label));
}
