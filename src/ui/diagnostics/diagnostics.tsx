/**
 * The diagnostics page: what works, what does not, and what to do about it. It also has a report of all
 * findings, to send to the person who helps.
 */
import type { CheckName, CheckState, DiagnosticFacts, Finding } from '../../domain/diagnostics/facts.ts';
import { runChecks, troubles } from '../../domain/diagnostics/run-checks.ts';
import type { MessageKey } from '../../domain/common/messages.ts';
import { CheckAction } from './check-action.tsx';
import { CheckIcon, Mark } from '../components/icons.tsx';
import { OptionsLink } from '../components/page-link.tsx';
import { mount, usePage } from '../app/page.tsx';
import { Report } from './report.tsx';
import { StatusLine } from '../components/status-line.tsx';
import type { Translator } from '../../platform/i18n.ts';
import { type Diagnostics, useDiagnostics } from './use-diagnostics.ts';

/** The title of each check. */
const TITLES: Readonly<Record<CheckName, MessageKey>> = {
  'sign-in': 'doctor.check.sign-in',
  'login-server': 'account.server',
  'call-server': 'doctor.check.call-server',
  socket: 'doctor.check.socket',
  proof: 'doctor.check.proof',
  lines: 'lines.title',
  elsewhere: 'doctor.check.elsewhere',
  policy: 'doctor.check.policy',
  notification: 'alerts.notification',
  window: 'alerts.callWindow',
  sound: 'alerts.sound',
  'crm-link': 'crm.link',
  lookup: 'lookup.title',
  contacts: 'contacts.title',
  storage: 'doctor.check.storage',
};

/** The colour of each result. The icon and the word say the same. */
const TONES: Readonly<Record<CheckState, 'fine' | 'attention' | 'wrong' | 'neutral'>> = {
  ok: 'fine',
  attention: 'attention',
  wrong: 'wrong',
  unused: 'neutral',
  unknown: 'neutral',
  asking: 'neutral',
};

/** The sections of the page, with the checks of each. */
const GROUPS: readonly { readonly title: MessageKey; readonly checks: readonly CheckName[] }[] = [
  {
    title: 'doctor.group.connection',
    checks: [
      'sign-in',
      'login-server',
      'call-server',
      'socket',
      'proof',
      'lines',
      'elsewhere',
      'policy',
      'storage',
    ],
  },
  { title: 'alerts.title', checks: ['notification', 'window', 'sound'] },
  { title: 'crm.title', checks: ['crm-link', 'lookup', 'contacts'] },
];

function Doctor() {
  const { t } = usePage().translator;
  const doctor = useDiagnostics();
  return (
    <main class="stack page">
      <header class="bar page-head">
        <Mark />
        <h1>{t('doctor.title')}</h1>
        <StatusLine />
        <span class="end" />
        <OptionsLink text="panel.settings" />
      </header>
      {/* Without any facts, the list would first be empty and then push the report down. */}
      {doctor.facts !== null && <Findings facts={doctor.facts} doctor={doctor} />}
    </main>
  );
}

function Findings({ facts, doctor }: { facts: DiagnosticFacts; doctor: Diagnostics }) {
  const { t } = usePage().translator;
  const findings = runChecks(facts);
  return (
    <>
      <section class="sheet pad bar wrap" aria-labelledby="summary">
        <h2 id="summary" class="lead grow" aria-live="polite">
          {summary(findings, t)}
        </h2>
        <button type="button" class="button" onClick={doctor.again}>
          {t('doctor.again')}
        </button>
      </section>
      {GROUPS.map(({ title, checks }) => (
        <section key={title} class="sheet" aria-labelledby={title}>
          <h2 id={title} class="findings-title">
            {t(title)}
          </h2>
          <ul class="lined">
            {findings
              .filter(({ check }) => checks.includes(check))
              .map((finding, index) => (
                <Found key={`${finding.check} ${String(index)}`} finding={finding} doctor={doctor} />
              ))}
          </ul>
        </section>
      ))}
      <Report facts={facts} findings={findings} />
    </>
  );
}

/** The heading: how many findings need attention, that the checks still run, or that all is well. */
function summary(findings: readonly Finding[], t: Translator['t']): string {
  const count = troubles(findings).length;
  if (count > 0) return t({ counted: 'doctor.needs', count, type: 'cardinal' });
  return t(
    findings.length === 0 || findings.some(({ state }) => state === 'asking')
      ? 'doctor.checking'
      : 'doctor.well',
  );
}

/** One finding: its state, what was found, the remedy and the action. */
function Found({ finding, doctor }: { finding: Finding; doctor: Diagnostics }) {
  const { t } = usePage().translator;
  const { check, state, found, why, remedy } = finding;
  const text =
    why === null || !('key' in found) ? found : { ...found, params: { ...found.params, why: t(why) } };
  return (
    <li class={`finding finding-${state} tone-${TONES[state]}`}>
      <CheckIcon state={state} />
      <h3>{t(TITLES[check])}</h3>
      <span class="finding-state">{t(`doctor.state.${state}`)}</span>
      <div class="finding-text">
        <p class="hint">{t(text)}</p>
        {remedy !== null && <p>{t(remedy)}</p>}
      </div>
      <CheckAction finding={finding} doctor={doctor} />
    </li>
  );
}

mount(Doctor, 'doctor.name', 'directory');
