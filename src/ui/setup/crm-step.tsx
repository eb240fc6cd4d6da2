/** The second step: the user pastes the address of a search in the CRM, or picks a known CRM. */
import { useEffect, useId, useRef, useState } from 'preact/hooks';
import { fillTemplate } from '../../domain/crm/crm-url.ts';
import { sampleValues } from '../../domain/crm/link-values.ts';
import { crmNameOf } from '../../domain/crm/known-crms.ts';
import { type PastedAddress, readPasted } from '../../domain/crm/pasted-address.ts';
import { linkPolicyOf } from '../../domain/crm/url-policy.ts';
import { usePage } from '../app/page.tsx';
import { ManagedHint, useLocked } from '../components/locked.tsx';
import { useAutosaveField } from '../options/use-autosave-field.ts';
import { Brands } from './brands.tsx';
import { PasteResult } from './paste-result.tsx';
import { StepHead } from './step-head.tsx';
import type { Setup } from './use-setup.ts';

export function CrmStep({ setup }: { setup: Setup }) {
  return useLocked('crmLink') ? <SetCrm setup={setup} /> : <ChooseCrm setup={setup} />;
}

function ChooseCrm({ setup: { go } }: { setup: Setup }) {
  const { settings, translator } = usePage();
  const { t } = translator;
  const saved = useAutosaveField('crmLink');
  const [text, setText] = useState(settings.crmLink);
  /** The template of the number that the user has picked of several. */
  const [picked, setPicked] = useState<string | null>(null);
  /** True once the user is done with the text. A text that is still being typed gets no error. */
  const [isDone, setDone] = useState(true);
  const [isMissing, setMissing] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  const id = useId();
  const read = (pasted: string): PastedAddress | null =>
    readPasted(pasted, settings.region, linkPolicyOf(settings));
  const result = read(text);
  const take = (next: string, isWhole: boolean): void => {
    setText(next);
    setPicked(null);
    setDone(isWhole);
    setMissing(false);
    const found = read(next);
    if (found === null) saved.type('');
    if (found?.kind === 'template') saved.type(found.template);
  };
  const pick = (template: string): void => {
    setPicked(template);
    setMissing(false);
    saved.type(template);
  };
  const forward = (): void => {
    if (result?.kind === 'template' || picked !== null) {
      saved.settle();
      go('test-call');
      return;
    }
    setDone(true);
    setMissing(result === null);
    field.current?.focus();
  };
  const withoutCrm = (): void => {
    saved.type('');
    saved.settle();
    go('test-call');
  };
  useEffect(() => field.current?.focus({ preventScroll: true }), []);
  const template = result?.kind === 'template' ? result.template : picked;
  return (
    <>
      <StepHead title="setup.crm.title" hint={t('setup.crm.hint')} />
      <div class="stack">
        <form
          class="field"
          onSubmit={(event) => {
            event.preventDefault();
            forward();
          }}
        >
          <label for={id}>{t('crm.link')}</label>
          <input
            id={id}
            ref={field}
            class="input code"
            type="text"
            dir="ltr"
            spellcheck={false}
            autocomplete="off"
            value={text}
            aria-describedby={`${id}-result`}
            aria-invalid={isMissing || (isDone && result?.kind === 'none')}
            onInput={(event) => take(event.currentTarget.value, event.inputType === 'insertFromPaste')}
            onBlur={() => setDone(true)}
          />
        </form>
        <div id={`${id}-result`} class="paste-result">
          <PasteResult
            result={result}
            template={template}
            isDone={isDone}
            isMissing={isMissing}
            onPick={pick}
            onOffer={(offer) => take(offer, true)}
          />
        </div>
        <Brands chosen={result?.crm ?? null} onTake={(known) => take(known, true)} />
        <div class="bar wrap acts">
          <button type="button" class="button plain" onClick={withoutCrm}>
            {t('setup.crm.noCrm')}
          </button>
          <span class="end" />
          <button type="button" class="button" onClick={() => go('sign-in')}>
            {t('setup.back')}
          </button>
          <button type="button" class="button primary" onClick={forward}>
            {t('setup.continue')}
          </button>
        </div>
      </div>
    </>
  );
}

/** The organisation has set the link. There is nothing to choose. */
function SetCrm({ setup: { go } }: { setup: Setup }) {
  const { settings, translator } = usePage();
  const { t } = translator;
  const example = fillTemplate(settings.crmLink, sampleValues(settings.region), linkPolicyOf(settings));
  return (
    <>
      <StepHead title="setup.crm.title" hint={<ManagedHint />} />
      <div class="sheet pad stack">
        <b>{t({ raw: crmNameOf(settings.crmLink) ?? t('crm.link') })}</b>
        <p class="code hint" dir="ltr">
          {example.kind === 'link' ? example.url : t('setup.done.noCrm')}
        </p>
      </div>
      <div class="bar acts">
        <span class="end" />
        <button type="button" class="button" onClick={() => go('sign-in')}>
          {t('setup.back')}
        </button>
        <button type="button" class="button primary" onClick={() => go('test-call')}>
          {t('setup.continue')}
        </button>
      </div>
    </>
  );
}
