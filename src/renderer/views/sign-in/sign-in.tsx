import { Alert, Button, Card, Flex, Form, Input, Typography } from 'antd';
import { FailureAlert } from '../../components/failure-alert';
import { useTranslate } from '../../i18n/use-translate';
import { useSignIn } from './use-sign-in';

interface SignInProps {
  /** The token used until now was refused. */
  refused: boolean;
  onAccepted: (token: string) => void;
}

/** Asks for the access token, in a browser only. */
export function SignIn({ refused, onAccepted }: SignInProps) {
  const t = useTranslate();
  const { signIn, pending, notValid, error } = useSignIn(onAccepted);
  return (
    <Flex component="main" align="center" justify="center" style={{ minHeight: '100vh', padding: 16 }}>
      <Card style={{ width: 420 }}>
        <Typography.Title level={1} style={{ fontSize: 28 }}>
          {t('common:appName')}
        </Typography.Title>
        <Form layout="vertical" requiredMark={false} onFinish={({ token }: { token: string }) => signIn(token.trim())}>
          {(notValid || (refused && !pending && error === undefined)) && (
            <Alert type="error" showIcon title={t('connection:signIn.notValid')} style={{ marginBottom: 16 }} />
          )}
          {error !== undefined && <FailureAlert error={error} style={{ marginBottom: 16 }} />}
          <Form.Item
            name="token"
            label={t('connection:signIn.token')}
            extra={t('connection:signIn.tokenHint')}
            rules={[{ required: true, whitespace: true, message: t('connection:signIn.tokenRequired') }]}
          >
            <Input.Password autoFocus autoComplete="off" />
          </Form.Item>
          <Button type="primary" htmlType="submit" block loading={pending}>
            {t('connection:signIn.submit')}
          </Button>
        </Form>
      </Card>
    </Flex>
  );
}
