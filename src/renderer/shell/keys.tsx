import { Flex, Typography } from 'antd';
import { isMac, keyName } from './shortcuts';

/** Keys as they are pressed together. */
export function Keys({ keys }: { keys: readonly string[] }) {
  const mac = isMac(navigator.platform);
  return (
    <Flex component="span" gap={4}>
      {keys.map((key) => (
        <Typography.Text key={key} keyboard>
          {keyName(key, mac)}
        </Typography.Text>
      ))}
    </Flex>
  );
}
