"""Opening an address in the browser, away from the screen's terminal."""

import os
import subprocess
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass

from textual.message import Message

BROWSER_SECONDS = 10.0
"""A browser that has not said no by then has been reached."""

# A browser of the terminal (w3m, lynx) would draw over the screen: it is used only where $BROWSER
# asks for it. Its own process, as browsers write to the terminal they were started from.
_OPEN = """
import os, sys, webbrowser
try:
    browser = webbrowser.get()
except webbrowser.Error:
    sys.exit(1)
of_terminal = type(browser) in (webbrowser.GenericBrowser, webbrowser.Elinks)
if of_terminal and not os.environ.get("BROWSER"):
    sys.exit(1)
sys.exit(not browser.open(sys.argv[1], 2))
"""


@dataclass
class Opened(Message):
    """A browser was asked for an address."""

    address: str
    reached: bool


def open_address(address: str, post: Callable[[Message], object]) -> None:
    """Ask a browser for an address, on a daemon thread; ends in `Opened`."""

    def run() -> None:
        post(Opened(address, _asked(address)))

    threading.Thread(target=run, name="browser", daemon=True).start()


def _asked(address: str) -> bool:
    try:
        process = subprocess.Popen(  # noqa: S603 - the address is one of the web, and no option
            [sys.executable, "-c", _OPEN, address],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
            env=dict(os.environ),
        )
        return process.wait(BROWSER_SECONDS) == 0
    except subprocess.TimeoutExpired:
        return True
    except OSError:
        return False
