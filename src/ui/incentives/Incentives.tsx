/** What it is: what lying gains, as its user meets it: which market and how many lies, a table by format, the gain by what is stated. */

import { useSession, sessionStore } from '../state/sessionStore.ts';
import { Dialog } from '../widgets/Dialog.tsx';
import { FormatTable } from './FormatTable.tsx';
import { GainOfShares } from './GainOfShares.tsx';
import { SearchBar } from './SearchBar.tsx';
import '../widgets/trialsTable.css';
import './incentives.css';

export function Incentives() {
  const isOpen = useSession((state) => state.dialog === 'incentives');
  return (
    <Dialog
      isOpen={isOpen}
      onClose={() => {
        sessionStore.showDialog(undefined);
      }}
      title="What lying gains"
      help="Does a bidder do better by not saying what the good is worth to it? One bidder at a time states the truth and then ten lies, all else the same. What a lie brings beyond the truth is its gain. Tried under every format, with the bidders, values, records and reserve of the open design."
      width={980}
    >
      <div className="trials">
        <SearchBar />
        <FormatTable />
        <GainOfShares />
      </div>
    </Dialog>
  );
}
