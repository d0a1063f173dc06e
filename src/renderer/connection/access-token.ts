const KEY = 'holdfast.accessToken';

/**
 * The token of this tab: from `#token=…`, which is then taken out of the address bar, else the one
 * that this tab used before.
 */
export function takeAccessToken(): string | undefined {
  const fragment = new URLSearchParams(window.location.hash.slice(1));
  const given = fragment.get('token');
  if (given !== null) {
    window.history.replaceState(window.history.state, '', window.location.pathname + window.location.search);
    if (given !== '') keepAccessToken(given);
  }
  return window.sessionStorage.getItem(KEY) ?? undefined;
}

export function keepAccessToken(token: string): void {
  window.sessionStorage.setItem(KEY, token);
}

export function forgetAccessToken(): void {
  window.sessionStorage.removeItem(KEY);
}
