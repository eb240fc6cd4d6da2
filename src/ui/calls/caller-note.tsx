/**
 * The line below the caller: what the customer's lookup says of the caller, or why it says nothing. It has
 * one line from the first frame on, so the card keeps its height when the lookup answers.
 */
import type { ComponentChild } from 'preact';
import type { CallSummary } from '../../domain/calls/call-summary.ts';
import { type Call, numberOf } from '../../domain/calls/call.ts';
import type { LookupFound } from '../../domain/calls/lookup-result.ts';
import { displayNumber } from '../../domain/common/phone-number.ts';
import { Name, PhoneNumber, Phrase } from '../components/phrase.tsx';
import { usePage } from '../app/page.tsx';
import { tileOf } from './call-view.ts';

/** `withNumber`: the line also has the caller's number, unless that is the heading. */
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
  const shown = withNumber && summary.name !== '' && number !== null && call.caller.kind === 'external';
  const parts = [
    ...(lookup === null ? [<Known key="known" summary={summary} />] : []),
    ...(lookup?.kind === 'found' ? foundParts(lookup, translator.t) : []),
    ...(shown ? [<PhoneNumber key="number">{displayNumber(number, settings.region)}</PhoneNumber>] : []),
    ...(lookup?.kind === 'asking' ? [translator.t('lookup.asking')] : []),
  ];
  if (lookup?.kind === 'failed')
    return (
      <Long>
        {translator.t({
          key: 'lookup.failed',
          params: { why: translator.t(`lookup.why.${lookup.why}`) },
        })}
      </Long>
    );
  const line = parts.flatMap((part, index) => (index === 0 ? [part] : [' · ', part]));
  return lookup?.kind === 'found' && lookup.urlRefused ? (
    <Long>{line}</Long>
  ) : (
    <p class="card-note soft cut">{line}</p>
  );
}

function foundParts(
  { company, total, urlRefused }: LookupFound,
  t: ReturnType<typeof usePage>['translator']['t'],
): ComponentChild[] {
  return [
    ...(company === '' ? [] : [<Name key="company">{company}</Name>]),
    ...(total === 0 ? [t('lookup.unknown')] : []),
    ...(total !== null && total > 1
      ? [t({ counted: 'lookup.several', count: total, type: 'cardinal' })]
      : []),
    ...(urlRefused ? [t('lookup.urlRefused')] : []),
  ];
}

/** What is known of a caller without a lookup: a colleague's number, the country of a number from abroad. */
function Known({ summary }: { summary: CallSummary }) {
  const { settings, translator } = usePage();
  const { caller } = summary;
  if (caller.kind === 'internal')
    return caller.number === null || caller.name === '' ? null : (
      <Phrase text="card.extension" param="number">
        <PhoneNumber>{caller.number}</PhoneNumber>
      </Phrase>
    );
  if (numberOf(caller) === null) return <>{translator.t('card.noNumber')}</>;
  const tile = tileOf(summary, settings.region);
  return tile.kind === 'country' ? <>{countryName(tile.text, translator.language)}</> : null;
}

const countryName = (code: string, language: string): string =>
  new Intl.DisplayNames(language, { type: 'region' }).of(code) ?? code;

/** A text that may be too long for its line. A click shows all of it. */
const Long = ({ children }: { children: ComponentChild }) => (
  <details class="card-note soft">
    <summary>{children}</summary>
  </details>
);
