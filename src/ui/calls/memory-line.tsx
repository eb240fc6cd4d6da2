/**
 * The line about earlier calls of the same number. Its place is there from the first frame on. The text
 * follows when the page has read the history, so that it never delays a caller's name.
 */
import type { ComponentChild } from 'preact';
import { useCallback } from 'preact/hooks';
import type { Call } from '../../domain/calls/call.ts';
import { memoryKey, memoryOf, type MemoryPart } from '../../domain/callers/memory.ts';
import { plural, type Text } from '../../domain/common/messages.ts';
import { keepsCalls } from '../../domain/history/bounds.ts';
import { sanitize } from '../../domain/common/sanitize.ts';
import type { Millis } from '../../domain/common/types.ts';
import type { Language } from '../../platform/i18n.ts';
import { earlierCalls } from '../../platform/storage/earlier-calls.ts';
import { dayOrTime, formatNumber } from '../app/format.ts';
import { usePage } from '../app/page.tsx';
import { useHistory } from '../app/use-history.ts';
import { useDay } from '../app/use-stored-item.ts';
import { ClockIcon } from '../components/card-icons.tsx';

/** `isDrawn` is false in the first frame, which reads nothing. */
export function MemoryLine({ call, isDrawn }: { call: Call; isDrawn: boolean }) {
  const { settings } = usePage();
  const key = keepsCalls(settings) ? memoryKey(call, settings.region) : null;
  if (key === null) return null;
  return <div class="card-memory">{isDrawn && <Memory key={key} call={call} of={key} />}</div>;
}

function Memory({ call, of }: { call: Call; of: string }) {
  const { settings, translator } = usePage();
  const { t, language } = translator;
  const { region } = settings;
  const midnight = useDay();
  const read = useCallback(
    (whose: string | null) => earlierCalls(whose, { key: of, region, midnight }),
    [of, region, midnight],
  );
  const { value } = useHistory(read);
  if (value === null) return null;
  const parts = memoryOf(call, value).map((part): ComponentChild => {
    const text = t(textOf(part, midnight, language));
    return part.kind === 'missed' ? <span class="bad">{text}</span> : text;
  });
  return (
    <>
      <ClockIcon />
      <p class="cut">{parts.flatMap((part, index) => (index === 0 ? [part] : [' · ', part]))}</p>
    </>
  );
}

function textOf(part: MemoryPart, now: Millis, language: Language): Text {
  const when = 'at' in part ? dayOrTime(part.at, now, language) : '';
  switch (part.kind) {
    case 'none':
      return { key: 'memory.none' };
    case 'today':
      return plural('memory.today', part.count, 'ordinal');
    case 'missed':
    case 'last':
      return { key: `memory.${part.kind}`, params: { when } };
    case 'answered': {
      if (part.lasted === null) return { key: 'memory.answeredAt', params: { when } };
      const minutes = formatNumber(Math.max(1, Math.round(part.lasted / 60_000)), language);
      return { key: 'memory.answered', params: { when, minutes } };
    }
    case 'elsewhere': {
      const name = sanitize(part.by);
      return name === ''
        ? { key: 'memory.elsewhere', params: { when } }
        : { key: 'memory.answeredBy', params: { name, when } };
    }
  }
}
