/** The third step: a test call, and the question by what the user noticed it. */
import { useEffect, useId, useState } from 'preact/hooks';
import { type Surface, surfacesOn } from '../../domain/account/first-run.ts';
import { type AlertFacts, checkAlerts } from '../../domain/diagnostics/check-alerts.ts';
import type { MessageKey, Text } from '../../domain/common/messages.ts';
import { notificationLevel, systemFacts } from '../../platform/diagnostics.ts';
import { sendAndConfirm } from '../../platform/messaging/commands.ts';
import { logFailure } from '../app/send-command.ts';
import { usePage } from '../app/page.tsx';
import { CallIcon, StatusIcon } from '../components/icons.tsx';
import { SurfaceIcon } from './setup-icons.tsx';
import { StepHead } from './step-head.tsx';
import type { Setup } from './use-setup.ts';

/** The name of each surface. */
export const SURFACE_NAMES: Readonly<Record<Surface, MessageKey>> = {
  window: 'alerts.callWindow',
  notification: 'alerts.notification',
  sound: 'alerts.sound',
};

export function TestStep({ setup }: { setup: Setup }) {
  const { settings, translator } = usePage();
  const { t } = translator;
  const [hasFailed, setFailed] = useState(false);
  const remedies = useRemedies(setup);
  const ring = (): void =>
    logFailure(
      'test call not sent',
      sendAndConfirm({ type: 'test-call' }).then((isSent) => setFailed(!isSent)),
    );
  useEffect(ring, []);
  const surfaces = surfacesOn(settings);
  return (
    <>
      <StepHead title="setup.test.title" hint={t('setup.test.hint')} />
      <div class="sheet lined">
        {surfaces.map((surface) => (
          <SurfaceRow
            key={surface}
            surface={surface}
            answer={setup.progress.answers[surface] ?? null}
            remedy={remedies[surface]}
            onAnswer={(isSeen) => setup.answer(surface, isSeen)}
          />
        ))}
        {surfaces.length === 0 && <NoSurface />}
        {settings.crmLink !== '' && (
          <p class="set hint">{t({ key: 'setup.test.crm', params: { button: t('card.openCrm') } })}</p>
        )}
      </div>
      {hasFailed && (
        <p class="alert" role="alert">
          {t('setup.test.failed')}
        </p>
      )}
      <div class="bar wrap acts">
        <button type="button" class="button" onClick={ring}>
          <CallIcon phase="ringing" outcome={null} />
          {t('setup.test.again')}
        </button>
        <span class="end" />
        <button type="button" class="button" onClick={() => setup.go('crm')}>
          {t('setup.back')}
        </button>
        <button type="button" class="button primary" onClick={() => setup.go('done')}>
          {t('setup.finish')}
        </button>
      </div>
    </>
  );
}

interface SurfaceRowProps {
  readonly surface: Surface;
  readonly answer: boolean | null;
  readonly remedy: Text | null;
  readonly onAnswer: (isSeen: boolean) => void;
}

/** The question for one surface. A "no" shows what to do in this operating system. */
function SurfaceRow({ surface, answer, remedy, onAnswer }: SurfaceRowProps) {
  const { t } = usePage().translator;
  const id = useId();
  return (
    <div class="set" role="group" aria-labelledby={id}>
      <span class="bar" id={id}>
        <SurfaceIcon surface={surface} />
        {t(SURFACE_NAMES[surface])}
      </span>
      <div class="segments">
        <button type="button" aria-pressed={answer === true} onClick={() => onAnswer(true)}>
          {t('rule.yes')}
        </button>
        <button type="button" aria-pressed={answer === false} onClick={() => onAnswer(false)}>
          {t('rule.no')}
        </button>
      </div>
      {answer === false && remedy !== null && (
        <div class="wide alert tone-attention" role="status">
          <StatusIcon word="trouble" />
          <p>{t(remedy)}</p>
        </div>
      )}
    </div>
  );
}

/** Says that no call would be noticed at all. */
function NoSurface() {
  const { t } = usePage().translator;
  return (
    <div class="set">
      <div class="wide alert tone-attention">
        <StatusIcon word="trouble" />
        <p>
          {t('doctor.notification.allOff')} {t('doctor.notification.allOff.do')}
        </p>
      </div>
    </div>
  );
}

/** Returns what to do for each surface that the user did not notice. */
function useRemedies({ progress: { answers } }: Setup): Readonly<Record<Surface, Text | null>> {
  const { settings } = usePage();
  const [facts, setFacts] = useState<Pick<AlertFacts, 'system' | 'notifications'>>({
    system: { browser: 'Chrome', version: '', os: null },
    notifications: 'unknown',
  });
  useEffect(() => {
    const read = async (): Promise<void> => {
      const [system, notifications] = await Promise.all([systemFacts(), notificationLevel()]);
      setFacts({ system, notifications });
    };
    logFailure('system not read', read());
  }, []);
  const findings = checkAlerts({
    ...facts,
    settings,
    seen: answers.notification ?? null,
    windowSeen: answers.window ?? null,
    heard: answers.sound ?? null,
  });
  const remedyOf = (surface: Surface): Text | null =>
    findings.find(({ check }) => check === surface)?.remedy ?? null;
  return {
    window: remedyOf('window'),
    notification: remedyOf('notification'),
    sound: remedyOf('sound'),
  };
}
