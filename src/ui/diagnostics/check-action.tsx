/**
 * The actions that the agent can try at a finding, and the question that only the agent can answer by looking
 * or listening.
 */
import { useState } from 'preact/hooks';
import { type Finding, hostOf } from '../../domain/diagnostics/facts.ts';
import { fillTemplate } from '../../domain/crm/crm-url.ts';
import { sampleValues } from '../../domain/crm/link-values.ts';
import { linkPolicyOf } from '../../domain/crm/url-policy.ts';
import type { MessageKey } from '../../domain/common/messages.ts';
import { log, messageOf } from '../../platform/log.ts';
import { sendAndConfirm } from '../../platform/messaging/commands.ts';
import { requestHostPermission } from '../../platform/host-permissions.ts';
import { openInTab, showTestNotification } from '../../platform/diagnostics.ts';
import { logFailure } from '../app/send-command.ts';
import { OptionsLink } from '../components/page-link.tsx';
import { usePage } from '../app/page.tsx';
import type { Diagnostics } from './use-diagnostics.ts';

/** The action of a finding. Renders nothing if the finding has none. */
export function CheckAction({ finding: { action }, doctor }: { finding: Finding; doctor: Diagnostics }) {
  const { settings, translator } = usePage();
  const { t } = translator;
  switch (action) {
    case null:
      return null;
    case 'settings':
      return (
        <p class="trial">
          <OptionsLink text="panel.settings" />
        </p>
      );
    case 'notify':
      return (
        <Trial
          button="doctor.notification.show"
          question="doctor.didSee"
          isChecking={doctor.isChecking}
          run={() => showTestNotification(t('app.name'), t('doctor.notification.text'))}
          answer={(seen) => doctor.answer({ seen })}
        />
      );
    case 'test-call':
      return (
        <Trial
          button="alerts.test"
          question="doctor.didSee"
          isChecking={doctor.isChecking}
          run={() => command('test-call')}
          answer={(seen) => doctor.answer({ windowSeen: seen !== 'refused' && seen })}
        />
      );
    case 'play':
      return (
        <Trial
          button="doctor.sound.play"
          question="doctor.didHear"
          isChecking={doctor.isChecking}
          run={() => command('play-sound')}
          answer={(heard) => doctor.answer({ heard })}
        />
      );
    case 'open-example': {
      const example = fillTemplate(settings.crmLink, sampleValues(settings.region), linkPolicyOf(settings));
      if (example.kind === 'none') return null;
      return (
        <p class="trial">
          <button
            type="button"
            class="button small"
            disabled={doctor.isChecking}
            onClick={() => logFailure('example not opened', openInTab(example.url))}
          >
            {t('doctor.crm-link.open')}
          </button>
        </p>
      );
    }
    case 'allow-lookup':
      return (
        <p class="trial">
          <button
            type="button"
            class="button small"
            disabled={doctor.isChecking}
            onClick={() => logFailure('host not allowed', requestHostPermission(settings.lookupUrl))}
          >
            {t({ key: 'origin.allow', params: { host: hostOf(settings.lookupUrl) } })}
          </button>
        </p>
      );
    case 'ask-lookup':
      return (
        <p class="trial">
          <button
            type="button"
            class="button small"
            disabled={doctor.isChecking}
            onClick={() => logFailure('lookup not asked', doctor.askLookup())}
          >
            {t('doctor.lookup.ask')}
          </button>
        </p>
      );
  }
}

/** Sends a command to the worker. Rejects if the worker does not carry it out. */
async function command(type: 'test-call' | 'play-sound'): Promise<void> {
  if (!(await sendAndConfirm({ type }))) throw new Error('no worker took it');
}

interface TrialProps {
  readonly button: MessageKey;
  readonly question: MessageKey;
  readonly isChecking: boolean;
  readonly run: () => Promise<void>;
  readonly answer: (answer: boolean | 'refused') => void;
}

/**
 * A button that shows or plays something. It waits for the checks, whose answers may move it. The question
 * appears once that is done. A failure counts as the
 * answer `refused`.
 */
function Trial({ button, question, isChecking, run, answer }: TrialProps) {
  const { t } = usePage().translator;
  const [isAsked, setAsked] = useState(false);
  const start = async (): Promise<void> => {
    try {
      await run();
      setAsked(true);
    } catch (thrown) {
      log('warn', 'trial failed', { why: messageOf(thrown) });
      answer('refused');
    }
  };
  const end = (is: boolean): void => {
    setAsked(false);
    answer(is);
  };
  return (
    <div class="trial">
      <button
        type="button"
        class="button small"
        disabled={isChecking}
        onClick={() => logFailure('trial failed', start())}
      >
        {t(button)}
      </button>
      {isAsked && (
        <>
          <span role="alert">{t(question)}</span>
          <button type="button" class="button small" onClick={() => end(true)}>
            {t('rule.yes')}
          </button>
          <button type="button" class="button small" onClick={() => end(false)}>
            {t('rule.no')}
          </button>
        </>
      )}
    </div>
  );
}
