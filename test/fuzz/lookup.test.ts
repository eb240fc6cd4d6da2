/** Any answer of a lookup endpoint gives no exception, short clean names, and only allowed pages. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { LookupAnswer } from '../../src/domain/calls/lookup-result.ts';
import { readLookup } from '../../src/voicenter/lookup.ts';
import { CASES, FUZZ_TIMEOUT_MS } from '../support/fuzz-runs.ts';
import { hostileText, hostileValue, spoilt } from '../support/malicious-values.ts';
import { unreadableIn } from '../support/readable.ts';

const page = fc.oneof(
  {
    weight: 3,
    arbitrary: fc
      .tuple(
        fc.constantFrom(
          'https://',
          'http://',
          'HTTPS://',
          ' https://',
          'http:/',
          'https:\\\\',
          'javascript:',
          'https://a@',
          'https://a:b@',
          '//',
          'data:text/html,',
        ),
        fc.constantFrom('crm.example.com', '[::1]', '127.0.0.1:8080', 'דנה.example', ''),
        fc.constantFrom('', '/', '/a?b#c', '\\@evil.example/'),
        hostileText,
      )
      .map((parts) => parts.join('')),
  },
  { weight: 1, arbitrary: hostileValue },
);
const answer = fc
  .tuple(
    spoilt([
      {
        STATUS: 'OK',
        URL: 'https://crm.example.com/7',
        CLIENTNAME: 'Clark Kent',
        COMPANY: 'Daily Planet',
        TOTAL: 1,
      },
    ]),
    page,
    fc.boolean(),
  )
  .map(([fields, url, hasPage]) =>
    hasPage && typeof fields === 'object' && fields !== null && !Object.isFrozen(fields)
      ? { ...fields, URL: url }
      : fields,
  );
/** Answers that JSON cannot express, or that are cut off on the way. */
const body = fc.tuple(answer, fc.nat(200)).map(([fields, cut]) => {
  const text = JSON.stringify(fields ?? null);
  return cut < 15 ? text.slice(0, cut) : text;
});

const isSafe = ({ url }: LookupAnswer & { kind: 'found' }): boolean =>
  url === null || (/^https?:\/\/[^/@\s\\]+\//.test(url) && url.length <= 4_000 && /^[\x21-\x7e]+$/.test(url));
const isClean = (text: string): boolean =>
  text.length <= 200 && text.isWellFormed() && unreadableIn(text) === null;

it(
  `${String(CASES)} hostile answers open no forbidden page and show no deceptive text`,
  { timeout: FUZZ_TIMEOUT_MS },
  () => {
    const met = { found: 0, opened: 0, refused: 0 };
    fc.assert(
      fc.property(
        fc.oneof({ weight: 9, arbitrary: fc.constant(200) }, { weight: 1, arbitrary: fc.integer() }),
        body,
        (status, text) => {
          const read = readLookup(status, text);
          if (read.kind === 'failed') return true;
          met.found += 1;
          met.opened += Number(read.url !== null);
          met.refused += Number(read.urlRefused);
          return (
            isSafe(read) &&
            isClean(read.name) &&
            isClean(read.company) &&
            (read.total === null || (Number.isSafeInteger(read.total) && read.total >= 0))
          );
        },
      ),
      { numRuns: CASES },
    );
    for (const count of Object.values(met)) expect(count).toBeGreaterThan(CASES / 20);
  },
);
