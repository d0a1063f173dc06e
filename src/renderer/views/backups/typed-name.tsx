import { Flex, Form, Input, Typography } from 'antd';
import { useId } from 'react';
import { useFormat } from '../../format/use-format';
import { useTranslate } from '../../i18n/use-translate';
import type { FarBack } from './plan-judgement';

interface TypedNameProps {
  packageName: string;
  far: FarBack;
  typed: string;
  onType: (text: string) => void;
  onEnter: () => void;
}

/** Asks for the package's name: this restore goes back further than a slip of the mouse should. */
export function TypedName({ packageName, far, typed, onType, onEnter }: TypedNameProps) {
  const t = useTranslate();
  const format = useFormat();
  const id = useId();
  const reasons = [
    far.ageMs !== undefined && t('plan:far.age', { span: format.span(far.ageMs) }),
    far.step !== undefined && t(`plan:far.${far.step}`),
  ].filter((reason) => reason !== false);
  return (
    <Form layout="vertical" component="div">
      <Form.Item
        label={t('plan:typeName', { packageName })}
        htmlFor={id}
        extra={
          <Flex vertical>
            {reasons.map((reason) => (
              <Typography.Text key={reason} type="secondary">
                {reason}
              </Typography.Text>
            ))}
          </Flex>
        }
        style={{ margin: 0 }}
      >
        <Input
          id={id}
          value={typed}
          autoComplete="off"
          placeholder={packageName}
          onChange={({ target }) => onType(target.value)}
          onPressEnter={onEnter}
        />
      </Form.Item>
    </Form>
  );
}
