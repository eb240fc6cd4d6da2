/** Labelled fields. Hint and error are linked to the field, so that screen readers read them too. */
import type { ComponentChildren, Ref } from 'preact';
import { useId, useState } from 'preact/hooks';
import type { MessageKey } from '../../domain/common/messages.ts';
import type { SettingsItem } from '../../domain/settings/sections.ts';
import type { Settings } from '../../domain/settings/settings.ts';
import { logFailure } from '../app/send-command.ts';
import { ManagedHint, useLocked } from './locked.tsx';
import { usePage, useT } from '../app/page.tsx';
import { saveSettings } from '../app/save-settings.ts';
import type { Refusal } from '../app/save-setting.ts';

interface TextFieldProps {
  readonly label: MessageKey;
  readonly hint?: MessageKey;
  readonly error: MessageKey | null;
  readonly type: 'email' | 'password' | 'search' | 'text';
  readonly autocomplete: 'username' | 'current-password' | 'off';
  readonly field?: Ref<HTMLInputElement>;
  /** The setting that the field shows, if there is one. A locked setting cannot be edited. */
  readonly name?: keyof Settings;
  /** Omitted for a field whose text the page never keeps. */
  readonly value?: string;
  readonly placeholder?: MessageKey;
  /** True for a long text, such as an address. The field then takes a line of its own. */
  readonly isWide?: boolean;
  readonly onText: (text: string) => void;
  readonly onLeave?: () => void;
}

/** The error of the field `id`, announced at once. Shows nothing for null. */
export function FieldError({ id, text }: { id: string; text: MessageKey | null }) {
  const t = useT();
  return text === null ? null : (
    <p id={`${id}-error`} class="error" role="alert">
      {t(text)}
    </p>
  );
}

/** Returns the attributes that link error, hint and lock to the field `id`, if there are any. */
export function ariaFieldProps(
  id: string,
  error: MessageKey | null,
  hasHint = false,
  isLocked = false,
): { 'aria-invalid': boolean; 'aria-describedby'?: string } {
  const by = [
    error === null ? null : `${id}-error`,
    hasHint ? `${id}-hint` : null,
    isLocked ? `${id}-locked` : null,
  ].filter((part) => part !== null);
  return { 'aria-invalid': error !== null, ...(by.length === 0 ? {} : { 'aria-describedby': by.join(' ') }) };
}

/** Returns the error text for a fault of a setting. Returns null if there is no fault. */
export const errorKey = (fault: Refusal): MessageKey | null => (fault === null ? null : `error.${fault}`);

interface FieldHeadProps {
  readonly id: string;
  readonly label: MessageKey;
  readonly hint?: MessageKey | undefined;
  readonly isLocked: boolean;
}

/** The label of the field `id`, with its hint, and a note if the organisation has locked the setting. */
export function FieldHead({ id, label, hint, isLocked }: FieldHeadProps) {
  const t = useT();
  return (
    <div>
      <label for={id}>{t(label)}</label>
      {hint !== undefined && (
        <p id={`${id}-hint`} class="hint">
          {t(hint)}
        </p>
      )}
      {isLocked && <ManagedHint id={id} />}
    </div>
  );
}

/** Each input type is a separate object, because TypeScript tells the inputs apart by this attribute. */
const TYPES = {
  email: { type: 'email' },
  password: { type: 'password' },
  search: { type: 'search' },
  text: { type: 'text' },
} as const;

/** A text field with label, hint and error. */
export function TextField({
  name,
  label,
  hint,
  error,
  type,
  autocomplete,
  field,
  value,
  placeholder,
  isWide = false,
  onText,
  onLeave,
}: TextFieldProps) {
  const t = useT();
  const id = useId();
  const isLocked = useLocked(name);
  return (
    <div class="set" data-item={name}>
      <FieldHead id={id} label={label} hint={hint} isLocked={isLocked} />
      <input
        id={id}
        ref={field ?? null}
        class={isWide ? 'input wide' : 'input'}
        {...TYPES[type]}
        dir={type === 'search' ? 'auto' : 'ltr'}
        spellcheck={false}
        autocomplete={autocomplete}
        {...(value === undefined ? {} : { value })}
        {...(placeholder === undefined ? {} : { placeholder: t(placeholder) })}
        {...ariaFieldProps(id, error, hint !== undefined, isLocked)}
        disabled={isLocked}
        onInput={(event) => onText(event.currentTarget.value)}
        onBlur={() => onLeave?.()}
      />
      <FieldError id={id} text={error} />
    </div>
  );
}

/** The names of the settings that are boolean. */
type Switch = { [K in keyof Settings]: Settings[K] extends boolean ? K : never }[keyof Settings];

/** A setting that is on or off. Saves at once. */
export function Toggle({ name, label, hint }: { name: Switch; label: MessageKey; hint?: MessageKey }) {
  const { settings } = usePage();
  const isLocked = useLocked(name);
  return (
    <Checkbox
      item={name}
      label={label}
      hint={hint}
      isOn={settings[name]}
      isLocked={isLocked}
      onToggle={(isOn) =>
        logFailure(
          'setting not saved',
          saveSettings(() => ({ [name]: isOn })),
        )
      }
    />
  );
}

interface CheckboxProps {
  /** What an address names this choice (sections.ts). */
  readonly item: SettingsItem;
  readonly label: MessageKey;
  readonly hint?: MessageKey | undefined;
  readonly isOn: boolean;
  readonly isLocked: boolean;
  readonly onToggle: (isOn: boolean) => void;
}

/** A yes-or-no choice. It may stand for several settings. */
export function Checkbox({ item, label, hint, isOn, isLocked, onToggle }: CheckboxProps) {
  const id = useId();
  const { 'aria-describedby': describedBy } = ariaFieldProps(id, null, hint !== undefined, isLocked);
  return (
    <div class="set" data-item={item}>
      <FieldHead id={id} label={label} hint={hint} isLocked={isLocked} />
      <input
        id={id}
        class="switch"
        type="checkbox"
        disabled={isLocked}
        checked={isOn}
        {...(describedBy === undefined ? {} : { 'aria-describedby': describedBy })}
        onChange={(event) => onToggle(event.currentTarget.checked)}
      />
    </div>
  );
}

interface SelectProps {
  /** The setting that the field shows, if there is one. A locked setting cannot be changed. */
  readonly name?: keyof Settings;
  readonly label: MessageKey;
  readonly hint?: MessageKey | undefined;
  readonly value: string;
  /** Saves the picked value. The field shows the fault that it returns. */
  readonly onPick: (value: string) => Refusal;
  readonly children: ComponentChildren;
}

/** A setting with a list of values. Saves at once. */
export function Select({ name, label, hint, value, onPick, children }: SelectProps) {
  const id = useId();
  const [fault, setFault] = useState<Refusal>(null);
  const isLocked = useLocked(name);
  return (
    <div class="set" data-item={name}>
      <FieldHead id={id} label={label} hint={hint} isLocked={isLocked} />
      <select
        id={id}
        class="input"
        disabled={isLocked}
        value={value}
        {...ariaFieldProps(id, errorKey(fault), hint !== undefined, isLocked)}
        onChange={(event) => setFault(onPick(event.currentTarget.value))}
      >
        {children}
      </select>
      <FieldError id={id} text={errorKey(fault)} />
    </div>
  );
}

/** Returns the choices, sorted, with the current value among them. A settings file may contain any value. */
export const includeCurrent = (choices: readonly number[], present: number): readonly number[] =>
  [...new Set([...choices, present])].sort((a, b) => a - b);
