/** What it is: the sheet of keys: every action that has one. */

import { COMMAND_GROUPS, commands, titleOf } from '../commands/registry.ts';
import { sessionStore, useSession } from '../state/sessionStore.ts';
import { Dialog } from '../widgets/Dialog.tsx';
import { Keys } from '../widgets/Keys.tsx';
import './keysSheet.css';

export function KeysSheet() {
  const isOpen = useSession((state) => state.dialog === 'keys');
  return (
    <Dialog
      isOpen={isOpen}
      onClose={() => {
        sessionStore.showDialog(undefined);
      }}
      title="Keys"
      help="Keys without Ctrl or ⌘ work while no field is being typed into."
      width={860}
    >
      <div className="keys-sheet">
        {COMMAND_GROUPS.map((group) => {
          const listed = commands
            .all()
            .filter((command) => command.group === group && command.keys !== undefined);
          return listed.length === 0 ? undefined : (
            <section key={group} aria-label={group}>
              <h3>{group}</h3>
              <dl>
                {listed.map((command) => (
                  <div key={command.id}>
                    <dt>{titleOf(command)}</dt>
                    <dd>
                      <span className="visually-hidden">{command.keys?.join(' or ')}</span>
                      <Keys keys={command.keys?.[0] ?? ''} />
                    </dd>
                  </div>
                ))}
              </dl>
            </section>
          );
        })}
      </div>
    </Dialog>
  );
}
