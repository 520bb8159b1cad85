"""What Barta remembers, a part for each kind of thing.

Plain SQLAlchemy Core runs in threads: one for SQLite, which has one writer, and one a connection for PostgreSQL. A
failure is SQLAlchemy's exception, so that nothing is lost in silence.
"""

from concurrent.futures import Executor, ThreadPoolExecutor
from datetime import datetime
from typing import Self

from sqlalchemy import Engine

from bot.store.audit import Audit
from bot.store.copies import Copies
from bot.store.crowds import Crowds
from bot.store.database import POSTGRES_CONNECTIONS, open_database
from bot.store.dialogues import Dialogues
from bot.store.draft_messages import DraftMessages
from bot.store.drafts import Drafts
from bot.store.editors import Editors
from bot.store.fan_out import FanOut
from bot.store.ledger import Ledger
from bot.store.notices import Notices
from bot.store.readers import Readers
from bot.store.received import Received
from bot.store.reports import Reports
from bot.store.retention import tidy
from bot.store.shared import Rates, Turns
from bot.store.sources import Sources
from bot.store.subscriptions import Subscriptions
from bot.store.transactions import Transactions
from bot.store.versions import Versions


class Store:
    """An open database; `Store.open` makes one, and its methods may be called from any number of tasks at once."""

    def __init__(self, engine: Engine, threads: Executor) -> None:
        self._do = Transactions(engine, threads)
        self.readers = Readers(self._do)
        self.dialogues = Dialogues(self._do)
        self.editors = Editors(self._do)
        self.versions = Versions(self._do)
        self.drafts = Drafts(self._do)
        self.draft_messages = DraftMessages(self._do)
        self.sources = Sources(self._do)
        self.audit = Audit(self._do)
        self.notices = Notices(self._do)
        self.subscriptions = Subscriptions(self._do)
        self.fan_out = FanOut(self._do)
        self.ledger = Ledger(self._do)
        self.copies = Copies(self._do)
        self.reports = Reports(self._do)
        self.crowds = Crowds(self._do)
        self.rates = Rates(self._do)
        self.turns = Turns(self._do)
        self.received = Received(self._do)

    @classmethod
    def open(cls, url: str, threads: Executor | None = None) -> Self:
        """Open the database at `url`, creating or migrating it first. This blocks for some milliseconds.

        All work is done by `threads`, which the store ends when it is closed; it makes its own where none are given.

        Raises:
            StoreError: It cannot be opened.
        """
        workers = 1 if url.startswith("sqlite") else POSTGRES_CONNECTIONS
        threads = threads or ThreadPoolExecutor(workers, thread_name_prefix="store")
        try:
            # In the thread that will use it: a database in memory belongs to the one that opened it.
            return cls(threads.submit(open_database, url).result(), threads)
        except BaseException:
            threads.shutdown()
            raise

    async def tidy(self, now: datetime) -> int:
        """Delete what is older than 90 days and nobody needs; give how many deliveries that were."""
        await self.received.tidy(now)
        return await tidy(self._do, now)

    async def close(self) -> None:
        """Finish what was begun and close every connection."""
        await self._do.close()
