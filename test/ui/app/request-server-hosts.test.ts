import { beforeEach, describe, expect, it, vi } from 'vitest';
import { requestServerHosts } from '../../../src/ui/app/request-server-hosts.ts';

const asked: (readonly string[])[] = [];
let answer: () => Promise<boolean>;
vi.mock('../../../src/platform/host-permissions.ts', () => ({
  requestHostPermissions: (addresses: readonly string[]) => {
    asked.push(addresses);
    return answer();
  },
}));
beforeEach(() => {
  asked.length = 0;
  answer = () => Promise.resolve(true);
});

describe('the permission for login servers', () => {
  it('is requested for all in one question, in the turn of the click', () => {
    void requestServerHosts(['https://a.example.com/login', 'https://b.example.com/refresh']);
    expect(asked).toEqual([['https://a.example.com/login', 'https://b.example.com/refresh']]);
  });

  it.each([
    ['granted', () => Promise.resolve(true)],
    ['refused', () => Promise.resolve(false)],
    ['no question that the browser lets us ask', () => Promise.reject(new Error('not in the manifest'))],
  ])('is %s, and the sign-in continues', async (_, given) => {
    answer = given;
    await expect(requestServerHosts(['https://login.example.com'])).resolves.toBeUndefined();
  });

  it('is not requested for this machine', async () => {
    await requestServerHosts(['http://127.0.0.1:8080']);
    expect(asked).toEqual([]);
  });
});
