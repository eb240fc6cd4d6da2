/** A day of invented calls, as the history stores them. */
import { numberKey } from '../../src/domain/common/phone-number.ts';

/** Minutes ago, name, number, queue, outcome, seconds talked, and what differs in its ring. */
type Invented = readonly [
  minutesAgo: number,
  name: string,
  number: string | null,
  queue: string,
  outcome: string,
  talked: number,
  ring?: object,
];

const QUIET = { shownAt: null, surfaces: [], confirmed: [] };
const CALLS: readonly Invented[] = [
  [21, 'Clark Kent', '0507650000', 'Sales', 'answered', 361],
  [40, 'Maya Shalev', '035550188', 'Renewals', 'answered', 680],
  [47, '', '0541111111', 'Support', 'answered', 95],
  [95, 'Dana Levi', '0501234567', 'Support', 'missed', 0],
  [102, 'Dana Levi', '0501234567', 'Support', 'missed', 0],
  [110, 'Avi Levi', '035550142', 'Support', 'answered', 224],
  [150, 'Rothschild 22', '035550142', 'Support', 'answered', 135, { way: 'late', surfaces: ['window'] }],
  [172, 'לויס ליין', '0507654321', 'Sales', 'answered', 728],
  [185, '', '+442079460958', 'Support', 'answered-elsewhere', 0],
  [214, 'Yossi Cohen', '0521112233', '', 'answered', 48],
  [233, '', null, 'Support', 'missed', 0, { ...QUIET, reason: 'hidden' }],
  [262, 'Jimmy Olsen', '0532222222', 'Sales', 'answered', 300],
  [270, 'Perry White', '0533333333', 'Sales', 'answered', 121],
  [281, 'Lana Lang', '0544444444', 'Renewals', 'missed', 0],
  [330, 'Dana Levi', '0501234567', 'Support', 'answered', 242],
  [395, '', '0541111111', 'Sales', 'missed', 0, { ...QUIET, reason: 'hours' }],
];
/** Minutes ago: from and to. */
const OUTAGE = [155, 150] as const;
const DELAYS = [61, 48, 72, 58, 90, 64, 1912];

/** Returns code for a page of the extension. It writes the day before `now` into the user's history. */
export function fillDay(now: number): string {
  const at = (minutesAgo: number): number => now - minutesAgo * 60_000;
  const calls = CALLS.map(([ago, name, number, queue, outcome, talked], index) => ({
    ...{ callId: `invented-${String(index)}`, direction: 'incoming', name, queue, outcome },
    ...(number === null
      ? { caller: { kind: 'hidden' } }
      : { caller: { kind: 'external', number }, key: numberKey(number, 'IL') }),
    ...{ dialed: '', lineId: 'SIP', rings: 1, late: false, suppressed: null, details: [], linkId: null },
    ...{ lookup: null, answeredBy: outcome === 'answered-elsewhere' ? 'Yossi Cohen' : '' },
    startedAt: at(ago),
    talkingAt: talked === 0 ? null : at(ago) + 6_000,
    endedAt: at(ago) + 6_000 + talked * 1_000,
  }));
  const rings = CALLS.map(([ago, , , , , , different], index) => ({
    ...{ callId: `invented-${String(index)}`, heardAt: at(ago), way: 'live', reason: null },
    shownAt: at(ago) + (DELAYS[index % DELAYS.length] ?? 0),
    ...{ surfaces: ['window', 'notification'], confirmed: ['window'] },
    ...different,
  }));
  const outage = { from: at(OUTAGE[0]), to: at(OUTAGE[1]) - 10_000 };
  return `(async () => {
    const find = async () => (await indexedDB.databases()).find(({ name }) => name.startsWith('history-'));
    let found = await find();
    for (; found === undefined; found = await find()) await new Promise((resolve) => setTimeout(resolve, 50));
    const open = indexedDB.open(found.name);
    const db = await new Promise((resolve) => (open.onsuccess = () => resolve(open.result)));
    const tx = db.transaction(['calls', 'rings', 'outages'], 'readwrite');
    for (const call of ${JSON.stringify(calls)}) tx.objectStore('calls').put(call);
    for (const ring of ${JSON.stringify(rings)}) tx.objectStore('rings').put(ring);
    tx.objectStore('outages').put(${JSON.stringify(outage)});
    await new Promise((resolve) => (tx.oncomplete = resolve));
    db.close();
  })()`;
}
