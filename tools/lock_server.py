"""Write the lock file of the embedded Neo4j server: every jar with its size and SHA-256.

A development tool. Maven resolves the server's dependencies as its makers mean them; users never need Maven,
because at run time `graph_builder.stores.embedded.provision` fetches exactly what the lock file says.

    python tools/lock_server.py [VERSION]

VERSION is a 5.26 (LTS) release; without it the version of the present lock file is resolved again.
Each line holds group, artifact (`artifact:classifier` for a platform's own jar), version, bytes and digest.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from xml.sax.saxutils import escape

ROOT = Path(__file__).resolve().parent.parent
LOCK = ROOT / "graph_builder" / "stores" / "embedded" / "server.lock"
GOAL = "org.apache.maven.plugins:maven-dependency-plugin:3.6.1:build-classpath"
POM = """<project>
<modelVersion>4.0.0</modelVersion><groupId>planatlas</groupId><artifactId>server</artifactId><version>1</version>
<dependencies><dependency>
<groupId>org.neo4j</groupId><artifactId>neo4j</artifactId><version>{version}</version>
</dependency></dependencies></project>
"""


def resolve(version: str, folder: Path) -> list[Path]:
    """Let Maven fetch the server and what it depends on; the jars lie in `folder` in repository layout."""
    pom, listing = folder / "pom.xml", folder / "classpath.txt"
    pom.write_text(POM.format(version=escape(version)), encoding="utf-8")
    command = ["mvn", "-q", "-B", "-f", str(pom), GOAL, "-DincludeScope=runtime"]
    command += [f"-Dmaven.repo.local={folder / 'repository'}", f"-Dmdep.outputFile={listing}"]
    subprocess.run(command, check=True)
    return [Path(jar) for jar in listing.read_text(encoding="utf-8").strip().split(os.pathsep)]


def row(jar: Path, repository: Path) -> str:
    """One line of the lock file, read off the jar's place in the repository."""
    *group, artifact, version, name = jar.relative_to(repository).parts
    classifier = name.removeprefix(f"{artifact}-{version}").removesuffix(".jar").removeprefix("-")
    content = jar.read_bytes()
    fields = [".".join(group), f"{artifact}:{classifier}" if classifier else artifact, version]
    return "\t".join([*fields, str(len(content)), hashlib.sha256(content).hexdigest()])


def locked_version() -> str:
    """The server's version in the present lock file."""
    rows = (line.split("\t") for line in LOCK.read_text(encoding="utf-8").splitlines())
    return next(fields[2] for fields in rows if fields[:2] == ["org.neo4j", "neo4j"])


def main() -> None:
    """Resolve, weigh and write."""
    version = sys.argv[1] if len(sys.argv) > 1 else locked_version()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name).resolve()
        rows = [row(jar, folder / "repository") for jar in resolve(version, folder)]
    LOCK.write_text("\n".join(sorted(rows)) + "\n", encoding="utf-8")
    total = sum(int(line.split("\t")[3]) for line in rows)
    print(f"{LOCK.relative_to(ROOT)}: Neo4j {version}, {len(rows)} jars, {total / 1e6:.0f} MB")


if __name__ == "__main__":
    main()
