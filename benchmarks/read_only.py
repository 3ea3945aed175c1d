"""10,000 generated attempts to do more than read through the read path: none may get through.

    .venv/bin/python benchmarks/read_only.py [COUNT] [SEED]

Takes the attempts of the tests (tests/integration/stores/attempts.py), hides them in each other's disguises, in
subqueries, comments, look-alike letters and blanks, and runs them through the Reader on an embedded server of its own.
An attempt is through when it ran at all; after every thousand the store's digest must be what it was. Prints what
refused them; exits 1 when one got through.
"""

import random
import re
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "tests"), str(ROOT / "tests" / "integration" / "stores")]

from attempts import DISGUISES, FILES, HIDDEN, HIDING, PROCEDURES, WRITES, attempts, widen  # noqa: E402
from invented import hill_plan, lake_plan  # noqa: E402

from graph_builder.errors import QueryError  # noqa: E402
from graph_builder.stores.connection import connect  # noqa: E402
from graph_builder.stores.embedded import EmbeddedServer  # noqa: E402
from graph_builder.stores.loader import load  # noqa: E402
from graph_builder.stores.reader import Reader  # noqa: E402

BLANKS = (" ", "\t", "\n", "\r\n", "\u3000", "\u00a0", "/**/", "/* 读 */ ", " // 只读\n")
#: Cyrillic and Greek letters that look like ours, and marks that do not show.
LOOKALIKES = str.maketrans("AEOCTPXMHK", "АЕОСТРХМНК")
INVISIBLE = ("\u200b", "\u200f", "\u2060", "\ufeff")


def generated(count: int, chance: random.Random) -> Iterator[str]:
    """Yield ``count`` different attempts: the tests' own first, then combinations of them."""
    seen: set[str] = set()
    plain = [*WRITES, *FILES, *(f"CALL {name}" for name in PROCEDURES)]
    for attempt in attempts():
        if len(seen) < count and attempt not in seen:
            seen.add(attempt)
            yield attempt
    while len(seen) < count:
        attempt = chance.choice(plain)
        if chance.random() < 0.4:
            attempt = chance.choice(HIDING).replace("%s", chance.choice([attempt, chance.choice(HIDDEN)]))
        for _ in range(chance.randint(1, 3)):
            attempt = _twisted(attempt, chance)
        if attempt not in seen:
            seen.add(attempt)
            yield attempt


def _twisted(attempt: str, chance: random.Random) -> str:
    match chance.randrange(6):
        case 0:
            return chance.choice(DISGUISES).replace("{0}", attempt)
        case 1:
            return re.sub(" ", lambda _: chance.choice(BLANKS), attempt)
        case 2:
            return "".join(c.upper() if chance.random() < 0.5 else c.lower() for c in attempt)
        case 3:
            return attempt.translate(LOOKALIKES) if chance.random() < 0.5 else widen(attempt)
        case 4:
            at = chance.randrange(len(attempt) + 1)
            return attempt[:at] + chance.choice(INVISIBLE) + attempt[at:]
        case _:
            return f"MATCH (harmless:Plan) WITH harmless LIMIT 1 {attempt}"


def digest(reader: Reader) -> str:
    """What the store holds: counts and properties of all nodes and relations."""
    query = "MATCH (n) OPTIONAL MATCH (n)-[r]->() RETURN labels(n), properties(n), type(r), properties(r) ORDER BY n.id, r.id"
    return repr(reader.run(query, {}, limit=100_000).rows)


def main(count: int, seed: int) -> int:
    """Try all and print what refused them."""
    refused: Counter[str] = Counter()
    through: list[str] = []
    with tempfile.TemporaryDirectory() as folder:
        server = EmbeddedServer(Path(folder))
        try:
            with connect(server.start()) as driver:
                for plan in (lake_plan(), hill_plan()):
                    load(plan, driver)
                reader = Reader(driver)
                before = digest(reader)
                for number, attempt in enumerate(generated(count, random.Random(seed)), 1):
                    try:
                        reader.run(attempt, {"url": "file:///etc/passwd"}, timeout=10)
                        through.append(attempt)
                    except QueryError as refusal:
                        refused[_reason(str(refusal))] += 1
                    if number % 1000 == 0 or number == count:
                        assert digest(reader) == before, f"the store changed before attempt {number}"
                        print(f"{number} tried, {len(through)} through", flush=True)
        finally:
            server.stop()
    for reason, times in refused.most_common():
        print(f"{times:7,} refused: {reason}")
    for attempt in through:
        print(f"THROUGH: {attempt!r}")
    return int(bool(through))


def _reason(refusal: str) -> str:
    """A refusal without what is the attempt's own."""
    if "procedure" in refusal:
        return "a procedure that is not on the list"
    if re.search(r"line \d+, column \d+", refusal):
        return "no Cypher (the server's parser, with line and column)"
    if found := re.search(r"\b(?:operator )?([A-Z][A-Za-z]+(?:[A-Z][A-Za-z]*)+)\b", refusal):
        return f"operator {found[1]}"
    return re.sub(r"['`“\"].*?['`”\"]", "…", refusal)[:70]


if __name__ == "__main__":
    numbers = [int(argument) for argument in sys.argv[1:]]
    sys.exit(main(*(numbers + [10_000, 1][len(numbers) :])))
