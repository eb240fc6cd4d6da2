/** Every state of the cards, as the call window shows them. */
import type { AgentPage } from '../browsers/agent-page.ts';
import type { LookupBehaviour } from '../simulator/lookup.ts';
import type { State } from './state.ts';
import type { World } from './world.ts';

const DANA = {
  callerName: 'Dana Levi',
  callerNumber: '0501234567',
  customData: { Order: 'A-4711', 'Customer since': '2019' },
};
const QUEUE = 555;
const KNOWN = {
  kind: 'ok',
  name: 'Dana Levi',
  company: 'Acme Ltd',
  url: 'https://crm.example.com/1',
} as const;

/** A state with one card. */
const call = (
  name: string,
  arrange: (world: World) => void | Promise<void>,
  more: Partial<State> = {},
): State => ({
  ...{ name: `call-${name}`, page: 'call.html', size: 'call', arrange },
  reach: async (page) => {
    await page.find('article');
  },
  ...more,
});

/** A state whose lookup is asked while the page is open. */
const lookedUp = (
  name: string,
  behaviour: LookupBehaviour,
  shown: (page: AgentPage) => Promise<unknown>,
): State => ({
  ...{ name: `call-${name}`, page: 'call.html', size: 'call' },
  arrange: async ({ pbx, set }) => {
    pbx.answerLookups(behaviour);
    await set({ lookupUrl: `${pbx.url}/lookup` });
  },
  reach: async (page, { pbx }) => {
    pbx.ring({ queueID: QUEUE, callerNumber: DANA.callerNumber });
    await page.find('article');
    await shown(page);
  },
  leave: ({ set }) => set({ lookupUrl: '' }),
});
const says = (text: RegExp) => (page: AgentPage) => page.waitForText('article', text);

const onTop = (size: State['size']): Partial<State> => ({ page: 'float-card.html', size });
function fourCalls({ pbx }: World): void {
  pbx.ring({ ...DANA, queueID: QUEUE });
  pbx.secondCaller({ callerName: 'לויס ליין' });
  pbx.ring({ callerName: 'Clark Kent', callerNumber: '0507650000' });
  pbx.hiddenNumber();
}

export const CALL_STATES: readonly State[] = [
  call('ringing', ({ pbx }) => void pbx.ring({ ...DANA, queueID: QUEUE })),
  call('unknown', ({ pbx }) => void pbx.ring({ callerNumber: '+442079460958', callerName: '' })),
  call('memory', async ({ pbx, fillDay }) => {
    await fillDay();
    pbx.ring({ ...DANA, queueID: QUEUE });
  }),
  lookedUp('lookup', { ...KNOWN, total: 1, delayMs: 2_500 }, (page) => page.find('article')),
  lookedUp('known', { ...KNOWN, total: 1 }, says(/Acme/)),
  lookedUp('several', { ...KNOWN, total: 4 }, says(/Acme/)),
  lookedUp('new-record', { kind: 'ok', total: 0 }, (page) => page.find('article')),
  lookedUp('lookup-failed', { kind: 'status', status: 503 }, (page) => page.find('article')),
  call('hidden', ({ pbx }) => void pbx.hiddenNumber()),
  call('colleague', ({ pbx }) => void pbx.internalCall()),
  call('late', async ({ pbx, panel }) => {
    pbx.ring({ ...DANA, silent: true });
    pbx.drop();
    await panel.find('article', undefined, { timeoutMs: 20_000 });
  }),
  call('stopped', async ({ pbx, panel }) => {
    pbx.ring({ ...DANA, queueID: QUEUE });
    await panel.find('article');
    pbx.stopRinging();
  }),
  call('talking', ({ pbx }) => {
    pbx.ring(DANA);
    pbx.answer();
  }),
  call('held', ({ pbx }) => {
    pbx.ring(DANA);
    pbx.answer();
    pbx.hold();
  }),
  call('two', ({ pbx }) => {
    pbx.ring({ ...DANA, queueID: QUEUE });
    pbx.secondCaller({ callerName: 'לויס ליין' });
  }),
  call('two-and-ended', async ({ pbx, panel }) => {
    const ended = pbx.ring({ callerName: 'Clark Kent', callerNumber: '0507650000' });
    await panel.find('article');
    pbx.answeredElsewhere({ callId: ended });
    pbx.ring(DANA);
    pbx.secondCaller({ callerName: 'לויס ליין' });
  }),
  call('ended', async ({ pbx, panel }) => {
    pbx.ring(DANA);
    pbx.answer();
    await panel.find('article');
    pbx.hangUp();
  }),
  call('elsewhere', async ({ pbx, panel }) => {
    pbx.ring(DANA);
    await panel.find('article');
    pbx.answeredElsewhere();
  }),
  {
    ...{ name: 'top-idle', page: 'float-card.html', size: 'top' },
    arrange: ({ fillDay }) => fillDay(),
  },
  call('top-ringing', ({ pbx }) => void pbx.ring({ ...DANA, queueID: QUEUE }), onTop('top')),
  call('top-four', fourCalls, onTop('top')),
  call('top-smallest', fourCalls, onTop('smallTop')),
  { name: 'keep-on-top', page: 'float.html', size: 'opener' },
  call('hostile', ({ pbx }) => {
    pbx.hiddenNumber();
    pbx.ring({ callerName: `<b>markup</b> ${'very long name '.repeat(12)}` });
  }),
];
