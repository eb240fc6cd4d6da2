/** The agent's own status at Voicenter, and since when. */
import { agentStatus } from '../domain/agent-status.ts';
import { moment } from './formats.ts';
import { useShared } from './page.tsx';
import { statusName } from './status-names.ts';
import { useDay } from './use-item.ts';

export function AgentLine() {
  const { book, status, translator } = useShared();
  const day = useDay();
  const agent = agentStatus(book);
  if (agent === null || status.word !== 'online') return null;
  const { t, language } = translator;
  return (
    <p class="agent">
      <span class="agent-status">{t(statusName(agent.statusId))}</span>
      {agent.since !== null && <span class="hint">{t({ key: 'agent.since', params: { time: moment(agent.since, day, language) } })}</span>}
    </p>
  );
}
