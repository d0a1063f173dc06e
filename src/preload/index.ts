import { contextBridge, ipcRenderer } from 'electron';

/** Tells the page where it runs. Nothing else of Electron is exposed. */
contextBridge.exposeInMainWorld('holdfast', { shell: 'desktop' });

window.addEventListener('message', ({ source, data }: MessageEvent) => {
  if (source === window && data?.type === 'holdfast:connect') ipcRenderer.send('holdfast:connect');
});

ipcRenderer.on('holdfast:port', (event) => {
  window.postMessage({ type: 'holdfast:port' }, '*', event.ports);
});
