/** The account section: the signed-in user with a sign-out button, or the sign-in form. */
import type { ConnectionStatus } from '../../../domain/account/connection-status.ts';
import { sendCommand } from '../../app/send-command.ts';
import { usePage, useStatus } from '../../app/page.tsx';
import { sanitize } from '../../../domain/common/sanitize.ts';
import { SignInForm } from './sign-in-form.tsx';
import { signedInUser } from '../../../platform/storage/items.ts';
import { ProblemNote } from '../../components/status-line.tsx';
import { NotKeptNote } from '../../components/storage-notes.tsx';
import { useStoredItem } from '../../app/use-stored-item.ts';

/** True if the sign-in form is needed. The form stays until a sign-in succeeds, so the typed text is kept. */
export const needsForm = (status: ConnectionStatus): boolean =>
  status.word === 'off' || status.word === 'refused' || (status.word !== 'online' && !status.signedIn);

/** The account section of the options page. */
export function AccountSection() {
  const { translator } = usePage();
  const status = useStatus();
  return (
    <section aria-labelledby="account">
      <h2 id="account">{translator.t('account.title')}</h2>
      <ProblemNote />
      <NotKeptNote />
      {needsForm(status) ? <SignInForm /> : <SignedIn />}
    </section>
  );
}

/** The name of the signed-in user and the sign-out button. A token has no name. */
function SignedIn() {
  const { translator } = usePage();
  const user = useStoredItem(signedInUser);
  const [before = '', after = ''] = translator.t('account.signedInAs').split('{email}');
  const who = user?.value?.who ?? '';
  return (
    <div class="signed-in">
      {who === '' ? (
        <p>{translator.t('account.signedInByToken')}</p>
      ) : (
        <p>
          {before}
          <bdi dir="ltr" class="who">
            {sanitize(who)}
          </bdi>
          {after}
        </p>
      )}
      <button type="button" class="button" onClick={() => sendCommand({ type: 'sign-out' })}>
        {translator.t('account.signOut')}
      </button>
    </div>
  );
}
