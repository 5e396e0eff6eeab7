/** What it is: the fields above the lists. A name that is not an agent's filters nothing. */

import { Search } from 'lucide-react';
import { useId } from 'react';
import { useFrame } from '../../state/frameStore.ts';

/** Suggestions are for choosing among dozens, not thousands. */
const SUGGESTIONS_MOST = 200;

interface FieldProps {
  readonly value: string;
  readonly onChange: (value: string) => void;
}

export function AgentFilter({ value, onChange }: FieldProps) {
  const list = useId();
  const actors = useFrame((state) => state.brief?.actors);
  const ids = [...new Set(actors?.map((actor) => actor.agentId))].slice(0, SUGGESTIONS_MOST);
  return (
    <>
      <input
        className="field rows-agent"
        list={list}
        value={value}
        placeholder="Any agent"
        aria-label="Agent"
        autoComplete="off"
        spellCheck={false}
        onChange={(event) => {
          onChange(event.target.value);
        }}
      />
      <datalist id={list}>
        {ids.map((id) => (
          <option key={id} value={id}>
            {id}
          </option>
        ))}
      </datalist>
    </>
  );
}

export function TextFilter({ value, onChange }: FieldProps) {
  return (
    <span className="rows-search">
      <Search size={13} aria-hidden="true" />
      <input
        className="field"
        type="search"
        value={value}
        placeholder="Search the sentences"
        aria-label="Search the sentences"
        onChange={(event) => {
          onChange(event.target.value);
        }}
      />
    </span>
  );
}

/** The agent's id if there is such an agent, else nothing. */
export function useKnownAgent(text: string): string {
  return useFrame((state) =>
    text !== '' && state.brief?.actors.some((actor) => actor.agentId === text) === true ? text : '',
  );
}
