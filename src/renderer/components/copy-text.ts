/** Puts a text on the clipboard, also where the page has no permission to do so by itself, as in the window. */
export async function copyText(text: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    // Refused: the older way works within a click.
    const write = (event: ClipboardEvent) => {
      event.clipboardData?.setData('text/plain', text);
      event.preventDefault();
    };
    document.addEventListener('copy', write, { once: true });
    document.execCommand('copy');
    document.removeEventListener('copy', write);
  }
}
