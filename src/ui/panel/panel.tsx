/**
 * The toolbar panel and the side panel: the connection status, the live calls, the queues and the last calls.
 */
import { useEffect, useRef, useState } from 'preact/hooks';
import { AgentLine } from './agent-line.tsx';
import { sendCommand } from '../app/send-command.ts';
import { SidePanelButton } from './side-panel-button.tsx';
import { Mark } from '../components/icons.tsx';
import { PickNote } from '../options/account/line-picker.tsx';
import { LiveCards } from '../calls/live-cards.tsx';
import { OptionsLink } from '../components/page-link.tsx';
import { mount, useDeferredCalls, usePage, useStatus } from '../app/page.tsx';
import { isSignedInElsewhere } from '../../domain/account/connection-status.ts';
import { Queues } from './queues.tsx';
import { RecentCalls } from './recent-calls.tsx';
import { PolicyHosts } from './policy-hosts.tsx';
import { ProblemNote, StatusLine } from '../components/status-line.tsx';
import { NotKeptNote } from '../components/storage-notes.tsx';
import { Today } from './today.tsx';
import type { CallId } from '../../domain/common/types.ts';

/** True for the side panel, false for the toolbar panel. */
const IS_SIDE_PANEL = location.pathname.endsWith('/desk.html');

function Panel() {
  const { translator } = usePage();
  const status = useStatus();
  const mustSignIn = status.word === 'off' || (status.word === 'refused' && !isSignedInElsewhere(status));
  return (
    <main class="panel">
      <header class="panel-head">
        <Mark />
        <h1 class="unseen">{translator.t('app.name')}</h1>
        <StatusLine />
        {!IS_SIDE_PANEL && <SidePanelButton />}
        <OptionsLink text="panel.settings" />
      </header>
      <AgentLine />
      <ProblemNote />
      <NotKeptNote />
      <PolicyHosts />
      <PickNote />
      {mustSignIn && (
        <div class="panel-sign-in">
          {status.word === 'off' && <p>{translator.t('panel.signedOut')}</p>}
          <OptionsLink text="panel.goToSignIn" class="button primary" />
        </div>
      )}
      <LiveCards />
      <Queues />
      <PastCalls />
    </main>
  );
}

/**
 * The past calls of the signed-in user. Without a sign-in, it shows nothing. It is a separate component,
 * because no call changes the page around it.
 */
function PastCalls() {
  const { who } = useDeferredCalls();
  return who === null ? null : (
    <>
      <SeenCalls />
      <Today />
    </>
  );
}

function SeenCalls() {
  const { missed, onRead } = useSeenMissed();
  return <RecentCalls missed={missed} onRead={onRead} />;
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
