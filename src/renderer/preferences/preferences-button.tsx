import { SettingOutlined } from '@ant-design/icons';
import { Button, Flex, Popover, Segmented, Tooltip, Typography } from 'antd';
import { useId, useState } from 'react';
import { LANGUAGES } from '../i18n/languages';
import { useTranslate } from '../i18n/use-translate';
import { SCHEMES, useColourScheme } from './use-colour-scheme';
import { useLanguage } from './use-language';

/** Opens the choice of theme and language. */
export function PreferencesButton() {
  const t = useTranslate();
  const [open, setOpen] = useState(false);
  return (
    <Popover trigger="click" placement="bottomRight" open={open} onOpenChange={setOpen} content={<Preferences />}>
      <Tooltip title={open ? undefined : t('preferences:title')}>
        <Button
          aria-label={t('preferences:title')}
          aria-haspopup="dialog"
          aria-expanded={open}
          icon={<SettingOutlined aria-hidden />}
        />
      </Tooltip>
    </Popover>
  );
}

function Preferences() {
  const t = useTranslate();
  const theme = useColourScheme();
  const language = useLanguage();
  return (
    <Flex vertical gap={12} role="group" aria-label={t('preferences:title')}>
      <Choice
        label={t('preferences:theme.label')}
        value={theme.choice}
        options={(['system', ...SCHEMES] as const).map((value) => ({ value, label: t(`preferences:theme.${value}`) }))}
        onChange={theme.choose}
      />
      <Choice
        label={t('preferences:language.label')}
        value={language.choice}
        options={(['system', ...LANGUAGES] as const).map((value) => ({
          value,
          label: t(`preferences:language.${value}`),
        }))}
        onChange={language.choose}
      />
    </Flex>
  );
}

interface ChoiceProps<Value extends string> {
  label: string;
  value: Value;
  options: { value: Value; label: string }[];
  onChange: (value: Value) => void;
}

function Choice<Value extends string>({ label, value, options, onChange }: ChoiceProps<Value>) {
  const id = useId();
  return (
    <Flex vertical gap={4}>
      <Typography.Text id={id} type="secondary">
        {label}
      </Typography.Text>
      <Segmented<Value> aria-labelledby={id} name={id} value={value} options={options} onChange={onChange} />
    </Flex>
  );
}
