/** The names that ssh2's cryptography offers here; its types do not cover this file. */
declare module 'ssh2/lib/protocol/constants.js' {
  const constants: Record<
    'SUPPORTED_CIPHER' | 'SUPPORTED_KEX' | 'SUPPORTED_MAC' | 'SUPPORTED_SERVER_HOST_KEY',
    readonly string[]
  >;
  export default constants;
}
