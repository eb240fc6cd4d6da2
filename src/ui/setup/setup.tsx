/** The first run: three steps from the sign-in to a test call, and a summary. */
import { useEffect } from 'preact/hooks';
import { SETUP_STEPS, type SetupStep } from '../../domain/account/first-run.ts';
import { formatNumber } from '../app/format.ts';
import { usePage } from '../app/page.tsx';
import { flushOnClose } from '../app/save-settings.ts';
import { logFailure, sendCommand } from '../app/send-command.ts';
import { DoneIcon } from '../components/action-icons.tsx';
import { Mark } from '../components/icons.tsx';
import { DiagnosticsLink } from '../components/page-link.tsx';
import { StatusLine } from '../components/status-line.tsx';
import { UnsavedNotice } from '../options/unsaved-notice.tsx';
import { CrmStep } from './crm-step.tsx';
import { DoneStep } from './done-step.tsx';
import { SignInStep } from './sign-in-step.tsx';
import { TestStep } from './test-step.tsx';
import type { Setup } from './use-setup.ts';

/** The page of the first run. */
export function SetupWizard({ setup }: { setup: Setup }) {
  const { settings, translator } = usePage();
  const { t } = translator;
  // Saves on `pagehide`, because the agent may close the tab right after the last click.
  useEffect(() => {
    const flush = (): void => logFailure('setting not saved', flushOnClose(settings));
    addEventListener('pagehide', flush);
    return () => removeEventListener('pagehide', flush);
  }, [settings]);
  return (
    <main class="wizard">
      <p class="bar">
        <Mark />
        <b>{t('app.name')}</b>
        <StatusLine />
      </p>
      <Steps current={setup.step} />
      <StepView setup={setup} />
      <UnsavedNotice />
      <Ways setup={setup} />
    </main>
  );
}

function StepView({ setup }: { setup: Setup }) {
  switch (setup.step) {
    case 'sign-in':
      return <SignInStep setup={setup} />;
    case 'crm':
      return <CrmStep setup={setup} />;
    case 'test-call':
      return <TestStep setup={setup} />;
    case 'done':
      return <DoneStep setup={setup} />;
  }
}

function Steps({ current }: { current: SetupStep }) {
  const { t, language } = usePage().translator;
  const at = SETUP_STEPS.indexOf(current);
  const steps = SETUP_STEPS.filter((step) => step !== 'done');
  return (
    <ol class="bar steps" aria-label={t('setup.title')}>
      {steps.map((step, index) => (
        <li key={step} class="bar" {...(index === at ? { 'aria-current': 'step' as const } : {})}>
          <span>
            {formatNumber(index + 1, language)} {t(`setup.step.${step}`)}
          </span>
          {index < at && <DoneIcon />}
          {index < at && <span class="unseen">{t('setup.stepDone')}</span>}
        </li>
      ))}
    </ol>
  );
}

/** The ways out of the first run. */
function Ways({ setup }: { setup: Setup }) {
  const { t } = usePage().translator;
  return (
    <footer class="bar wrap hint">
      {setup.isSignedIn && setup.step !== 'sign-in' && (
        <>
          {setup.who !== '' && (
            <bdi dir="ltr" class="cut">
              {setup.who}
            </bdi>
          )}
          <button type="button" class="button small plain" onClick={() => sendCommand({ type: 'sign-out' })}>
            {t('account.signOut')}
          </button>
        </>
      )}
      <span class="end" />
      <DiagnosticsLink />
      {setup.step !== 'done' && (
        <a class="button small plain" href="#account" onClick={setup.leave}>
          {t('setup.skip')}
        </a>
      )}
    </footer>
  );
}
