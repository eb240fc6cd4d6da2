/**
 * Makes a template of an address that the agent pastes from the CRM, with a customer's number somewhere in
 * it.
 */
import { checkTemplate, type TemplateError } from './crm-url.ts';
import { crmNameOf, crmOf, type KnownCrm } from './known-crms.ts';
import { decodeAddress } from './decoded-address.ts';
import { importTemplate } from './template-import.ts';
import { isWeb, type LinkPolicy, NO_POLICY } from './url-policy.ts';
import { type FoundNumber, numbersIn, slotFor, SURE } from './numbers-in-address.ts';
import { isSameNumber, type Region } from '../common/phone-number.ts';
import { MAX_TEMPLATE_LENGTH, readTemplate } from './url-template.ts';
import { urlOf } from '../common/url.ts';

/** Why an address gives no template. `hidden-number`: the number is in a code that no template can write. */
export type PasteError = TemplateError | 'no-number' | 'hidden-number';

/** A number of the address that may be the customer's, and the template if it is. */
export interface Candidate {
  readonly number: string;
  readonly template: string;
}

/**
 * What an address is good for. `crm` is the name of the CRM, or null if it is not known.
 * - `template`: a valid template. `number` is the number that was found, or null if the agent pasted a
 *   template.
 * - `ask`: only the agent knows which number is the customer's, if any. The likeliest comes first.
 * - `none`: no template.
 *
 * `offer` is the known search address of this CRM, or null if there is none.
 */
export type PastedAddress =
  | {
      readonly kind: 'template';
      readonly crm: string | null;
      readonly template: string;
      readonly number: string | null;
    }
  | {
      readonly kind: 'ask';
      readonly crm: string | null;
      readonly candidates: readonly Candidate[];
      readonly offer: string | null;
    }
  | {
      readonly kind: 'none';
      readonly crm: string | null;
      readonly why: PasteError;
      readonly offer: string | null;
    };

/** Most numbers that the agent is asked about. */
const MOST_CANDIDATES = 5;

/** Most texts in a code (base64) that are looked at. */
const MOST_CODES = 5;

/** The surroundings of one address. */
interface Context {
  readonly region: Region;
  readonly policy: LinkPolicy;
  readonly crm: KnownCrm | null;
}

/**
 * Reads what the agent pasted. Returns null for an empty text. Refuses a text longer than
 * `MAX_TEMPLATE_LENGTH` unread.
 */
export function readPasted(
  pasted: string,
  region: Region,
  policy: LinkPolicy = NO_POLICY,
): PastedAddress | null {
  const text = pasted.trim();
  if (text === '') return null;
  if (text.length > MAX_TEMPLATE_LENGTH) return none('too-long');
  if (hasPlaceholder(text)) return ofTemplate(text, policy);
  const url = urlIn(text);
  if (url === null) return none('template-not-a-url');
  const fault = checkTemplate(escaped(url.href), policy);
  if (fault !== null) return none(fault);
  const context = { region, policy, crm: crmOf(url) };
  const start = startOfPath(url);
  const found = numbersIn(decodeAddress(url.href, start), region, url.href);
  if (found.length > 0) return fromNumbers(url.href, found, context);
  const foreign = importTemplate(text).template;
  return hasPlaceholder(foreign) ? ofTemplate(foreign, policy) : fromCode(url.href.slice(start), context);
}

const none = (why: PasteError, crm: string | null = null, offer: string | null = null): PastedAddress => ({
  kind: 'none',
  crm,
  why,
  offer,
});

/** True for a text that is meant as a template: it has a placeholder that is known. */
const hasPlaceholder = (text: string): boolean =>
  (readTemplate(text)?.slots.length ?? 0) > 0 &&
  !['template-unknown-placeholder', 'template-unknown-modifier'].includes(checkTemplate(text) ?? '');

function ofTemplate(template: string, policy: LinkPolicy): PastedAddress {
  const fault = checkTemplate(template, policy);
  return fault === null
    ? { kind: 'template', crm: crmNameOf(template), template, number: null }
    : none(fault);
}

/** Returns the address in a text. A copied one may lack its scheme, or stand among other words. */
function urlIn(text: string): URL | null {
  if (/^[a-z][a-z\d+.-]*:(?!\d)/i.test(text)) return urlOf(text);
  const amongWords = /(?<![\w.+-])https?:\/\/[^\s<>"]+/i.exec(text)?.[0];
  if (amongWords !== undefined) return urlOf(amongWords);
  return /^[\w-]+(?:\.[\w-]+)+(?::\d+)?(?:[/?#]|$)/.test(text) ? urlOf(`https://${text}`) : null;
}

/** Returns where the path begins. A number before it is part of the host. */
function startOfPath({ href, protocol }: URL): number {
  if (!isWeb(protocol.slice(0, -1))) return protocol.length;
  const path = href.indexOf('/', protocol.length + 2);
  return path === -1 ? href.length : path;
}

/** Encodes what a template may not have as text: braces and backslashes. */
const escaped = (text: string): string =>
  text.replace(/[{}\\]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);

/** Picks the number that was searched for. It may stand in several places, and is replaced in all of them. */
function fromNumbers(address: string, found: readonly FoundNumber[], { region, policy, crm }: Context) {
  const same = (a: FoundNumber, b: FoundNumber): boolean => isSameNumber(a.number, b.number, region);
  const distinct = found
    .filter((each, index) => found.findIndex((other) => same(each, other)) === index)
    .slice(0, MOST_CANDIDATES)
    .map((each) => ({
      ...each,
      template: withSlots(
        address,
        found.filter((other) => same(each, other)),
      ),
    }));
  const [best, second] = distinct;
  const name = crm?.name ?? null;
  if (best !== undefined && best.score >= SURE && (second?.score ?? 0) < best.score) {
    const fault = checkTemplate(best.template, policy);
    return fault === null
      ? ({ kind: 'template', crm: name, template: best.template, number: best.number } as const)
      : none(fault, name);
  }
  const candidates = distinct
    .filter(({ template }) => checkTemplate(template, policy) === null)
    .map(({ number, template }) => ({ number, template }));
  return candidates.length > 0
    ? ({ kind: 'ask', crm: name, candidates, offer: offerOf(crm, policy) } as const)
    : none('no-number', name, offerOf(crm, policy));
}

/** Returns the address with a placeholder in each of these places. */
function withSlots(address: string, places: readonly FoundNumber[]): string {
  const inOrder = [...places].sort((a, b) => a.from - b.from);
  const texts = inOrder.map(({ from, slot }, index) => {
    const before = inOrder[index - 1]?.to ?? 0;
    return escaped(address.slice(before, from)) + slot;
  });
  return texts.join('') + escaped(address.slice(inOrder.at(-1)?.to ?? 0));
}

/**
 * An address without a plain number. Salesforce writes its state in base64, which no placeholder can stand
 * in. The CRM's known search address then takes the number in the form that was found.
 */
function fromCode(rest: string, { region, policy, crm }: Context): PastedAddress {
  const number = numberInCode(rest, region);
  const offer = offerOf(crm, policy);
  const name = crm?.name ?? null;
  if (number === null) return none('no-number', name, offer);
  if (offer === null) return none('hidden-number', name);
  const template = offer.replace(/\{\w+\}/, () => slotFor(number, region));
  return { kind: 'template', crm: name, template, number };
}

function numberInCode(text: string, region: Region): string | null {
  const codes = text.replaceAll('%3D', '=').match(/[A-Za-z\d+_-]{20,}={0,2}/g) ?? [];
  for (const code of codes.slice(0, MOST_CODES)) {
    const plain = fromBase64(code);
    const [best] = plain === null ? [] : numbersIn(decodeAddress(plain, 0), region, plain);
    if (best !== undefined && best.score >= SURE) return best.number;
  }
  return null;
}

/** Returns the text that is written in base64, or null if it is none. */
function fromBase64(code: string): string | null {
  try {
    return atob(code.replace(/-/g, '+').replace(/_/g, '/'));
  } catch {
    return null;
  }
}

/** Returns the CRM's known search address for this customer, if the policy allows it. */
function offerOf(crm: KnownCrm | null, policy: LinkPolicy): string | null {
  const template = crm?.template ?? null;
  return template === null || checkTemplate(template, policy) !== null ? null : template;
}
