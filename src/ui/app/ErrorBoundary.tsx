/**
 * What it is: where a bug of ours stops: the part that broke says so and offers the way on, the rest of the
 * page stays. The reproduction holds what is needed to see the bug again: the design, the seed, the cursor.
 */

import { Component } from 'react';
import type { ErrorInfo, ReactNode } from 'react';
import { documentStore } from '../state/documentStore.ts';
import { frameStore } from '../state/frameStore.ts';
import { playbackStore } from '../state/playbackStore.ts';
import { exportDesign } from '../state/studio.ts';
import { Button } from '../widgets/Button.tsx';
import './errorBoundary.css';

interface Props {
  /** What broke, as the subject of a sentence. */
  readonly place: string;
  readonly isWholePage?: boolean;
  readonly children: ReactNode;
}

interface State {
  readonly error: Error | undefined;
  readonly components: string;
  readonly isCopied: boolean;
}

export class ErrorBoundary extends Component<Props, State> {
  override readonly state: State = { error: undefined, components: '', isCopied: false };

  static getDerivedStateFromError(error: unknown): Partial<State> {
    return { error: error instanceof Error ? error : new Error(String(error)) };
  }

  override componentDidCatch(_error: unknown, info: ErrorInfo): void {
    this.setState({ components: info.componentStack ?? '' });
  }

  private readonly copy = async (): Promise<void> => {
    await navigator.clipboard.writeText(reproduction(this.state.error, this.state.components));
    this.setState({ isCopied: true });
  };

  override render(): ReactNode {
    const { error, isCopied } = this.state;
    if (error === undefined) return this.props.children;
    return (
      <div className="broken" role="alert">
        <h2>{this.props.place} stopped working</h2>
        <p>
          This is a mistake of ours, not of your design, which is safe. What went wrong:{' '}
          <code>{error.message}</code>
        </p>
        <div className="broken-actions">
          <Button
            look="primary"
            onClick={() => {
              if (this.props.isWholePage === true) window.location.reload();
              else this.setState({ error: undefined });
            }}
          >
            {this.props.isWholePage === true ? 'Load the page again' : 'Show it again'}
          </Button>
          <Button onClick={() => void this.copy()}>
            {isCopied ? 'Copied' : 'Copy reproduction'}
          </Button>
          <Button onClick={exportDesign}>Download the design</Button>
        </div>
      </div>
    );
  }
}

/** All that is needed to see a bug again, as text. */
function reproduction(error: Error | undefined, components: string): string {
  const { frame } = frameStore.getState();
  const { source, transport } = playbackStore.getState();
  return JSON.stringify(
    {
      error: error?.message,
      stack: error?.stack,
      components,
      phase: transport.phase,
      cursor: frame?.cursor,
      seed: source?.kind === 'design' ? source.seed : undefined,
      design: documentStore.getState().design,
    },
    undefined,
    2,
  );
}
