import { Button, Drawer, Flex } from 'antd';
import type { ReactNode } from 'react';
import { useTranslate } from '../../../i18n/use-translate';

interface FormDrawerProps {
  title: string;
  formId: string;
  saving: boolean;
  onClose: () => void;
  /** Further buttons, left of "Save". */
  actions?: ReactNode;
  children: ReactNode;
}

/** A form beside the screen that it belongs to. It is there while it is needed: the focus goes back when it is closed. */
export function FormDrawer({ title, formId, saving, onClose, actions, children }: FormDrawerProps) {
  const t = useTranslate();
  return (
    <Drawer
      open
      title={title}
      size={560}
      onClose={onClose}
      closable={{ 'aria-label': t('common:close') }}
      footer={
        <Flex justify="space-between" gap={8}>
          <div>{actions}</div>
          <Flex gap={8}>
            <Button onClick={onClose}>{t('common:cancel')}</Button>
            <Button type="primary" htmlType="submit" form={formId} loading={saving}>
              {t('hostForm:save')}
            </Button>
          </Flex>
        </Flex>
      }
    >
      {children}
    </Drawer>
  );
}
