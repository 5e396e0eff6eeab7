/** What it is: the digest of the run, to copy, and the proof that the same run comes out again. */

import { Check, Copy, ShieldCheck } from 'lucide-react';
import { useState } from 'react';
import type { Failure, Result } from '../../../engine/base/result.ts';
import { useFrame } from '../../state/frameStore.ts';
import { playbackStore, usePlayback } from '../../state/playbackStore.ts';
import { Button, IconButton } from '../../widgets/Button.tsx';
import type { VerifyReport } from '../../../workers/api.ts';

type Proof =
  | { readonly phase: 'none' }
  | { readonly phase: 'checking' }
  | { readonly phase: 'done'; readonly answer: Result<VerifyReport, Failure> };

export function Digest() {
  const run = usePlayback((state) => state.runCount);
  const epoch = useFrame((state) => state.frame?.epoch);
  // Another run, or another future of this one, is another thing to prove.
  return <DigestOf key={`${run} ${epoch}`} />;
}

function DigestOf() {
  const digest = useFrame((state) => state.frame?.summary?.digest);
  const [proof, setProof] = useState<Proof>({ phase: 'none' });
  const [isCopied, setCopied] = useState(false);
  const verify = async (): Promise<void> => {
    setProof({ phase: 'checking' });
    setProof({ phase: 'done', answer: await playbackStore.verify() });
  };
  const copy = async (): Promise<void> => {
    if (digest === undefined) return;
    await navigator.clipboard.writeText(digest);
    setCopied(true);
  };
  return (
    <div className="metrics-digest">
      <h4>Digest</h4>
      <div className="metrics-digest-line">
        <code className="truncate">{digest ?? 'known when the run is over'}</code>
        {digest === undefined ? undefined : (
          <IconButton
            size="small"
            label={isCopied ? 'Copied' : 'Copy the digest'}
            icon={isCopied ? <Check size={13} /> : <Copy size={13} />}
            onClick={() => void copy()}
          />
        )}
      </div>
      <Button
        size="small"
        disabled={proof.phase === 'checking'}
        icon={<ShieldCheck size={13} aria-hidden="true" />}
        onClick={() => void verify()}
      >
        {proof.phase === 'checking' ? 'Executing again…' : 'Verify by re-execution'}
      </Button>
      <p className="metrics-why" role="status">
        {sayProof(proof)}
      </p>
    </div>
  );
}

/** What came of it, in a sentence. */
function sayProof(proof: Proof): string {
  if (proof.phase !== 'done') return '';
  if (!proof.answer.ok) return proof.answer.problem.message;
  const { isEqual, recorded, reexecuted, firstDifference } = proof.answer.value;
  if (isEqual) return `✓ Executed again, every event was the same (${recorded.slice(0, 12)}…).`;
  const where = firstDifference === undefined ? '' : ` Event ${firstDifference} differs first.`;
  return `✕ Executed again, it was another run: ${recorded.slice(0, 8)}… against ${reexecuted.slice(0, 8)}….${where}`;
}
