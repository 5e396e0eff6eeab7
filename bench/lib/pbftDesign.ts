/** What it is: a design of PBFT replicas that order the requests of clients, for benchmarks of the page. */

/** So many replicas; the seals are modelled. */
export function pbftDesign(
  name: string,
  replicas: number,
  parameters: { readonly requests: number; readonly clients: number },
): unknown {
  return {
    format: 'concord.design',
    version: 1,
    name,
    nodes: [
      {
        kind: 'pool',
        id: 'replicas',
        name: 'Replicas',
        position: { x: 40, y: 80 },
        agent: 'voter',
        count: replicas,
      },
      {
        kind: 'coordination',
        id: 'order',
        name: 'Order',
        position: { x: 470, y: 150 },
        protocol: 'byzantine_consensus',
        parameters: { ...parameters, authentication: 'modelled' },
      },
    ],
    connections: [
      {
        id: 'c0',
        source: { node: 'replicas', port: 'agents' },
        target: { node: 'order', port: 'participants' },
      },
    ],
  };
}
