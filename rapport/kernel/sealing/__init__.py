"""Seals over the log: whoever changes, removes or slips in an entry by other ways than ours is found out.

Each entry gets a seal in the transaction that writes it. A seal holds a salted digest of what the entry says, and is
chained to the seal before it in its workspace. What somebody is erased from gets a further seal over what is left, and
the salt of the earlier ones is forgotten: nobody can find out any more what was said, and the chain holds.
See docs/decisions/0016-the-log-is-a-chain.md.
"""

from rapport.kernel.sealing.checking import Fault, Verdict, check, head_of
from rapport.kernel.sealing.writing import redact, seal

__all__ = ["Fault", "Verdict", "check", "head_of", "redact", "seal"]
