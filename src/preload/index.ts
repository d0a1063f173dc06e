import { contextBridge, ipcRenderer } from 'electron';

/** Tells the page where it runs. Nothing else of Electron is exposed. */
contextBridge.exposeInMainWorld('holdfast', { shell: 'desktop' });

window.addEventListener('message', ({ source, data }: MessageEvent) => {
  if (source !== window) return;
  if (data?.type === 'holdfast:connect') ipcRenderer.send('holdfast:connect');
  // For the menu, which the page does not draw.
  if (data?.type === 'holdfast:language') ipcRenderer.send('holdfast:language', data.language);
});

ipcRenderer.on('holdfast:port', (event) => {
  window.postMessage({ type: 'holdfast:port' }, '*', event.ports);
});

/** What the application's menu asks of the page. */
ipcRenderer.on('holdfast:command', (_event, command: unknown) => {
  window.postMessage({ type: 'holdfast:command', command }, '*');
});
