"""A headless Chromium, spoken to by its debugging protocol."""

import asyncio
import itertools
import json
import shutil
import subprocess
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import aiohttp

LIMIT_SECONDS = 90.0
NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")


def chromium() -> str | None:
    """Return where the browser is; None where this machine has none."""
    return next((found for name in NAMES if (found := shutil.which(name))), None)


class Page:
    """A page of the browser."""

    def __init__(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        self._socket = socket
        self._numbers = itertools.count(1)
        self.requested: list[str] = []
        """The addresses that the page asked for."""

    async def call(self, method: str, **parameters: object) -> dict[str, Any]:
        number = next(self._numbers)
        await self._socket.send_json({"id": number, "method": method, "params": parameters})
        while True:
            answer = json.loads((await self._socket.receive(LIMIT_SECONDS)).data)
            if answer.get("method") == "Network.requestWillBeSent":
                self.requested.append(answer["params"]["request"]["url"])
            if answer.get("method") == "Network.webSocketCreated":
                self.requested.append(answer["params"]["url"])
            if answer.get("id") == number:
                assert "error" not in answer, answer
                return answer["result"]  # type: ignore[no-any-return]  # as the protocol gives it

    async def value(self, script: str) -> Any:  # noqa: ANN401 - whatever the script gives
        answer = await self.call("Runtime.evaluate", expression=script, returnByValue=True)
        return answer["result"].get("value")

    async def until(self, script: str) -> None:
        """Wait until a script gives true."""
        async with asyncio.timeout(LIMIT_SECONDS):
            while await self.value(script) is not True:  # noqa: ASYNC110 - only the page knows
                await asyncio.sleep(0.1)

    async def press(self, letter: str) -> None:
        for kind in ("keyDown", "keyUp"):
            text = letter if kind == "keyDown" else ""
            await self.call("Input.dispatchKeyEvent", type=kind, key=letter, text=text)


@asynccontextmanager
async def browsing(folder: Path) -> AsyncIterator[Page]:
    """Run the browser with a profile in a folder, and end it."""
    executable = chromium()
    assert executable is not None, "This test needs Chromium."
    process = subprocess.Popen(  # noqa: ASYNC220 - it only starts it
        [
            executable,
            "--headless=new",
            "--no-sandbox",
            "--disable-gpu",
            "--remote-debugging-port=0",
            f"--user-data-dir={folder}",
            "about:blank",
        ],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        port = await _port(folder / "DevToolsActivePort")
        async with aiohttp.ClientSession() as client:
            async with client.get(f"http://127.0.0.1:{port}/json") as answer:
                targets = await answer.json()
            page = next(target for target in targets if target["type"] == "page")
            async with client.ws_connect(page["webSocketDebuggerUrl"], max_msg_size=0) as socket:
                yield Page(socket)
    finally:
        process.terminate()
        process.wait(30)


async def _port(file: Path) -> str:
    async with asyncio.timeout(LIMIT_SECONDS):
        while True:
            written = file.read_text().split() if file.exists() else []  # noqa: ASYNC240 - a small file
            if written:
                return written[0]
            await asyncio.sleep(0.1)
