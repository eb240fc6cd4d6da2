/**
 * Who says who is calling: the customer's endpoint with its address, the request method and the permission to
 * reach its host, the CRM, or the imported contacts.
 */
import type { Adapter } from '../../../domain/crm-match/adapter.ts';
import { errorKey, Select, TextField } from '../../components/field.tsx';
import { usePage } from '../../app/page.tsx';
import { ContactsGroup } from './contacts-group.tsx';
import { Group } from '../section-frame.tsx';
import { TemplateField } from '../crm/template-field.tsx';
import type { PreviewCaller } from '../crm/use-last-caller.ts';
import { saveSetting } from '../../app/save-setting.ts';
import { AllowHost } from '../crm/allow-host.tsx';
import { CrmMatch } from './crm-match.tsx';
import { useAdapters } from './use-crm.ts';
import { useAutosaveField } from '../use-autosave-field.ts';
import { LOOKUP_METHODS } from '../../../domain/settings/choices.ts';

/** The fields of the section, once the adapters are known. `caller` is the example of the previews. */
export function CallerFields({ caller }: { caller: PreviewCaller }) {
  const adapters = useAdapters();
  return adapters === null ? null : <LookupFields caller={caller} adapters={adapters} />;
}

function LookupFields({ caller, adapters }: { caller: PreviewCaller; adapters: readonly Adapter[] }) {
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
        )}
        {(settings.lookupUrl !== '' || settings.crmAdapter !== '') && (
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
        )}
      </Group>
      {settings.lookupUrl !== '' && <AllowHost address={settings.lookupUrl} />}
      <CrmMatch adapters={adapters} />
      <ContactsGroup />
    </>
  );
}
