/**
 * What stays on top: as many cards as fit the window, ringing calls first, and a line with the callers of
 * the others; or how the agent stands while there is no call. A ring cannot make the window larger.
 */
import { useEffect, useState } from 'preact/hooks';
import { statusWord } from '../../domain/account/connection-status.ts';
import { fitCards } from '../../domain/alerts/fit-cards.ts';
import { summarize } from '../../domain/callers/summarize.ts';
import { mostRelevant, windowCards } from '../../domain/calls/selectors.ts';
import { useCalls, usePage, useStatus } from '../app/page.tsx';
import { CallerName } from '../calls/call-card.tsx';
import { Announcements, SteadyCard } from '../calls/live-cards.tsx';
import { Standing } from '../panel/panel-head.tsx';
import { Dues } from './dues.tsx';

export function CardOnTop() {
  const { t } = usePage().translator;
  return (
    <main class="on-top">
      <h1 class="unseen">{t('calls.title')}</h1>
      <Fitted />
      <Announcements of={windowCards} />
    </main>
  );
}

/** The line below the cards names at most this many callers. It has room for fewer. */
const MOST_NAMED = 5;

function Fitted() {
  const { settings, translator } = usePage();
  const state = useCalls();
  const height = useHeight();
  const every = windowCards(state);
  const relevant = mostRelevant(every, settings.mostCards);
  const { forms, hasStrip } = fitCards(relevant.length, height);
  const shown = relevant.slice(0, forms.length);
  const others = every.filter((call) => !shown.includes(call));
  return (
    <>
      {forms.length > 0 && (
        <section class="cards">
          {shown.map((call, index) => (
            <SteadyCard
              key={call.callId}
              call={call}
              summary={summarize(state, call, settings.region)}
              form={forms[index] ?? 'slim'}
              isOnTop
            />
          ))}
        </section>
      )}
      {others.length > 0 && (
        <p class="hint more-cards cut">
          {translator.t({ counted: 'calls.more', count: others.length, type: 'cardinal' })}
          {mostRelevant(others, MOST_NAMED).map((call) => (
            <span key={call.callId}>
              {' · '}
              <CallerName summary={summarize(state, call, settings.region)} />
            </span>
          ))}
        </p>
      )}
      {hasStrip && <Strip isAlone={forms.length === 0} />}
    </>
  );
}

/** The agent's status. `isAlone`: there is room for what is due, too. */
function Strip({ isAlone }: { isAlone: boolean }) {
  const word = statusWord(useStatus());
  return (
    <section class={isAlone ? 'stack strip alone' : 'strip'}>
      <div class="bar">
        <Standing word={word} hasCall={isAlone} />
      </div>
      {isAlone && <Dues />}
    </section>
  );
}

/** The browser's usual font size, in CSS pixels. */
const USUAL_FONT_SIZE = 16;

/** Returns the height of the window in CSS pixels, as if the font size were the usual one. */
function useHeight(): number {
  const [height, setHeight] = useState(heightNow);
  useEffect(() => {
    const resized = (): void => setHeight(heightNow());
    addEventListener('resize', resized);
    return () => removeEventListener('resize', resized);
  }, []);
  return height;
}

const heightNow = (): number =>
  (innerHeight / Number.parseFloat(getComputedStyle(document.documentElement).fontSize)) * USUAL_FONT_SIZE;
