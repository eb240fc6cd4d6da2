/** "Check this token": asks the chosen CRM about a number that the agent types, and says what it answers. */
import { useId, useState } from 'preact/hooks';
import type { LookupAnswer } from '../../../domain/calls/lookup-result.ts';
import { type MessageKey, plural, type Text } from '../../../domain/common/messages.ts';
import { digitsToFind } from '../../../domain/crm-match/requests.ts';
import type { CrmPlan } from '../../../domain/crm-match/plan.ts';
import { mayReach, requestHostPermission } from '../../../platform/host-permissions.ts';
import type { Translator } from '../../../platform/i18n.ts';
import { sendAndConfirm } from '../../../platform/messaging/commands.ts';
import { crmCheckItem, forgetCrmCheck } from '../../../platform/storage/crm-items.ts';
import { usePage } from '../../app/page.tsx';
import { saveAgain } from '../../app/save-settings.ts';
import { logFailure } from '../../app/send-command.ts';

interface Props {
  /** Null while a field is missing. */
  readonly plan: CrmPlan | null;
  /** Resolves when everything that the agent typed is stored. Null while the token is missing. */
  readonly settle: (() => Promise<void>) | null;
}

/** The number to check, the button, and a line for the result. */
export function CrmCheck({ plan, settle }: Props) {
  const { settings, translator } = usePage();
  const { t } = translator;
  const id = useId();
  const [number, setNumber] = useState('');
  const [result, setResult] = useState<Text | MessageKey | null>(null);
  const check = (): void => {
    if (plan === null || settle === null) return setResult('match.incomplete');
    if (digitsToFind(number, settings.region) === null) return setResult('match.noNumber');
    // The browser asks only in a click, so nothing is awaited before. It knows the hosts of the manifest.
    const isAllowed = mayReach(plan.base) === true || requestHostPermission(plan.base);
    setResult('match.checking');
    const run = async (): Promise<void> => {
      const answer = await Promise.resolve(isAllowed).then(async (is): Promise<LookupAnswer | null> =>
        is ? askWorker(number, settle) : { kind: 'failed', why: 'not-allowed' },
      );
      setResult(answer === null ? 'match.noAnswer' : resultText(answer, translator));
    };
    logFailure(
      'check failed',
      run().catch((thrown: unknown) => {
        setResult('match.noAnswer');
        throw thrown;
      }),
    );
  };
  return (
    <div class="set">
      <div>
        <label for={id}>{t('match.number')}</label>
        <p id={`${id}-hint`} class="hint">
          {t('match.numberHint')}
        </p>
      </div>
      <div class="bar wide">
        <input
          id={id}
          class="input"
          type="text"
          inputMode="tel"
          dir="ltr"
          autocomplete="off"
          maxLength={40}
          aria-describedby={`${id}-hint`}
          value={number}
          onInput={(event) => setNumber(event.currentTarget.value)}
        />
        <button type="button" class="button" onClick={check}>
          {t('match.check')}
        </button>
      </div>
      <p class="hint check-result" role="status">
        {result === null ? '' : t(result)}
      </p>
    </div>
  );
}

/** Resolves to the CRM's answer, or to null if the worker did not ask. */
async function askWorker(number: string, settle: () => Promise<void>): Promise<LookupAnswer | null> {
  await settle();
  // The worker reads the stored settings, so those that the agent has just typed must be among them.
  await saveAgain();
  await forgetCrmCheck();
  const isDone = await sendAndConfirm({ type: 'check-crm', number });
  const answer = isDone ? await crmCheckItem.get() : null;
  await forgetCrmCheck();
  return answer;
}

function resultText(answer: LookupAnswer, { t }: Translator): Text | MessageKey {
  if (answer.kind === 'failed')
    return { key: 'match.failed', params: { why: t(`lookup.why.${answer.why}`) } };
  const { total, name, company } = answer;
  if (total === 0) return 'match.nobody';
  const several = t(plural('lookup.several', total ?? 1));
  const who = [name, company].filter((each) => each !== '').join(', ');
  return { key: 'match.found', params: { name: who === '' ? several : who } };
}
