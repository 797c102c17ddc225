"""A mail server for tests that keeps what it is sent: the handful of commands that a sending program needs."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Event, Thread


@dataclass
class Sink:
    """Where the server listens, what it was sent, and whether it refuses what it is sent."""

    port: int = 0
    mails: list[str] = field(default_factory=list)
    refuses: bool = False

    async def talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One connection."""
        await _say(writer, "220 sink")
        while line := (await reader.readline()).decode().strip():
            command = line.split()[0].upper()
            if command == "DATA":
                await _say(writer, "354 go on")
                await self._take(reader, writer)
            elif command == "QUIT":
                await _say(writer, "221 bye")
                break
            else:
                await _say(writer, "250 ok")
        writer.close()

    async def _take(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        lines: list[str] = []
        while (line := (await reader.readline()).decode()) not in (".\r\n", ""):
            lines.append(line)
        if self.refuses:
            await _say(writer, "554 no")
        else:
            self.mails.append("".join(lines))
            await _say(writer, "250 kept")


async def _say(writer: asyncio.StreamWriter, words: str) -> None:
    writer.write(f"{words}\r\n".encode())
    await writer.drain()


@contextmanager
def listening() -> Iterator[Sink]:
    """A sink in a thread of its own."""
    sink, ready, loop = Sink(), Event(), asyncio.new_event_loop()

    async def serve() -> None:
        server = await asyncio.start_server(sink.talk, "127.0.0.1", 0)
        sink.port = server.sockets[0].getsockname()[1]
        ready.set()

    def run() -> None:
        loop.run_until_complete(serve())
        loop.run_forever()

    thread = Thread(target=run, daemon=True)
    thread.start()
    assert ready.wait(10)
    yield sink
    loop.call_soon_threadsafe(loop.stop)
    thread.join(10)
    loop.close()
