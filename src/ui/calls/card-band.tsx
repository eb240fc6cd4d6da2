/** The band of a card: how the call stands, in a word, an icon and a colour, and since when. */
import type { CallSummary } from '../../domain/calls/call-summary.ts';
import { type Call, isOpen } from '../../domain/calls/call.ts';
import { phaseText } from '../../domain/calls/labels.ts';
import { formatDuration } from '../app/format.ts';
import { usePage } from '../app/page.tsx';
import { useNow } from '../app/use-stored-item.ts';
import { CallIcon } from '../components/icons.tsx';
import { Name, Phrase } from '../components/phrase.tsx';
import { clockOf } from './call-view.ts';
import { ruleName } from './rule-name.ts';

/** `isDrawn` is false in the first frame, which leaves out the figure of the icon. */
export function CardBand({ call, summary, isDrawn }: { call: Call; summary: CallSummary; isDrawn: boolean }) {
  const { t } = usePage().translator;
  return (
    <header class="bar wrap band">
      {isDrawn ? <CallIcon phase={call.phase} outcome={call.outcome} /> : <span class="icon" />}
      <span>{t(phaseText(call))}</span>
      <Chips call={call} summary={summary} />
      <CallClock call={call} />
    </header>
  );
}

function Chips({ call, summary }: { call: Call; summary: CallSummary }) {
  const { settings, translator } = usePage();
  const { t } = translator;
  const colour = call.ruleResult?.colour ?? null;
  const ruleAt = settings.rules.findIndex(({ id }) => id === call.ruleResult?.ruleId);
  const rule = settings.rules[ruleAt];
  return (
    <>
      {summary.queue !== '' && <NameChip name={summary.queue} />}
      {(summary.menu ?? '') !== '' && <NameChip name={summary.menu ?? ''} />}
      {call.isTest && <span class="chip">{t('card.test')}</span>}
      {call.caller.kind === 'internal' && <span class="chip">{t('caller.internal')}</span>}
      {rule !== undefined && (colour !== null || rule.name !== '') && (
        <NameChip
          name={ruleName(rule, ruleAt, t)}
          {...(colour === null ? {} : { look: `colour-${colour}` })}
        />
      )}
      {call.rings > 1 && (
        <span class="chip">{t({ key: 'card.attempt', params: { count: call.rings } })}</span>
      )}
      {call.late && (
        <span class="chip" title={t('card.lateWhy')}>
          {t('card.late')}
        </span>
      )}
    </>
  );
}

/** A name from outside. A long one is cut, and its tooltip has all of it. */
const NameChip = ({ name, look = '' }: { name: string; look?: string }) => (
  <span class={`chip ${look}`}>
    <Name>{name}</Name>
  </span>
);

/** The time of a call, with the text around it. It runs while the call may still change. */
export function CallClock({ call }: { call: Call }) {
  const { language } = usePage().translator;
  const clock = clockOf(call, useNow(isOpen(call)));
  if (clock === null) return null;
  const time = formatDuration(clock.time, language);
  return (
    <span class="clock end">
      {clock.text === null ? (
        time
      ) : (
        <Phrase text={clock.text} param="time">
          {time}
        </Phrase>
      )}
    </span>
  );
}
