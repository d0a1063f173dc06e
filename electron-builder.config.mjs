/**
 * How Holdfast is packaged. `npm run package` builds the Linux directory and a .deb; AppImage, NSIS and dmg are built on
 * machines that can download electron-builder's tools for them (`npx electron-builder --linux AppImage`, …).
 * @type {import('electron-builder').Configuration}
 */
export default {
  appId: 'io.holdfast.desktop',
  productName: 'Holdfast',
  copyright: 'MIT',
  directories: { output: 'dist' },
  // scripts/host is part of the application: `install` copies it to hosts. In the archive nothing can change it.
  files: [
    'out/**',
    '!out/.built-from',
    'scripts/host/**',
    'package.json',
    'LICENSE',
    // The page's build holds what it needs of these.
    '!**/node_modules/{antd,@ant-design,@rc-component,react,react-dom,react-i18next,i18next,@tanstack,dayjs}/**',
  ],
  asar: true,
  // Nothing native is needed, and nothing is compiled here.
  npmRebuild: false,
  nodeGypRebuild: false,
  buildDependenciesFromSource: false,
  electronFuses: {
    runAsNode: false,
    enableCookieEncryption: true,
    enableNodeOptionsEnvironmentVariable: false,
    enableNodeCliInspectArguments: false,
    enableEmbeddedAsarIntegrityValidation: true,
    onlyLoadAppFromAsar: true,
    loadBrowserProcessSpecificV8Snapshot: false,
    grantFileProtocolExtraPrivileges: false,
  },
  publish: null,
  // fpm wants both of a Debian package.
  extraMetadata: { homepage: 'https://holdfast.example', author: 'Holdfast maintainers <holdfast@localhost>' },
  linux: {
    target: ['deb', 'AppImage'],
    executableName: 'holdfast',
    category: 'Utility',
    synopsis: 'Back up and restore docker-compose packages on many hosts',
    maintainer: 'Holdfast maintainers <holdfast@localhost>',
  },
  deb: { packageCategory: 'utils', priority: 'optional' },
  win: { target: ['nsis'] },
  nsis: { oneClick: false, perMachine: false, allowToChangeInstallationDirectory: true },
  mac: { target: ['dmg'], category: 'public.app-category.utilities', hardenedRuntime: true },
};
