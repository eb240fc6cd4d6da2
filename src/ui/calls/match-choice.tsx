/** The choice among several records of the CRM that have the caller's number. */
import type { Call } from '../../domain/calls/call.ts';
import { usePage } from '../app/page.tsx';
import { sendCommand } from '../app/send-command.ts';

/** A list in the row of buttons, so the card keeps its height. Nothing for a call without a choice. */
export function MatchChoice({ call: { callId, lookup } }: { call: Call }) {
  const { t } = usePage().translator;
  if (lookup?.kind !== 'found' || lookup.matches === undefined) return null;
  const name = t('match.choose');
  return (
    <select
      class="input"
      aria-label={name}
      title={name}
      value={lookup.chosen ?? ''}
      onChange={(event) => sendCommand({ type: 'choose-record', callId, record: event.currentTarget.value })}
    >
      <option value="" disabled>
        {name}
      </option>
      {lookup.matches.map((record) => (
        <option key={record.key} value={record.key}>
          {[record.name, record.company, record.tag].filter((text) => text !== '').join(' · ') || record.key}
        </option>
      ))}
    </select>
  );
}
