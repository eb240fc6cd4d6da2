/** The choice among several records of the CRM that have the caller's number. */
import type { Call } from '../../domain/calls/call.ts';
import { raw } from '../../domain/common/messages.ts';
import type { CrmRecord } from '../../domain/calls/lookup-result.ts';
import { usePage } from '../app/page.tsx';
import { sendCommand } from '../app/send-command.ts';

/** A list in the row of buttons, so the card keeps its height. Nothing for a call without a choice. */
export function MatchChoice({ call: { callId, lookup } }: { call: Call }) {
  const { t } = usePage().translator;
  if (lookup?.kind !== 'found' || lookup.matches === undefined) return null;
  return (
    <select
      class="input"
      aria-label={t('match.choose')}
      title={t('match.choose')}
      value={lookup.chosen ?? ''}
      onChange={(event) => sendCommand({ type: 'choose-record', callId, record: event.currentTarget.value })}
    >
      <option value="" disabled>
        {t('match.choose')}
      </option>
      {lookup.matches.map((record) => (
        <option key={record.key} value={record.key}>
          {t(raw(labelOf(record)))}
        </option>
      ))}
    </select>
  );
}

const labelOf = ({ name, company, tag, key }: CrmRecord): string =>
  [name, company, tag].filter((text) => text !== '').join(' · ') || key;
