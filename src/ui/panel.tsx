/** The toolbar's panel: how it stands, the live calls, the last calls. */
import { useEffect, useRef } from 'preact/hooks';
import type { CallId } from '../domain/call.ts';
import { historyItem } from '../platform/storage.ts';
import { ask } from './ask.ts';
import { OptionsLink } from './crm-action.tsx';
import { Mark } from './icons.tsx';
import { PickNote } from './line-picker.tsx';
import { LiveCards } from './live-cards.tsx';
import { mount, useShared } from './page.tsx';
import { RecentCalls } from './recent-calls.tsx';
import { ProblemNote, StatusLine } from './status-line.tsx';
import { useItem } from './use-item.ts';

function Panel() {
  const { book, status, translator } = useShared();
  const history = useItem(historyItem);
  const isRead = history !== null;
  // Being shown makes a missed call seen; its mark stays while the panel is open.
  const missed = useRef(new Set<CallId>()).current;
  book.missed.forEach((callId) => missed.add(callId));
  useEffect(() => {
    if (isRead && book.missed.length > 0) ask({ type: 'missed-seen' });
  }, [isRead, book.missed]);
  const mustSignIn = status.word === 'off' || status.word === 'refused';
  return (
    <main class="panel">
      <header class="panel-head">
        <Mark />
        <h1 class="unseen">{translator.t('app.name')}</h1>
        <StatusLine />
        <OptionsLink text="panel.settings" />
      </header>
      <ProblemNote />
      <PickNote />
      {mustSignIn && (
        <div class="panel-sign-in">
          {status.word === 'off' && <p>{translator.t('panel.signedOut')}</p>}
          <OptionsLink text="panel.goToSignIn" class="button primary" />
        </div>
      )}
      <LiveCards />
      {history !== null && <RecentCalls history={history.value} missed={missed} />}
    </main>
  );
}

mount(Panel, 'app.name');
