/** What it is: what the planner says of a node: errors, warnings, advice. */

import { useNodeProblems } from '../../state/problemsStore.ts';

const SIGNS = { error: '✕', warning: '!', advice: 'i' } as const;

export function NodeProblems({ node }: { readonly node: string }) {
  const problems = useNodeProblems(node);
  if (problems.length === 0) return undefined;
  return (
    <ul className="problem-list" aria-label="Problems and advice">
      {problems.map((problem) => (
        <li key={`${problem.code} ${problem.path}`} data-tone={problem.severity}>
          <span className="problem-sign" role="img" aria-label={problem.severity}>
            {SIGNS[problem.severity]}
          </span>
          <span>{problem.message}</span>
        </li>
      ))}
    </ul>
  );
}
