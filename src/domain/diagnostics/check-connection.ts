/**
 * Diagnostics of everything between Voicenter and the extension: sign-in, servers, socket, liveness, lines.
 * Pure.
 */
import { addressesOf, type CheckName, type DiagnosticFacts, type Finding, finding, hostOf } from './facts.ts';
import type { Problem } from '../account/connection-status.ts';
import { isUsedByOther, type LineFacts } from '../calls/lines.ts';
import { sanitize } from '../common/sanitize.ts';

/**
 * Oldest age of a liveness sign that counts as fresh, in ms. A newer server that answers no keepalive may
 * ping once a minute only (docs/wire.md 2.1).
 */
const PROOF_FRESH_MS = 90_000;

/** Returns the findings on the connection, in the order in which they are shown. */
export function checkConnection(facts: DiagnosticFacts): readonly Finding[] {
  const { login, calls } = addressesOf(facts.settings, facts.worker);
  const callServers = calls.map((address) => server('call-server', address, facts));
  return [
    signIn(facts),
    ...login.map((address) => server('login-server', address, facts)),
    ...(callServers.length > 0
      ? callServers
      : [
          finding(
            'call-server',
            facts.worker === null ? 'asking' : 'unused',
            facts.worker === null ? 'doctor.checking' : 'doctor.server.none',
          ),
        ]),
    socket(facts),
    proof(facts),
    ...lines(facts),
    finding(
      'elsewhere',
      'unknown',
      'doctor.elsewhere.unknown',
      {},
      { remedy: 'doctor.elsewhere.unknown.do' },
    ),
  ];
}

function signIn({ status }: DiagnosticFacts): Finding {
  switch (status.word) {
    case 'off':
      return finding(
        'sign-in',
        'wrong',
        'doctor.sign-in.off',
        {},
        { remedy: 'doctor.sign-in.off.do', action: 'settings' },
      );
    case 'online':
      return finding('sign-in', 'ok', 'doctor.sign-in.ok');
    case 'connecting':
      return status.signedIn
        ? finding('sign-in', 'ok', 'doctor.sign-in.ok')
        : finding('sign-in', 'asking', 'doctor.checking');
    case 'waiting':
    case 'refused':
      return status.problem.kind === 'socket-lost'
        ? finding('sign-in', 'ok', 'doctor.sign-in.ok')
        : refusal(status.problem);
  }
}

function refusal(problem: Exclude<Problem, { kind: 'socket-lost' }>): Finding {
  const { kind } = problem;
  const params = {
    ...('host' in problem ? { host: problem.host } : {}),
    ...('status' in problem ? { status: problem.status } : {}),
  };
  const mends =
    kind === 'refused' ||
    kind === 'token-refused' ||
    kind === 'signed-in-elsewhere' ||
    kind === 'not-voicenter' ||
    kind === 'forbidden' ||
    kind === 'unreachable';
  return finding('sign-in', 'wrong', `doctor.sign-in.${kind}`, params, {
    remedy: `doctor.sign-in.${kind}.do`,
    ...(mends ? { action: 'settings' as const } : {}),
  });
}

/**
 * An unreachable server is only worth attention while another server, or an older sign-in, keeps the
 * extension online.
 */
function server(check: CheckName, address: string, { probes, status }: DiagnosticFacts): Finding {
  const host = hostOf(address);
  const probe = probes[address] ?? { kind: 'asking' };
  const grave = status.word === 'online' ? 'attention' : 'wrong';
  // An open socket proves more than a probe.
  if (check === 'call-server' && status.word === 'online' && status.host === host)
    return finding(check, 'ok', 'doctor.server.answers', { host });
  switch (probe.kind) {
    case 'asking':
      return finding(check, 'asking', 'doctor.checking');
    case 'answers':
      return finding(check, 'ok', 'doctor.server.answers', { host });
    case 'trouble':
      return finding(
        check,
        grave,
        'doctor.server.trouble',
        { host, status: probe.status },
        { remedy: 'doctor.sign-in.server-trouble.do' },
      );
    case 'slow':
    case 'unreachable':
      return finding(
        check,
        grave,
        `doctor.server.${probe.kind}`,
        { host },
        {
          remedy: check === 'login-server' ? 'doctor.sign-in.unreachable.do' : 'doctor.server.unreachable.do',
        },
      );
    case 'forbidden':
      return finding(
        check,
        'unknown',
        'doctor.server.forbidden',
        { host },
        { remedy: 'doctor.server.forbidden.do' },
      );
  }
}

function socket({ status, now }: DiagnosticFacts): Finding {
  if (status.word === 'online')
    return finding('socket', 'ok', 'doctor.socket.ok', {
      host: status.host,
      minutes: Math.max(0, Math.floor((now - status.since) / 60_000)),
    });
  if (status.word === 'connecting') return finding('socket', 'asking', 'doctor.checking');
  if (status.word === 'waiting' && status.problem.kind === 'offline')
    return finding('socket', 'wrong', 'doctor.sign-in.offline', {}, { remedy: 'doctor.sign-in.offline.do' });
  if (status.word === 'waiting' && status.problem.kind === 'socket-lost')
    return finding(
      'socket',
      'wrong',
      'doctor.socket.lost',
      { host: status.problem.host },
      { remedy: 'doctor.socket.lost.do' },
    );
  return finding('socket', 'unused', 'doctor.socket.none');
}

function proof({ worker, status }: DiagnosticFacts): Finding {
  if (worker === 'silent')
    return finding('proof', 'wrong', 'doctor.proof.silent', {}, { remedy: 'doctor.proof.silent.do' });
  if (status.word !== 'online') return finding('proof', 'unknown', 'doctor.onlineOnly');
  if (worker === null) return finding('proof', 'asking', 'doctor.checking');
  if (worker.heardAt === null)
    return finding('proof', 'attention', 'doctor.proof.none', {}, { remedy: 'doctor.proof.old.do' });
  const age = Math.max(0, worker.at - worker.heardAt);
  const seconds = Math.floor(age / 1000);
  return age <= PROOF_FRESH_MS
    ? finding('proof', 'ok', 'doctor.proof.ok', { seconds })
    : finding('proof', 'attention', 'doctor.proof.old', { seconds }, { remedy: 'doctor.proof.old.do' });
}

function lines({ status, callState: state, directory, settings }: DiagnosticFacts): readonly Finding[] {
  if (status.word !== 'online') return [finding('lines', 'unknown', 'doctor.onlineOnly')];
  if (!state.hasSnapshot && state.scope.kind === 'person')
    return [finding('lines', 'attention', 'doctor.lines.unnamed', {}, { remedy: 'doctor.lines.unnamed.do' })];
  const own = Object.values(state.lines);
  const isPicked = state.scope.kind === 'picked';
  if (isPicked && settings.pickedLines.length === 0 && settings.followUser === '')
    return [
      finding(
        'lines',
        'wrong',
        'doctor.lines.unpicked',
        {},
        { remedy: 'doctor.lines.unpicked.do', action: 'settings' },
      ),
    ];
  const gone = isPicked ? settings.pickedLines.filter((lineId) => !Object.hasOwn(state.lines, lineId)) : [];
  const names = userNames(directory);
  const found = [
    ...gone.map((line) =>
      finding(
        'lines',
        'wrong',
        'doctor.lines.gone',
        { line },
        { remedy: 'doctor.lines.gone.do', action: 'settings' },
      ),
    ),
    ...own.filter(isUsedByOther).map((line) => foreign(line, names)),
  ];
  if (found.length > 0) return found;
  if (own.length === 0)
    return [finding('lines', 'attention', 'doctor.lines.away', {}, { remedy: 'doctor.lines.away.do' })];
  return [
    finding('lines', 'ok', 'doctor.lines.ok', {
      lines: [...own.slice(0, 3).map(nameOf), ...(own.length > 3 ? ['…'] : [])],
    }),
  ];
}

/** Returns the users' names by user id. For a user with several lines, the first line's name counts. */
function userNames(directory: readonly LineFacts[]): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  for (const { userId, userName } of directory) if (!names.has(userId)) names.set(userId, userName);
  return names;
}

function foreign(line: LineFacts, names: ReadonlyMap<string, string>): Finding {
  const user = names.get(line.onlineUserId) ?? '';
  const params = { line: nameOf(line), ...(user === '' ? {} : { name: sanitize(user) }) };
  return finding('lines', 'wrong', user === '' ? 'doctor.lines.somebody' : 'doctor.lines.foreign', params, {
    remedy: 'doctor.lines.foreign.do',
    action: 'settings',
  });
}

const nameOf = ({ userName, number, lineId }: LineFacts): string =>
  `${sanitize(userName)} ${number === '' ? lineId : number}`.trim();
