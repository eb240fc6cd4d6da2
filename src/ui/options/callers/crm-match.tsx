/** The CRM that says who is calling: which one, what it needs, and a check. */
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { Adapter } from '../../../domain/crm-match/adapter.ts';
import { isAllowedAddress } from '../../../domain/common/server-address.ts';
import { raw } from '../../../domain/common/messages.ts';
import { sanitize } from '../../../domain/common/sanitize.ts';
import { Select } from '../../components/field.tsx';
import { usePage } from '../../app/page.tsx';
import { saveSetting } from '../../app/save-setting.ts';
import { saveSettings } from '../../app/save-settings.ts';
import { logFailure } from '../../app/send-command.ts';
import { Group } from '../section-frame.tsx';
import { AllowHost } from '../crm/allow-host.tsx';
import { CrmCheck } from './crm-check.tsx';
import { CrmFieldRow } from './crm-field.tsx';
import { useChosenCrm } from './use-crm.ts';

/** The group of settings for the CRM. `adapters` are those that may be chosen. */
export function CrmMatch({ adapters }: { adapters: readonly Adapter[] }) {
  const { settings, translator } = usePage();
  const { t } = translator;
  const chosen = adapters.find(({ id }) => id === settings.crmAdapter) ?? null;
  const isUnknown = settings.crmAdapter !== '' && chosen === null;
  const pick = (id: string): null => {
    logFailure(
      'setting not saved',
      saveSettings(() => ({ crmAdapter: id, crmFields: [] })),
    );
    return null;
  };
  return (
    <Group title="match.title">
      <Select name="crmAdapter" label="match.crm" hint="match.hint" value={settings.crmAdapter} onPick={pick}>
        <option value="">{t('match.none')}</option>
        {adapters.map(({ id, name }) => (
          <option key={id} value={id}>
            {t(raw(sanitize(name)))}
          </option>
        ))}
        {isUnknown && <option value={settings.crmAdapter}>{t(raw(settings.crmAdapter))}</option>}
      </Select>
      {isUnknown && (
        <div class="set">
          <p class="hint">{t('match.unknown')}</p>
        </div>
      )}
      <ChosenCrm key={settings.crmAdapter} adapter={chosen} />
    </Group>
  );
}

/** The fields of the chosen CRM and the check. Nothing for none. */
function ChosenCrm({ adapter }: { adapter: Adapter | null }) {
  const { settings, translator } = usePage();
  const { t } = translator;
  const { plan, isSecretSet, isSecretKept, keepSecret } = useChosenCrm(adapter);
  /** A token that was typed before the other fields. */
  const [secret, setSecret] = useState('');
  const stored = useRef(Promise.resolve());
  const purpose = plan?.secretFor;
  // Begins with the render, because the next event may be the click on the check.
  useLayoutEffect(() => {
    if (plan === null || secret === '') return;
    stored.current = keepSecret(plan, secret).then(() => setSecret(''));
    logFailure('token not stored', stored.current);
  }, [secret, purpose]);
  if (adapter === null) return null;
  const valueOf = (id: string): string => settings.crmFields.find((each) => each.id === id)?.value ?? '';
  const save = (id: string, value: string): void => {
    saveSetting(settings, 'crmFields', (fields) => [
      ...fields.filter((each) => each.id !== id),
      ...(value === '' ? [] : [{ id, value }]),
    ]);
  };
  const isForbidden = plan !== null && !isAllowedAddress(plan.base, { kind: 'lookup' }, settings);
  return (
    <>
      <div class="lined" data-item="crmFields">
        {adapter.asks.map((ask) =>
          ask.type === 'secret' ? (
            <CrmFieldRow
              key={ask.id}
              ask={ask}
              stored={secret}
              isSet={isSecretSet}
              isKept={isSecretKept}
              onSave={setSecret}
            />
          ) : (
            <CrmFieldRow
              key={ask.id}
              ask={ask}
              stored={valueOf(ask.id)}
              onSave={(value) => save(ask.id, value)}
            />
          ),
        )}
      </div>
      {adapter.attested !== 'A' && (
        <div class="set">
          <p class="hint">{t('match.unproven')}</p>
        </div>
      )}
      {isForbidden && (
        <div class="set">
          <p class="error" role="alert">
            {t('error.lookup-host-forbidden')}
          </p>
        </div>
      )}
      <CrmCheck plan={plan} settle={isSecretSet || secret !== '' ? () => stored.current : null} />
      {plan !== null && isSecretSet && <AllowHost address={plan.base} />}
    </>
  );
}
