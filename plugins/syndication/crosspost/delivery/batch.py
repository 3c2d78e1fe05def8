"""Copies that were made and are not yet settled: two publishers may have made the same at the same moment."""

from __future__ import annotations

from dataclasses import dataclass, field

from crosspost.contract import Settling, Target
from crosspost.errors import BlockedError, RefusedError, SyndicationError, UnansweredError
from crosspost.ledger.entries import Receipt

from .exchange import delivery_of, receive, record_failure
from .plan import Action
from .run import NONSENSE, Run, explain_nonsense

# So many are settled at once: the more, the fewer requests, and the more is asked again after a kill.
MANY = 20


@dataclass
class Batch:
    """What was made of one target's new copies since they were last settled.

    Until then their attempts are open in the ledger's file, so that after a kill the target is asked first.
    """

    made: list[tuple[Action, Receipt]] = field(default_factory=list)

    def settle(self, target: Target, run: Run) -> list[tuple[Action, Receipt | SyndicationError]]:
        """Have the target look for doubles, and write receipts down.

        Returns:
            Of which copies something else is known now than when they were made: another one that stays, or
            what went wrong.
        """
        made, self.made = self.made, []
        if not made or not isinstance(target, Settling):
            return []
        held = [(delivery_of(action), receipt.holding) for action, receipt in made]
        try:
            found = target.settle([(delivery, holding) for delivery, holding in held if holding])
        except SyndicationError as error:
            found = [error] * len(made)
        except NONSENSE as error:
            found = [UnansweredError(f"{explain_nonsense(error)}. Publish again")] * len(made)
        news: list[tuple[Action, Receipt | SyndicationError]] = []
        for (action, receipt), now in zip(made, found, strict=True):
            if now is receipt.holding:
                run.ledger.confirm([receipt])
                continue
            run.ledger.forget(receipt)
            if isinstance(now, SyndicationError):
                if isinstance(now, BlockedError | RefusedError):
                    record_failure(action, now, run)
                news.append((action, now))
            else:
                delivery = delivery_of(action)
                news.append((action, receive("created", delivery.version, delivery, now, run)))
        return news
