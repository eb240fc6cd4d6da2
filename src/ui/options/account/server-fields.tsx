/**
 * The addresses of the login servers, for the few users who need other servers. Most ways to sign in have one
 * base address. The two-step login has three full addresses.
 */
import { useEffect, useRef } from 'preact/hooks';
import type { MessageKey } from '../../../domain/common/messages.ts';
import { errorKey, TextField } from '../../components/field.tsx';
import { usePage, useStatus } from '../../app/page.tsx';
import { type AutosaveField, useAutosaveField } from '../use-autosave-field.ts';
import type { LoginType } from '../../../domain/settings/choices.ts';

type ServerName = 'loginServer' | 'twoStepServer' | 'settingsServer' | 'refreshServer';

interface ServerField {
  readonly name: ServerName;
  readonly label: MessageKey;
  readonly field: AutosaveField;
}

/** Returns the settings that hold the addresses for a way to sign in, with their labels. */
export const serverSettingsOf = (
  type: LoginType,
): readonly { readonly name: ServerName; readonly label: MessageKey }[] =>
  type === 'two-step' ? THREE : [{ name: 'loginServer', label: 'account.server' }];

const THREE = [
  { name: 'twoStepServer', label: 'account.server' },
  { name: 'settingsServer', label: 'account.settingsServer' },
  { name: 'refreshServer', label: 'account.refreshServer' },
] as const;

/** The address fields of a sign-in form. */
export interface Servers {
  readonly fields: readonly ServerField[];
  readonly hint: MessageKey;
  /** Validates and saves all addresses. Returns null if one is invalid. */
  readonly settle: () => Readonly<Partial<Record<ServerName, string>>> | null;
}

/** Returns the address fields for a way to sign in. */
export function useServers(type: LoginType): Servers {
  const login = useAutosaveField('twoStepServer');
  // The other two addresses are validated against the login server in the form, whether it is saved yet or
  // not.
  const beside = login.parsed.ok ? { twoStepServer: login.parsed.value } : {};
  const settings = useAutosaveField('settingsServer', beside);
  const refresh = useAutosaveField('refreshServer', beside);
  const all = {
    loginServer: useAutosaveField('loginServer'),
    ...{ twoStepServer: login, settingsServer: settings, refreshServer: refresh },
  };
  const fields = serverSettingsOf(type).map(({ name, label }) => ({ name, label, field: all[name] }));
  return {
    fields,
    hint: type === 'two-step' ? 'account.fullAddressHint' : 'account.serverHint',
    settle() {
      const settled = fields.map(({ name, field }) => ({ name, verdict: field.settle() }));
      if (settled.some(({ verdict }) => !verdict.ok)) return null;
      return Object.fromEntries(
        settled.flatMap(({ name, verdict }) => (verdict.ok ? [[name, verdict.value]] : [])),
      );
    },
  };
}

/** The address fields in a disclosure. It opens when an address is invalid or is not a Voicenter server. */
export function ServerFields({ servers: { fields, hint } }: { servers: Servers }) {
  const { translator } = usePage();
  const status = useStatus();
  const details = useRef<HTMLDetailsElement>(null);
  const isDoubted = status.word === 'refused' && status.problem.kind === 'not-voicenter';
  const isFaulty = fields.some(({ field }) => field.fault !== null);
  // Opens the disclosure, because an error must not stay hidden in a closed one.
  useEffect(() => {
    if (details.current !== null && (isFaulty || isDoubted)) details.current.open = true;
  }, [isFaulty, isDoubted]);
  return (
    <details ref={details}>
      <summary>{translator.t('account.advanced')}</summary>
      <div class="servers">
        {fields.map(({ name, label, field }, index) => (
          <TextField
            key={name}
            name={name}
            label={label}
            {...(index === 0 ? { hint } : {})}
            type="text"
            autocomplete="off"
            value={field.text}
            error={errorKey(field.fault)}
            onText={field.type}
            onLeave={field.settle}
          />
        ))}
      </div>
    </details>
  );
}
