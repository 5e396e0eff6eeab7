/** What it is: figures of a market by name, one below another. */

export interface FactsProps {
  readonly facts: readonly (readonly [label: string, value: string])[];
}

export function Facts({ facts }: FactsProps) {
  return (
    <dl className="picture-facts">
      {facts.map(([label, value]) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd className="numeric">{value}</dd>
        </div>
      ))}
    </dl>
  );
}
