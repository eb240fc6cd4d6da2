/** What every page shares: it reads settings, status and calls side by side, and shows nothing in a wrong language. */
import { type ComponentChildren, type Context, createContext, type FunctionComponent, render } from 'preact';
import { useContext, useEffect, useLayoutEffect, useMemo, useState } from 'preact/hooks';
import type { ConnectionStatus } from '../../domain/account/connection-status.ts';
import type { MessageKey } from '../../domain/common/messages.ts';
import { lockedOf, type Policy, readPolicy, settingsUnder } from '../../domain/settings/managed-policy.ts';
import type { Settings } from '../../domain/settings/settings.ts';
import { bookOf } from '../../platform/storage/stored-state.ts';
import { browserDefaults } from '../../platform/browser.ts';
import { loadTranslator, type Translator } from '../../platform/i18n.ts';
import { bookItem, policyItem, settingsItem, statusItem } from '../../platform/storage/items.ts';
import { letGo } from './send-command.ts';
import { readUntilDone } from './read-with-retry.ts';
import { withPending } from './save-settings.ts';
import { useItem, usePending } from './use-stored-item.ts';
import { type Book, emptyBook } from '../../domain/calls/state.ts';
import type { LanguageSetting } from '../../domain/settings/choices.ts';
import { holdLine, type PageKind } from '../../platform/messaging/page-presence.ts';

/** What seldom changes. */
export interface Frame {
  readonly translator: Translator;
  readonly settings: Settings;
  /** The administrator's; null before it was ever told: on a first run a moment. */
  readonly policy: Policy | null;
}

// Each apart: what shows one of them is not drawn anew with another, and a caller's number not kept waiting for it.
const FrameContext = createContext<Frame | null>(null);
const StatusContext = createContext<ConnectionStatus | null>(null);
const BookContext = createContext<Book | null>(null);
const ShownBookContext = createContext<Book | null>(null);

/** Settings and texts: there is no page before they are there. */
export const useFrame = (): Frame => useRead(FrameContext);

/** How the connection stands. */
export const useStatus = (): ConnectionStatus => useRead(StatusContext);

/** The calls, lines and queues. */
export const useBook = (): Book => useRead(BookContext);

/** The book once its calls are before the agent: for what need not be drawn in the same frame as a caller's number. */
export const useShownBook = (): Book => useRead(ShownBookContext);

function useRead<T>(context: Context<T | null>): T {
  const read = useContext(context);
  if (read === null) throw new Error('Used outside of a page');
  return read;
}

/** How texts are said in the agent's language. */
export const useT = (): Translator['t'] => useFrame().translator.t;

/** Draws a page into its html file and holds a line to the worker, which says what kind of page it is. */
export function mount(View: FunctionComponent, title: MessageKey, kind: PageKind = 'page'): void {
  const root = document.getElementById('app');
  if (root === null) throw new Error('The page has no place for its content');
  // Most have the browser's language: its texts are read beside the settings, not after them.
  letGo('texts not loaded', loadTranslator('auto'));
  render(<Page View={View} title={title} />, root);
  holdLine(kind);
}

function Page({ View, title }: { View: FunctionComponent; title: MessageKey }) {
  const [hasFailed, setFailed] = useState(false);
  const failed = (): void => setFailed(true);
  const stored = useItem(settingsItem, failed);
  const policyRead = useItem(policyItem, failed);
  const bookText = useItem(bookItem, failed);
  const status = useItem(statusItem, failed);
  const policy = useMemo(
    () => (policyRead === null ? null : readPolicy(policyRead.value).policy),
    [policyRead],
  );
  const pending = usePending();
  const held = useMemo(
    () => (stored === null || policy === null ? null : settingsUnder(policy, stored.value, browserDefaults)),
    [stored, policy],
  );
  // What is locked is never stored, so it is not shown as pending either.
  const settings = useMemo(() => {
    if (held === null || policy === null) return null;
    return { ...withPending(held, pending), ...lockedOf(policy, held) };
  }, [held, pending, policy]);
  // Where the settings cannot be read, the page says so in the browser's language.
  const translator = useTranslator(settings?.language ?? (hasFailed ? 'auto' : null), failed);
  useLayoutEffect(() => {
    if (translator === null) return;
    document.documentElement.lang = translator.language;
    document.documentElement.dir = translator.direction;
    document.title = translator.t(title);
  }, [translator, title]);
  const text = bookText?.value ?? null;
  // The engine's item is written anew when only what it owes has changed: a book that is told again is not drawn again.
  const book = useMemo(() => (text === null ? emptyBook : bookOf(text)), [text]);
  const view = useMemo(() => <View />, [View]);
  const known = policyRead?.value === undefined ? null : policy;
  const frame = useMemo(
    () => (settings === null || translator === null ? null : { translator, settings, policy: known }),
    [translator, settings, known],
  );
  if (frame === null || status === null || bookText === null)
    return hasFailed && translator !== null ? <Unread translator={translator} /> : null;
  return (
    <FrameContext.Provider value={frame}>
      <StatusContext.Provider value={status.value}>
        <BookContext.Provider value={book}>
          <ShownBook book={book}>{view}</ShownBook>
        </BookContext.Provider>
      </StatusContext.Provider>
    </FrameContext.Provider>
  );
}

/** A page whose stored items cannot be read yet. It goes on trying; the reads that succeed replace this. */
function Unread({ translator: { t } }: { translator: Translator }) {
  return (
    <main class="unread">
      <div class="problem" role="alert">
        <p>{t('page.unread')}</p>
        <div class="form-actions">
          <button type="button" class="button" onClick={() => location.reload()}>
            {t('save.again')}
          </button>
        </div>
      </div>
    </main>
  );
}

/** Passes a book on when the frame that it changed first is drawn. */
function ShownBook({ book, children }: { book: Book; children: ComponentChildren }) {
  const [shown, setShown] = useState(book);
  useEffect(() => setShown(book), [book]);
  return <ShownBookContext.Provider value={shown}>{children}</ShownBookContext.Provider>;
}

function useTranslator(language: LanguageSetting | null, failed: () => void): Translator | null {
  const [translator, setTranslator] = useState<Translator | null>(null);
  useLayoutEffect(
    () =>
      language === null
        ? undefined
        : readUntilDone('texts not loaded', () => loadTranslator(language), setTranslator, failed),
    [language],
  );
  return translator;
}
