/** Who is signed in, and the way in and out. */
import type { ConnectionStatus } from '../../../domain/account/connection-status.ts';
import { ask } from '../../app/send-command.ts';
import { useFrame, useStatus } from '../../app/page.tsx';
import { plain } from '../../../domain/common/sanitize.ts';
import { SignInForm } from './sign-in-form.tsx';
import { signedInUser } from '../../../platform/storage/items.ts';
import { ProblemNote } from '../../components/status-line.tsx';
import { useItem } from '../../app/use-stored-item.ts';

/** Until a sign-in has succeeded the form stays at hand, with all that was typed. */
export const needsForm = (status: ConnectionStatus): boolean =>
  status.word === 'off' || status.word === 'refused' || (status.word !== 'online' && !status.signedIn);

export function Account() {
  const { translator } = useFrame();
  const status = useStatus();
  return (
    <section aria-labelledby="account">
      <h2 id="account">{translator.t('account.title')}</h2>
      <ProblemNote />
      {needsForm(status) ? <SignInForm /> : <SignedIn />}
    </section>
  );
}

function SignedIn() {
  const { translator } = useFrame();
  const user = useItem(signedInUser);
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
            {plain(who)}
          </bdi>
          {after}
        </p>
      )}
      <button type="button" class="button" onClick={() => ask({ type: 'sign-out' })}>
        {translator.t('account.signOut')}
      </button>
    </div>
  );
}
