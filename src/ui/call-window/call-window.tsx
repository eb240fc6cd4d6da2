/**
 * The call window: a card for each call and a small status line. It takes no focus and makes no decisions.
 */
import { useEffect, useRef } from 'preact/hooks';
import { LiveCards } from '../calls/live-cards.tsx';
import { fitWindow } from './fit-window.ts';
import { mount, useCalls, useT } from '../app/page.tsx';
import { ProblemNote, StatusLine } from '../components/status-line.tsx';
import { windowCards } from '../../domain/calls/selectors.ts';

function CallWindow() {
  const t = useT();
  const body = useRef<HTMLDivElement>(null);
  const foot = useRef<HTMLElement>(null);
  useEffect(() => {
    if (body.current !== null && foot.current !== null) fitWindow([body.current, foot.current]);
  }, []);
  return (
    <main class="call-window">
      <h1 class="unseen">{t('calls.title')}</h1>
      <div ref={body}>
        <LiveCards of={windowCards} />
        <NoCalls />
      </div>
      <footer ref={foot} class="call-window-foot">
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

mount(CallWindow, 'calls.title', 'call-window');
