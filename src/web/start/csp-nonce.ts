/** The nonce of this page, as the server wrote it into index.html; undefined where there is none. */
export function pageNonce(): string | undefined {
  const bearer = document.querySelector<HTMLElement>('meta[property="csp-nonce"], script[nonce]');
  return bearer?.nonce || undefined;
}

/**
 * Gives the nonce to every <style> that is created from here on. antd takes it from ConfigProvider for most of its
 * styles, but its dialogs and scrollbar measuring create some without, and the policy would refuse those.
 */
export function giveNonceToStyles(nonce: string): void {
  const create = document.createElement.bind(document);
  const createWithNonce = (tag: string, options?: ElementCreationOptions): HTMLElement => {
    const element = create(tag, options);
    if (element instanceof HTMLStyleElement) element.nonce = nonce;
    return element;
  };
  document.createElement = createWithNonce as typeof document.createElement;
}
