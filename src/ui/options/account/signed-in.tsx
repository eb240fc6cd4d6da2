/** The signed-in user: the name, what is kept of the sign-in, and the way and servers of the sign-in. */
import type { ComponentChildren } from 'preact';
import { type SignedInUser, signInOf } from '../../../domain/account/credentials.ts';
import type { MessageKey } from '../../../domain/common/messages.ts';
import { sanitize } from '../../../domain/common/sanitize.ts';
import type { Settings } from '../../../domain/settings/settings.ts';
import { signedInUser } from '../../../platform/storage/items.ts';
import { usePage } from '../../app/page.tsx';
import { sendCommand } from '../../app/send-command.ts';
import { useStoredItem } from '../../app/use-stored-item.ts';
import { Toggle } from '../../components/field.tsx';
import { ManagedHint, useLocked } from '../../components/locked.tsx';
import { Group } from '../section-frame.tsx';
import { serverSettingsOf } from './server-fields.tsx';
import { SharedComputer } from './shared-computer.tsx';

/** Returns how the user has signed in. Until that is read, the settings say it. */
function useUser(): SignedInUser {
  const { settings } = usePage();
  const read = useStoredItem(signedInUser);
  const { loginType: type } = settings;
  return read === null ? { type, who: signInOf(settings, null).who } : (read.value ?? { type, who: '' });
}

/** The name of the signed-in user and the sign-out button. A token has no name. */
export function SignedIn() {
  const { translator } = usePage();
  const { who } = useUser();
  const [before = '', after = ''] = translator.t('account.signedInAs').split('{email}');
  return (
    <div class="bar wrap">
      {who === '' ? (
        <p>{translator.t('account.signedInByToken')}</p>
      ) : (
        <p>
          {before}
          <b>
            <bdi dir="ltr">{sanitize(who)}</bdi>
          </b>
          {after}
        </p>
      )}
      <button type="button" class="button end" onClick={() => sendCommand({ type: 'sign-out' })}>
        {translator.t('account.signOut')}
      </button>
    </div>
  );
}

/** The user, and what this computer keeps of the sign-in. */
export function SignedInAccount() {
  const { settings, translator } = usePage();
  return (
    <Group>
      <div class="set">
        <SignedIn />
      </div>
      <Toggle name="keepSignedIn" label="account.keep" hint="account.keepHint" />
      {settings.keepSignedIn && (
        <Toggle name="keepPassword" label="account.keepPassword" hint="account.keepPasswordHint" />
      )}
      <p class="set hint">{translator.t('account.keepNote')}</p>
      <SharedComputer />
    </Group>
  );
}

/** The way and the servers of the sign-in. They take part in the next sign-in, so they only stand here. */
export function SignInDetails() {
  const { settings, translator } = usePage();
  const { t } = translator;
  const { type } = useUser();
  return (
    <Group title="account.how">
      <Fixed name="loginType" label="account.loginType">
        <span>{t(`login.${type}`)}</span>
      </Fixed>
      {serverSettingsOf(type).map(({ name, label }) => (
        <Fixed key={name} name={name} label={label}>
          <span class="code" dir="ltr">
            {settings[name]}
          </span>
        </Fixed>
      ))}
      <p class="set hint">{t('account.howHint')}</p>
    </Group>
  );
}

interface FixedProps {
  readonly name: keyof Settings;
  readonly label: MessageKey;
  readonly children: ComponentChildren;
}

/** A value that cannot be changed here. */
function Fixed({ name, label, children }: FixedProps) {
  const { t } = usePage().translator;
  const isLocked = useLocked(name);
  return (
    <div class="set" data-item={name}>
      <div>
        <span>{t(label)}</span>
        {isLocked && <ManagedHint />}
      </div>
      {children}
    </div>
  );
}
