/** What it is: the gallery: ready scenarios to run and recorded demonstrations to watch. */

import { FolderOpen, Plus } from 'lucide-react';
import type { ReactNode } from 'react';
import { commands } from '../commands/registry.ts';
import { DEMOS } from '../state/demos.ts';
import { SCENARIOS, groupedScenarios } from '../state/scenarios.ts';
import type { Scenario } from '../state/scenarios.ts';
import { sessionStore, useSession } from '../state/sessionStore.ts';
import { openDemo, openScenario } from '../state/studio.ts';
import { Button } from '../widgets/Button.tsx';
import { Dialog } from '../widgets/Dialog.tsx';
import { ProtocolGlyph } from '../widgets/ProtocolGlyph.tsx';
import { plural } from '../widgets/format.ts';
import './gallery.css';

const close = (): void => {
  sessionStore.showDialog(undefined);
};

export function Gallery() {
  const isOpen = useSession((state) => state.dialog === 'gallery');
  return (
    <Dialog
      isOpen={isOpen}
      onClose={close}
      title="Gallery"
      help="Each opens as a design of your own and runs at once. Change it, break it, run it again."
      width={920}
    >
      <section aria-label="Scenarios">
        {groupedScenarios(SCENARIOS).map(({ title, scenarios }) => (
          <section key={title} className="gallery-group" aria-label={title}>
            <h3 className="gallery-heading">{title}</h3>
            <div className="gallery">
              {scenarios.map((scenario) => (
                <Card
                  key={scenario.id}
                  title={scenario.name}
                  text={beginningOf(scenario.description)}
                  facts={factsOf(scenario)}
                  picture={<ProtocolGlyph protocol={scenario.protocol} size={64} />}
                  onOpen={() => void openScenario(scenario)}
                />
              ))}
            </div>
          </section>
        ))}
      </section>
      {DEMOS.length === 0 ? undefined : (
        <>
          <h3 className="gallery-heading">
            Recorded runs: scrub, step and inspect, nothing to run
          </h3>
          <section className="gallery" aria-label="Recorded runs">
            {DEMOS.map((demo) => (
              <Card
                key={demo.id}
                title={demo.name}
                text="As it happened, event by event; check it by executing it again."
                facts="Recording"
                picture={<ProtocolGlyph protocol={demo.protocol} size={64} />}
                onOpen={() => void openDemo(demo)}
              />
            ))}
          </section>
        </>
      )}
      <div className="gallery-foot">
        <Button
          icon={<Plus size={14} aria-hidden="true" />}
          onClick={() => {
            close();
            commands.execute('document.new');
          }}
        >
          Begin with an empty design
        </Button>
        <Button
          icon={<FolderOpen size={14} aria-hidden="true" />}
          onClick={() => {
            close();
            commands.execute('document.import');
          }}
        >
          Open a file…
        </Button>
      </div>
    </Dialog>
  );
}

interface CardProps {
  readonly title: string;
  readonly text: string;
  readonly facts: string;
  readonly picture: ReactNode;
  readonly onOpen: () => void;
}

function Card({ title, text, facts, picture, onOpen }: CardProps) {
  return (
    <button
      type="button"
      className="gallery-card"
      onClick={() => {
        close();
        onOpen();
      }}
    >
      <span className="gallery-picture">{picture}</span>
      <span className="gallery-words">
        <strong>{title}</strong>
        <span className="gallery-text">{text}</span>
        <span className="gallery-facts">{facts}</span>
      </span>
    </button>
  );
}

/** A card with less says too little. */
const WORDS_LEAST = 60;

/** What the card says: the description's first sentence, and the next where that is short. */
export function beginningOf(text: string): string {
  const sentences = text.match(/.*?[.!?](?=\s|$)/gs) ?? [text];
  const [first = text, second = ''] = sentences;
  return first.length < WORDS_LEAST ? `${first}${second}` : first;
}

function factsOf({ agentCount, faultCount }: Scenario): string {
  const agents = plural(agentCount, 'agent');
  return faultCount === 0 ? agents : `${agents} · ${plural(faultCount, 'fault')}`;
}
