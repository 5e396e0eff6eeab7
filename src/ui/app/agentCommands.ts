/** What it is: what can be done to the selected agent, as commands: the palette finds them, keys reach them. */

import type { Command } from '../commands/registry.ts';
import { actOnAgents, CLOCK_ACTIONS, LINK_ACTIONS } from '../state/agentActions.ts';
import type { AgentAction } from '../state/agentActions.ts';
import { sessionStore } from '../state/sessionStore.ts';

const selected = (): string | undefined => sessionStore.getState().selection.agent;

function agentCommand(
  id: string,
  verb: string,
  key: string | undefined,
  action: AgentAction,
): Command {
  return {
    id: `agent.${id}`,
    group: 'Run',
    title: () => `${verb} ${selected() ?? 'the selected agent'}`,
    ...(key === undefined ? {} : { keys: [key] }),
    words: 'agent fault',
    when: () => selected() !== undefined,
    run: async () => {
      const agent = selected();
      if (agent !== undefined) await actOnAgents([agent], action);
    },
  };
}

export const AGENT_COMMANDS: readonly Command[] = [
  agentCommand('crash', 'Crash', 'X', { kind: 'crash' }),
  agentCommand('restart', 'Restart', 'Shift+X', { kind: 'restart' }),
  agentCommand('cutOff', 'Cut off', 'Shift+C', { kind: 'cutOff' }),
  agentCommand('reboot', 'Reboot', undefined, { kind: 'reboot' }),
  ...CLOCK_ACTIONS.map(([title, action], i) =>
    agentCommand(
      `clock${i}`,
      `Clock ${title.charAt(0).toLowerCase() + title.slice(1)}:`,
      undefined,
      action,
    ),
  ),
  ...LINK_ACTIONS.map(([title, action]) =>
    agentCommand(`links.${action.kind}`, `${title} on the links of`, undefined, action),
  ),
  agentCommand('heal', 'Make honest and quick again:', 'H', { kind: 'heal' }),
];
