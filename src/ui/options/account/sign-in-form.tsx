/**
 * The sign-in form. A password or token goes from its field to the worker through session storage, and
 * nowhere else.
 */
import { useEffect, useRef, useState } from 'preact/hooks';
import { type ConnectionStatus, isSignedInElsewhere } from '../../../domain/account/connection-status.ts';
import { table, type Settings } from '../../../domain/settings/settings.ts';
import { type PendingSecret, type Secret, signInOf } from '../../../domain/account/credentials.ts';
import { send } from '../../../platform/messaging/commands.ts';
import { SECRET_LOCK, pendingSecretItem } from '../../../platform/storage/items.ts';
import { requestServerHosts } from '../../app/request-server-hosts.ts';
import { sendCommand, logFailure } from '../../app/send-command.ts';
import { Select, TextField, Toggle } from '../../components/field.tsx';
import { ProblemNote } from '../../components/status-line.tsx';
import { FIELDS, type SignInErrors, signInErrors, noSignInErrors, secretOf } from './sign-in-errors.ts';
import { usePage, useStatus } from '../../app/page.tsx';
import { type Refusal, saveSetting } from '../../app/save-setting.ts';
import { saveSettings } from '../../app/save-settings.ts';
import { SharedComputer } from './shared-computer.tsx';
import { ServerFields, useServers } from './server-fields.tsx';
import { LOGIN_TYPES } from '../../../domain/settings/choices.ts';

/**
 * The form for all ways to sign in. The fields depend on the chosen way. What went wrong stands below the
 * button, so that nothing moves. `isBrief` leaves out what a first sign-in can do without.
 */
export function SignInForm({ isBrief = false }: { isBrief?: boolean }) {
  const { settings, translator } = usePage();
  const status = useStatus();
  const { loginType } = settings;
  const [names, setNames] = useState<{ readonly email: string | null; readonly username: string | null }>({
    email: null,
    username: null,
  });
  const [faults, setFaults] = useState<SignInErrors>(noSignInErrors);
  const servers = useServers(loginType);
  const form = useRef<HTMLFormElement>(null);
  const password = useRef<HTMLInputElement>(null);
  const token = useRef<HTMLInputElement>(null);
  const [submits, setSubmits] = useState(0);
  const [hasFailed, setFailed] = useState(false);
  const email = names.email ?? settings.email;
  const username = names.username ?? settings.username;
  const has = (field: keyof SignInErrors): boolean => FIELDS[loginType].includes(field);
  const mend = (field: keyof SignInErrors): void => setFaults({ ...faults, [field]: null });

  // Focuses the first invalid field, but only after the agent submits.
  useEffect(() => {
    if (submits > 0) form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [submits]);

  useEffect(() => {
    if (isBrief)
      form.current?.querySelector<HTMLElement>('input:not(:disabled)')?.focus({ preventScroll: true });
  }, []);

  const signIn = async (secret: Secret, changes: Partial<Settings>): Promise<void> => {
    try {
      await saveSettings(() => changes);
      // Stores the secret together with the sign-in that it was typed for. If the settings change later, the
      // secret still goes nowhere else.
      const pending: PendingSecret = { signIn: signInOf({ ...settings, ...changes }, secret), secret };
      await navigator.locks.request(SECRET_LOCK, () => pendingSecretItem.set(pending));
    } catch (thrown) {
      setFailed(true);
      throw thrown;
    }
    await send({ type: 'sign-in' });
  };
  const submit = (event: Event): void => {
    event.preventDefault();
    const addresses = servers.settle();
    const typed = {
      email,
      username,
      password: password.current?.value ?? '',
      token: token.current?.value ?? '',
    };
    const found = signInErrors(loginType, typed);
    setFaults(found);
    setSubmits(submits + 1);
    setFailed(false);
    const address = table.email.parse(email);
    const isFit = Object.values(found).every((fault) => fault === null);
    if (addresses === null || !isFit) return;
    const changes = {
      ...addresses,
      username: username.trim(),
      ...(address.ok ? { email: address.value } : {}),
    };
    // Browsers show the permission prompt only right after the click. So the code must not await anything
    // before it.
    logFailure(
      'sign-in failed',
      requestServerHosts(Object.values(addresses)).then(() => signIn(secretOf(loginType, typed), changes)),
    );
  };
  const pickType = (raw: string): Refusal => {
    setFaults(noSignInErrors);
    return saveSetting(settings, 'loginType', () => raw);
  };

  return (
    <form ref={form} class="stack sign-in" noValidate onSubmit={submit}>
      <div class="sheet lined">
        <Select name="loginType" label="account.loginType" value={loginType} onPick={pickType}>
          {LOGIN_TYPES.map((type) => (
            <option key={type} value={type}>
              {translator.t(`login.${type}`)}
            </option>
          ))}
        </Select>
        {has('email') && (
          <TextField
            key="email"
            name="email"
            label="account.email"
            type="email"
            autocomplete="username"
            value={email}
            error={faults.email}
            onText={(text) => {
              setNames({ ...names, email: text });
              mend('email');
            }}
          />
        )}
        {has('username') && (
          <TextField
            key="username"
            name="username"
            label="account.username"
            type="text"
            autocomplete="username"
            value={username}
            error={faults.username}
            onText={(text) => {
              setNames({ ...names, username: text });
              mend('username');
            }}
          />
        )}
        {has('password') && (
          <TextField
            key="password"
            label="account.password"
            type="password"
            autocomplete="current-password"
            field={password}
            error={faults.password}
            onText={() => mend('password')}
          />
        )}
        {has('token') && (
          <TextField
            key="token"
            label="account.token"
            {...(has('password') ? ({ hint: 'account.tokenInstead' } as const) : {})}
            type="password"
            autocomplete="off"
            field={token}
            error={faults.token}
            onText={() => mend('token')}
          />
        )}
        <Toggle name="keepSignedIn" label="account.keep" hint="account.keepHint" />
        {settings.keepSignedIn && !isBrief && (
          <Toggle name="keepPassword" label="account.keepPassword" hint="account.keepPasswordHint" />
        )}
        <SharedComputer />
      </div>
      <ServerFields servers={servers} />
      <div class="bar wrap acts">
        <button type="submit" class="button primary">
          {translator.t('account.signIn')}
        </button>
        {isTrying(status) && <SignOutButton text="account.stopTrying" />}
        {isSignedInElsewhere(status) && <SignOutButton text="account.signOut" />}
      </div>
      {hasFailed && (
        <div class="alert">
          <p role="alert">{translator.t('account.notStored')}</p>
        </div>
      )}
      <ProblemNote />
    </form>
  );
}

/** True while a first sign-in is under way. A new browser says "connecting" although nobody signs in. */
const isTrying = (status: ConnectionStatus): boolean =>
  status.word === 'waiting' || (status.word === 'connecting' && !status.signedIn);

/** Forgets the sign-in and its secrets. */
function SignOutButton({ text }: { text: 'account.stopTrying' | 'account.signOut' }) {
  const { t } = usePage().translator;
  return (
    <button type="button" class="button" onClick={() => sendCommand({ type: 'sign-out' })}>
      {t(text)}
    </button>
  );
}
