/**
 * Named links besides the default one, each with a name and a template. Also the setting that says when the
 * default link opens.
 */
import { useEffect, useId, useState } from 'preact/hooks';
import type { NamedLink } from '../../../domain/crm/call-links.ts';
import { replaceItem, removeItem } from '../../../domain/common/list-edits.ts';
import { crmBaseUrl } from '../../../domain/account/required-hosts.ts';
import { OPENINGS } from '../../../domain/rules/rules.ts';
import { removeContainerPermission, requestHostPermissions } from '../../../platform/host-permissions.ts';
import { logFailure } from '../../app/send-command.ts';
import { ariaFieldProps, FieldError, errorKey, Select } from '../../components/field.tsx';
import { hasError, linkErrors, noLinkErrors } from './link-errors.ts';
import { TemplateField } from './template-field.tsx';
import type { PreviewCaller } from './use-last-caller.ts';
import { Group } from '../section-frame.tsx';
import { PlusIcon } from '../../components/settings-icons.tsx';
import { ManagedHint, useLocked } from '../../components/locked.tsx';
import { usePage } from '../../app/page.tsx';
import { type Refusal, saveSetting } from '../../app/save-setting.ts';
import { saveSettings } from '../../app/save-settings.ts';
import { useHostPermission } from '../../app/use-host-permission.ts';

/** The list of named links, with a button that adds one. */
export function MoreLinks({ caller }: { caller: PreviewCaller }) {
  const { settings, translator } = usePage();
  const { t } = translator;
  const links = settings.moreLinks;
  /** Links that the agent has started and that are not stored yet. Their fields stay until they are. */
  const [begun, setBegun] = useState<readonly NamedLink[]>([]);
  const isStored = ({ id }: NamedLink): boolean => links.some((link) => link.id === id);
  const drafts = begun.filter((draft) => !isStored(draft));
  useEffect(() => setBegun(drafts), [links]);
  const keep = (link: NamedLink): Refusal =>
    saveSetting(settings, 'moreLinks', (stored) => replaceItem(stored, link));
  const remove = (link: NamedLink): void => {
    setBegun(drafts.filter(({ id }) => id !== link.id));
    if (isStored(link)) saveSetting(settings, 'moreLinks', (stored) => removeItem(stored, link.id));
  };
  return (
    <Group title="links.more">
      {[...links, ...drafts].map((link) => (
        <LinkFields
          key={link.id}
          link={link}
          isNew={!isStored(link)}
          caller={caller}
          onChange={keep}
          onRemove={() => remove(link)}
        />
      ))}
      <div class="set">
        <button
          type="button"
          class="button plain small"
          onClick={() => setBegun([...drafts, { id: crypto.randomUUID(), name: '', template: '' }])}
        >
          <PlusIcon />
          {t('links.add')}
        </button>
      </div>
    </Group>
  );
}

interface LinkFieldsProps {
  readonly link: NamedLink;
  /** True while the link is not stored yet. */
  readonly isNew: boolean;
  readonly caller: PreviewCaller;
  /** Saves the link. Returns the fault if it does not. */
  readonly onChange: (link: NamedLink) => Refusal;
  readonly onRemove: () => void;
}

/**
 * The fields of one link. An incomplete link is not saved. Its error appears as soon as the agent leaves its
 * fields.
 */
function LinkFields({ link, isNew, caller, onChange, onRemove }: LinkFieldsProps) {
  const { settings, translator } = usePage();
  const { t } = translator;
  const id = useId();
  const [typed, setTyped] = useState(link);
  const [faults, setFaults] = useState(noLinkErrors);
  const [refusal, setRefusal] = useState<Refusal>(null);
  const type = (part: 'name' | 'template', text: string): void => {
    setTyped({ ...typed, [part]: text });
    setFaults({ ...faults, [part]: null });
    setRefusal(null);
  };
  const leave = (event: FocusEvent & { readonly currentTarget: HTMLElement }): void => {
    // Also checks `activeElement`, because it stays in the fields while the agent looks at another window.
    const isLeft = [event.relatedTarget, document.activeElement].every(
      (place) => !(place instanceof Node && event.currentTarget.contains(place)),
    );
    const next = { ...typed, name: typed.name.trim(), template: typed.template.trim() };
    setFaults(linkErrors(next, settings, { isLeft, isNew }));
    const isWhole = !hasError(linkErrors(next, settings, { isLeft: true, isNew: false }));
    const isChanged = isNew || next.name !== link.name || next.template !== link.template;
    // Saves only when an input loses focus. If the button loses it, the agent is about to remove the link.
    if (isWhole && isChanged && event.target instanceof HTMLInputElement) setRefusal(onChange(next));
  };
  return (
    <div class="link-fields" onFocusOut={leave}>
      <div class="set">
        <div>
          <label for={`${id}-name`}>{t('links.name')}</label>
        </div>
        <input
          id={`${id}-name`}
          class="input"
          dir="auto"
          maxLength={60}
          type="text"
          autocomplete="off"
          value={typed.name}
          {...ariaFieldProps(`${id}-name`, faults.name)}
          onInput={(event) => type('name', event.currentTarget.value)}
        />
        <FieldError id={`${id}-name`} text={faults.name} />
      </div>
      <TemplateField
        label="links.template"
        value={typed.template}
        error={faults.template}
        caller={caller}
        onText={(text) => type('template', text)}
      >
        <button
          type="button"
          class="button plain small"
          aria-label={t({ key: 'links.remove', params: { link: typed.name } })}
          onClick={onRemove}
        >
          {t('rule.remove')}
        </button>
      </TemplateField>
      <FieldError id={id} text={errorKey(refusal)} />
    </div>
  );
}

/** Settings for when the link opens if no rule says otherwise, and in which tab a click opens it. */
export function Opening() {
  const { settings, translator } = usePage();
  const { t } = translator;
  return (
    <Group title="settings.opening">
      <Select
        name="openWhen"
        label="opening.label"
        hint="opening.hint"
        value={settings.openWhen}
        onPick={(raw) => saveSetting(settings, 'openWhen', () => raw)}
      >
        {OPENINGS.map((open) => (
          <option key={open} value={open}>
            {t(`opening.${open}`)}
          </option>
        ))}
      </Select>
      <ReuseTab />
    </Group>
  );
}

/**
 * The setting to reuse the CRM's tab. It needs permission for the CRM's host, because only then can the
 * extension see whether the tab still exists.
 */
function ReuseTab() {
  const { settings, translator } = usePage();
  const { t } = translator;
  const id = useId();
  const address = crmBaseUrl(settings.crmLink);
  const isLocked = useLocked('reuseTab');
  const allowed = useHostPermission(address);
  const toggle = (isOn: boolean): void => {
    // Firefox and Chrome show the permission prompt only right after the click. So the code must not await
    // anything before it.
    const granted = isOn
      ? requestHostPermissions([address], true)
      : removeContainerPermission().then(() => true);
    logFailure(
      'tab reuse not saved',
      granted.then(async (may) => (may ? saveSettings(() => ({ reuseTab: isOn })) : undefined)),
    );
  };
  if (address === '') return null;
  return (
    <div class="set" data-item="reuseTab">
      <div>
        <label for={id}>{t('links.reuse')}</label>
        <p id={`${id}-hint`} class="hint">
          {t({ key: 'links.reuseHint', params: { host: new URL(address).host } })}
        </p>
        {isLocked && <ManagedHint id={id} />}
      </div>
      <input
        id={id}
        class="switch"
        type="checkbox"
        disabled={isLocked}
        checked={settings.reuseTab && allowed === true}
        aria-describedby={isLocked ? `${id}-hint ${id}-locked` : `${id}-hint`}
        onChange={(event) => {
          const isOn = event.currentTarget.checked;
          // Resets the checkbox, because the setting turns on only when the host is allowed.
          event.currentTarget.checked = settings.reuseTab && allowed === true;
          toggle(isOn);
        }}
      />
    </div>
  );
}
