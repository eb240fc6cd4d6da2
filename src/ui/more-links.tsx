/** Links beside the default one, each with a name and a template of its own; and when the default one opens. */
import { useId, useState } from 'preact/hooks';
import type { NamedLink } from '../domain/call-links.ts';
import type { MessageKey } from '../domain/messages.ts';
import { linkPolicyOf } from '../domain/link-policy.ts';
import { crmAddress } from '../domain/needed-hosts.ts';
import { OPENINGS } from '../domain/rules.ts';
import { table } from '../domain/settings.ts';
import { askOrigin } from '../platform/origins.ts';
import { letGo } from './ask.ts';
import { Select } from './field.tsx';
import { ByOrganisation, useLocked } from './locked.tsx';
import { useShared } from './page.tsx';
import { saveParsed } from './save-parsed.ts';
import { saveSettings } from './save.ts';
import { useOrigin } from './use-origin.ts';

export function MoreLinks() {
  const { settings, translator } = useShared();
  const { t } = translator;
  const links = settings.moreLinks;
  /** Begun, and not fit to be saved yet. */
  const [drafts, setDrafts] = useState<readonly NamedLink[]>([]);
  const keep = (link: NamedLink): void => {
    const isKnown = links.some(({ id }) => id === link.id);
    const next = isKnown ? links.map((each) => (each.id === link.id ? link : each)) : [...links, link];
    if (!table.moreLinks.parse(next, linkPolicyOf(settings)).ok) return;
    setDrafts(drafts.filter(({ id }) => id !== link.id));
    saveParsed('moreLinks', next, linkPolicyOf(settings));
  };
  const remove = (id: string): void => {
    setDrafts(drafts.filter((each) => each.id !== id));
    if (links.some((each) => each.id === id)) saveParsed('moreLinks', links.filter((each) => each.id !== id), linkPolicyOf(settings));
  };
  return (
    <fieldset class="conditions">
      <legend class="legend">{t('links.more')}</legend>
      {[...links, ...drafts].map((link) => <LinkFields key={link.id} link={link} onChange={keep} onRemove={() => remove(link.id)} />)}
      <div class="form-actions">
        <button type="button" class="button" onClick={() => setDrafts([...drafts, { id: crypto.randomUUID(), name: '', template: '' }])}>{t('links.add')}</button>
      </div>
    </fieldset>
  );
}

function LinkFields({ link, onChange, onRemove }: { link: NamedLink; onChange: (link: NamedLink) => void; onRemove: () => void }) {
  const { settings, translator } = useShared();
  const { t } = translator;
  const id = useId();
  const [typed, setTyped] = useState(link);
  const [fault, setFault] = useState<MessageKey | null>(null);
  const settle = (): void => {
    const parsed = table.crmLink.parse(typed.template, linkPolicyOf(settings));
    setFault(typed.template.trim() !== '' && !parsed.ok ? `error.${parsed.fault}` : null);
    if (typed.name.trim() !== '' && parsed.ok && parsed.value !== '') onChange({ ...typed, name: typed.name.trim(), template: parsed.value });
  };
  return (
    <div class="link-fields">
      <div class="field">
        <label for={`${id}-name`}>{t('links.name')}</label>
        <input id={`${id}-name`} type="text" dir="auto" maxLength={60} autocomplete="off" value={typed.name} onInput={(event) => setTyped({ ...typed, name: event.currentTarget.value })} onBlur={settle} />
      </div>
      <div class="field">
        <label for={`${id}-template`}>{t('links.template')}</label>
        <input id={`${id}-template`} type="text" dir="ltr" spellcheck={false} autocomplete="off" value={typed.template} aria-invalid={fault !== null} {...(fault === null ? {} : { 'aria-describedby': `${id}-error` })} onInput={(event) => setTyped({ ...typed, template: event.currentTarget.value })} onBlur={settle} />
        {fault !== null && <p id={`${id}-error`} class="error" role="alert">{t(fault)}</p>}
      </div>
      <button type="button" class="button small" aria-label={t({ key: 'links.remove', params: { link: typed.name } })} onClick={onRemove}>{t('rule.remove')}</button>
    </div>
  );
}

/** When the link opens where no rule says otherwise, and in which tab a click opens it. */
export function Opening() {
  const { settings, translator } = useShared();
  const { t } = translator;
  return (
    <>
      <Select name="openWhen" label="opening.label" hint="opening.hint" value={settings.openWhen} onPick={(raw) => saveParsed('openWhen', raw)}>
        {OPENINGS.map((open) => <option key={open} value={open}>{t(`opening.${open}`)}</option>)}
      </Select>
      <ReuseTab />
    </>
  );
}

/** Only with the CRM's own host allowed can it be told whether a tab is still there. */
function ReuseTab() {
  const { settings, translator } = useShared();
  const { t } = translator;
  const id = useId();
  const address = crmAddress(settings.crmLink);
  const isLocked = useLocked('reuseTab');
  const allowed = useOrigin(address);
  const toggle = (isOn: boolean): void => {
    // Firefox and Chrome show their question only right after the click: nothing may be awaited before it.
    const granted = isOn && allowed !== true ? askOrigin(address) : Promise.resolve(true);
    letGo('tab reuse not saved', granted.then(async (may) => (may ? saveSettings({ reuseTab: isOn }) : undefined)));
  };
  if (address === '') return null;
  return (
    <div class="toggle">
      <input id={id} type="checkbox" disabled={isLocked} checked={settings.reuseTab && allowed === true} aria-describedby={`${id}-hint`} onChange={(event) => {
        const isOn = event.currentTarget.checked;
        // It is on when it is allowed, not when it is clicked.
        event.currentTarget.checked = settings.reuseTab && allowed === true;
        toggle(isOn);
      }} />
      <label for={id}>{t('links.reuse')}</label>
      <p id={`${id}-hint`} class="hint">{t({ key: 'links.reuseHint', params: { host: new URL(address).host } })}</p>
      {isLocked && <ByOrganisation />}
    </div>
  );
}
