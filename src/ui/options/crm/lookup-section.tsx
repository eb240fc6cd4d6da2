/**
 * The customer's endpoint that identifies a caller: its address, the request method, and the permission to
 * reach its host.
 */
import { requestHostPermission } from '../../../platform/host-permissions.ts';
import { logFailure } from '../../app/send-command.ts';
import { errorKey, Select, TextField } from '../../components/field.tsx';
import { usePage } from '../../app/page.tsx';
import { ContactsGroup } from '../callers/contacts-group.tsx';
import { Group, SectionFrame } from '../section-frame.tsx';
import { TemplateField } from './template-field.tsx';
import { type PreviewCaller, useLastCaller } from './use-last-caller.ts';
import { saveSetting } from '../../app/save-setting.ts';
import { useHostPermission } from '../../app/use-host-permission.ts';
import { useAutosaveField } from '../use-autosave-field.ts';
import { LOOKUP_METHODS } from '../../../domain/settings/choices.ts';

/** The options section for the caller lookup. The other fields appear once an address is stored. */
export function LookupSection() {
  const caller = useLastCaller();
  return <SectionFrame section="callers">{caller !== null && <LookupFields caller={caller} />}</SectionFrame>;
}

function LookupFields({ caller }: { caller: PreviewCaller }) {
  const { settings, translator } = usePage();
  const { t } = translator;
  const address = useAutosaveField('lookupUrl');
  const newRecord = useAutosaveField('newRecordLink');
  return (
    <>
      <Group>
        <TextField
          name="lookupUrl"
          label="lookup.url"
          type="text"
          isWide
          autocomplete="off"
          value={address.text}
          error={errorKey(address.fault)}
          onText={address.type}
          onLeave={address.settle}
        />
        {settings.lookupUrl !== '' && (
          <>
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
            <TemplateField
              name="newRecordLink"
              label="lookup.newRecord"
              hint="lookup.newRecordHint"
              value={newRecord.text}
              error={errorKey(newRecord.fault)}
              caller={caller}
              onText={newRecord.type}
              onLeave={newRecord.settle}
            />
          </>
        )}
      </Group>
      <ContactsGroup />
      {settings.lookupUrl !== '' && <AllowHost address={settings.lookupUrl} />}
    </>
  );
}

/**
 * Shows that a host is not allowed yet, with a button that requests the permission. Renders nothing for an
 * allowed host, or while that is unknown. It comes last, because the browser answers late.
 */
function AllowHost({ address }: { address: string }) {
  const { t } = usePage().translator;
  const allowed = useHostPermission(address);
  if (allowed !== false) return null;
  const { host } = new URL(address);
  return (
    <div class="alert tone-attention">
      <p>{t({ key: 'origin.needed', params: { host } })}</p>
      <p>
        <button
          type="button"
          class="button"
          onClick={() => logFailure('host not allowed', requestHostPermission(address))}
        >
          {t({ key: 'origin.allow', params: { host } })}
        </button>
      </p>
    </div>
  );
}
