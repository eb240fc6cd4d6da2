/** The cards of all calls, live calls first, and the announcements for screen readers. */
import { useMemo } from 'preact/hooks';
import type { CallSummary } from '../../domain/calls/call-summary.ts';
import { summarize } from '../../domain/callers/summarize.ts';
import type { Call } from '../../domain/calls/call.ts';
import { CallCard } from './call-card.tsx';
import { callLabel, cardForms, type CardForm } from './call-view.ts';
import { useCalls, usePage, useDeferredCalls } from '../app/page.tsx';
import { useOneFrameLater } from '../app/use-stored-item.ts';
import type { CallState } from '../../domain/calls/state.ts';
import { cards, mostRelevant } from '../../domain/calls/selectors.ts';
import { phaseText } from '../../domain/calls/labels.ts';

/**
 * `of` selects the calls of the state that the page shows. The default is every card. The settings limit the
 * number of cards. Live calls come first.
 */
export function LiveCards({ of = cards }: { of?: (state: CallState) => readonly Call[] }) {
  const { settings, translator } = usePage();
  const state = useCalls();
  const every = of(state);
  const shown = mostRelevant(every, settings.mostCards);
  const others = every.length - shown.length;
  const forms = cardForms(shown);
  return (
    <>
      {shown.length > 0 && (
        <section class="stack cards">
          {shown.map((call) => (
            <SteadyCard
              key={call.callId}
              call={call}
              summary={summarize(state, call, settings.region)}
              form={forms.get(call.callId) ?? 'full'}
            />
          ))}
        </section>
      )}
      {others > 0 && (
        <p class="hint more-cards">
          {translator.t({ counted: 'calls.more', count: others, type: 'cardinal' })}
        </p>
      )}
      <Announcements of={of} />
    </>
  );
}

/** Redraws a card only if its call has changed. The state object changes with each event of any call. */
export function SteadyCard(card: {
  call: Call;
  summary: CallSummary;
  form: CardForm;
  /** See `CallCard`. */
  isOnTop?: boolean;
}) {
  // A call that joins the others makes their cards smaller. Its number comes first.
  const form = useOneFrameLater(card.form, card.form);
  const looks = JSON.stringify({ ...card, form });
  return useMemo(() => <CallCard {...card} form={form} />, [looks]);
}

/** Announces the caller and each new phase of a call once, as soon as it is shown. */
export function Announcements({ of }: { of: (state: CallState) => readonly Call[] }) {
  const { settings, translator } = usePage();
  const state = useDeferredCalls();
  return useMemo(
    () => (
      <div role="log" class="unseen">
        {mostRelevant(of(state), settings.mostCards).map((call) => (
          <p key={`${call.callId} ${call.phase} ${String(call.alerts)}`}>
            {translator.t(phaseText(call))}{' '}
            {callLabel(summarize(state, call, settings.region), settings, translator.t)}
          </p>
        ))}
      </div>
    ),
    [of, state, settings, translator],
  );
}
