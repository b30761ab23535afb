"""The process that `bounded` starts: it reads sources from its input until that is closed."""

import json
import os
import resource
import sys
import time

from workbench.errors import ReadingError
from workbench.reading import bounded, formats

NETWORK = frozenset(
    {"socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "socket.sendto"}
)
MOST_SECONDS = 60
"""Of the processor, for one source."""
PROGRAMS = frozenset({"subprocess.Popen", "os.system", "os.exec", "os.posix_spawn", "os.fork"})


def main() -> None:
    """Answer each source with its articles or with one sentence."""
    memory = int(sys.argv[1])
    _limit(resource.RLIMIT_AS, memory)
    _limit(resource.RLIMIT_CORE, 0)
    sys.addaudithook(_refuse)
    stdin = sys.stdin.buffer
    stdout = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints is no answer
    while True:
        try:
            request = json.loads(bounded.received(stdin))
            data = bounded.received(stdin)
        except EOFError:
            return
        # should the one that waits be gone, nobody else would end a reader that hangs
        _limit(resource.RLIMIT_CPU, int(time.process_time()) + MOST_SECONDS)
        bounded.send(stdout, json.dumps(_answer(data, **request)).encode())


def _limit(kind: int, most: int) -> None:
    """Bound this process, by less where the system bounds it more closely."""
    _, hard = resource.getrlimit(kind)
    soft = most if hard == resource.RLIM_INFINITY else min(most, hard)
    resource.setrlimit(kind, (soft, hard))


def _answer(data: bytes, *, name: str, address: str | None) -> dict[str, object]:
    try:
        return bounded.said_of(formats.read(data, name=name, address=address))
    except ReadingError as error:
        return {"error": [error.message, error.hint]}
    except MemoryError:
        return {"error": [f"{name} takes too much memory to read.", bounded.COPY_THE_TEXT]}
    except Exception as error:  # noqa: BLE001 - whatever a library raises is the source's doing
        message = f"{name} cannot be read: it is damaged ({type(error).__name__})."
        return {"error": [message, bounded.COPY_THE_TEXT]}


def _refuse(event: str, _arguments: tuple[object, ...]) -> None:
    """Let no reader reach the network or start a program."""
    if event in NETWORK or event in PROGRAMS:
        message = f"{event} is forbidden to a reader"
        raise PermissionError(message)


if __name__ == "__main__":
    main()
