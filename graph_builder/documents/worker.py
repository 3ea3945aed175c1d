"""The child process that reads one file: bytes on standard input, the reading as JSON on standard output.

``python -m graph_builder.documents.worker KIND MEMORY SECONDS`` (bytes of address space, seconds of CPU). What comes
back is data (JSON, never pickle): a reader that a hostile file took over can say wrong things, but run nothing here.
"""

import json
import os
import sys
from dataclasses import asdict

from graph_builder.documents.readers import reader_of
from graph_builder.errors import InputError

try:
    import resource
except ImportError:  # Windows has no such limits: the parent's clock is the only one there
    resource = None  # type: ignore[assignment]


#: Pages may nest 2,000 elements deep, and a reader takes several calls for each.
_RECURSION = 20_000


def main() -> None:
    """Read standard input and answer; a failure is answered, too."""
    kind, memory, seconds = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    answers = os.fdopen(os.dup(1), "w", encoding="ascii")
    os.dup2(2, 1)  # what a library prints is no answer
    _limit(memory, seconds)
    sys.setrecursionlimit(_RECURSION)
    answer: dict[str, object]
    try:
        reading = reader_of(kind)(sys.stdin.buffer.read())  # type: ignore[arg-type]
        answer = {"reading": asdict(reading)}
    except InputError as error:
        answer = {"error": str(error), "code": error.code}
    except MemoryError:
        answer = {"error": "读取它需要的内存超过上限。", "code": "too_large"}
    except RecursionError:
        answer = {"error": "文件内部嵌套过深。", "code": "too_deep"}
    # A parser may raise anything on a broken file; one in Rust panics outside Exception.
    except BaseException as error:
        answer = {
            "error": f"文件已损坏或不完整（{type(error).__name__}），请重新下载或另存后再读。",
            "code": "corrupt",
        }
        print(f"{type(error).__name__}: {error}", file=sys.stderr)
    with answers:
        json.dump(answer, answers)
    os._exit(0)  # nothing to tidy up, and some libraries are slow at it


def _limit(memory: int, seconds: int) -> None:
    """Limit address space and CPU time where the system knows such limits (macOS refuses the first)."""
    if resource is None:
        return
    for which, value in (
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_CORE, 0),
    ):
        try:
            resource.setrlimit(which, (value, value))
        except (ValueError, OSError):
            continue


if __name__ == "__main__":
    main()
