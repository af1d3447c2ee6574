"""The web server's entry: pages and API run as plain Django in threads, on the one port."""

import os
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

from a2wsgi import WSGIMiddleware
from django.core.wsgi import get_wsgi_application

from tandem.core.settling import settle

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tandem.settings")

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]

pages = WSGIMiddleware(get_wsgi_application(), workers=10)  # type: ignore[arg-type]


async def application(scope: Message, receive: Receive, send: Send) -> None:
    """One request: Django answers it in a thread. The server's own start and stop are acknowledged here."""
    if scope["type"] == "lifespan":
        await lifespan(receive, send)
        return

    async def take() -> Message:
        return await receive()  # the server's own receive is no coroutine function: without this every body is lost

    async def give(message: Message) -> None:
        await send(message)

    await pages(scope, take, give)  # type: ignore[arg-type]


async def lifespan(receive: Receive, send: Send) -> None:
    """Acknowledges start and stop; between them nothing is loaded any more while somebody waits for a page."""
    while True:
        message = await receive()
        if message["type"] == "lifespan.startup":
            settle()
        await send({"type": f"{message['type']}.complete"})
        if message["type"] == "lifespan.shutdown":
            return
