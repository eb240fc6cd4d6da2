/** Missed calls wait to be called back. They end by themselves, or by hand. */
import { it } from 'vitest';
import { inEachBrowser } from './support/agent-day.ts';

inEachBrowser((day) => {
  const WAITING = { within: { role: 'list', name: 'To call back' } } as const;
  const DONE = { within: { role: 'list', name: 'Done today' } } as const;
  const wait = async (count: number, timeoutMs = 10_000): Promise<void> =>
    day.panel.waitForCount('listitem', count, undefined, { ...WAITING, timeoutMs });

  it('a missed call waits until the number is called, answered, or marked as done', async () => {
    for (const callerNumber of ['0521111111', '0532222222', '0543333333']) {
      const callId = day.pbx.ring({ callerName: '', callerNumber });
      await day.panel.waitForText('article', new RegExp(callerNumber.slice(-4)));
      day.pbx.hangUp({ callId });
    }
    await day.panel.click('tab', 'To call back');
    await wait(3, 30_000);

    const placed = day.pbx.dial({ callerNumber: '+972521111111' });
    await wait(2);
    day.pbx.hangUp({ callId: placed });
    await day.panel.waitForText('listitem', /052-111-1111.*called back/s, DONE);

    const answered = day.pbx.ring({ callerNumber: '0532222222' });
    day.pbx.answer({ callId: answered });
    await wait(1);
    day.pbx.hangUp({ callId: answered });
    await day.panel.waitForText('listitem', /053-222-2222.*answered/s, DONE);

    await day.panel.click('button', 'Mark as done', WAITING);
    await day.panel.waitForText('listitem', /054-333-3333.*marked as done/s, DONE);
    await day.panel.waitForText('main', /No one to call back/);
    await day.panel.click('button', 'Put back on the list', DONE);
    await wait(1);
    await day.panel.click('tab', 'Recent');
  });
});
