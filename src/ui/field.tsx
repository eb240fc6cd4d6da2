/** Labelled fields: hint and error belong to the field for every reader of the page. */
import type { ComponentChildren, Ref } from 'preact';
import { useId } from 'preact/hooks';
import type { MessageKey } from '../domain/messages.ts';
import type { Settings } from '../domain/settings.ts';
import { letGo } from './ask.ts';
import { ByOrganisation, useLocked } from './locked.tsx';
import { useShared, useT } from './page.tsx';
import { saveSettings } from './save.ts';

interface TextFieldProps {
  readonly label: MessageKey;
  readonly hint?: MessageKey;
  readonly error: MessageKey | null;
  readonly type: 'email' | 'password' | 'search' | 'text';
  readonly autocomplete: 'username' | 'current-password' | 'off';
  readonly field?: Ref<HTMLInputElement>;
  /** The setting that the field stands for, if it is one: a locked one cannot be typed over. */
  readonly name?: keyof Settings;
  /** Left out for a field whose text the page never keeps. */
  readonly value?: string;
  readonly placeholder?: MessageKey;
  readonly onText: (text: string) => void;
  readonly onLeave?: () => void;
  readonly children?: ComponentChildren;
}

/** An object for each, because the types of inputs are told apart by this attribute. */
const TYPES = { email: { type: 'email' }, password: { type: 'password' }, search: { type: 'search' }, text: { type: 'text' } } as const;

export function TextField({ name, label, hint, error, type, autocomplete, field, value, placeholder, onText, onLeave, children }: TextFieldProps) {
  const t = useT();
  const id = useId();
  const isLocked = useLocked(name);
  const described = [error === null ? null : `${id}-error`, hint === undefined ? null : `${id}-hint`].filter((part) => part !== null);
  return (
    <div class="field">
      <label for={id}>{t(label)}</label>
      <input
        id={id}
        ref={field ?? null}
        {...TYPES[type]}
        dir={type === 'search' ? 'auto' : 'ltr'}
        spellcheck={false}
        autocomplete={autocomplete}
        {...(value === undefined ? {} : { value })}
        {...(placeholder === undefined ? {} : { placeholder: t(placeholder) })}
        {...(described.length === 0 ? {} : { 'aria-describedby': described.join(' ') })}
        aria-invalid={error !== null}
        disabled={isLocked}
        onInput={(event) => onText(event.currentTarget.value)}
        onBlur={() => onLeave?.()}
      />
      {error !== null && <p id={`${id}-error`} class="error" role="alert">{t(error)}</p>}
      {hint !== undefined && <p id={`${id}-hint`} class="hint">{t(hint)}</p>}
      {isLocked && <ByOrganisation />}
      {children}
    </div>
  );
}

type Switch = { [K in keyof Settings]: Settings[K] extends boolean ? K : never }[keyof Settings];

/** A switch among the settings; saves at once. */
export function Toggle({ name, label, hint }: { name: Switch; label: MessageKey; hint?: MessageKey }) {
  const { settings, translator } = useShared();
  const id = useId();
  const isLocked = useLocked(name);
  return (
    <div class="toggle">
      <input
        id={id}
        type="checkbox"
        disabled={isLocked}
        checked={settings[name]}
        {...(hint === undefined ? {} : { 'aria-describedby': `${id}-hint` })}
        onChange={(event) => letGo('setting not saved', saveSettings({ [name]: event.currentTarget.checked }))}
      />
      <label for={id}>{translator.t(label)}</label>
      {hint !== undefined && <p id={`${id}-hint`} class="hint">{translator.t(hint)}</p>}
      {isLocked && <ByOrganisation />}
    </div>
  );
}

/** A choice among the settings; saves at once. `name` is the setting that it stands for: a locked one cannot be changed. */
export function Select({ name, label, hint, value, onPick, children }: { name?: keyof Settings; label: MessageKey; hint?: MessageKey; value: string; onPick: (value: string) => void; children: ComponentChildren }) {
  const t = useT();
  const id = useId();
  const isLocked = useLocked(name);
  return (
    <div class="field">
      <label for={id}>{t(label)}</label>
      <select id={id} disabled={isLocked} value={value} {...(hint === undefined ? {} : { 'aria-describedby': `${id}-hint` })} onChange={(event) => onPick(event.currentTarget.value)}>
        {children}
      </select>
      {isLocked && <ByOrganisation />}
      {hint !== undefined && <p id={`${id}-hint`} class="hint">{t(hint)}</p>}
    </div>
  );
}
