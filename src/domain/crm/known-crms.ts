/**
 * Recognises a CRM by an address in it, and finds in that address the pieces that its preset asks for.
 */
import { type Preset, PRESETS, presetTemplate } from './presets.ts';
import { urlOf } from '../common/url.ts';

/** A recognised CRM. */
export interface KnownCrm {
  /** The name that a user knows it by. */
  readonly name: string;
  /** The template of its preset for this customer. Null without a preset, or if a piece is missing. */
  readonly template: string | null;
}

interface Sign {
  readonly name: string;
  /** The id of the preset (presets.ts). Null for a CRM without one. */
  readonly preset: string | null;
  /** Matches the host of every customer. Without it, `page` alone decides. */
  readonly host?: RegExp;
  /** Matches path, query and fragment of a CRM that runs on servers of its customers. */
  readonly page?: RegExp;
  /** The answers to the preset's questions, as far as the address has them. */
  readonly answers?: (url: URL) => Readonly<Record<string, string | undefined>>;
}

const firstLabel = ({ hostname }: URL): string => hostname.split('.')[0] ?? '';
const secondLabel = ({ hostname }: URL): string => hostname.split('.')[1] ?? '';

const SIGNS: readonly Sign[] = [
  {
    name: 'ServiceNow',
    preset: 'servicenow',
    host: /\.service-now\.com$/,
    answers: (url) => ({ instance: firstLabel(url) }),
  },
  {
    name: 'Zendesk',
    preset: 'zendesk',
    host: /\.zendesk\.com$/,
    answers: (url) => ({ subdomain: firstLabel(url) }),
  },
  {
    name: 'Dynamics 365',
    preset: 'dynamics',
    host: /\.dynamics\.com$/,
    answers: (url) => ({
      org: firstLabel(url),
      region: secondLabel(url),
      app: url.searchParams.get('appid') ?? undefined,
    }),
  },
  {
    name: 'HubSpot',
    preset: 'hubspot',
    host: /\.hubspot\.com$/,
    answers: (url) => ({
      region: firstLabel(url),
      portal: /^\/[a-z-]{1,30}\/(\d{1,20})(?:\/|$)/.exec(url.pathname)?.[1],
    }),
  },
  {
    name: 'Salesforce',
    preset: 'salesforce-lightning',
    host: /\.(?:my\.salesforce|lightning\.force|salesforce|force)\.com$/,
    answers: ({ hostname }) => ({
      domain: /^(.+?)\.(?:my\.salesforce|lightning\.force)\.com$/.exec(hostname)?.[1],
    }),
  },
  { name: 'Google Contacts', preset: 'google-contacts', host: /^contacts\.google\.com$/ },
  {
    name: 'Kommo',
    preset: 'kommo',
    host: /\.kommo\.com$/,
    answers: (url) => ({ subdomain: firstLabel(url) }),
  },
  {
    name: 'Freshdesk',
    preset: 'freshdesk',
    host: /\.freshdesk\.com$/,
    answers: (url) => ({ subdomain: firstLabel(url) }),
  },
  { name: 'Fireberry', preset: 'fireberry', host: /(?:^|\.)(?:fireberry\.com|powerlink\.co\.il)$/ },
  {
    name: 'Pipedrive',
    preset: 'pipedrive',
    host: /\.pipedrive\.com$/,
    answers: (url) => ({ company: firstLabel(url) }),
  },
  {
    name: 'Zoho CRM',
    preset: 'zoho',
    host: /^crm\.zoho\.(?:com|eu|in|jp|sa|com\.au|com\.cn)$/,
    answers: ({ hostname, pathname }) => ({
      zone: hostname.slice('crm.zoho.'.length),
      org: /^\/crm\/(org\w{1,60})(?:\/|$)/.exec(pathname)?.[1],
    }),
  },
  { name: 'Odoo', preset: null, host: /\.odoo\.com$/ },
  { name: 'monday', preset: null, host: /\.monday\.com$/ },
  { name: 'Freshsales', preset: null, host: /\.(?:freshsales\.io|myfreshworks\.com)$/ },
  {
    name: 'Bitrix24',
    preset: 'bitrix24',
    page: /^\/crm\/(?:contact|company|lead|deal)\/(?:list|details|show)\//,
    answers: ({ host }) => ({ portal: host }),
  },
  {
    name: 'Znuny / OTRS',
    preset: 'znuny',
    page: /^\/(?:znuny|otrs)\/index\.pl\b/,
    answers: ({ host }) => ({ host }),
  },
  {
    name: 'SuiteCRM',
    preset: 'suitecrm',
    page: /^\/index\.php\?(?=.{0,200}\bmodule=\w)(?=.{0,200}\baction=\w)/,
    answers: ({ host }) => ({ host }),
  },
  { name: 'SugarCRM', preset: 'sugarcrm', page: /^\/#search\//, answers: ({ host }) => ({ host }) },
];

/** A known CRM to choose from. */
export interface Brand {
  readonly name: string;
  readonly preset: Preset;
}

/** The order in which the CRMs are offered: those with most users first. The others follow. */
const FIRST: readonly string[] = [
  'hubspot',
  'salesforce-lightning',
  'zendesk',
  'zoho',
  'dynamics',
  'pipedrive',
  'fireberry',
  'freshdesk',
  'kommo',
  'bitrix24',
  'suitecrm',
];
const rank = ({ preset: { id } }: Brand): number => (FIRST.includes(id) ? FIRST.indexOf(id) : FIRST.length);

/** The CRMs that have a preset, each once. */
export const BRANDS: readonly Brand[] = SIGNS.flatMap(({ name, preset }) => {
  const found = PRESETS.find(({ id }) => id === preset);
  return found === undefined ? [] : [{ name, preset: found }];
}).sort((a, b) => rank(a) - rank(b));

/** Returns the CRM that the address belongs to, or null if it is not known. */
export function crmOf(url: URL): KnownCrm | null {
  const page = url.pathname + url.search + url.hash;
  const sign = SIGNS.find(
    ({ host, page: pattern }) => host?.test(url.hostname) === true || pattern?.test(page) === true,
  );
  if (sign === undefined) return null;
  const preset = PRESETS.find(({ id }) => id === sign.preset);
  return {
    name: sign.name,
    template: preset === undefined ? null : filled(preset, sign.answers?.(url) ?? {}),
  };
}

/** Returns the name of the CRM that a template leads to, or null if it is not known. */
export function crmNameOf(template: string): string | null {
  const url = urlOf(template);
  return url === null ? null : (crmOf(url)?.name ?? null);
}

function filled(preset: Preset, answers: Readonly<Record<string, string | undefined>>): string | null {
  const given = Object.entries(answers).filter((each): each is [string, string] => each[1] !== undefined);
  const made = presetTemplate(preset, Object.fromEntries(given));
  return made.ok ? made.template : null;
}
