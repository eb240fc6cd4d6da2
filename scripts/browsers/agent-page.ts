import type { ElementHandle, Page } from 'puppeteer-core';
import { callInPage, handleInPage } from './in-page.ts';
import type { GuardedClick } from './screen-state.ts';
import { describe, describeSeen, type Seen, type Sought, toSought, type Where } from './locators.ts';
import { traced } from './trace.ts';
import { PATIENCE_MS, untilTrue } from './wait-for.ts';

export type { Where };

/**
 * A page as a person uses it: elements are found by role and accessible name. A string must equal the whole
 * name; a regular expression may match any part. Every action waits for the elements that it needs. After the
 * timeout it throws an error that lists what the page showed.
 */
export interface AgentPage {
  url(): Promise<string>;
  /**
   * Waits for an element and brings its page to the front. Also checks that the browser's own accessibility
   * tree has the element by that name.
   */
  find(role: string, name?: string | RegExp, where?: Where): Promise<ElementHandle>;
  /** Returns the elements that are there now, without waiting. */
  all(role: string, where?: Where): Promise<Seen[]>;
  /** Returns the visible text of the first match. */
  text(role: string, name?: string | RegExp, where?: Where): Promise<string>;
  /**
   * Clicks with the mouse. The pointer stays there, so the element remains hovered even when another tab
   * comes to the front.
   */
  click(role: string, name?: string | RegExp, where?: Where): Promise<void>;
  hover(role: string, name?: string | RegExp, where?: Where): Promise<void>;
  /** Brings the page to the front and moves the pointer into its corner, away from all elements. */
  pointerAway(): Promise<void>;
  /** Replaces the content of the field with this label, by keyboard. The field keeps the focus. */
  fill(label: string | RegExp, text: string, where?: Where): Promise<void>;
  value(label: string | RegExp, where?: Where): Promise<string>;
  /** Presses a key in the focused element, e.g. "Tab". */
  press(key: 'Tab' | 'Enter' | 'Escape' | 'Space' | 'ArrowDown' | 'ArrowUp'): Promise<void>;
  /** Ticks or unticks a checkbox. */
  check(label: string | RegExp, on: boolean, where?: Where): Promise<void>;
  /** Selects an option of a select or of a group of radio buttons. */
  choose(label: string | RegExp, option: string, where?: Where): Promise<void>;
  /** Opens a `<details>` unless it is open. */
  disclose(summary: string | RegExp): Promise<void>;
  waitForText(role: string, text: string | RegExp, where?: Where): Promise<void>;
  waitForCount(role: string, count: number, name?: string | RegExp, where?: Where): Promise<void>;
  waitForGone(role: string, name?: string | RegExp, where?: Where): Promise<void>;
  /** Returns everything in the document, typed text included. For tests that search for secrets. */
  dump(): Promise<string>;
  screenshot(file: `${string}.png`): Promise<void>;
  bringToFront(): Promise<void>;
  close(): Promise<void>;
  /** For actions that this interface does not offer. */
  readonly puppeteer: Page;
}

/** Wraps a page of either browser. */
export function createAgentPage(page: Page): AgentPage {
  async function wait(
    sought: Sought,
    count: number | 'some',
    where: Where,
  ): Promise<ElementHandle | undefined> {
    const timeoutMs = where.timeoutMs ?? PATIENCE_MS;
    const answer = await handleInPage(page, 'wait', sought, count, timeoutMs);
    const element = answer.asElement();
    // The handle holds an element, null, or the list of what was there instead. Only the list means failure.
    if (element !== null) return element as ElementHandle;
    const seen = (await answer.jsonValue()) as Seen[] | null;
    if (seen === null) return undefined;
    const wanted = count === 'some' ? describe(sought) : `${String(count)} × ${describe(sought)}`;
    throw new Error(
      `No ${wanted} on ${await url()} within ${String(timeoutMs / 1000)} s. There was: ${describeSeen(seen, sought)}`,
    );
  }

  async function find(sought: Sought, where: Where): Promise<ElementHandle> {
    const element = await wait(sought, 'some', where);
    if (element === undefined) throw new Error(`"some" ${describe(sought)} was found to be none`);
    return element;
  }

  async function findNamed(
    role: string | undefined,
    name: string | RegExp | undefined,
    where: Where,
  ): Promise<ElementHandle> {
    const sought = toSought(role, name, undefined, where);
    const element = await find(sought, where);
    const path = await inFront();
    return name === undefined ? element : checkOnce(element, role, sought, where, path);
  }

  // The check runs once per page and name, because checking each time doubles the duration of a click.
  async function checkOnce(
    element: ElementHandle,
    role: string | undefined,
    sought: Sought,
    where: Where,
    path: string,
  ): Promise<ElementHandle> {
    // Each card is named after its caller, in the same way. So one check covers all cards.
    const key = `${path} ${role === 'article' ? role : describe(sought)}`;
    if (CHECKED.has(key)) return element;
    const checked = await checkWithBrowser(element, role, sought, where);
    CHECKED.add(key);
    return checked;
  }

  // Waits, because Firefox updates its accessibility tree a moment after the DOM changes (1 s in a background
  // tab). The page may draw the element anew meanwhile, as when a card takes another form.
  async function checkWithBrowser(
    found: ElementHandle,
    role: string | undefined,
    sought: Sought,
    where: Where,
  ): Promise<ElementHandle> {
    let element = found;
    await untilTrue(
      `${describe(sought)} in the browser's accessibility tree, though the page has it`,
      async () => {
        if (!(await element.evaluate((each) => each.isConnected))) element = await find(sought, where);
        // Reads the name anew each time, because a card is renamed when a lookup finds the caller.
        const [seen] = (await callInPage(page, 'look', sought)) as Seen[];
        const selector = `aria/${seen?.name ?? ''}${role === undefined || role === 'disclosure' ? '' : `[role="${role}"]`}`;
        for (const known of await page.$$(selector))
          if (await page.evaluate((a, b) => a === b, known, element)) return true;
        return false;
      },
      async () => element.evaluate((each) => each.outerHTML.slice(0, 300)),
    );
    return element;
  }

  // Input goes to the page in front. A background tab gets no frames, so Chrome's accessibility tree and
  // clicks would wait forever. Returns the path of the page's address.
  async function inFront(): Promise<string> {
    const [path, isVisible] = (await page.evaluate(
      '[location.pathname, document.visibilityState === "visible"]',
    )) as [string, boolean];
    if (!isVisible) await page.bringToFront();
    return path;
  }

  async function url(): Promise<string> {
    return (await page.evaluate('location.href')) as string;
  }

  // The page may be redrawn between the last check and the press of the button. Then the pointer is over
  // another element. The guard keeps such a press from that element, and the click is tried again. A press
  // that reached the element is never repeated.
  async function click(
    role: string | undefined,
    name: string | RegExp | undefined,
    where: Where,
  ): Promise<void> {
    const deadline = performance.now() + (where.timeoutMs ?? PATIENCE_MS);
    for (;;) {
      const element = await findNamed(role, name, where);
      await untilStillAndEnabled(element);
      await callInPage(page, 'guardClick', toSought(role, name, undefined, where));
      await element.click().catch((reason: unknown) => {
        // After a redraw the handle refers to a removed element.
        if (!/detached|not clickable|not visible/i.test(String(reason))) throw reason;
      });
      // A page that went away has received its click.
      const outcome = (await callInPage(page, 'endGuard').catch(() => null)) as GuardedClick | null;
      if (outcome === null || outcome.arrived) return;
      // A user's click would be lost too, so this is a bug of the page.
      if (outcome.pressed)
        throw new Error(
          `${String(name)} moved away from under the pointer while its button was pressed; there is now: ${outcome.hit}`,
        );
      if (performance.now() > deadline)
        throw new Error(`The click on ${String(name)} did not arrive there; it hit: ${outcome.hit}`);
    }
  }

  // Waits until the element neither moves nor is disabled. Late content and scrolling move it, and a busy
  // browser draws that some frames later. A person waits for a disabled button, too. Scrolls the element to the
  // middle, because at an edge it may lie under a fixed bar.
  async function untilStillAndEnabled(element: ElementHandle): Promise<void> {
    await untilTrue(
      'standing still and enabled',
      () =>
        element.evaluate(async (each) => {
          each.scrollIntoView({ block: 'center', inline: 'center', behavior: 'instant' });
          const before = JSON.stringify(each.getBoundingClientRect());
          // Two frames. A minimised window has none.
          await Promise.race([
            new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))),
            new Promise((resolve) => setTimeout(resolve, 200)),
          ]);
          return before === JSON.stringify(each.getBoundingClientRect()) && !each.matches(':disabled');
        }),
      async () => element.evaluate((each) => each.outerHTML.slice(0, 300)),
    );
  }

  return traced(
    'page: ',
    {
      url,
      puppeteer: page,
      find: (role, name, where = {}) => findNamed(role, name, where),
      all: async (role, where = {}) =>
        (await callInPage(page, 'look', toSought(role, undefined, undefined, where))) as Seen[],
      async text(role, name, where = {}) {
        const sought = toSought(role, name, undefined, where);
        await find(sought, where);
        const [first] = (await callInPage(page, 'look', sought)) as Seen[];
        return first?.text ?? '';
      },
      click: (role, name, where = {}) => click(role, name, where),
      async hover(role, name, where = {}) {
        await (await findNamed(role, name, where)).hover();
      },
      async pointerAway() {
        await inFront();
        await page.mouse.move(0, 0);
      },
      async fill(label, text, where = {}) {
        const field = await findNamed(undefined, label, where);
        await field.focus();
        await field.evaluate((each) => {
          if (each instanceof HTMLInputElement || each instanceof HTMLTextAreaElement) each.select();
        });
        await page.keyboard.press('Delete');
        await page.keyboard.type(text);
      },
      async value(label, where = {}) {
        const field = await findNamed(undefined, label, where);
        return field.evaluate((each) => ('value' in each ? String(each.value) : ''));
      },
      // Firefox's driver knows the space bar only by the character that it types.
      press: (key) => page.keyboard.press(key === 'Space' ? ' ' : key),
      async check(label, on, where = {}) {
        const box = await findNamed('checkbox', label, where);
        const isOn = await box.evaluate((each) =>
          each instanceof HTMLInputElement ? each.checked : each.ariaChecked === 'true',
        );
        if (isOn !== on) await click('checkbox', label, where);
      },
      async choose(label, option, where = {}) {
        const field = await findNamed(undefined, label, where);
        const value = await field.evaluate((each, text) => {
          if (!(each instanceof HTMLSelectElement)) return undefined;
          return [...each.options].find((each) => each.label === text)?.value ?? null;
        }, option);
        if (value === null) throw new Error(`No option "${option}" in ${String(label)}`);
        if (value !== undefined) await field.select(value);
        else await click('radio', option, where);
      },
      async disclose(summary) {
        const element = await findNamed('disclosure', summary, {});
        const isOpen = await element.evaluate((each) => each.closest('details')?.open === true);
        if (!isOpen) await click('disclosure', summary, {});
      },
      async waitForText(role, text, where = {}) {
        await find(toSought(role, undefined, text, where), where);
      },
      async waitForCount(role, count, name, where = {}) {
        await wait(toSought(role, name, undefined, where), count, where);
      },
      async waitForGone(role, name, where = {}) {
        await wait(toSought(role, name, undefined, where), 0, where);
      },
      dump: async () => (await callInPage(page, 'dump')) as string,
      async screenshot(file) {
        await page.screenshot({ path: file });
      },
      bringToFront: () => page.bringToFront(),
      close: () => page.close(),
    },
    STEPS,
  );
}

/** Page and element of each check that succeeded. */
const CHECKED = new Set<string>();

/** The actions that appear in the trace: what a person does or looks for on a page. */
const STEPS = [
  'find',
  'text',
  'click',
  'hover',
  'pointerAway',
  'fill',
  'value',
  'press',
  'check',
  'choose',
  'disclose',
  'waitForText',
  'waitForCount',
  'waitForGone',
  'bringToFront',
  'close',
] as const satisfies readonly (keyof AgentPage)[];
