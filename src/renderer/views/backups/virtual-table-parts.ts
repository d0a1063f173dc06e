import type { TableProps } from 'antd';
import { createElement } from 'react';
import type { BackupRow } from './backup-rows';

/**
 * antd draws virtual rows as `div`s beside a table that holds the header alone. With these parts they are one table
 * to a screen reader: the element around it has the role `table`, everything in it its own.
 */
export const VIRTUAL_PARTS: NonNullable<TableProps<BackupRow>['components']> = {
  table: part('table', 'presentation'),
  header: { wrapper: part('thead', 'rowgroup'), row: part('tr', 'row'), cell: part('th', 'columnheader') },
  body: { row: part('div', 'row'), cell: part('div', 'cell') },
};

function part(element: string, role: string) {
  return (props: object) => createElement(element, { ...props, role });
}
