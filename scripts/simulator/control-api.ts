/**
 * The control API: every operation of a Simulator as `POST /control/<name>` with a JSON object, and
 * `GET /control/state`. It serves only callers on this computer. Requiring a JSON body keeps out foreign web
 * pages: they would need a preflight request, which is not answered. The Host check keeps out names that were
 * rebound to loopback.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import * as v from 'valibot';
import * as input from './control-input.ts';
import { pathOf, readBody, sendJson } from './http.ts';
import { SimulatorError } from './model.ts';
import type { Simulator } from './simulator.ts';

type Operation = (body: unknown) => object;
type Beginning<T> = (options: T) => string;

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])(:\d+)?$/i;

/** Returns the handler for everything under /control/. */
export function createControlApi(
  simulator: Simulator,
): (request: IncomingMessage, response: ServerResponse) => Promise<void> {
  const operations = operationsOf(simulator);

  async function reply(request: IncomingMessage): Promise<readonly [status: number, body: unknown]> {
    if (!LOOPBACK.test(request.headers.host ?? ''))
      return refusal(403, 'The control API answers only under a loopback address.');
    const name = pathOf(request).slice('/control/'.length);
    if (name === 'state' && request.method === 'GET') return [200, simulator.state()];
    const operation = operations.get(name);
    if (!operation)
      return refusal(
        404,
        `There is no operation "${name}". Known are: state, ${[...operations.keys()].join(', ')}.`,
      );
    if (request.method !== 'POST') return refusal(405, `"${name}" is asked for by POST.`);
    if (!/^application\/json\b/i.test(request.headers['content-type'] ?? ''))
      return refusal(400, 'The Content-Type must be application/json.');
    try {
      return [200, operation(bodyOf(await readBody(request)))];
    } catch (error) {
      if (error instanceof SimulatorError) return refusal(400, error.message);
      throw error;
    }
  }

  return async (request, response) => {
    const [status, body] = await reply(request);
    sendJson(response, status, body);
  };
}

function refusal(status: number, error: string): readonly [number, { readonly error: string }] {
  return [status, { error }];
}

function operationsOf(simulator: Simulator): ReadonlyMap<string, Operation> {
  /** Makes an operation that starts a call. Its result is the callId. */
  const begins =
    <T>(schema: v.GenericSchema<unknown, T>, begin: Beginning<T>): Operation =>
    (body) => ({ callId: begin(checked(schema, body)) });
  /** Makes an operation without a result. */
  const does =
    <T>(schema: v.GenericSchema<unknown, T>, act: (options: T) => void): Operation =>
    (body) => {
      act(checked(schema, body));
      return { ok: true };
    };

  return new Map<string, Operation>([
    ['ring', begins(input.Ring, simulator.ring)],
    ['second-caller', begins(input.Call, simulator.secondCaller)],
    ['two-phones', begins(input.Call, simulator.twoPhones)],
    ['hidden', begins(input.Call, simulator.hiddenNumber)],
    ['hebrew', begins(input.Call, simulator.hebrewName)],
    ['internal', begins(input.Call, simulator.internalCall)],
    ['colleague', begins(input.Call, simulator.colleagueCall)],
    ['join-queue', begins(input.Waiting, simulator.joinQueue)],
    ['joined', begins(input.Joined, simulator.joinedCall)],
    ['transfer', begins(input.Call, simulator.transfer)],
    ['dial', begins(input.Call, simulator.dial)],
    ['click2call', begins(input.Call, simulator.click2Call)],
    ['click2call-second-leg', begins(input.Target, simulator.click2CallSecondLeg)],
    ['spy', begins(input.Call, simulator.spy)],
    ['queue-retries', begins(input.Retries, simulator.queueRetries)],
    ['answer', does(input.Target, simulator.answer)],
    ['hold', does(input.Target, simulator.hold)],
    ['unhold', does(input.Target, simulator.unhold)],
    ['hang-up', does(input.Ending, simulator.hangUp)],
    ['stop-ringing', does(input.Ending, simulator.stopRinging)],
    ['answered-elsewhere', does(input.Target, simulator.answeredElsewhere)],
    ['answered-by-colleague', does(input.Target, simulator.answeredByColleague)],
    ['reject', does(input.Target, simulator.reject)],
    ['abandon', does(input.Abandon, simulator.abandon)],
    ['status', does(input.Status, simulator.setStatus)],
    ['emit', does(input.Emit, ({ name, payload }) => simulator.emit(name, payload))],
    [
      'drop',
      (body) => {
        checked(input.Nothing, body);
        return { dropped: simulator.drop() };
      },
    ],
    ['refuse-sockets', does(input.Refuse, ({ refusing }) => simulator.refuseSockets(refusing))],
    ['fall-silent', does(input.Silence, ({ whom }) => simulator.fallSilent(whom))],
    ['speak', does(input.Nothing, simulator.speak)],
    ['revoke-older', does(input.Revoke, ({ revoking }) => simulator.revokeOlder(revoking))],
    ['sign-in-elsewhere', does(input.Nothing, simulator.signInElsewhere)],
    ['expire-tokens', does(input.Nothing, simulator.expireTokens)],
    ['duplicate', does(input.Duplicate, ({ times }) => simulator.duplicate(times))],
    ['reorder', does(input.Reorder, ({ reordering }) => simulator.reorder(reordering))],
    ['malformed', does(input.Malformed, (asked) => simulator.sendMalformed(asked.count))],
    ['resync-storm', does(input.Storm, simulator.resyncStorm)],
    ['answer-keepalive', does(input.Keepalive, ({ answer }) => simulator.answerKeepalive(answer))],
    ['seat', does(input.User, simulator.seat)],
    ['login-fault', does(input.Fault, simulator.orderLoginFault)],
    ['clear-login-faults', does(input.Nothing, simulator.clearLoginFaults)],
    ['answer-lookups', does(input.Lookup, simulator.answerLookups)],
    ['answer-crms', does(input.Crms, simulator.answerCrms)],
  ]);
}

function bodyOf(text: string): unknown {
  if (text.trim() === '') return {};
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    throw new SimulatorError('The body is not JSON.');
  }
  // The schema library accepts an array as an object without the expected fields.
  if (typeof body !== 'object' || body === null || Array.isArray(body))
    throw new SimulatorError('The body must be a JSON object.');
  return body;
}

function checked<T>(schema: v.GenericSchema<unknown, T>, body: unknown): T {
  const parsed = v.safeParse(schema, body);
  if (parsed.success) return parsed.output;
  const [issue] = parsed.issues;
  const field = v.getDotPath(issue) ?? 'body';
  const isStrange = issue.type === 'strict_object' && issue.expected === 'never';
  if (isStrange) throw new SimulatorError(`"${field}" is not known here.`);
  throw new SimulatorError(
    `"${field}" is not right: expected ${issue.expected ?? 'another value'}, got ${issue.received}.`,
  );
}
