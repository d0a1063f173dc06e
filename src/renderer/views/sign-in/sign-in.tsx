import { Alert, Button, Card, Flex, Form, Input, Typography } from 'antd';
import { FailureAlert } from '../../components/failure-alert';
import { useSignIn } from './use-sign-in';

interface SignInProps {
  /** The token used until now was refused. */
  refused: boolean;
  onAccepted: (token: string) => void;
}

/** Asks for the access token, in a browser only. */
export function SignIn({ refused, onAccepted }: SignInProps) {
  const { signIn, pending, notValid, error } = useSignIn(onAccepted);
  return (
    <Flex component="main" align="center" justify="center" style={{ minHeight: '100vh', padding: 16 }}>
      <Card style={{ width: 420 }}>
        <Typography.Title level={1} style={{ fontSize: 28 }}>
          Holdfast
        </Typography.Title>
        <Form layout="vertical" requiredMark={false} onFinish={({ token }: { token: string }) => signIn(token.trim())}>
          {(notValid || (refused && !pending && error === undefined)) && (
            <Alert type="error" showIcon title="The access token is not valid" style={{ marginBottom: 16 }} />
          )}
          {error !== undefined && <FailureAlert error={error} style={{ marginBottom: 16 }} />}
          <Form.Item
            name="token"
            label="Access token"
            extra="It is printed when Holdfast starts to serve this page."
            rules={[{ required: true, whitespace: true, message: 'Enter the access token' }]}
          >
            <Input.Password autoFocus autoComplete="off" />
          </Form.Item>
          <Button type="primary" htmlType="submit" block loading={pending}>
            Sign in
          </Button>
        </Form>
      </Card>
    </Flex>
  );
}
