interface Window {
  /** Set by the preload script of the desktop shell, and by nothing else. */
  readonly holdfast?: { readonly shell: 'desktop' };
}

declare module '*.svg' {
  const url: string;
  export default url;
}
