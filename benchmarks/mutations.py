"""Broken copies of real files: none may crash, hang, or give an offset that does not hold.

    .venv/bin/python benchmarks/mutations.py ../shared/corpus/formats/samples 10000 [SEED]

Each file is cut, overwritten, repeated or mixed at random places; what comes out must be documents whose blocks hold,
or an error with a code and one line. Prints what came out by format and code; exits 1 when anything else happened.
"""

import random
import sys
import time
from collections import Counter
from pathlib import Path

from formats import files, offsets_hold

from graph_builder.documents import read_bytes
from graph_builder.errors import InputError

_SLOW = 70.0


def mutated(data: bytes, chance: random.Random) -> bytes:
    """Return a copy of ``data`` with one to five faults."""
    copy = bytearray(data)
    for _ in range(chance.randint(1, 5)):
        at, length = chance.randrange(len(copy) + 1), chance.choice((1, 2, 4, 16, 64, 512))
        match chance.randrange(5):
            case 0:
                copy[at : at + length] = chance.randbytes(length)
            case 1:
                del copy[at : at + length]
            case 2:
                copy[at:at] = copy[max(0, at - length) : at]
            case 3:
                copy = copy[: max(1, at)]
            case _:
                copy[at : at + length] = bytes([chance.choice((0, 0x20, 0x3C, 0x7B, 0xFF))]) * length
    return bytes(copy)


def outcome(data: bytes) -> str:
    """Return what reading came to: ok, an error's code, or what must not happen."""
    began = time.monotonic()
    try:
        result = "ok" if offsets_hold(read_bytes(data, "文件")) else "WRONG OFFSETS"
    except InputError as error:
        result = error.code if "\n" not in str(error) else "MANY LINES"
    except Exception as error:  # what this looks for
        result = f"CRASH {type(error).__name__}: {error}"
    return result if time.monotonic() - began < _SLOW else f"SLOW {result}"


def main(folder: Path, count: int, seed: int = 0) -> int:
    """Read ``count`` broken copies of the folder's files in turn."""
    chance = random.Random(seed)
    sources = [(path.suffix, path.read_bytes()) for path in files(folder)]
    found: Counter[tuple[str, str]] = Counter()
    for number in range(count):
        kind, data = sources[number % len(sources)]
        broken = mutated(data, chance)
        result = outcome(broken)
        found[kind, result] += 1
        if not result.islower():
            print(f"{kind} number {number}: {result}", flush=True)
    for (kind, result), times in sorted(found.items()):
        print(f"{kind:6} {result:12} {times}")
    return int(any(not result.islower() for _, result in found))


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), int(sys.argv[2]), *map(int, sys.argv[3:])))
