/** Malformed payloads. Each is sent under every event name that clients listen to. */

const NAMES = [
  'ExtensionEvent',
  'AllExtensionsStatus',
  'loginStatus',
  'QueueEvent',
  'keepaliveResponse',
] as const;
const LINE = { extenUser: 'SIPSIP1', number: 1, calls: [] };

const PAYLOADS: readonly unknown[] = [
  undefined,
  null,
  '',
  'text',
  7,
  -1,
  true,
  [],
  {},
  { data: null },
  { data: [] },
  { data: {} },
  { reason: '__proto__', data: {} },
  { reason: 'NEWCALL', data: { ...LINE, currentCall: { ivrid: {} } } },
  {
    reason: 'NEWCALL',
    data: { ...LINE, currentCall: { ivrid: '', callstatus: 'Ringing', direction: 'Incoming' } },
  },
  { reason: 'NEWCALL', data: { ...LINE, currentCall: { ivrid: 'x'.repeat(100_000), callStarted: 'soon' } } },
  { reason: 'HANGUP', data: { ...LINE, currentCall: null } },
  { reason: 'NOSUCH', data: LINE, servertime: 'NaN' },
  { extensions: 'all' },
  { extensions: [null, 7, {}] },
  { errorCode: 'none' },
];

/** Returns `count` malformed events. All kinds take turns. */
export function malformed(count: number): readonly (readonly [name: string, payload: unknown])[] {
  return Array.from({ length: count }, (_, index) => {
    const name = NAMES[index % NAMES.length] ?? NAMES[0];
    // Clients trust every AllExtensionsStatus that they can parse, however strange. So no payload here can be
    // parsed as one.
    return [name, PAYLOADS[Math.floor(index / NAMES.length) % PAYLOADS.length]] as const;
  });
}
