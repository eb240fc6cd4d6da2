/**
 * The parts that every page shares. A page reads settings, status and calls in parallel. It shows nothing
 * until it knows the language.
 */
import { type ComponentChildren, type Context, createContext, type FunctionComponent, render } from 'preact';
import { useContext, useLayoutEffect, useMemo, useState } from 'preact/hooks';
import type { ConnectionStatus } from '../../domain/account/connection-status.ts';
import type { MessageKey } from '../../domain/common/messages.ts';
import { lockedOf, type Policy, readPolicy, resolveSettings } from '../../domain/settings/managed-policy.ts';
import type { Settings } from '../../domain/settings/settings.ts';
import { parse } from '../../platform/storage/stored-state.ts';
import { browserDefaults } from '../../platform/browser.ts';
import { loadTranslator, type Translator } from '../../platform/i18n.ts';
import { callStateItem, policyItem, settingsItem, statusItem } from '../../platform/storage/items.ts';
import { logFailure } from './send-command.ts';
import { readUntilDone } from './read-with-retry.ts';
import { withPendingChanges } from './save-settings.ts';
import { useOneFrameLater, usePending, useStoredItem } from './use-stored-item.ts';
import { type CallState, initialState } from '../../domain/calls/state.ts';
import type { LanguageSetting } from '../../domain/settings/choices.ts';
import { connectPort, type PageKind } from '../../platform/messaging/page-presence.ts';

/** The values that seldom change. */
export interface PageContext {
  readonly translator: Translator;
  readonly settings: Settings;
  /**
   * The administrator's policy. It sets nothing until the worker has stored it. On a first run without a
   * policy that takes 5 s, because browsers deliver one late (policy-sync.ts). What the agent chooses until
   * then is stored as the agent's choice, even if the policy then locks the setting.
   */
  readonly policy: Policy;
}

// Each value has a separate context. A change of one value does not redraw the readers of the others, and
// does not delay a caller's number.
const FrameContext = createContext<PageContext | null>(null);
const StatusContext = createContext<ConnectionStatus | null>(null);
const CallStateContext = createContext<CallState | null>(null);
const DeferredStateContext = createContext<CallState | null>(null);

/** Returns settings and texts. A page is not drawn before it has both. */
export const usePage = (): PageContext => useRead(FrameContext);

/** Returns the status of the connection. */
export const useStatus = (): ConnectionStatus => useRead(StatusContext);

/** Returns the state: calls, lines and queues. */
export const useCalls = (): CallState => useRead(CallStateContext);

/**
 * Returns the state one frame later, when its calls are already drawn. Use it for parts that may be drawn
 * after a caller's number.
 */
export const useDeferredCalls = (): CallState => useRead(DeferredStateContext);

/** Throws if no page surrounds the component. */
function useRead<T>(context: Context<T | null>): T {
  const read = useContext(context);
  if (read === null) throw new Error('Used outside of a page');
  return read;
}

/** Returns the function that translates texts into the agent's language. */
export const useT = (): Translator['t'] => usePage().translator.t;

/**
 * Draws a page into its HTML file. Opens a port to the worker that says what kind of page it is. Throws if
 * the file has no `#app` element.
 */
export function mount(View: FunctionComponent, title: MessageKey, kind: PageKind = 'page'): void {
  const root = document.getElementById('app');
  if (root === null) throw new Error('The page has no place for its content');
  // Most agents use the language of the browser. Its texts load in parallel with the settings.
  logFailure('texts not loaded', loadTranslator('auto'));
  render(<Page View={View} title={title} />, root);
  connectPort(kind);
}

function Page({ View, title }: { View: FunctionComponent; title: MessageKey }) {
  const [hasFailed, setFailed] = useState(false);
  const failed = (): void => setFailed(true);
  const stored = useStoredItem(settingsItem, failed);
  const policyRead = useStoredItem(policyItem, failed);
  const stateText = useStoredItem(callStateItem, failed);
  const status = useStoredItem(statusItem, failed);
  const policy = useMemo(
    () => (policyRead === null ? null : readPolicy(policyRead.value).policy),
    [policyRead],
  );
  const pending = usePending();
  const held = useMemo(
    () =>
      stored === null || policy === null ? null : resolveSettings(policy, stored.value, browserDefaults),
    [stored, policy],
  );
  // A locked setting is never stored, so it is not shown as pending.
  const settings = useMemo(() => {
    if (held === null || policy === null) return null;
    return { ...withPendingChanges(held, pending), ...lockedOf(policy, held) };
  }, [held, pending, policy]);
  // If the settings cannot be read, the page says so in the browser's language.
  const translator = useTranslator(settings?.language ?? (hasFailed ? 'auto' : null), failed);
  useLayoutEffect(() => {
    if (translator === null) return;
    document.documentElement.lang = translator.language;
    document.documentElement.dir = translator.direction;
    document.title = translator.t(title);
  }, [translator, title]);
  const text = stateText?.value ?? null;
  // The engine rewrites its item even if only its pending effects have changed. The text of the state is then
  // equal, and the page does not redraw.
  const state = useMemo(() => (text === null ? initialState : parse(text)), [text]);
  const view = useMemo(() => <View />, [View]);
  const frame = useMemo(
    () =>
      settings === null || translator === null || policy === null ? null : { translator, settings, policy },
    [translator, settings, policy],
  );
  if (frame === null || status === null || stateText === null)
    return hasFailed && translator !== null ? <Unread translator={translator} /> : null;
  return (
    <FrameContext.Provider value={frame}>
      <StatusContext.Provider value={status.value}>
        <CallStateContext.Provider value={state}>
          <DeferredState state={state}>{view}</DeferredState>
        </CallStateContext.Provider>
      </StatusContext.Provider>
    </FrameContext.Provider>
  );
}

/**
 * Shown if the stored items of a page cannot be read yet. The page keeps trying, and a successful read
 * replaces this notice.
 */
function Unread({ translator: { t } }: { translator: Translator }) {
  return (
    <main class="unread">
      <div class="alert" role="alert">
        <p>{t('page.unread')}</p>
        <div class="bar wrap">
          <button type="button" class="button" onClick={() => location.reload()}>
            {t('save.again')}
          </button>
        </div>
      </div>
    </main>
  );
}

/** Passes a new state on after the first frame with that state is drawn. */
function DeferredState({ state, children }: { state: CallState; children: ComponentChildren }) {
  const shown = useOneFrameLater(state, state);
  return <DeferredStateContext.Provider value={shown}>{children}</DeferredStateContext.Provider>;
}

/** Returns null until the texts of the language are loaded. */
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
