/** A URL without user name and password; `removed` says whether there were any. A text that is no URL stays as it is. */
export function withoutCredentials(url: string): { url: string; removed: boolean } {
  const bare = url.replace(/^([a-z][a-z0-9+.-]*:\/\/)[^/?#]*@/i, '$1');
  // `ssh://git@host` and the like name a user, who is no secret.
  if (bare === url || /^[a-z+]*ssh[a-z+]*:\/\/[^/?#:@]*@/i.test(url)) return { url, removed: false };
  return { url: bare, removed: true };
}
