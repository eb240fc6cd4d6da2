/** The call window: a card for each call and a small status. It takes no focus and decides nothing. */
import { windowCards } from '../domain/call-book.ts';
import { LiveCards } from './live-cards.tsx';
import { rememberPlace } from './window-place.ts';
import { mount, useBook, useFrame } from './page.tsx';
import { ProblemNote, StatusLine } from './status-line.tsx';

function CallWindow() {
  const { translator } = useFrame();
  const book = useBook();
  return (
    <main class="call-window">
      <h1 class="unseen">{translator.t('calls.title')}</h1>
      <LiveCards of={windowCards} />
      {windowCards(book).length === 0 && <p class="empty">{translator.t('calls.none')}</p>}
      <footer class="call-window-foot">
        <StatusLine />
        <ProblemNote />
      </footer>
    </main>
  );
}

rememberPlace();
mount(CallWindow, 'calls.title');
