/** What goes when the settings change: hosts that nothing needs, and all that belongs to the CRM before. */
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { CrmPlan } from '../../../src/domain/crm-match/plan.ts';
import { makePlan } from '../../../src/domain/crm-match/make-plan.ts';
import { adapterOf } from '../../support/crm-plans.ts';
import { createLocks } from '../../support/web-locks.ts';
import type { Settings } from '../../../src/domain/settings/settings.ts';

type Area = 'local' | 'session';
interface World extends Record<Area, Record<string, unknown>> {
  removed: string[];
  isBroken: boolean;
}
const world = vi.hoisted((): World => ({ local: {}, session: {}, removed: [], isBroken: false }));
vi.mock('webextension-polyfill', () => {
  const area = (name: Area) => ({
    get: (key: string) => Promise.resolve(structuredClone({ [key]: world[name][key] })),
    set: (items: object) => Promise.resolve(void Object.assign(world[name], structuredClone(items))),
    remove(keys: string | string[]) {
      if (world.isBroken) return Promise.reject(new Error('not removed'));
      for (const key of [keys].flat()) Reflect.deleteProperty(world[name], key);
      return Promise.resolve();
    },
    onChanged: { addListener: () => undefined },
  });
  return {
    default: {
      i18n: { getUILanguage: () => 'en' },
      runtime: { getURL: (file: string) => `chrome-extension://x/${file}` },
      storage: { local: area('local'), session: area('session') },
    },
  };
});
vi.mock('../../../src/platform/host-permissions.ts', () => ({
  removeHostPermission: (address: string) => Promise.resolve(void world.removed.push(address)),
}));
vi.stubGlobal('navigator', { locks: createLocks(), userAgent: '' });

const { endCrm, releaseHosts } = await import('../../../src/background/services/release-hosts.ts');
const { storedSettings } = await import('../../../src/platform/storage/settings-store.ts');

const BASE = 'https://acme.zendesk.com';
const ZENDESK = {
  crmAdapter: 'zendesk',
  crmFields: [
    { id: 'subdomain', value: 'acme' },
    { id: 'email', value: 'a@acme.com' },
  ],
};
const OTHER_SERVER = { ...ZENDESK, crmFields: [{ id: 'subdomain', value: 'other' }] };
const made = makePlan(adapterOf('zendesk'), ZENDESK);
const PLAN: CrmPlan = made.ok ? made.plan : expect.fail('no plan');
const OF_CRM = {
  crmPlan: PLAN,
  crmSecret: { iv: 'x', data: 'y' },
  recordChoices: [['501234567', 'user 1']],
};
const LINK = { crmLink: `${BASE}/?q={phone}`, reuseTab: true };

/** Stores settings, as a page or a settings file does, and tells the worker. */
async function change(settings: object): Promise<void> {
  const before = await storedSettings();
  world.local.settings = { version: 1, ...settings };
  await releaseHosts(before, await storedSettings());
}
/** True for each stored part of the CRM, and for its host. */
const left = (): unknown => ({
  local: ['crmPlan', 'crmSecret', 'recordChoices'].filter((key) => (world.local[key] ?? null) !== null),
  session: Object.keys(world.session),
  removed: world.removed,
});
const ALL = { local: Object.keys(OF_CRM), session: ['crmSecret', 'crmCheck'], removed: [] };
const ENDED = { local: [], session: [], removed: [BASE] };

beforeEach(() => {
  vi.spyOn(console, 'warn').mockImplementation(() => undefined);
  Object.assign(world, {
    local: { ...structuredClone(OF_CRM), settings: { version: 1, ...ZENDESK }, crmOwner: 'a' },
    session: { crmSecret: { for: PLAN.secretFor, value: 'token' }, crmCheck: {} },
    removed: [],
    isBroken: false,
  });
});

describe('a host', () => {
  it('that no setting needs is given back', async () => {
    world.local = { settings: { version: 1, ...LINK } };
    await change({});
    expect(world.removed).toEqual([BASE]);
  });

  it('of the CRM to ask is kept', async () => {
    await change({ ...ZENDESK, ...LINK });
    await change({ ...ZENDESK, ...LINK, reuseTab: false });
    expect(left()).toEqual(ALL);
  });

  it('of the CRM before that another setting needs is kept', async () => {
    await change(LINK);
    expect(left()).toEqual({ ...ENDED, removed: [] });
  });
});

describe('the CRM that was asked ends with all that belongs to it', () => {
  it.each([
    ['none is asked any more', {}],
    ['another is asked', { crmAdapter: 'hubspot' }],
    ['another server is asked', OTHER_SERVER],
    ['its server is not known any more', { crmAdapter: 'zendesk' }],
  ])('when %s: by a page or a settings file', async (_, settings) => {
    await change(settings);
    expect(left()).toEqual(ENDED);
    expect(world.local.crmOwner).toBe('a');
  });

  it.each([
    ['another CRM', { crmAdapter: 'hubspot', crmFields: [] }],
    ['another server', OTHER_SERVER],
    ['none', { crmAdapter: '' }],
  ])('when a policy names %s', async (_, locked) => {
    const before: Settings = await storedSettings();
    world.local.policy = { locked };
    await releaseHosts(before, await storedSettings());
    expect(left()).toEqual(ENDED);
  });

  it('when a policy came while no worker ran', async () => {
    world.local.policy = { locked: { crmAdapter: '' } };
    await releaseHosts(null, await storedSettings());
    expect(left()).toEqual(ENDED);
  });

  it('at the next try if the store fails', async () => {
    world.isBroken = true;
    await change({});
    expect(world.local.crmPlan).toEqual(PLAN);
    world.isBroken = false;
    await releaseHosts(null, await storedSettings());
    expect(left()).toMatchObject({ local: [], session: [] });
  });
});

describe('the CRM that is asked stays', () => {
  it.each([
    ['a field that is not its server', [{ id: 'subdomain', value: 'acme' }]],
    [
      'the notation of its server',
      [{ id: 'subdomain', value: 'https://ACME/agent' }, ...ZENDESK.crmFields.slice(1)],
    ],
  ])('when %s changes', async (_, crmFields) => {
    await change({ ...ZENDESK, crmFields });
    expect(left()).toEqual(ALL);
  });

  it('when a worker that is behind hears of older settings', async () => {
    const old = { ...(await storedSettings()), crmAdapter: 'hubspot' };
    await releaseHosts(old, { ...old, crmAdapter: '' });
    expect(left()).toEqual(ALL);
  });

  it('when two pages ask to end the one before', async () => {
    const ofBefore = ({ choice }: CrmPlan): boolean => choice === PLAN.choice;
    await Promise.all([endCrm(ofBefore), endCrm(ofBefore)]);
    const next = { ...PLAN, choice: 'next' };
    world.local.crmPlan = next;
    await endCrm(ofBefore);
    expect([world.local.crmPlan, world.removed]).toEqual([next, [BASE]]);
  });
});
