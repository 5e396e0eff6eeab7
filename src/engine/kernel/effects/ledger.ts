/**
 * What it is: who has paid whom: the accounts of all agents and of the protocols' own actors.
 * Units: whole minor units. An account may be below zero: budgets are the agents' own affair.
 * Errors: money is neither made nor lost; a payment that is not a whole amount from 0 up is our bug.
 */

import { invariant } from '../../base/invariant.ts';
import type { MinorUnits } from '../../base/units.ts';

/** The accounts of a run, by the agent's id. */
export class Ledger {
  private balances = new Map<string, MinorUnits>();

  /** Moves `amount` from one account to another. */
  pay(payer: string, payee: string, amount: MinorUnits): void {
    invariant(Number.isSafeInteger(amount) && amount >= 0, `${payer} pays ${amount}`);
    const before = this.balance(payer) + this.balance(payee);
    this.add(payer, 0 - amount);
    this.add(payee, amount);
    const after = this.balance(payer) + this.balance(payee);
    invariant(before === after, `paying ${amount} changed ${before} into ${after}`);
  }

  /** What is in an account; 0 for one that nobody used. */
  balance(agent: string): MinorUnits {
    return this.balances.get(agent) ?? 0;
  }

  /** All accounts that were used. Their sum is always 0. */
  accounts(): ReadonlyMap<string, MinorUnits> {
    let sum = 0;
    for (const balance of this.balances.values()) sum += balance;
    invariant(sum === 0, `the accounts sum up to ${sum}`);
    return this.balances;
  }

  snapshot(): ReadonlyMap<string, MinorUnits> {
    return new Map(this.balances);
  }

  restore(balances: ReadonlyMap<string, MinorUnits>): void {
    this.balances = new Map(balances);
  }

  private add(agent: string, amount: number): void {
    const balance = this.balance(agent) + amount;
    invariant(Number.isSafeInteger(balance), `the account of ${agent} would hold ${balance}`);
    this.balances.set(agent, balance);
  }
}
