"""Reading a foreign format in a child process with limits on memory and time: no file hangs or kills anything."""

import json
import os
import subprocess
import sys
from importlib.util import find_spec
from typing import Any

from graph_builder.documents.document import Box, Cell
from graph_builder.documents.limits import memory_limit, seconds_limit
from graph_builder.documents.readers.kinds import Kind
from graph_builder.documents.readers.reading import Piece, Reading
from graph_builder.errors import InputError

_WORKER = "graph_builder.documents.worker"
#: Numeric libraries reserve address space for each thread they may start; one is enough here.
_ONE_THREAD = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")


def read_in_child(kind: Kind, data: bytes, name: str) -> Reading:
    """Read ``data`` as ``kind`` in a child process.

    Raises InputError with the reader's code, ``timeout`` when it takes too long, ``too_large`` when it needs too much.
    """
    seconds = seconds_limit(kind)
    command = [sys.executable, "-m", _WORKER, kind, str(memory_limit(kind)), str(seconds)]
    package_root = str(_package_root())
    path = os.pathsep.join(filter(None, (package_root, os.environ.get("PYTHONPATH"))))
    environment = {**os.environ, **_ONE_THREAD, "PYTHONPATH": path, "PYTHONIOENCODING": "utf-8"}
    child = subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment
    )
    try:
        answer, _ = child.communicate(data, timeout=seconds)
    except subprocess.TimeoutExpired:
        raise InputError(
            f"{name}：{seconds} 秒内没有读完，已停止（可用 PLANATLAS_MAX_SECONDS 调整）。", "timeout"
        ) from None
    finally:
        if child.poll() is None:
            child.kill()
            child.wait()
    return _reading(answer, child.returncode, name)


def read_foreign(kind: Kind, data: bytes, name: str) -> Reading:
    """Read ``data`` as ``kind``; the pages of a PDF that hold no text are recognised where the extra is installed.

    Raises InputError as ``read_in_child`` does.
    """
    try:
        reading = read_in_child(kind, data, name)
    except InputError as error:
        if kind == "pdf" and error.code == "no_text" and find_spec("rapidocr"):
            return read_in_child("scan", data, name)
        raise
    return read_in_child("scan", data, name) if reading.unread and find_spec("rapidocr") else reading


def _package_root() -> str:
    """Return the folder that holds the package ``graph_builder``: the child must import the same one."""
    from graph_builder import __file__ as package

    return os.path.dirname(os.path.dirname(os.path.abspath(package)))  # noqa: PTH100, PTH120


def _reading(answer: bytes, code: int, name: str) -> Reading:
    try:
        said: dict[str, Any] = json.loads(answer)
    except ValueError:
        raise _died(code, name) from None
    if "error" in said:
        raise InputError(f"{name}：{said['error']}", said["code"])
    reading = said["reading"]
    return Reading(**{**reading, "pieces": [_piece(piece) for piece in reading["pieces"]]})


def _piece(said: dict[str, Any]) -> Piece:
    table = Cell(*said["table"]) if said["table"] else None
    return Piece(**{**said, "table": table, "boxes": tuple(Box(*box) for box in said["boxes"])})


def _died(code: int, name: str) -> InputError:
    """Return the error of a child that ended without an answer: killed by its limits, or by the file."""
    if -code in (24, 9):  # SIGXCPU, SIGKILL
        return InputError(f"{name}：读取用时超过上限，已停止（可用 PLANATLAS_MAX_SECONDS 调整）。", "timeout")
    return InputError(f"{name}：文件已损坏，读取程序意外终止，请重新下载或另存后再读。", "corrupt")
