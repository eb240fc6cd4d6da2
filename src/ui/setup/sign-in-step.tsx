/** The first step: the sign-in, and the lines of an account that has several. */
import { usePage } from '../app/page.tsx';
import { LinePicker } from '../options/account/line-picker.tsx';
import { SignedIn } from '../options/account/signed-in.tsx';
import { SignInForm } from '../options/account/sign-in-form.tsx';
import { StepHead } from './step-head.tsx';
import type { Setup } from './use-setup.ts';

export function SignInStep({ setup: { isSignedIn, go } }: { setup: Setup }) {
  const { t } = usePage().translator;
  return (
    <>
      <StepHead title="setup.signIn.title" hint={t('setup.signIn.hint')} />
      {isSignedIn ? (
        <>
          <div class="sheet pad">
            <SignedIn />
          </div>
          <LinePicker />
          <div class="bar acts">
            <span class="end" />
            <button type="button" class="button primary" onClick={() => go('crm')}>
              {t('setup.continue')}
            </button>
          </div>
        </>
      ) : (
        <SignInForm isBrief />
      )}
    </>
  );
}
