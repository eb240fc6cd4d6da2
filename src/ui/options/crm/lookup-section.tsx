/**
 * The customer's endpoint that identifies a caller: its address, the request method, and the permission to
 * reach its host.
 */
import { requestHostPermission } from '../../../platform/host-permissions.ts';
import { logFailure } from '../../app/send-command.ts';
import { errorKey, Select, TextField } from '../../components/field.tsx';
import { usePage } from '../../app/page.tsx';
import { saveSetting } from '../../app/save-setting.ts';
import { useHostPermission } from '../../app/use-host-permission.ts';
import { useAutosaveField } from '../use-autosave-field.ts';
import { LOOKUP_METHODS } from '../../../domain/settings/choices.ts';

/** The options section for the caller lookup. The other fields appear once an address is stored. */
export function LookupSection() {
  const { settings, translator } = usePage();
  const { t } = translator;
  const address = useAutosaveField('lookupUrl');
  const newRecord = useAutosaveField('newRecordLink');
  return (
    <section aria-labelledby="lookup">
      <h2 id="lookup">{t('lookup.title')}</h2>
      <p class="hint">{t('lookup.hint')}</p>
      <TextField
        name="lookupUrl"
        label="lookup.url"
        type="text"
        autocomplete="off"
        value={address.text}
        error={errorKey(address.fault)}
        onText={address.type}
        onLeave={address.settle}
      />
      {settings.lookupUrl !== '' && (
        <>
          <AllowHost address={settings.lookupUrl} />
          <Select
            name="lookupMethod"
            label="lookup.method"
            value={settings.lookupMethod}
            onPick={(raw) => saveSetting(settings, 'lookupMethod', () => raw)}
          >
            {LOOKUP_METHODS.map((method) => (
              <option key={method} value={method}>
                {t(`lookup.method.${method}`)}
              </option>
            ))}
          </Select>
          <TextField
            name="newRecordLink"
            label="lookup.newRecord"
            hint="lookup.newRecordHint"
            type="text"
            autocomplete="off"
            value={newRecord.text}
            error={errorKey(newRecord.fault)}
            onText={newRecord.type}
            onLeave={newRecord.settle}
          />
        </>
      )}
    </section>
  );
}

/**
 * Shows that a host is not allowed yet, with a button that requests the permission. Renders nothing for an
 * allowed host, or while that is unknown.
 */
function AllowHost({ address }: { address: string }) {
  const { t } = usePage().translator;
  const allowed = useHostPermission(address);
  if (allowed !== false) return null;
  const { host } = new URL(address);
  return (
    <div class="alert">
      <p>{t({ key: 'origin.needed', params: { host } })}</p>
      <button
        type="button"
        class="button"
        onClick={() => logFailure('host not allowed', requestHostPermission(address))}
      >
        {t({ key: 'origin.allow', params: { host } })}
      </button>
    </div>
  );
}
