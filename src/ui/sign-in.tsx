/** Signing in and out. The password goes from its field to the worker by way of the session's storage, and nowhere else. */
import { useEffect, useRef, useState } from 'preact/hooks';
import type { MessageKey } from '../domain/messages.ts';
import { type ConnectionStatus, statusWord } from '../domain/connection-status.ts';
import { table } from '../domain/settings.ts';
import { send } from '../platform/messaging.ts';
import { typedSecret } from '../platform/storage.ts';
import { ask, letGo } from './ask.ts';
import { TextField, Toggle } from './field.tsx';
import { useShared } from './page.tsx';
import { plain } from './plain.ts';
import { saveSettings } from './save.ts';
import { ProblemNote } from './status-line.tsx';
import { useSavedField } from './use-saved-field.ts';

/** Until a sign-in has succeeded the form stays at hand, with all that was typed. */
const needsForm = (status: ConnectionStatus): boolean => status.word === 'off' || status.word === 'refused' || (status.word !== 'online' && !status.signedIn);

export function Account() {
  const { status, translator } = useShared();
  return (
    <section aria-labelledby="account">
      <h2 id="account">{translator.t('account.title')}</h2>
      <ProblemNote />
      {needsForm(status) ? <SignInForm /> : <SignedIn />}
    </section>
  );
}

function SignedIn() {
  const { settings, translator } = useShared();
  const [before = '', after = ''] = translator.t('account.signedInAs').split('{email}');
  return (
    <div class="signed-in">
      <p>{before}<bdi dir="ltr" class="who">{plain(settings.email)}</bdi>{after}</p>
      <button type="button" class="button" onClick={() => ask({ type: 'sign-out' })}>{translator.t('account.signOut')}</button>
    </div>
  );
}

function SignInForm() {
  const { settings, status, translator } = useShared();
  const [email, setEmail] = useState<string | null>(null);
  const [faults, setFaults] = useState<{ readonly email: MessageKey | null; readonly password: MessageKey | null }>({ email: null, password: null });
  const server = useSavedField('loginServer');
  const form = useRef<HTMLFormElement>(null);
  const password = useRef<HTMLInputElement>(null);
  const advanced = useRef<HTMLDetailsElement>(null);
  const [submits, setSubmits] = useState(0);
  const shownEmail = email ?? settings.email;
  const isServerDoubted = status.word === 'refused' && status.problem.kind === 'not-voicenter';

  // An error must not hide in a closed disclosure; and the first field at fault gets the focus, after the agent's own click.
  useEffect(() => {
    if (advanced.current !== null && (server.fault !== null || isServerDoubted)) advanced.current.open = true;
  }, [server.fault, isServerDoubted]);
  useEffect(() => {
    if (submits > 0) form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [submits]);

  const signIn = async (secret: string, changes: { loginServer: string; email: string }): Promise<void> => {
    await saveSettings(changes);
    await typedSecret.set({ kind: 'password', value: secret });
    await send({ type: 'sign-in' });
  };
  const submit = (event: Event): void => {
    event.preventDefault();
    const loginServer = server.settle();
    const who = table.email.parse(shownEmail);
    const secret = password.current?.value ?? '';
    setFaults({ email: emailFault(who), password: secret === '' ? 'error.password-missing' : null });
    setSubmits(submits + 1);
    if (loginServer.ok && who.ok && who.value !== '' && secret !== '') letGo('sign-in failed', signIn(secret, { loginServer: loginServer.value, email: who.value }));
  };

  return (
    <form ref={form} noValidate onSubmit={submit}>
      <TextField label="account.email" type="email" autocomplete="username" value={shownEmail} error={faults.email} onText={(text) => {
        setEmail(text);
        setFaults({ ...faults, email: null });
      }} />
      <TextField label="account.password" type="password" autocomplete="current-password" field={password} error={faults.password} onText={() => setFaults({ ...faults, password: null })} />
      <Toggle name="keepSignedIn" label="account.keep" hint="account.keepHint" />
      <details ref={advanced}>
        <summary>{translator.t('account.advanced')}</summary>
        <TextField label="account.server" hint="account.serverHint" type="text" autocomplete="off" value={server.text} error={server.fault === null ? null : `error.${server.fault}`} onText={server.type} onLeave={server.settle} />
      </details>
      <div class="form-actions">
        <button type="submit" class="button primary">{translator.t('account.signIn')}</button>
        {statusWord(status) !== 'signed-out' && status.word !== 'refused' && (
          <button type="button" class="button" onClick={() => ask({ type: 'sign-out' })}>{translator.t('account.stopTrying')}</button>
        )}
      </div>
    </form>
  );
}

function emailFault(parsed: ReturnType<typeof table.email.parse>): MessageKey | null {
  if (!parsed.ok) return `error.${parsed.fault}`;
  return parsed.value === '' ? 'error.email-missing' : null;
}
