/** OpenSSH's own file of each kind of host key. */
const FILES: [RegExp, string][] = [
  [/ed25519/, 'ssh_host_ed25519_key.pub'],
  [/ecdsa/, 'ssh_host_ecdsa_key.pub'],
  [/rsa/, 'ssh_host_rsa_key.pub'],
];

/** The command that prints the fingerprint of a key of this type, run on the host. */
export function hostKeyCommand(keyType = ''): string {
  const file = FILES.find(([pattern]) => pattern.test(keyType))?.[1];
  if (!file) return 'for key in /etc/ssh/ssh_host_*_key.pub; do ssh-keygen -lf "$key"; done';
  return `ssh-keygen -lf /etc/ssh/${file}`;
}
