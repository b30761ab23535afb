"""The review in a browser: for this machine alone, drawn, and decided in.

The page is tried in Chromium where the machine has it (`make browser-test` insists on it); what
the server sends and refuses is tried in any case.
"""

import asyncio
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import aiohttp
import pytest
from chromium import browsing, chromium
from screen_values import IDS

from workbench.errors import WorkbenchError
from workbench.model import EntryKind
from workbench.store.duck import DuckStore
from workbench.tui.serving import serve

LIMIT_SECONDS = 120.0
FIRST = b"The old bridge at Tell Shar"
DRAWN = """(() => {
    const canvas = document.querySelector("canvas.xterm-text-layer");
    const pixels = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height).data;
    let blue = 0;
    for (let i = 0; i < pixels.length; i += 4) {
        blue += pixels[i] < 60 && pixels[i + 2] > 180;
    }
    return document.activeElement.tagName === "TEXTAREA" && blue > canvas.width;
})()"""
"""That the terminal of the page has the keys, and draws the selected claim's blue line."""


@contextmanager
def served(store: DuckStore) -> Iterator[str]:
    """Serve a store's review at a free port, and end it as Ctrl+C does."""
    process = subprocess.Popen(
        [sys.executable, "-m", "workbench", "--store", str(store.path), "serve", "--port", "0"],
        stderr=subprocess.PIPE,
        env={**os.environ, "WORKBENCH_ANALYST": "rana"},
        text=True,
    )
    try:
        assert process.stderr is not None
        line = process.stderr.readline()
        (address,) = re.findall(r"http://127\.0\.0\.1:\d+/\?key=\S+", line)
        yield address
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(LIMIT_SECONDS)


async def stored_decision(store: DuckStore) -> list[object]:
    """Wait until a decision is on disk, and return its claims."""
    async with asyncio.timeout(LIMIT_SECONDS):
        while True:
            entry = await asyncio.to_thread(lambda: store.entries()[-1])
            if entry.kind is EntryKind.DECIDED:
                assert entry.analyst == "rana"
                claims = entry.body["claims"]
                assert isinstance(claims, list)
                return [*claims]
            await asyncio.sleep(0.1)


async def test_a_key_from_the_page_decides(store: DuckStore) -> None:
    with served(store) as address:
        base = address.partition("/?")[0]
        async with aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True)) as client:
            async with client.get(address) as page:
                text = await page.text()
                assert page.status == 200
                assert "key=" not in str(page.url)
            asked = set(re.findall(r"(?:src|href|url)\W{1,2}(/[^\"')]+|https?:[^\"')]+)", text))
            assert asked
            for path in asked:
                async with client.get(base + path) as answer:
                    assert answer.status == 200, path
            async with client.ws_connect(f"{base}/ws?width=80&height=24") as terminal:
                drawn = b""
                while FIRST not in drawn:
                    drawn += (await terminal.receive(LIMIT_SECONDS)).data
                await terminal.send_json(["stdin", "v"])
                assert await stored_decision(store) == [IDS[0]]


async def test_without_the_key_or_under_another_name_nothing_is_answered(
    store: DuckStore,
) -> None:
    with served(store) as address:
        base, _, key = address.partition("/?key=")
        cookie = {"Cookie": f"workbench-{base.rpartition(':')[2]}={key}"}
        async with aiohttp.ClientSession() as client:
            for path, headers in (
                ("/", {}),
                ("/?key=guess", {}),
                ("/ws", {}),
                ("/static/js/textual.js", {}),
                ("/", {**cookie, "Host": "evil.example:80"}),
                ("/ws", {**cookie, "Origin": "https://evil.example"}),
            ):
                async with client.get(base + path, headers=headers) as answer:
                    assert answer.status == 403, (path, headers)
            async with client.get(base, headers=cookie) as answer:
                assert answer.status == 200


def test_a_port_that_is_taken_is_a_sentence() -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]

        with pytest.raises(WorkbenchError, match=f"Port {port} of this machine cannot be had"):
            serve(["review"], port=port, say=print)


async def test_chromium_draws_the_screen_and_a_key_decides(
    store: DuckStore, tmp_path: Path
) -> None:
    if chromium() is None:
        assert "WORKBENCH_BROWSER" not in os.environ, "This machine has no Chromium."
        return
    profile = tmp_path / "profile"
    with served(store) as address:
        async with browsing(profile) as page:
            await page.call("Network.enable")
            await page.call("Page.navigate", url=address)
            await page.until("document.body?.classList.contains('-first-byte') === true")
            await page.until(DRAWN)
            await page.press("v")

            assert await stored_decision(store) == [IDS[0]]
            base = address.partition("/?")[0].partition("//")[2]
            assert page.requested
            assert [url for url in page.requested if base not in url and url[:5] != "data:"] == []
    shutil.rmtree(profile, ignore_errors=True)
