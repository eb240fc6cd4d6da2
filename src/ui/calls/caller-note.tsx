/**
 * The line below the caller: what is known besides the name and where it comes from, or why the customer's
 * lookup says nothing. It has one line from the first frame on, so the card keeps its height when an answer
 * comes.
 */
import type { ComponentChild } from 'preact';
import type { CallSummary } from '../../domain/calls/call-summary.ts';
import { type Call, numberOf } from '../../domain/calls/call.ts';
import type { LookupFailure, LookupFound } from '../../domain/calls/lookup-result.ts';
import { displayNumber, type Region } from '../../domain/common/phone-number.ts';
import { sanitize } from '../../domain/common/sanitize.ts';
import type { Translator } from '../../platform/i18n.ts';
import { Name, PhoneNumber, Phrase } from '../components/phrase.tsx';
import { usePage } from '../app/page.tsx';
import { tileOf } from './call-view.ts';

/**
 * `withNumber`: the line of a small card. It has the caller's number, unless that is the heading, and the
 * source as a tooltip.
 */
export function CallerNote({
  call,
  summary,
  withNumber = false,
}: {
  call: Call;
  summary: CallSummary;
  withNumber?: boolean;
}) {
  const { settings, translator } = usePage();
  const { lookup } = call;
  const number = numberOf(call.caller);
  const people = call.known?.contact?.people ?? 1;
  const shown = withNumber && summary.name !== '' && number !== null && call.caller.kind === 'external';
  const source = sourceText(summary, translator);
  const parts = [
    ...identityParts(summary, translator),
    ...(lookup === null ? knownParts(summary, settings.region, translator) : []),
    ...(lookup?.kind === 'found' ? foundParts(lookup, translator) : []),
    ...(people > 1 ? [translator.t({ counted: 'contacts.several', count: people, type: 'cardinal' })] : []),
    ...(shown ? [<PhoneNumber key="number">{displayNumber(number, settings.region)}</PhoneNumber>] : []),
    ...(lookup?.kind === 'asking' ? [translator.t('lookup.asking')] : []),
    ...(lookup?.kind === 'failed' ? [failureText(lookup.why, translator)] : []),
    ...(source === null || withNumber ? [] : [source]),
  ];
  const line = parts.flatMap((part, index) => (index === 0 ? [part] : [' · ', part]));
  const isLong = lookup?.kind === 'failed' || (lookup?.kind === 'found' && lookup.urlRefused);
  if (isLong) return <Long>{line}</Long>;
  return (
    // Another line is another element, so no part of it moves.
    <p
      key={parts.filter((part) => typeof part === 'string').join()}
      class="card-note soft cut"
      {...(source !== null && withNumber ? { title: source } : {})}
    >
      {line}
    </p>
  );
}

const failureText = (why: LookupFailure, { t }: Translator): string =>
  t({ key: 'lookup.failed', params: { why: t(`lookup.why.${why}`) } });

/** Where the name comes from. Null for a colleague, and if no name is known. */
const sourceText = ({ source }: CallSummary, { t }: Translator): string | null =>
  source === undefined || source === null ? null : t(`source.${source}`);

/** The company of the caller, and who looks after it. */
const identityParts = ({ company = '', owner = '' }: CallSummary, { t }: Translator): ComponentChild[] => [
  ...(company === '' ? [] : [<Name key="company">{company}</Name>]),
  ...(owner === '' ? [] : [t({ key: 'card.owner', params: { name: sanitize(owner) } })]),
];

const foundParts = ({ source, total, urlRefused }: LookupFound, { t }: Translator): ComponentChild[] => [
  ...(total === 0 ? [t('lookup.unknown')] : []),
  ...(total !== null && total > 1 && source !== 'choice'
    ? [t({ counted: 'lookup.several', count: total, type: 'cardinal' })]
    : []),
  ...(urlRefused ? [t('lookup.urlRefused')] : []),
];

/** What is known of a caller without a lookup: a colleague's number, the country of a number from abroad. */
function knownParts(summary: CallSummary, region: Region, { t, language }: Translator): ComponentChild[] {
  const { caller } = summary;
  if (caller.kind === 'internal')
    return caller.number === null || caller.name === ''
      ? []
      : [
          <Phrase key="extension" text="card.extension" param="number">
            <PhoneNumber>{caller.number}</PhoneNumber>
          </Phrase>,
        ];
  if (numberOf(caller) === null) return [t('card.noNumber')];
  const tile = tileOf(summary, region);
  return tile.kind === 'country' ? [countryName(tile.text, language)] : [];
}

const countryName = (code: string, language: string): string =>
  new Intl.DisplayNames(language, { type: 'region' }).of(code) ?? code;

/** A text that may be too long for its line. A click shows all of it. */
const Long = ({ children }: { children: ComponentChild }) => (
  <details class="card-note soft">
    <summary>{children}</summary>
  </details>
);
