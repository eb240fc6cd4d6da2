/** The end of the first run: what is set up, what needs attention, and what else is worth a minute. */
import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { problemText, statusWord } from '../../domain/account/connection-status.ts';
import { summaryOf, type SummaryRow, type Surface } from '../../domain/account/first-run.ts';
import { sanitize } from '../../domain/common/sanitize.ts';
import { type MessageKey, msg, raw, type Text } from '../../domain/common/messages.ts';
import { crmNameOf } from '../../domain/crm/known-crms.ts';
import { isFirefox } from '../../platform/browser.ts';
import { canOpenSidePanel, openSidePanel } from '../../platform/side-panel.ts';
import { logFailure } from '../app/send-command.ts';
import { useCalls, usePage, useStatus } from '../app/page.tsx';
import { KeepOnTopButton, useMayKeepOnTop } from '../components/keep-on-top.tsx';
import { CheckIcon } from '../components/icons.tsx';
import { StepHead } from './step-head.tsx';
import { SURFACE_NAMES } from './test-step.tsx';
import type { Setup } from './use-setup.ts';

export function DoneStep({ setup }: { setup: Setup }) {
  const { settings, translator } = usePage();
  const { t } = translator;
  const status = useStatus();
  const line = useOwnLine();
  const rows = summaryOf({
    status,
    needsLine: setup.needsLine,
    settings,
    answers: setup.progress.answers,
  });
  const isReady = rows.every(({ about, isFine }) => isFine || about === 'crm');
  const ready = line === '' ? t('setup.done.hintPlain') : t({ key: 'setup.done.hint', params: { line } });
  const mend = t({ key: 'setup.done.attentionHint', params: { word: t('doctor.state.attention') } });
  return (
    <>
      <StepHead title={isReady ? 'setup.done.title' : 'setup.done.attention'} hint={isReady ? ready : mend} />
      <ul class="sheet lined">
        {rows.map((row) => (
          <Row key={row.about === 'surface' ? row.surface : row.about} row={row} who={setup.who} />
        ))}
      </ul>
      <section class="stack group" aria-labelledby="recommended">
        <h2 id="recommended">{t('setup.done.recommended')}</h2>
        <div class="sheet lined">
          <Pin />
          {useMayKeepOnTop() && (
            <Advice title={t('setup.done.onTop')} note={null}>
              <KeepOnTopButton />
            </Advice>
          )}
          {canOpenSidePanel() && <SidePanel />}
          <div class="set">
            <span>{t('setup.done.quiet')}</span>
            <a
              class="button small"
              href="#quiet"
              aria-label={`${t('setup.done.setUp')}: ${t('setup.done.quiet')}`}
            >
              {t('setup.done.setUp')}
            </a>
          </div>
        </div>
      </section>
      <div class="bar acts">
        <button type="button" class="button" onClick={() => setup.go('test-call')}>
          {t('setup.back')}
        </button>
        <span class="end" />
        <a class="button" href="#account">
          {t('setup.done.settings')}
        </a>
      </div>
    </>
  );
}

/** Returns the number of the user's line. '' if it is not known, or if there are several. */
function useOwnLine(): string {
  const [first, ...others] = Object.values(useCalls().lines);
  return first === undefined || others.length > 0 ? '' : sanitize(first.number);
}

/** One row of the summary. What is not set up by choice has a sign of its own. */
function Row({ row, who }: { row: SummaryRow; who: string }) {
  const { t } = usePage().translator;
  const isUnused = row.about === 'crm' && !row.isFine;
  const { title, hint } = useRowTexts(row, who);
  const state = row.isFine ? 'ok' : 'attention';
  return (
    <li class={`set ${isUnused ? 'tone-neutral' : TONES[state]}`}>
      <div class="bar">
        <span class="state">
          <CheckIcon state={isUnused ? 'unused' : state} />
        </span>
        <div>
          <b>{t(title)}</b>
          {hint !== null && <p class="hint">{t(hint)}</p>}
        </div>
      </div>
      <span class="state">{t(`doctor.state.${isUnused ? 'unused' : state}`)}</span>
    </li>
  );
}
const TONES = { ok: 'tone-fine', attention: 'tone-attention' } as const;

interface RowTexts {
  readonly title: Text | MessageKey;
  readonly hint: Text | MessageKey | null;
}

/** `who` is the name of the signed-in user, or ''. */
function useRowTexts(row: SummaryRow, who: string): RowTexts {
  const { settings, translator } = usePage();
  const status = useStatus();
  const name = (surface: Surface): string => translator.t(SURFACE_NAMES[surface]);
  switch (row.about) {
    case 'account': {
      const problem = status.word === 'waiting' || status.word === 'refused' ? status.problem : null;
      const known = who === '' ? null : raw(who);
      return { title: `status.${statusWord(status)}`, hint: problem === null ? known : problemText(problem) };
    }
    case 'line':
      return { title: 'setup.done.noLine', hint: 'lines.pick' };
    case 'crm': {
      if (!row.isFine) return { title: 'setup.done.noCrm', hint: 'setup.done.noCrmHint' };
      const crm = crmNameOf(settings.crmLink);
      return { title: crm === null ? 'setup.done.crmOther' : msg('setup.done.crm', { crm }), hint: null };
    }
    case 'surface':
      return {
        title: msg(row.isFine ? 'setup.done.seen' : 'setup.done.unseen', { surface: name(row.surface) }),
        hint: row.instead === null ? null : msg('setup.done.instead', { surface: name(row.instead) }),
      };
    case 'no-surface':
      return { title: 'doctor.notification.allOff', hint: 'doctor.notification.allOff.do' };
  }
}

/** How to keep Ringside's icon in sight. No browser lets an extension do that itself. */
function Pin() {
  const { t } = usePage().translator;
  const [isShown, setShown] = useState(false);
  return (
    <Advice
      title={t('setup.done.pin')}
      note={isShown ? t(isFirefox ? 'setup.done.pinFirefox' : 'setup.done.pinChrome') : null}
    >
      <button type="button" class="button small" aria-expanded={isShown} onClick={() => setShown(!isShown)}>
        {t('setup.done.pinShow')}
      </button>
    </Advice>
  );
}

/** Opens the side panel. Says so if the browser did not open it. */
function SidePanel() {
  const { t } = usePage().translator;
  const [isUnavailable, setUnavailable] = useState(false);
  const open = async (): Promise<void> => setUnavailable(!(await openSidePanel()));
  return (
    <Advice title={t('setup.done.side')} note={isUnavailable ? t('panel.atSideUnavailable') : null}>
      <button type="button" class="button small" onClick={() => logFailure('side panel not opened', open())}>
        {t('setup.done.open')}
      </button>
    </Advice>
  );
}

function Advice({
  title,
  note,
  children,
}: {
  title: string;
  note: string | null;
  children: ComponentChildren;
}) {
  return (
    <div class="set">
      <span>{title}</span>
      {children}
      {note !== null && (
        <p class="wide hint" role="status">
          {note}
        </p>
      )}
    </div>
  );
}
