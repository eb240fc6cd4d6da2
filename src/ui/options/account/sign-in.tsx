/** The account section: the signed-in user with a sign-out button, or the sign-in form. */
import { sendCommand } from '../../app/send-command.ts';
import { usePage, useStatus } from '../../app/page.tsx';
import { sanitize } from '../../../domain/common/sanitize.ts';
import { LinePicker } from './line-picker.tsx';
import { needsForm } from './needs-form.ts';
import { SectionFrame } from '../section-frame.tsx';
import { SignInForm } from './sign-in-form.tsx';
import { signedInUser } from '../../../platform/storage/items.ts';
import { ProblemNote } from '../../components/status-line.tsx';
import { NotKeptNote } from '../../components/storage-notes.tsx';
import { useStoredItem } from '../../app/use-stored-item.ts';

/** The account section of the options page. */
export function AccountSection() {
  const status = useStatus();
  return (
    <SectionFrame section="account">
      <ProblemNote />
      <NotKeptNote />
      {needsForm(status) ? <SignInForm /> : <SignedIn />}
      <LinePicker />
    </SectionFrame>
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
