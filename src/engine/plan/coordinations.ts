/**
 * What it is: coordination nodes become planned coordinations: who takes part, by which protocol, with
 * which parameters, data and network.
 */

import { faultsTolerated } from '../base/quorum.ts';
import { present } from '../base/invariant.ts';
import { meanMerit } from '../base/votes.ts';
import type { ProtocolCard, ProtocolId } from '../contract/card.ts';
import type { Resources } from '../contract/protocol.ts';
import type { DesignNode, NetworkSettings, NodeOf } from '../document/design.ts';
import { networkSettings } from '../document/design.ts';
import { portsOf } from '../document/ports.ts';
import { selectProtocol } from '../selector/select.ts';
import { titleOf, withTitles } from '../selector/titles.ts';
import { checkPrequential, planData } from './streams.ts';
import { counted } from '../contract/sentences.ts';
import { enumerate } from './diagnostics.ts';
import { checkParameters } from './parameters.ts';
import { idOf, manningOf, numbered } from './manning.ts';
import type { PlannedCoordination } from './plan.ts';
import type { Surroundings } from './surroundings.ts';
import { checkTasks } from './tasks.ts';

type Coordination = NodeOf<'coordination'>;

const PPM = 1_000_000;

/** A coordination node and where it stands. */
interface Place {
  readonly node: Coordination;
  readonly path: string;
}

/** The coordinations that could be planned, in the order of the nodes. */
export function planCoordinations(around: Surroundings): readonly PlannedCoordination[] {
  return around.design.nodes
    .flatMap((node, place) =>
      node.kind === 'coordination' ? [planOne(around, { node, path: `nodes.${place}` })] : [],
    )
    .filter((planned) => planned !== undefined)
    .map((planned, index): PlannedCoordination => ({ index, ...planned }));
}

type Unnumbered = Omit<PlannedCoordination, 'index'>;

function planOne(around: Surroundings, place: Place): Unnumbered | undefined {
  const { node } = place;
  const { members, supplies, stranded } = manningOf(around, node);
  const isOpen = supplies.some(({ port }) => port === 'participants');
  const most = isOpen ? (node.participantsMost ?? Infinity) : Infinity;
  const count = Math.min(members.length, most);
  if (stranded !== undefined || count === 0) {
    around.findings.add({
      severity: 'error',
      code: stranded === undefined ? 'missingParticipants' : 'unfitSupply',
      path: place.path,
      node: node.id,
      message: stranded ?? `${node.name} has no participants: connect a pool of agents to it.`,
    });
    return undefined;
  }
  const protocol = chooseProtocol(around, place, count);
  const card = protocol === undefined ? undefined : around.catalogue.protocols.get(protocol);
  if (card === undefined) return undefined;
  checkCount(around, place, card, count);
  checkKinds(around, place, card, [...new Set(members.map(({ pool }) => pool))]);
  if (!isOpen) checkByzantine(around, place, card, count);
  checkClusters(around, place, card);
  checkSearch(around, place, card);
  const resources = connectResources(around, place, card);
  const parameters = checkParameters(card.parameters, node.parameters);
  if (!parameters.ok) {
    const where = { path: `${place.path}.parameters`, node: node.id, name: node.name };
    for (const mistake of parameters.problem) around.findings.addMistake(mistake, where);
    return undefined;
  }
  const agentOf = new Map(around.agents.map((agent) => [agent.id, agent]));
  const agents = members.flatMap((member) => agentOf.get(idOf(member)) ?? []);
  // Without agents there is no plan, and what is wrong with them has been said.
  if (agents.length < members.length) return undefined;
  const where = { path: place.path, node: node.id, name: node.name };
  checkTasks(around.findings, where, card.id, resources, agents, parameters.value);
  checkPrequential(around.findings, where, parameters.value, resources.dataset);
  return {
    id: node.id,
    name: node.name,
    protocol: card.id,
    parameters: parameters.value,
    participants: agents.map(({ index }) => index),
    resources,
    network: networkOf(around, node),
    ...(node.startMicros !== undefined &&
      node.startMicros > 0 && { startMicros: node.startMicros }),
    ...(supplies.length > 0 && {
      supplies: numbered(supplies, new Map(around.agents.map(({ id, index }) => [id, index]))),
    }),
    ...(isOpen &&
      node.participantsMost !== undefined && { participantsMost: node.participantsMost }),
  };
}

/** The nodes connected to a port, in the order of the connections. */
function sourcesOf(
  around: Pick<Surroundings, 'connections' | 'design'>,
  node: Coordination,
  port: string,
): readonly DesignNode[] {
  return around.connections
    .filter(({ target }) => target.node === node.id && target.port === port)
    .map(({ source }) =>
      present(
        around.design.nodes.find((candidate) => candidate.id === source.node),
        source.node,
      ),
    );
}

function chooseProtocol(
  around: Surroundings,
  { node, path }: Place,
  count: number,
): ProtocolId | undefined {
  const asked = node.protocol;
  const { type, faultTolerance } = node.requirements;
  const selected =
    asked === 'auto' ? selectProtocol({ participants: count, faultTolerance, type }) : undefined;
  const protocol = asked === 'auto' ? selected?.protocol : asked;
  if (protocol === undefined) {
    const flips =
      selected === undefined || selected.flips.length === 0
        ? ''
        : ` What would help: ${selected.flips.map(withTitles).join('; ')}.`;
    around.findings.add({
      severity: 'error',
      code: 'noSuitableProtocol',
      path: `${path}.protocol`,
      node: node.id,
      message: `${node.name}: no protocol of type ${type} suits ${counted(count, 'participant')} with ${faultTolerance} fault tolerance.${flips}`,
    });
    return undefined;
  }
  if (!around.catalogue.protocols.has(protocol)) {
    const chosen =
      asked === 'auto'
        ? `the choice falls on ${titleOf(protocol)}`
        : `the protocol is ${titleOf(protocol)}`;
    around.findings.add({
      severity: 'error',
      code: 'unavailableProtocol',
      path: `${path}.protocol`,
      node: node.id,
      message: `${node.name}: ${chosen}, which this version cannot run; choose one of ${enumerate([...around.catalogue.protocols.values()].map(({ title }) => title))}.`,
    });
    return undefined;
  }
  return protocol;
}

function checkCount(
  { findings }: Surroundings,
  { node, path }: Place,
  card: ProtocolCard,
  count: number,
): void {
  const { least, most } = card.participants;
  if (count >= least && count <= most) return;
  const change = count < least ? `add ${least - count} or more` : `remove ${count - most} or more`;
  findings.add({
    severity: 'error',
    code: count < least ? 'insufficientParticipants' : 'excessiveParticipants',
    path,
    node: node.id,
    message: `${node.name} has ${counted(count, 'participant')}; ${card.title} takes ${least} to ${most}: ${change}, or choose another protocol.`,
  });
}

function checkKinds(
  { findings, catalogue }: Surroundings,
  { node, path }: Place,
  card: ProtocolCard,
  pools: readonly NodeOf<'pool'>[],
): void {
  for (const pool of pools) {
    if (card.agentKinds.includes(pool.agent)) continue;
    const kindTitle = (kind: string) =>
      [...catalogue.agents].find(([id]) => id === kind)?.[1].title.toLowerCase() ?? kind;
    findings.add({
      severity: 'error',
      code: 'wrongAgentKind',
      path,
      node: node.id,
      message: `${node.name} takes ${enumerate(card.agentKinds.map(kindTitle))}; ${pool.name} holds ${kindTitle(pool.agent)}: connect another pool, or change its kind.`,
    });
  }
}

/** What 3f + 1 means for this many replicas: replicas that add no tolerance, faults asked beyond it. */
function checkByzantine(
  { findings }: Surroundings,
  { node, path }: Place,
  card: ProtocolCard,
  count: number,
): void {
  if (card.id !== 'byzantine_consensus') return;
  const tolerated = faultsTolerated(count);
  const asked = node.parameters['faults'];
  if (typeof asked === 'number' && asked > tolerated)
    findings.add({
      severity: 'error',
      code: 'insufficientNodes',
      path: `${path}.parameters.faults`,
      node: node.id,
      message: `${node.name}: 3f+1 = ${3 * asked + 1} needed for f = ${asked}, has ${count}.`,
    });
  if (tolerated >= 1 && count !== 3 * tolerated + 1)
    findings.add({
      severity: 'advice',
      code: 'spareNodes',
      path,
      node: node.id,
      message: `${node.name} has ${count} replicas and tolerates f = ${tolerated}, as ${3 * tolerated + 1} would; ${3 * tolerated + 4} tolerate ${tolerated + 1}.`,
    });
}

/** Two equal votes that differ decide nothing: clusters of two end without a decision as often as their members differ. */
function checkClusters(
  { findings }: Surroundings,
  { node, path }: Place,
  card: ProtocolCard,
): void {
  if (card.id !== 'hierarchical_consensus' || node.parameters['clusterSize'] !== 2) return;
  findings.add({
    severity: 'advice',
    code: 'clustersOfTwo',
    path: `${path}.parameters.clusterSize`,
    node: node.id,
    message: `${node.name}: a cluster of 2 decides only when both members agree, and abstains otherwise, so most levels end without consensus; take 3 or more.`,
  });
}

/** A learner is tuned on data; a test function needs none. */
function checkSearch(around: Surroundings, { node, path }: Place, card: ProtocolCard): void {
  if (card.id !== 'hyperparameter_optimization') return;
  const { objective = 'learner' } = node.parameters;
  if (objective !== 'learner' || sourcesOf(around, node, 'dataset').length > 0) return;
  around.findings.add({
    severity: 'error',
    code: 'missingInput',
    path,
    node: node.id,
    message: `${node.name}: a learner is tuned on a data set: connect one to its input, or choose a test function.`,
  });
}

function connectResources(around: Surroundings, place: Place, card: ProtocolCard): Resources {
  const { node, path } = place;
  const connected = ['dataset', 'good', 'proposal'].flatMap((port) => {
    const [source] = sourcesOf(around, node, port);
    const input = card.inputs.find((candidate) => candidate.port === port);
    const title = portsOf('coordination')
      .find(({ id }) => id === port)
      ?.title.toLowerCase();
    if (source === undefined && input?.isRequired === true)
      around.findings.add({
        severity: 'error',
        code: 'missingInput',
        path,
        node: node.id,
        message: `${node.name}: ${card.title} needs a ${title}: connect one to its input.`,
      });
    if (source !== undefined && input === undefined)
      around.findings.add({
        severity: 'warning',
        code: 'ignoredInput',
        path,
        node: node.id,
        message: `${node.name}: ${card.title} makes no use of the ${title} ${source.name}; remove the connection.`,
      });
    return source === undefined || input === undefined ? [] : [source];
  });
  return Object.assign(
    {},
    ...connected.map((source) => resourceOf(source, around.seed)),
  ) as Resources;
}

function resourceOf(source: DesignNode, seed: number): Resources {
  if (source.kind === 'dataset') {
    const { dataset, table } = source;
    const own = dataset === 'table' && table !== undefined ? { table } : {};
    return { dataset: planData(source, seed), ...own };
  }
  if (source.kind === 'good') {
    const { name, reserve, resource } = source;
    return { good: { name, reserve, ...(resource !== undefined && { resource }) } };
  }
  if (source.kind === 'proposal') return { proposal: proposalOf(source) };
  return {};
}

function proposalOf({ text, merit, aspects = [] }: NodeOf<'proposal'>) {
  if (aspects.length === 0) return { text, meritPpm: Math.round(merit * PPM) };
  const judged = aspects.map((one) => ({ name: one.name, meritPpm: Math.round(one.merit * PPM) }));
  return { text, meritPpm: meanMerit(judged), aspects: judged };
}

function networkOf(around: Surroundings, node: Coordination): NetworkSettings {
  const [source] = sourcesOf(around, node, 'network');
  return source?.kind === 'network' ? source.settings : networkSettings.parse({});
}
