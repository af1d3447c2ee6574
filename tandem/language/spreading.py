"""Do one thing to many pieces: on two threads here, or on as many machines as a caller has."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

Work = Callable[[Any, Any], Any]
# spread(work, shared, pieces) gives work(shared, piece) for each piece, in the order of the pieces. `shared` is handed
# over once; the pieces are asked for while earlier ones are worked on. Work must be a function of a module.
Spread = Callable[[Work, Any, Iterable[Any]], Iterator[Any]]

THREADS = 2
AHEAD = 4  # pieces begun before the first of them is done


def here(work: Work, shared: Any, pieces: Iterable[Any]) -> Iterator[Any]:
    """On two threads of this process: what works outside Python's lock uses two cores."""
    begun: deque[Future[Any]] = deque()
    with ThreadPoolExecutor(THREADS) as pool:
        for piece in pieces:
            begun.append(pool.submit(work, shared, piece))
            if len(begun) > AHEAD:
                yield begun.popleft().result()
        while begun:
            yield begun.popleft().result()
