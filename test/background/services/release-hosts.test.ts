import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { CrmPlan } from '../../../src/domain/crm-match/plan.ts';
import { choiceKey } from '../../../src/domain/crm-match/plan.ts';
import { readSettings } from '../../../src/domain/settings/read-settings.ts';

const world = vi.hoisted(() => ({
  plan: null as object | null,
  removed: [] as string[],
  forgotten: 0,
}));
vi.mock('../../../src/platform/host-permissions.ts', () => ({
  removeHostPermission: (address: string) => Promise.resolve(void world.removed.push(address)),
}));
vi.mock('../../../src/platform/storage/crm-items.ts', () => ({
  crmPlanItem: { get: () => Promise.resolve(world.plan) },
  forgetCrmSecret: () => Promise.resolve(void (world.forgotten += 1)),
}));

const { releaseHosts } = await import('../../../src/background/services/release-hosts.ts');

const BASE = 'https://acme.zendesk.com';
const using = (different: object) =>
  readSettings({ crmLink: `${BASE}/?q={phone}`, reuseTab: true, ...different }, {});
const asked = using({ crmAdapter: 'zendesk' });
const plan: Pick<CrmPlan, 'choice' | 'secretFor' | 'base'> = {
  choice: choiceKey(asked),
  secretFor: `zendesk ${BASE}`,
  base: BASE,
};

describe('when the settings change', () => {
  beforeEach(() => Object.assign(world, { plan, removed: [], forgotten: 0 }));

  it('a host that no setting needs is given back', async () => {
    world.plan = null;
    await releaseHosts(using({}), using({ reuseTab: false }));
    expect(world.removed).toEqual([BASE]);
  });

  it('the host of the CRM to ask is kept, and its token too', async () => {
    await releaseHosts(asked, using({ crmAdapter: 'zendesk', reuseTab: false }));
    expect([world.removed, world.forgotten]).toEqual([[], 0]);
  });

  it('a CRM that is no longer asked loses its token and its host', async () => {
    await releaseHosts(using({ crmAdapter: 'zendesk', reuseTab: false }), using({ reuseTab: false }));
    expect([world.removed, world.forgotten]).toEqual([[BASE], 1]);
  });

  it('a host that another setting needs is kept', async () => {
    await releaseHosts(asked, using({}));
    expect([world.removed, world.forgotten]).toEqual([[], 1]);
  });
});
