/**
 * A button that copies the caller's number. Dialling programs and CRMs in any country accept the copied form.
 */
import { useEffect, useState } from 'preact/hooks';
import { numberForms } from '../../domain/common/phone-number.ts';
import { logFailure } from '../app/send-command.ts';
import { CopyIcon } from './icons.tsx';
import { usePage } from '../app/page.tsx';

/** How long the button confirms the copy, in ms. */
const DONE_MS = 2_000;

/** `number` is the number as received. The button copies it as E.164 if it has that form. */
export function CopyNumber({ number }: { number: string }) {
  const { settings, translator } = usePage();
  const [copies, setCopies] = useState(0);
  const [isDone, setDone] = useState(false);
  useEffect(() => {
    if (copies === 0) return;
    setDone(true);
    const timer = setTimeout(() => setDone(false), DONE_MS);
    return () => clearTimeout(timer);
  }, [copies]);
  const copy = async (): Promise<void> => {
    await navigator.clipboard.writeText(numberForms(number, settings.region).e164);
    setCopies(copies + 1);
  };
  return (
    <span class="copy">
      <button
        type="button"
        class="button only plain"
        title={translator.t('card.copy')}
        aria-label={translator.t('card.copy')}
        onClick={() => logFailure('number not copied', copy())}
      >
        <CopyIcon isDone={isDone} />
      </button>
      <span class="hint" aria-live="polite">
        {isDone && translator.t('card.copied')}
      </span>
    </span>
  );
}
