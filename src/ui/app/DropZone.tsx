/** What it is: the whole page as a place to drop files: designs, recordings and tables. */

import { useState } from 'react';
import type { DragEvent, ReactNode } from 'react';
import { importFile } from '../state/studio.ts';
import './dropZone.css';

const carriesFiles = (event: DragEvent): boolean => event.dataTransfer.types.includes('Files');

export function DropZone({ children }: { readonly children: ReactNode }) {
  // Entering a child fires before leaving its parent, so entries are counted.
  const [depth, setDepth] = useState(0);
  return (
    <div
      className="studio"
      onDragEnter={(event) => {
        if (carriesFiles(event)) setDepth((before) => before + 1);
      }}
      onDragLeave={(event) => {
        if (carriesFiles(event)) setDepth((before) => Math.max(0, before - 1));
      }}
      onDragOver={(event) => {
        if (carriesFiles(event)) event.preventDefault();
      }}
      onDrop={(event) => {
        if (!carriesFiles(event)) return;
        event.preventDefault();
        setDepth(0);
        const file = event.dataTransfer.files[0];
        if (file !== undefined) void importFile(file);
      }}
    >
      {children}
      {depth > 0 ? (
        <div className="drop-zone" aria-hidden="true">
          <p>Drop a design (.json), a recording (.concord) or a table (.csv)</p>
        </div>
      ) : undefined}
    </div>
  );
}
