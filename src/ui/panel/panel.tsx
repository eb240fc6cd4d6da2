/**
 * The toolbar panel and the side panel: the agent's own status, the live calls, the waiting queues and the
 * past calls, with today's numbers at the foot.
 */
import { useEffect, useRef, useState } from 'preact/hooks';
import { sendCommand } from '../app/send-command.ts';
import { PickNote } from '../options/account/line-picker.tsx';
import { LiveCards } from '../calls/live-cards.tsx';
import { OptionsLink } from '../components/page-link.tsx';
import { mount, useDeferredCalls, useStatus, useT } from '../app/page.tsx';
import { isSignedInElsewhere } from '../../domain/account/connection-status.ts';
import { PanelHead } from './panel-head.tsx';
import { PastCalls } from './past-calls.tsx';
import { Queues } from './queues.tsx';
import { PolicyHosts } from './policy-hosts.tsx';
import { ProblemNote } from '../components/status-line.tsx';
import { OnTopAdvice } from '../components/keep-on-top.tsx';
import { NotKeptNote } from '../components/storage-notes.tsx';
import type { CallId } from '../../domain/common/types.ts';

/** True for the side panel, false for the toolbar panel. */
const IS_SIDE_PANEL = location.pathname.endsWith('/desk.html');

function Panel() {
  const status = useStatus();
  const mustSignIn = status.word === 'refused' && !isSignedInElsewhere(status);
  return (
    <main class="panel">
      <PanelHead isSidePanel={IS_SIDE_PANEL} />
      <div class="stack panel-notes">
        <ProblemNote />
        <NotKeptNote />
        <PolicyHosts />
        <PickNote />
        {status.word !== 'off' && <OnTopAdvice />}
        {mustSignIn && <OptionsLink text="panel.goToSignIn" class="button primary" />}
      </div>
      {status.word === 'off' && <Welcome />}
      <LiveCards />
      <Queues />
      <SeenCalls />
    </main>
  );
}

/** What somebody sees who is not signed in. */
function Welcome() {
  const t = useT();
  return (
    <div class="blank">
      <svg width="220" height="104" viewBox="0 0 220 104" aria-hidden="true" class="sample-card">
        <rect x=".5" y=".5" width="219" height="103" rx="12" class="sample-sheet" />
        <path d="M.5 25V12.5A12 12 0 0 1 12.5.5h195a12 12 0 0 1 12 12V25Z" class="sample-band" />
        <rect x="14" y="38" width="26" height="26" rx="7" />
        <rect x="50" y="40" width="92" height="9" rx="4.5" class="sample-dark" />
        <rect x="50" y="55" width="62" height="7" rx="3.5" />
        <rect x="14" y="76" width="120" height="16" rx="6" class="sample-dark" />
        <rect x="142" y="76" width="44" height="16" rx="6" />
      </svg>
      <h2 class="lead">{t('panel.welcome')}</h2>
      <p class="soft">{t('panel.welcomeHint')}</p>
      <OptionsLink text="panel.goToSignIn" class="button primary" />
    </div>
  );
}

/**
 * The past calls of the signed-in user. Without a sign-in, it shows nothing. It is a separate component,
 * because no call changes the page around it.
 */
function SeenCalls() {
  const { who } = useDeferredCalls();
  const { missed, onRead } = useSeenMissed();
  return who === null ? null : <PastCalls key={who} missed={missed} onRead={onRead} />;
}

/**
 * Marks a missed call as seen when it is shown. Its mark stays while the page is open. A side panel that the
 * agent does not look at does not mark calls as seen.
 */
function useSeenMissed(): { readonly missed: ReadonlySet<CallId>; readonly onRead: () => void } {
  const state = useDeferredCalls();
  const missed = useRef(new Set<CallId>()).current;
  const [isRead, setRead] = useState(false);
  const isSeen = useIsSeen();
  state.missed.forEach((callId) => missed.add(callId));
  useEffect(() => {
    if (isRead && isSeen && state.missed.length > 0) sendCommand({ type: 'missed-read' });
  }, [isRead, isSeen, state.missed]);
  return { missed, onRead: () => setRead(true) };
}

/**
 * Returns whether the agent sees the page. The toolbar panel is always seen. The side panel is seen while the
 * window has the focus.
 */
function useIsSeen(): boolean {
  const look = (): boolean =>
    !IS_SIDE_PANEL || (document.visibilityState === 'visible' && document.hasFocus());
  const [isSeen, setSeen] = useState(look);
  useEffect(() => {
    const update = (): void => setSeen(look());
    addEventListener('focus', update);
    addEventListener('blur', update);
    document.addEventListener('visibilitychange', update);
    return () => {
      removeEventListener('focus', update);
      removeEventListener('blur', update);
      document.removeEventListener('visibilitychange', update);
    };
  }, []);
  return isSeen;
}

mount(Panel, 'app.name', IS_SIDE_PANEL ? 'side-panel' : 'page');
