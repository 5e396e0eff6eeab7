import { expect, test } from 'vitest';
import { SeededChoices } from '../../base/choices.ts';
import { present } from '../../base/invariant.ts';
import { compileDesign } from '../../plan/compile.ts';
import { openArena } from '../arena.ts';
import { KNOWN_BY_RECORD, auctionDesign } from '../designs.testing.ts';
import { drawLie, kindsFor, truth } from '../lies.ts';
import { drawSituation, luckOf, openMemories } from '../situation.ts';
import { bundlePlay } from './bundles.ts';
import { playSealed, rivalBids } from './sealed.ts';

test('MARKET-24 a statement brings what the auction that is held would bring, ties and reserve included', () => {
  let [wins, ties] = [0, 0];
  for (let seed = 1; seed <= 150; seed++) {
    // Worths of whole tens: many allocations are equally good.
    const template = { valuation: 40 + (seed % 3), valuationSpread: 0.3, interest: 3 };
    const reserve = seed % 4 === 0 ? 0 : 30;
    const design = auctionDesign([{ ...KNOWN_BY_RECORD, template }], { items: 4 }, reserve);
    const { plan } = compileDesign(design, seed);
    const arena = present(openArena(present(plan, 'a plan'), 'sale'), 'an arena');
    const choices = SeededChoices.named(seed, 'bundles');
    const memories = openMemories(arena, choices);
    const focus = seed % arena.bidders.length;
    const situation = drawSituation(arena, memories, 'combinatorial', seed, focus, choices);
    const rivals = rivalBids(situation, luckOf(situation));
    const play = bundlePlay(situation, rivals);
    const kinds = kindsFor('combinatorial');
    const stated = [
      truth(situation),
      ...kinds.map((kind) => drawLie(situation, kind, rivals, choices)),
    ];
    for (const { offers } of stated) {
      const held = playSealed(situation, offers, rivals);
      expect(play(offers), `seed ${seed}`).toBe(held);
      if (held > 0) wins += 1;
      if (held === 0 && offers.length > 0) ties += 1;
    }
  }
  expect(wins).toBeGreaterThan(50);
  expect(ties).toBeGreaterThan(50);
});
