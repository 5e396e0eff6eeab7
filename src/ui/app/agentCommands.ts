/** What it is: what can be done to the selected agent, as commands: the palette finds them, keys reach them. */

import type { Command } from '../commands/registry.ts';
import { actOnAgents } from '../state/agentActions.ts';
import type { AgentAction } from '../state/agentActions.ts';
import { sessionStore } from '../state/sessionStore.ts';

const selected = (): string | undefined => sessionStore.getState().selection.agent;

function agentCommand(id: string, verb: string, key: string, action: AgentAction): Command {
  return {
    id: `agent.${id}`,
    group: 'Run',
    title: () => `${verb} ${selected() ?? 'the selected agent'}`,
    keys: [key],
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
  agentCommand('heal', 'Make honest and quick again:', 'H', { kind: 'heal' }),
];
