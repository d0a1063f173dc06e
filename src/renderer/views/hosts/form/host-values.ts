import type { Auth, Host } from '../../../../contract/inventory';

/** A host as its form has it. */
export interface HostValues {
  name: string;
  address: string;
  port: number;
  user: string;
  auth: { method: Auth['method']; keyPath?: string };
  jumpHost: string | null;
  legacyAlgorithms: boolean;
  scriptsDirectory: string;
}

export const AUTH_METHODS = ['privateKey', 'agent', 'password', 'keyThenPassword'] as const satisfies Auth['method'][];

export const NEW_HOST: HostValues = {
  name: '',
  address: '',
  port: 22,
  user: '',
  auth: { method: 'privateKey', keyPath: '~/.ssh/id_ed25519' },
  jumpHost: null,
  legacyAlgorithms: false,
  scriptsDirectory: '/usr/local/lib/holdfast',
};

export function needsKey(method: Auth['method'] | undefined): boolean {
  return method === 'privateKey' || method === 'keyThenPassword';
}

/** What the contract takes: texts without the spaces around them, and nothing that the method has no use for. */
export function hostBody(values: HostValues): Omit<Host, 'packages'> {
  const { method, keyPath = '' } = values.auth;
  return {
    name: values.name.trim(),
    address: values.address.trim(),
    port: values.port,
    user: values.user.trim(),
    auth: (needsKey(method) ? { method, keyPath: keyPath.trim() } : { method }) as Auth,
    jumpHost: values.jumpHost || null,
    legacyAlgorithms: values.legacyAlgorithms,
    scriptsDirectory: values.scriptsDirectory.trim(),
  };
}

export function hostValues({ packages: _, auth, ...host }: Host): HostValues {
  return { ...host, auth: { ...auth } };
}

/** A name for a copy that no host has yet: "name-2", "name-3", … */
export function copyName(name: string, taken: readonly string[]): string {
  const base = name.replace(/-\d+$/, '');
  for (let number = 2; ; number++) {
    const candidate = `${base}-${number}`;
    if (!taken.includes(candidate)) return candidate;
  }
}
