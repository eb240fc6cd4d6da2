/**
 * A script that runs in the extension's open pages. It records which cards and history rows they show, with
 * times.
 */
import * as v from 'valibot';
import words from '../../src/locales/en.json' with { type: 'json' };

/** A card with one of these texts is live. */
const LIVE = [words['phase.ringing'], words['phase.talking'], words['phase.held']];

/** Returns the caller's name, which identifies its cards and rows. */
export const callerName = (scene: number, call: number): string =>
  `Caller ${String(scene).padStart(4, '0')}${String(call).padStart(2, '0')}`;
const CALLER = 'Caller \\d{6}';
export const CALLER_PATTERN = new RegExp(CALLER);

/** What a page showed from one moment on. */
export interface PageState {
  /** Epoch ms. */
  readonly at: number;
  readonly cards: readonly {
    readonly name: string;
    readonly live: boolean;
    readonly late: boolean;
    readonly text: string;
  }[];
  /** The caller's name in each history row; '' for rows of other callers. */
  readonly rows: readonly string[];
}

const logSchema = v.object({
  now: v.number(),
  log: v.array(
    v.object({
      at: v.number(),
      cards: v.array(v.object({ name: v.string(), live: v.boolean(), late: v.boolean(), text: v.string() })),
      rows: v.array(v.string()),
    }),
  ),
});

/** Starts the recorder in a page. Does nothing where it runs already. */
export const RECORD = `(() => {
  if (globalThis.faultLog) return;
  const log = globalThis.faultLog = [];
  const nameIn = (text) => /${CALLER}/.exec(text ?? '')?.[0] ?? '';
  let last = '';
  const look = () => {
    const cards = [...document.querySelectorAll('article')].map((card) => {
      const text = card.innerText ?? '';
      return { name: nameIn(card.getAttribute('aria-label')), live: ${JSON.stringify(LIVE)}.some((word) => text.includes(word)), late: text.includes(${JSON.stringify(words['card.late'])}), text: text.split('\\n')[0] };
    });
    const rows = [...document.querySelectorAll('[aria-label=${JSON.stringify(words['recent.title'])}] > li')].map((row) => nameIn(row.textContent));
    const state = JSON.stringify([cards.map(({ text, ...rest }) => rest), rows]);
    if (state === last) return;
    last = state;
    log.push({ at: Date.now(), cards, rows });
  };
  new MutationObserver(look).observe(document, { subtree: true, childList: true, characterData: true, attributes: true });
  look();
})()`;

/**
 * Returns the records since the last call, and the page's own time. Starts the recorder if the page has
 * loaded a new document.
 */
export const TAKE = `(${RECORD}, { now: Date.now(), log: globalThis.faultLog.splice(0) })`;

/** Parses the result of TAKE. */
export const readTaken = (answer: unknown): { now: number; log: PageState[] } => v.parse(logSchema, answer);
