/**
 * What it is: the wiring of the page: the stores to each other and to the world outside (the worker, the
 * storage, the keys, the system's theme). What is drawn is not its business.
 */

import type { Design } from '../../engine/document/design.ts';
import type { Diagnostic } from '../../engine/plan/plan.ts';
import { connectStudioHost } from '../../workers/client/connect.ts';
import { isAppleMachine } from '../commands/keys.ts';
import { listenForKeys } from '../commands/keyboard.ts';
import { commands, onCommandError } from '../commands/registry.ts';
import { carryRecords } from '../state/carriedRecords.ts';
import { documentStore } from '../state/documentStore.ts';
import { fetchDemos } from '../state/demos.ts';
import { coordinationInFocus } from '../state/focus.ts';
import { followFaults } from '../state/followFaults.ts';
import { frameStore } from '../state/frameStore.ts';
import { noticeStore } from '../state/noticeStore.ts';
import { playbackStore, provideHost } from '../state/playbackStore.ts';
import { followProblems, problemsStore } from '../state/problemsStore.ts';
import { runsStore } from '../state/runsStore.ts';
import { FIRST_SCENARIO, SCENARIOS } from '../state/scenarios.ts';
import { sessionStore } from '../state/sessionStore.ts';
import { database, openScenario, workspace } from '../state/studio.ts';
import { viewStore } from '../state/viewStore.ts';
import { followTheme } from '../theme/theme.ts';
import { AGENT_COMMANDS } from './agentCommands.ts';
import { DOCUMENT_COMMANDS } from './documentCommands.ts';
import { fetchRest } from './features.ts';
import { RUN_COMMANDS } from './runCommands.ts';
import { installTestApi, isTesting, opensAsUsual } from './testApi.ts';
import { isOpen } from '../state/transport.ts';
import { VIEW_COMMANDS } from './viewCommands.ts';

/** Starts everything that is not drawn; called once, before the first render. */
export function startStudio(): void {
  followTheme(() => sessionStore.getState().theme, sessionStore.subscribe);
  provideHost(connectStudioHost);
  commands.register([...DOCUMENT_COMMANDS, ...RUN_COMMANDS, ...AGENT_COMMANDS, ...VIEW_COMMANDS]);
  onCommandError((command, error) => {
    const why = error instanceof Error ? error.message : String(error);
    noticeStore.notify({ tone: 'bad', title: `“${command.id}” did not work`, message: why });
  });
  listenForKeys(commands, isAppleMachine());
  followProblems(problemsStore, documentStore, checkDesign);
  followFaults({ documents: documentStore, playback: playbackStore, notices: noticeStore });
  keepSelectionValid();
  keepPace();
  showWhatIsSelected();
  tellOfTrouble();
  saveOnLeaving();
  keepHistory();
  if (isTesting()) installTestApi();
  void openFirst().then(fetchForLater);
}

/** What is likely to be wanted and is small, once the page stands. What fails is fetched when it is wanted. */
async function fetchForLater(): Promise<void> {
  await Promise.allSettled([fetchDemos(), fetchRest()]);
}

/** The planner is not needed for the first picture: it comes after it. */
async function checkDesign(design: Design): Promise<readonly Diagnostic[]> {
  const { compileDesign } = await import('../../engine/plan/compile.ts');
  return compileDesign(design).diagnostics;
}

/** The last design; at the first visit the running example. Most tests load their own. */
async function openFirst(): Promise<void> {
  if (isTesting() && !opensAsUsual()) return;
  const last = await workspace.openLast();
  if (last !== undefined) {
    playbackStore.setSpeed(last.pace);
    return;
  }
  const first = SCENARIOS.find((scenario) => scenario.id === FIRST_SCENARIO) ?? SCENARIOS[0];
  if (first === undefined) return;
  if (!sessionStore.getState().hasVisited) {
    // What else there is to see stands beside the running example.
    sessionStore.showLibraryTab('scenarios');
    sessionStore.markVisited();
  }
  await openScenario(first);
}

/** A pace that is changed holds for the next run; a run that is open keeps the speed it was given. */
function keepPace(): void {
  documentStore.subscribe(({ design }, before) => {
    if (design.pace === before.design.pace || isOpen(playbackStore.getState().transport)) return;
    playbackStore.setSpeed(design.pace);
  });
}

function keepSelectionValid(): void {
  documentStore.subscribe(({ design }, before) => {
    if (design.nodes === before.design.nodes && design.connections === before.design.connections)
      return;
    const ids = new Set([...design.nodes, ...design.connections].map((thing) => thing.id));
    sessionStore.keepSelected((id) => ids.has(id));
  });
}

/** What is selected decides which coordination and which agent the frames tell of. */
function showWhatIsSelected(): void {
  const update = (): void => {
    const { design } = documentStore.getState();
    const { selection } = sessionStore.getState();
    viewStore.want({
      coordination: coordinationInFocus(design, selection, viewStore.getState().coordination),
      inspect: selection.agent,
    });
  };
  documentStore.subscribe(update);
  sessionStore.subscribe((state, before) => {
    if (state.selection !== before.selection) update();
  });
  update();
}

/** A simulation that died says so, with the way back. */
function tellOfTrouble(): void {
  playbackStore.subscribe(({ transport }, before) => {
    if (transport === before.transport) return;
    if (transport.phase === 'failed') {
      noticeStore.notifyFailure('The run broke off', transport.failure, [
        { label: 'Restart', run: () => void playbackStore.restart() },
      ]);
    } else noticeStore.dismissTopic('workerDied');
    if (transport.phase === 'finished') tellOfEnd();
    else if (before.transport.phase === 'finished') noticeStore.dismissTopic(VIOLATION);
    if (transport.phase === 'playing') noticeStore.announce('Playing');
    if (transport.phase === 'paused' && before.transport.phase === 'playing')
      noticeStore.announce('Paused');
  });
}

/** The topic of a violated property. */
const VIOLATION = 'violation';

/** A run that broke a promise says so in its sentence, and leads to the moment and to the properties. */
function tellOfEnd(): void {
  const broken = frameStore
    .getState()
    .frame?.summary?.invariants.find((one) => one.violatedAt !== undefined);
  if (broken?.violatedAt === undefined) {
    noticeStore.announce('The run is over');
    return;
  }
  const { title, explanation, violatedAt } = broken;
  noticeStore.notify({
    tone: 'bad',
    title: `Violated: ${title}`,
    message: explanation ?? '',
    topic: VIOLATION,
    actions: [
      {
        label: 'Go to the moment',
        run: () => void playbackStore.seek({ to: 'time', at: violatedAt }),
      },
      {
        label: 'Show the properties',
        run: () => {
          sessionStore.showStageTab('metrics');
        },
      },
    ],
  });
}

function saveOnLeaving(): void {
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'hidden') void workspace.autosave.flush();
  });
  window.addEventListener('pagehide', () => {
    workspace.autosave.leave();
  });
}

function keepHistory(): void {
  void runsStore.connect({
    database,
    now: () => Date.now(),
    record: () => playbackStore.save(),
    onFailure: (failure) => {
      noticeStore.notifyFailure('The history of runs could not be kept', failure);
    },
  });
  playbackStore.onFinished((run) => {
    void runsStore.add(run);
    // Only into the design that was run: another one may have been opened meanwhile.
    if (run.brief.design.name !== documentStore.getState().design.name) return;
    documentStore.edit('Carry reputations over', (design) =>
      carryRecords(design, run.summary.reputations ?? []),
    );
  });
}
