/**
 * The call window: a card for each call and a small status line. It takes no focus and makes no decisions.
 */
import { LiveCards } from '../calls/live-cards.tsx';
import { rememberBounds } from './remember-bounds.ts';
import { mount, useCalls, useT } from '../app/page.tsx';
import { ProblemNote, StatusLine } from '../components/status-line.tsx';
import { windowCards } from '../../domain/calls/selectors.ts';

function CallWindow() {
  const t = useT();
  return (
    <main class="call-window">
      <h1 class="unseen">{t('calls.title')}</h1>
      <LiveCards of={windowCards} />
      <NoCalls />
      <footer class="call-window-foot">
        <StatusLine />
        <ProblemNote />
      </footer>
    </main>
  );
}

/** A separate component, because no call changes the window around it. */
function NoCalls() {
  const t = useT();
  return windowCards(useCalls()).length === 0 ? <p class="empty">{t('calls.none')}</p> : null;
}

rememberBounds();
mount(CallWindow, 'calls.title', 'call-window');
