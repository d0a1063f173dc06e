import { Alert, Empty, Flex, Table, type TableColumnsType, Tag, Typography } from 'antd';
import type { ImportPreview, ImportRow, ImportStatus } from '../../../contract/inventory-import';
import { useTranslate } from '../../i18n/use-translate';
import { canBeChosen } from './import-rows';

const COLOURS: Record<ImportStatus, string> = { new: 'success', same: 'default', changed: 'warning', invalid: 'error' };

interface ImportPreviewTableProps {
  preview: ImportPreview;
  chosen: string[];
  onChoose: (ids: string[]) => void;
}

/** What an import would do, row by row, for the operator to choose from. */
export function ImportPreviewTable({ preview: { rows, problems }, chosen, onChoose }: ImportPreviewTableProps) {
  const t = useTranslate();
  const columns: TableColumnsType<ImportRow> = [
    {
      key: 'what',
      title: t('inventory:preview.what'),
      render: (_, { kind, host, packageName }) => (
        <span className="long-text" style={{ paddingInlineStart: kind === 'package' ? 16 : 0 }}>
          {kind === 'host' ? <Typography.Text strong>{host}</Typography.Text> : packageName}
        </span>
      ),
    },
    {
      key: 'status',
      title: t('inventory:preview.status'),
      width: 120,
      render: (_, { status }) => <Tag color={COLOURS[status]}>{t(`inventory:preview.is.${status}`)}</Tag>,
    },
    {
      key: 'details',
      title: t('inventory:preview.details'),
      render: (_, { summary, changes, problems: notes }) => (
        <Flex vertical className="long-text">
          <span>{summary}</span>
          {changes.map(({ field, before, after }) => (
            <Typography.Text key={field} type="secondary">
              {t('inventory:preview.change', { field, before: before ?? '–', after: after ?? '–' })}
            </Typography.Text>
          ))}
          {notes.map((note) => (
            <Typography.Text key={note} type="warning">
              {note}
            </Typography.Text>
          ))}
        </Flex>
      ),
    },
  ];
  return (
    <Flex vertical gap={12}>
      {problems.map((problem) => (
        <Alert key={problem} type="warning" role="note" showIcon title={problem} />
      ))}
      <Table
        aria-label={t('inventory:preview.table')}
        size="small"
        rowKey="id"
        columns={columns}
        dataSource={rows}
        pagination={false}
        scroll={{ y: 360 }}
        rowSelection={{
          selectedRowKeys: chosen,
          onChange: (keys) => onChoose(keys.map(String)),
          getCheckboxProps: (row) => ({
            disabled: !canBeChosen(row),
            'aria-label': t('inventory:preview.choose', { name: row.packageName ?? row.host }),
          }),
        }}
        locale={{
          emptyText: <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t('inventory:preview.nothing')} />,
        }}
      />
    </Flex>
  );
}
