/** The diagnostics report, which the agent can read and copy. */
import { useEffect, useState } from 'preact/hooks';
import type { DiagnosticFacts, Finding } from '../../domain/diagnostics/facts.ts';
import { reportText } from '../../domain/diagnostics/report.ts';
import { loadTranslator, type Translator } from '../../platform/i18n.ts';
import { ownVersion } from '../../platform/diagnostics.ts';
import { logItem } from '../../platform/storage/items.ts';
import { logFailure } from '../app/send-command.ts';
import { usePage } from '../app/page.tsx';
import { useStoredItem } from '../app/use-stored-item.ts';

/** How long the page shows that the report was copied, in ms. */
const COPIED_MS = 4_000;

/** The report with its copy button. Renders nothing until the English texts and the log are loaded. */
export function Report({ facts, findings }: { facts: DiagnosticFacts; findings: readonly Finding[] }) {
  const { t } = usePage().translator;
  const english = useEnglish();
  const log = useStoredItem(logItem);
  const [isCopied, setCopied] = useState(false);
  useEffect(() => {
    if (!isCopied) return;
    const timer = setTimeout(() => setCopied(false), COPIED_MS);
    return () => clearTimeout(timer);
  }, [isCopied]);
  if (english === null || log === null) return null;
  const { now: at, system, status, settings } = facts;
  const report = (): string =>
    reportText(
      { at, version: ownVersion(), system, status, findings, settings, log: log.value },
      english.plain,
    );
  const copy = async (): Promise<void> => {
    await navigator.clipboard.writeText(report());
    setCopied(true);
  };
  return (
    <section class="sheet pad stack" aria-labelledby="report">
      <h2 id="report" class="lead">
        {t('doctor.report')}
      </h2>
      <p class="hint">{t('doctor.reportHint')}</p>
      <div class="bar wrap">
        <button type="button" class="button" onClick={() => logFailure('report not copied', copy())}>
          {t('doctor.copy')}
        </button>
        <span class="hint" aria-live="polite">
          {isCopied && t('card.copied')}
        </span>
      </div>
      <Reading title={t('doctor.read')} report={report} />
    </section>
  );
}

/**
 * The text of the report in a disclosure. It is long and changes every second, so it is written only while it
 * is open.
 */
function Reading({ title, report }: { title: string; report: () => string }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <details onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{title}</summary>
      {isOpen && (
        <pre class="report" dir="ltr" lang="en">
          {report()}
        </pre>
      )}
    </details>
  );
}

/**
 * Returns the English translator, or null until it is loaded. The report is in English, because the helper
 * may not read the agent's language.
 */
function useEnglish(): Translator | null {
  const [english, setEnglish] = useState<Translator | null>(null);
  useEffect(() => logFailure('texts not loaded', loadTranslator('en').then(setEnglish)), []);
  return english;
}
