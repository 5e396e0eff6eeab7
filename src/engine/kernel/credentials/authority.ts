/**
 * What it is: the one place that hands out credentials: to each actor its own.
 * Whatever an authority remembers (keys, digests, verdicts) is a pure function of what was asked, so it
 * is not part of a snapshot, and forks of a run may share it.
 * Errors: credentials for an actor that does not exist are our bug.
 */

import { assertNever, invariant } from '../../base/invariant.ts';
import type { ActorIndex } from '../../base/units.ts';
import type { AuthenticationScheme, Credentials } from '../../contract/credentials.ts';
import { AuthenticatorCredentials, AuthenticatorKeys } from './authenticatorCredentials.ts';
import { BodyDigests } from './bodyDigests.ts';
import { Keyring } from './keyring.ts';
import { ModelledCredentials } from './modelledCredentials.ts';
import { SignatureBook, SignedCredentials } from './signedCredentials.ts';

/** Makes the credentials of a coordination's actors, or of a whole run's. */
export class Authority {
  private readonly scheme: AuthenticationScheme;
  private readonly keyring: Keyring;
  private readonly signatures: SignatureBook;
  private readonly authenticators: AuthenticatorKeys;

  /** `names` has all who may have credentials, under names that are distinct in the whole run. */
  constructor(scheme: AuthenticationScheme, seed: number, names: ReadonlyMap<ActorIndex, string>) {
    const digests = new BodyDigests();
    this.scheme = scheme;
    this.keyring = new Keyring(seed, names);
    this.signatures = new SignatureBook(this.keyring, digests);
    this.authenticators = new AuthenticatorKeys(this.keyring, digests);
  }

  /** The credentials of one actor; with them it can seal as itself and as nobody else. */
  credentialsOf(actor: ActorIndex): Credentials {
    invariant(this.keyring.knows(actor), `there is no actor ${actor}`);
    switch (this.scheme) {
      case 'hmac':
        return new AuthenticatorCredentials(actor, this.authenticators, this.signatures);
      case 'ed25519':
        return new SignedCredentials(actor, this.signatures);
      case 'modelled':
        return new ModelledCredentials(actor);
      default:
        return assertNever(this.scheme);
    }
  }
}
