/** The attempts of an attacker who can put elements into an extension page through some fault in it. */

/** The results of the attempts, as the page reports them. */
export interface Attacked {
  /** By attempt: `refused` by the browser, or else the result. */
  readonly tried: Readonly<Record<string, unknown>>;
  /** The directives of the content security policy that stopped an attempt. */
  readonly broken: readonly string[];
  readonly isOwned: boolean;
  /** The path of the page afterwards. */
  readonly path: string;
}

/** To be evaluated in a page. It is text, because a function would need helpers that no page has. */
export const ATTACK = `(async () => {
  const tried = {};
  const attempt = (name, make) => {
    try {
      tried[name] = make();
    } catch (thrown) {
      tried[name] = thrown instanceof TypeError ? 'refused' : 'failed';
    }
  };
  const put = (name, fill) => {
    const element = document.createElement(name);
    fill(element);
    document.body.append(element);
    return element;
  };
  const OWN = 'globalThis.isOwned = true';
  const broken = new Set();
  document.addEventListener('securitypolicyviolation', (event) => broken.add(event.effectiveDirective));
  attempt('script', () => void put('script', (script) => script.append(OWN)));
  attempt('text of a script', () => void put('script', (script) => (script.textContent = OWN)));
  attempt('address of a script', () => void put('script', (script) => (script.src = '/background.js')));
  attempt('handler', () => put('button', (button) => button.setAttribute('onclick', OWN)).click());
  attempt('markup', () => void put('div', (div) => (div.innerHTML = '<img src=x onerror="' + OWN + '">')));
  attempt('policy', () => void trustedTypes.createPolicy('evil', { createHTML: (text) => text }));
  attempt('base', () => {
    put('base', (base) => (base.href = 'https://evil.example/'));
    return new URL('x', document.baseURI).origin === location.origin ? 'ours' : document.baseURI;
  });
  attempt('frame', () => void put('iframe', (frame) => (frame.src = 'https://evil.example/')));
  attempt('form', () => put('form', (form) => (form.action = 'https://evil.example/')).submit());
  // Browsers tell of a form last, and not at once.
  for (let look = 0; look < 100 && !broken.has('form-action'); look += 1) {
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return { tried, broken: [...broken].sort(), isOwned: globalThis.isOwned === true, path: location.pathname };
})()`;
