---- MODULE TwoPhaseCommit ----
\* Two-phase commit in our own words, after J. Gray and L. Lamport, Consensus on Transaction Commit (2006), for a
\* checker that is not ours: both must count the same states.
EXTENDS Integers
CONSTANT RM
VARIABLES manager, coordinator, prepared, sent

Prepared(r) == <<"prepared", r>>
Commit == <<"commit">>
Abort == <<"abort">>

Init ==
  /\ manager = [r \in RM |-> "working"]
  /\ coordinator = "init"
  /\ prepared = {}
  /\ sent = {}

\* A coordinator that does not ask everybody, for a specification that must be found wrong.
CONSTANT Enough

CoordinatorHears(r) ==
  /\ coordinator = "init"
  /\ Prepared(r) \in sent
  /\ prepared' = prepared \union {r}
  /\ UNCHANGED <<manager, coordinator, sent>>

CoordinatorCommits ==
  /\ coordinator = "init"
  /\ (prepared = RM \/ (Enough /\ prepared # {}))
  /\ coordinator' = "committed"
  /\ sent' = sent \union {Commit}
  /\ UNCHANGED <<manager, prepared>>

CoordinatorAborts ==
  /\ coordinator = "init"
  /\ coordinator' = "aborted"
  /\ sent' = sent \union {Abort}
  /\ UNCHANGED <<manager, prepared>>

ManagerPrepares(r) ==
  /\ manager[r] = "working"
  /\ manager' = [manager EXCEPT ![r] = "prepared"]
  /\ sent' = sent \union {Prepared(r)}
  /\ UNCHANGED <<coordinator, prepared>>

ManagerGivesUp(r) ==
  /\ manager[r] = "working"
  /\ manager' = [manager EXCEPT ![r] = "aborted"]
  /\ UNCHANGED <<coordinator, prepared, sent>>

ManagerCommits(r) ==
  /\ Commit \in sent
  /\ manager' = [manager EXCEPT ![r] = "committed"]
  /\ UNCHANGED <<coordinator, prepared, sent>>

ManagerAborts(r) ==
  /\ Abort \in sent
  /\ manager' = [manager EXCEPT ![r] = "aborted"]
  /\ UNCHANGED <<coordinator, prepared, sent>>

Next ==
  \/ CoordinatorCommits
  \/ CoordinatorAborts
  \/ \E r \in RM :
       \/ CoordinatorHears(r)
       \/ ManagerPrepares(r)
       \/ ManagerGivesUp(r)
       \/ ManagerCommits(r)
       \/ ManagerAborts(r)

Consistent ==
  \A a, b \in RM : ~(manager[a] = "aborted" /\ manager[b] = "committed")
====
