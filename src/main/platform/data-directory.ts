import { homedir } from 'node:os';
import { join } from 'node:path';

/** The default data folder: the same for the window and for `serve`, by the platform's custom. */
export function defaultDataDirectory(platform = process.platform, env = process.env, home = homedir()): string {
  if (platform === 'win32') return join(env.APPDATA ?? join(home, 'AppData', 'Roaming'), 'Holdfast');
  if (platform === 'darwin') return join(home, 'Library', 'Application Support', 'Holdfast');
  return join(env.XDG_CONFIG_HOME || join(home, '.config'), 'holdfast');
}
