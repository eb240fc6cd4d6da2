/** What became of a file: why it was refused, or what was imported and which rows were not. */
import type { ImportReport } from '../../../domain/callers/contacts/collect.ts';
import type { RowFault } from '../../../domain/callers/contacts/contact.ts';
import { plural } from '../../../domain/common/messages.ts';
import { usePage } from '../../app/page.tsx';
import { formatNumber } from '../../app/format.ts';
import type { ImportStep } from './use-contact-import.ts';

/** The outcome of the last import. */
export function ImportOutcome({ step }: { step: ImportStep & { kind: 'done' | 'failed' } }) {
  const { t } = usePage().translator;
  return (
    <div>
      {step.kind === 'failed' && <p class="error">{t(`contacts.refused.${step.fault}`)}</p>}
      {step.kind === 'done' && <p>{t(plural('contacts.done', step.report.contacts))}</p>}
      {step.report !== null && <Faults report={step.report} />}
    </div>
  );
}

function Faults({ report: { faults, examples } }: { report: ImportReport }) {
  const { t, language } = usePage().translator;
  const kinds = Object.entries(faults) as [RowFault, number][];
  if (kinds.length === 0) return null;
  return (
    <>
      <ul>
        {kinds.map(([fault, count]) => (
          <li key={fault}>
            {t(`contacts.fault.${fault}`)} ({formatNumber(count, language)})
          </li>
        ))}
      </ul>
      <details>
        <summary>{t('contacts.rows')}</summary>
        <ul class="lines">
          {examples.map(({ row, fault }) => (
            <li key={`${String(row)} ${fault}`}>
              {t({ key: 'contacts.row', params: { row: formatNumber(row, language) } })}{' '}
              {t(`contacts.fault.${fault}`)}
            </li>
          ))}
        </ul>
      </details>
    </>
  );
}
