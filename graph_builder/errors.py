"""The few exceptions PlanAtlas raises. Each message says what was wrong, where, and what to do."""


class PlanAtlasError(Exception):
    """Base of every error that is the user's to see: the command line prints its message as one line."""


class InputError(PlanAtlasError):
    """A file that cannot be read as a plan.

    ``code`` is one of: encrypted, corrupt, too_large, too_deep, no_text, unsupported, missing, timeout.
    """

    def __init__(self, message: str, code: str = "unsupported") -> None:
        super().__init__(message)
        self.code = code


class SchemaError(PlanAtlasError):
    """A record or graph holds something the schema does not know or allows nowhere."""


class StoreError(PlanAtlasError):
    """The graph database cannot be started, reached or written."""


class QueryError(PlanAtlasError):
    """A query, parameter or column that is unknown, mistyped or not allowed (read-only).

    What a page may say in its own language has a ``code``: empty, too_long, read_only, timeout, memory, no_answer,
    server, parameter; ``detail`` is what the message names: what it would run, the characters, the seconds, the
    server's words, the parameter with its value.
    """

    def __init__(self, message: str, code: str = "", detail: str = "") -> None:
        super().__init__(message)
        self.code = code
        self.detail = detail
