/** Asks the CRMs of the simulator over real HTTP. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { createCrmMatch } from '../../../src/background/effects/crm-match.ts';
import type { LookupAnswer } from '../../../src/domain/calls/lookup-result.ts';
import type { CrmPlan } from '../../../src/domain/crm-match/plan.ts';
import type { RecordChoice } from '../../../src/domain/crm-match/record-choices.ts';
import { readSettings } from '../../../src/domain/settings/read-settings.ts';
import type { Settings } from '../../../src/domain/settings/settings.ts';
import { GOOD_TOKEN, WEAK_TOKEN } from '../../../scripts/simulator/crm/crms.ts';
import { startSimulator } from '../../../scripts/simulator/server.ts';
import type { Simulator } from '../../../scripts/simulator/simulator.ts';
import { adapterOf, FIELDS, planOf, SHIPPED } from '../../support/crm-plans.ts';

const world = vi.hoisted(() => ({
  plan: null as CrmPlan | null,
  secret: null as string | null,
  choices: [] as readonly RecordChoice[],
  isAllowed: true,
}));
vi.mock('../../../src/platform/host-permissions.ts', () => ({ mayReach: () => world.isAllowed }));
vi.mock('../../../src/platform/storage/crm-items.ts', () => ({
  crmPlanItem: { get: () => Promise.resolve(world.plan) },
  readCrmSecret: (purpose: string) =>
    Promise.resolve(purpose === world.plan?.secretFor ? world.secret : null),
  recordChoicesItem: { get: () => Promise.resolve(world.choices) },
}));

let simulator: Simulator;
let now: number;
let heard: LookupAnswer[];
beforeAll(async () => {
  simulator = await startSimulator();
});
afterAll(() => simulator.close());
beforeEach(() => {
  vi.spyOn(console, 'warn').mockImplementation(() => undefined);
  Object.assign(world, { secret: GOOD_TOKEN, choices: [], isAllowed: true });
  simulator.answerCrms({ kind: 'ok' });
  now = 1_000_000;
  heard = [];
});
afterEach(() => vi.restoreAllMocks());

/** Chooses a CRM, whose server is the simulator. Returns the settings of that choice. */
function choose(id: string, changes: Partial<Settings> = {}): Settings {
  const plan = planOf(adapterOf(id));
  const path = new URL(plan.base).pathname.replace(/\/$/, '');
  world.plan = { ...plan, base: `${simulator.url}/crm/${id}${path}` };
  const crmFields = Object.entries(FIELDS[id] ?? {}).map(([field, value]) => ({ id: field, value }));
  return { ...readSettings({}, {}), crmAdapter: id, crmFields, ...changes };
}
const match = () =>
  createCrmMatch((_, answer) => void heard.push(answer), { now: () => now, random: () => 0 });
const ask = async (settings: Settings, number = '0501234567', asker = match()) => {
  await asker.ask('call-1', number, settings);
  return heard.at(-1);
};
const requests = (): number => simulator.state().crmRequests.length;

describe.each(SHIPPED.map(({ id }) => id))('%s', (id) => {
  it('names a caller, and the stranger in a search by parts is not shown', async () => {
    expect(await ask(choose(id))).toMatchObject({ kind: 'found', name: 'Clark Kent', total: 1 });
  });

  it('offers two records with the same number', async () => {
    const answer = await ask(choose(id), '0507654321');
    expect(answer).toMatchObject({ kind: 'found', name: '', url: null, total: 2, chosen: null });
    const names = answer?.kind === 'found' ? answer.matches?.map(({ name }) => name) : [];
    expect(names?.toSorted()).toEqual(['Lois Lane', 'Lucy Lane']);
  });

  it('does not know a stranger', async () => {
    expect(await ask(choose(id), '0529999999')).toMatchObject({ kind: 'found', total: 0, url: null });
  });

  it.each([
    ['a wrong token', 'bad-token', 'token'],
    ['a token without the right', WEAK_TOKEN, 'rights'],
  ])('refuses %s', async (_, secret, why) => {
    const settings = choose(id);
    world.secret = secret;
    expect(await ask(settings)).toEqual({ kind: 'failed', why });
  });

  it('says that it received too many requests', async () => {
    simulator.answerCrms({ kind: 'busy', retryAfter: 20 });
    expect(await ask(choose(id))).toEqual({ kind: 'failed', why: 'busy' });
  });
});

describe('a CRM', () => {
  it('is asked once more when it asks for a short pause', async () => {
    simulator.answerCrms({ kind: 'busy', retryAfter: 0, times: 1 });
    const before = requests();
    expect(await ask(choose('zendesk'))).toMatchObject({ name: 'Clark Kent' });
    expect(requests() - before).toBe(3);
  });

  it('is left alone for half a minute after too many requests', async () => {
    simulator.answerCrms({ kind: 'busy', retryAfter: 20 });
    const asker = match();
    const settings = choose('odoo19');
    await ask(settings, '0501234567', asker);
    simulator.answerCrms({ kind: 'ok' });
    const before = requests();
    expect(await ask(settings, '0507654321', asker)).toEqual({ kind: 'failed', why: 'busy' });
    expect(requests()).toBe(before);
    now += 30_000;
    expect(await ask(settings, '0507654321', asker)).toMatchObject({ total: 2 });
  });

  it.each([
    ['a redirect', { kind: 'redirect', to: 'https://evil.example/' }, 'redirect'],
    ['a web page', { kind: 'not-json' }, 'not-json'],
    ['more than 64 kB', { kind: 'huge', bytes: 70_000 }, 'too-big'],
    ['an error', { kind: 'status', status: 500 }, 'status'],
    ['no such address', { kind: 'status', status: 404 }, 'no-page'],
    ['nothing for 3 s', { kind: 'hang' }, 'slow'],
  ] as const)('that answers with %s gives a reason of its own', async (_, behaviour, why) => {
    simulator.answerCrms(behaviour);
    expect(await ask(choose('odoo19'))).toEqual({ kind: 'failed', why });
  });

  it('gives its name first, and the owner when the dictionary has answered', async () => {
    await ask(choose('hubspot'));
    expect(heard.map((each) => each.kind === 'found' && [each.name, each.owner])).toEqual([
      ['Clark Kent', ''],
      ['Clark Kent', 'Perry White'],
    ]);
  });

  it.each([
    ['found', '0501234567', 600_000],
    ['not found', '0529999999', 60_000],
  ])('is not asked again about a number %s until the answer is old', async (_, number, ms) => {
    const settings = choose('odoo19');
    const asker = match();
    const before = requests();
    await ask(settings, number, asker);
    now += ms - 1;
    await ask(settings, number, asker);
    expect(requests() - before).toBe(1);
    expect(heard[1]).toEqual(heard[0]);
    now += 1;
    await ask(settings, number, asker);
    expect(requests() - before).toBe(2);
  });

  it('is asked once for a call that rings and is answered at once', async () => {
    const settings = choose('odoo19');
    const asker = match();
    const before = requests();
    await Promise.all([asker.ask('a', '0501234567', settings), asker.ask('a', '0501234567', settings)]);
    expect(requests() - before).toBe(1);
    expect(heard).toHaveLength(1);
  });

  it('shows the record that was chosen for the number before', async () => {
    world.choices = [['507654321', 'res.partner 3']];
    expect(await ask(choose('odoo19'), '050-765-4321')).toMatchObject({
      name: 'Lucy Lane',
      url: 'https://acme.odoo.com/mail/view?model=res.partner&res_id=3',
      total: 2,
      chosen: 'res.partner 3',
    });
  });

  it.each<[string, (settings: Settings) => Settings, string]>([
    ['without a token', (settings) => ((world.secret = null), settings), 'no-token'],
    ['for other fields than the plan', (settings) => ({ ...settings, crmFields: [] }), 'no-token'],
    ['on a host that the policy forbids', (settings) => ({ ...settings, lookupHosts: [] }), 'bad-address'],
    [
      'on a host that the user has not allowed',
      (settings) => ((world.isAllowed = false), settings),
      'not-allowed',
    ],
  ])('%s is not asked', async (_, change, why) => {
    const before = requests();
    expect(await ask(change(choose('odoo19')))).toEqual({ kind: 'failed', why });
    expect(requests()).toBe(before);
  });

  it('waits for a random time, so that a queue of agents does not ask at once', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout'] });
    const settings = choose('odoo19');
    const before = requests();
    const asker = createCrmMatch((_, answer) => void heard.push(answer), {
      now: () => now,
      random: () => 0.99,
    });
    const asked = asker.ask('a', '0501234567', settings);
    await vi.advanceTimersByTimeAsync(395);
    expect(requests()).toBe(before);
    await vi.advanceTimersByTimeAsync(5);
    vi.useRealTimers();
    await asked;
    expect(heard).toHaveLength(1);
  });

  it('answers a check at once and anew', async () => {
    const settings = choose('odoo19');
    const asker = match();
    await ask(settings, '0501234567', asker);
    simulator.answerCrms({ kind: 'status', status: 500 });
    expect(await asker.check('0501234567', settings)).toEqual({ kind: 'failed', why: 'status' });
    expect(await asker.check('12', settings)).toEqual({ kind: 'failed', why: 'no-token' });
  });

  it('logs neither number nor token nor address', async () => {
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => undefined);
    const settings = choose('bitrix24');
    world.secret = 'bad-token';
    await ask(settings);
    expect(warn).toHaveBeenCalled();
    expect(JSON.stringify(warn.mock.calls)).not.toMatch(/bad-token|1234567|127\.0\.0\.1|rest/);
  });
});
