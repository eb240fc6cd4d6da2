/** The agent's own status at Voicenter, and since when. */
import { useMemo } from 'preact/hooks';
import { moment } from '../app/format.ts';
import { useShownBook, useFrame, useStatus } from '../app/page.tsx';
import { statusName } from '../app/agent-status-names.ts';
import { useDay } from '../app/use-stored-item.ts';
import { agentStatus } from '../../domain/calls/selectors.ts';

export function AgentLine() {
  const { translator } = useFrame();
  const status = useStatus();
  const book = useShownBook();
  const day = useDay();
  const agent = agentStatus(book);
  const { t, language } = translator;
  const since = agent?.since ?? null;
  // Writing a time takes longer than all else here, and the book is another with each event.
  const time = useMemo(() => (since === null ? null : moment(since, day, language)), [since, day, language]);
  if (agent === null || status.word !== 'online') return null;
  return (
    <p class="agent">
      <span class="agent-status">{t(statusName(agent.statusId))}</span>
      {time !== null && <span class="hint">{t({ key: 'agent.since', params: { time } })}</span>}
    </p>
  );
}
