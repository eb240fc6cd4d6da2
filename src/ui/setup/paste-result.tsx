/** What Ringside makes of a pasted address: a link, a question, or what to do instead. */
import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { displayNumber } from '../../domain/common/phone-number.ts';
import { type MessageKey, msg } from '../../domain/common/messages.ts';
import type { PastedAddress, PasteError } from '../../domain/crm/pasted-address.ts';
import { usePage } from '../app/page.tsx';
import { StatusIcon } from '../components/icons.tsx';
import { PhoneNumber } from '../components/phrase.tsx';

interface PasteResultProps {
  readonly result: PastedAddress | null;
  /** The template that is in force: the found one, or that of the picked number. */
  readonly template: string | null;
  readonly isDone: boolean;
  readonly isMissing: boolean;
  /** Takes the template of the number that the user picks. */
  readonly onPick: (template: string) => void;
  /** Takes the known search address of the CRM. */
  readonly onOffer: (template: string) => void;
}

export function PasteResult({ result, template, isDone, isMissing, onPick, onOffer }: PasteResultProps) {
  if (isMissing) return <Fault text="setup.crm.missing" />;
  if (template !== null && result !== null)
    return (
      <Found
        crm={result.crm}
        template={template}
        isOwn={result.kind === 'template' && result.number === null}
      />
    );
  if (result?.kind === 'ask') return <Question result={result} onPick={onPick} onOffer={onOffer} />;
  if (result?.kind !== 'none' || !isDone) return <Example />;
  return (
    <Fault text={faultText(result.why)}>
      <Offer crm={result.crm} template={result.offer} onOffer={onOffer} />
    </Fault>
  );
}

/** What is wrong with an address, in the words of somebody who has pasted it. */
function faultText(why: PasteError): MessageKey {
  if (why === 'no-number' || why === 'hidden-number') return `setup.crm.${why}`;
  return why === 'template-not-a-url' ? 'setup.crm.not-an-address' : `error.${why}`;
}

function Example() {
  const { t } = usePage().translator;
  return (
    <p class="hint">
      {t(msg('setup.crm.example', { address: 'https://acme.zendesk.com/agent/search/1?q=050-123-4567' }))}
    </p>
  );
}

/** The link, with the place that each caller's number gets. */
function Found({ crm, template, isOwn }: { crm: string | null; template: string; isOwn: boolean }) {
  const { t } = usePage().translator;
  const found = crm === null ? 'setup.crm.foundOther' : msg('setup.crm.found', { crm });
  return (
    <div class="alert tone-fine" role="status">
      <StatusIcon word="online" />
      <b>{t(isOwn ? 'setup.crm.own' : found)}</b>
      <p>{t(isOwn ? 'setup.crm.ownHint' : 'setup.crm.place')}</p>
      <p class="code hint" dir="ltr">
        {template
          .split(/(\{[^{}]*\})/)
          .map((part, index) => (index % 2 === 1 ? <mark key={index}>{part}</mark> : part))}
      </p>
    </div>
  );
}

/** Lets the user say which number was searched for. */
function Question({
  result: { candidates, crm, offer },
  onPick,
  onOffer,
}: {
  result: PastedAddress & { readonly kind: 'ask' };
  onPick: (template: string) => void;
  onOffer: (template: string) => void;
}) {
  const { settings, translator } = usePage();
  const { t } = translator;
  const [isNeither, setNeither] = useState(false);
  if (isNeither)
    return (
      <Fault text="setup.crm.no-number">
        <Offer crm={crm} template={offer} onOffer={onOffer} />
      </Fault>
    );
  return (
    <div class="alert tone-attention" role="status">
      <StatusIcon word="trouble" />
      <b>{t('setup.crm.ask')}</b>
      <div class="picks">
        {candidates.map(({ number, template }) => (
          <button key={template} type="button" class="button small" onClick={() => onPick(template)}>
            <PhoneNumber>{displayNumber(number, settings.region)}</PhoneNumber>
          </button>
        ))}
        <button type="button" class="button small plain" onClick={() => setNeither(true)}>
          {t('setup.crm.neither')}
        </button>
      </div>
    </div>
  );
}

function Fault({ text, children }: { text: MessageKey; children?: ComponentChildren }) {
  const { t } = usePage().translator;
  return (
    <div class="alert">
      <StatusIcon word="trouble" />
      <p role="alert">{t(text)}</p>
      {children}
    </div>
  );
}

/** A button that takes the known search address of the recognised CRM. Nothing if there is none. */
function Offer({
  crm,
  template,
  onOffer,
}: {
  crm: string | null;
  template: string | null;
  onOffer: (template: string) => void;
}) {
  const { t } = usePage().translator;
  if (crm === null || template === null) return null;
  return (
    <p>
      <button type="button" class="button small" onClick={() => onOffer(template)}>
        {t(msg('setup.crm.offer', { crm }))}
      </button>
    </p>
  );
}
