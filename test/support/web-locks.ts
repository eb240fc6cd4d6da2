/** The part of the Web Locks API that Ringside uses: exclusive locks by name. Node 20 has none. */
export function createLocks(): Pick<LockManager, 'request'> {
  const last = new Map<string, Promise<unknown>>();
  const request = async (name: string, work: () => unknown): Promise<unknown> => {
    const turn = (last.get(name) ?? Promise.resolve()).catch(() => undefined).then(work);
    last.set(name, turn);
    return turn;
  };
  return { request } as Pick<LockManager, 'request'>;
}
