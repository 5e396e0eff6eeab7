/** What it is: labels and values, one line each. */

export interface FactsProps {
  readonly facts: readonly (readonly [label: string, value: string])[];
}

export function Facts({ facts }: FactsProps) {
  return (
    <dl className="facts-list">
      {facts.map(([label, value]) => (
        <div key={label} className="facts-row">
          <dt>{label}</dt>
          <dd className="numeric" title={value}>
            {value}
          </dd>
        </div>
      ))}
    </dl>
  );
}
