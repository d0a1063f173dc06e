import { FuseState, FuseV1Options, getCurrentFuseWire } from '@electron/fuses';

/** What each fuse must be; electron-builder.config.mjs sets them. */
const WANTED = {
  RunAsNode: false,
  EnableCookieEncryption: true,
  EnableNodeOptionsEnvironmentVariable: false,
  EnableNodeCliInspectArguments: false,
  EnableEmbeddedAsarIntegrityValidation: true,
  OnlyLoadAppFromAsar: true,
  LoadBrowserProcessSpecificV8Snapshot: false,
  GrantFileProtocolExtraPrivileges: false,
};

/**
 * Reads the fuses of a packaged binary.
 * @param {string} binary
 * @returns {Promise<{wrong: string[], missing: string[]}>} `missing`: this Electron is too old to have them
 */
export async function checkFuses(binary) {
  const wire = await getCurrentFuseWire(binary);
  const state = (name) => wire[FuseV1Options[name]];
  const names = Object.keys(WANTED);
  const missing = names.filter((name) => state(name) === undefined || state(name) === FuseState.INHERIT);
  const wrong = names
    .filter((name) => !missing.includes(name))
    .filter((name) => state(name) !== (WANTED[name] ? FuseState.ENABLE : FuseState.DISABLE));
  return { wrong, missing };
}
