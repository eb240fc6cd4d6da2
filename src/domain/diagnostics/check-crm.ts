/** Diagnostics of the way to the CRM: the link, and the customer's lookup endpoint. Pure. */
import { type DiagnosticFacts, type Finding, finding, hostOf } from './facts.ts';
import { checkTemplate } from '../crm/crm-url.ts';

/** Returns the findings on the CRM link and the lookup endpoint. */
export const checkCrm = (facts: DiagnosticFacts): readonly Finding[] => [crmLink(facts), lookup(facts)];

function crmLink({ settings, storedLink }: DiagnosticFacts): Finding {
  if (settings.crmLink !== '')
    return finding('crm-link', 'ok', 'doctor.crm-link.ok', {}, { action: 'open-example' });
  if (storedLink !== '' && checkTemplate(storedLink) !== null)
    return finding(
      'crm-link',
      'wrong',
      'doctor.crm-link.bad',
      {},
      { remedy: 'doctor.crm-link.bad.do', action: 'settings' },
    );
  // The lookup endpoint or the CRM names the pages, so no link is needed.
  if (settings.lookupUrl !== '' || settings.crmAdapter !== '')
    return finding('crm-link', 'unused', 'doctor.crm-link.none');
  return finding(
    'crm-link',
    'attention',
    'doctor.crm-link.none',
    {},
    { remedy: 'doctor.crm-link.none.do', action: 'settings' },
  );
}

function lookup({ settings, probes, worker }: DiagnosticFacts): Finding {
  const { lookupUrl } = settings;
  if (lookupUrl === '') return finding('lookup', 'unused', 'doctor.lookup.none');
  const host = hostOf(lookupUrl);
  const probe = probes[lookupUrl] ?? { kind: 'asking' };
  const answer = worker === null || worker === 'silent' ? null : worker.lookup;
  if (probe.kind === 'forbidden')
    return finding(
      'lookup',
      'wrong',
      'origin.needed',
      { host },
      { remedy: 'doctor.lookup.forbidden.do', action: 'allow-lookup' },
    );
  if (answer === 'found')
    return finding('lookup', 'ok', 'doctor.lookup.found', { host }, { action: 'ask-lookup' });
  if (answer !== null)
    return finding(
      'lookup',
      'wrong',
      'doctor.lookup.failed',
      { host },
      { why: `lookup.why.${answer}`, remedy: 'doctor.lookup.do', action: 'ask-lookup' },
    );
  switch (probe.kind) {
    case 'asking':
      return finding('lookup', 'asking', 'doctor.checking');
    case 'answers':
      return finding('lookup', 'ok', 'doctor.server.answers', { host }, { action: 'ask-lookup' });
    case 'trouble':
      return finding(
        'lookup',
        'attention',
        'doctor.server.trouble',
        { host, status: probe.status },
        { remedy: 'doctor.lookup.do', action: 'ask-lookup' },
      );
    case 'slow':
    case 'unreachable':
      return finding(
        'lookup',
        'wrong',
        `doctor.server.${probe.kind}`,
        { host },
        { remedy: 'doctor.lookup.do', action: 'ask-lookup' },
      );
  }
}
