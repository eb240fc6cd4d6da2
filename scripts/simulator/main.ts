/** `tsx scripts/simulator/main.ts --port N`: the simulator as a program. */
import { parseArgs } from 'node:util';
import { startSimulator } from './server.ts';
import { DEFAULT_LOGINS } from './tokens.ts';

const USAGE = 'Usage: simulator [--port N] [--host ADDRESS]    (default: --port 8080 --host 127.0.0.1)';

/** Prints a message for the user and ends the process. */
function fail(message: string): never {
  console.error(message);
  process.exit(1);
}

function parsed(): { port: number; host: string } {
  try {
    const { values } = parseArgs({
      options: { port: { type: 'string', default: '8080' }, host: { type: 'string', default: '127.0.0.1' } },
    });
    const port = Number(values.port);
    if (!Number.isInteger(port) || port < 0 || port > 65535)
      fail(`"${values.port}" is no port number.\n${USAGE}`);
    return { port, host: values.host };
  } catch (error) {
    fail(`${error instanceof Error ? error.message : String(error)}\n${USAGE}`);
  }
}

function whyNot(error: unknown, port: number, host: string): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'EADDRINUSE')
    return `Port ${port} on ${host} is taken. Stop what uses it, or choose another: --port ${port + 1}`;
  if (code === 'EACCES')
    return `Port ${port} may not be used by this user. Choose one above 1023: --port 8080`;
  return `The simulator could not start: ${error instanceof Error ? error.message : String(error)}`;
}

const { port, host } = parsed();
const simulator = await startSimulator({ port, host }).catch((error: unknown) =>
  fail(whyNot(error, port, host)),
);
const { email, pin } = DEFAULT_LOGINS.user;
console.log(`Voicenter simulator   ${simulator.url}
Sign in as            ${email} / ${pin}
Control page          ${simulator.url}/
Stop                  Ctrl+C`);

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => void simulator.close().then(() => process.exit(0)));
}
