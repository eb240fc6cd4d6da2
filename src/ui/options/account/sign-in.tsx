/** The account section: the signed-in user with what is kept of the sign-in, or the sign-in form. */
import { useStatus, useT } from '../../app/page.tsx';
import { SETUP_HASH } from '../../../domain/account/first-run.ts';
import { LinePicker } from './line-picker.tsx';
import { needsForm } from './needs-form.ts';
import { SectionFrame } from '../section-frame.tsx';
import { SignInForm } from './sign-in-form.tsx';
import { SignedInAccount, SignInDetails } from './signed-in.tsx';
import { ProblemNote } from '../../components/status-line.tsx';
import { NotKeptNote } from '../../components/storage-notes.tsx';

/** The account section of the options page. */
export function AccountSection() {
  const status = useStatus();
  return (
    <SectionFrame section="account">
      {!needsForm(status) && <ProblemNote />}
      <NotKeptNote />
      {needsForm(status) ? <SignInForm /> : <SignedInAccount />}
      <LinePicker />
      {!needsForm(status) && <SignInDetails />}
      <p>
        <a class="link" href={SETUP_HASH}>
          {useT()('setup.again')}
        </a>
      </p>
    </SectionFrame>
  );
}
