/** A one-page customer database for the demo. It shows the number that a CRM would receive. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface FakeCrm {
  /** The value for the setting "CRM link". */
  readonly template: string;
  /** Returns the template's address for a national number, e.g. "0501234567". */
  addressFor(national: string): string;
  close(): void;
}

/** Starts it on a free loopback port. */
export async function startFakeCrm(): Promise<FakeCrm> {
  const server = createServer((request, response) => {
    const phone = new URL(request.url ?? '/', 'http://crm').searchParams.get('phone') ?? '';
    response.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8' }).end(pageFor(phone));
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  const search = `http://127.0.0.1:${String(port)}/customers?phone=`;
  return {
    template: `${search}{national}`,
    addressFor: (national) => search + national,
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}

function pageFor(phone: string): string {
  const shown = phone.replace(/[^+\d]/g, '') || 'no number';
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>Customer ${shown}</title>
<body style="font: 1.1rem/1.5 system-ui, sans-serif; margin: 4rem auto; max-width: 36rem">
<h1>Customer ${shown}</h1><p>This page stands in for your CRM. Ringside opened it with the caller's number.</p></body></html>`;
}
