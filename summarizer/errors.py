"""Every error this package raises on purpose.

::

    SummarizerError
    ├── UsageError              the call itself is at fault                       exit 2
    │   ├── UnknownSchemaError      no such schema, or not a Pydantic model
    │   └── NotConfiguredError      a model was asked for, and a key or address is missing
    ├── SourceError             the source cannot be read                         exit 3
    │   ├── SourceNotFoundError     no file there, or a directory, or nothing at an address
    │   ├── UnreachableSourceError  an address that gives no answer, or may not be asked
    │   ├── EmptySourceError        no bytes, or no readable text
    │   └── UnreadableSourceError   binary, encrypted, damaged, or too large
    └── EngineError             the model failed                                  exit 4
        ├── EndpointError           unreachable, timed out, or an HTTP error
        │   └── TooLongError            more text than the model takes at once
        ├── RefusedError            the model declined to answer
        ├── TruncatedError          the answer stopped at the token limit
        ├── EmptyAnswerError        the model answered with nothing
        └── InvalidAnswerError      the answer never fitted the schema

The message is one line that says what is wrong, where, and what to do; it never holds a key,
a whole completion or a whole filing.
"""


class SummarizerError(Exception):
    """Anything this package raises on purpose; `exit_code` is what the command line returns."""

    exit_code = 1


class UsageError(SummarizerError):
    """The arguments cannot be right, whatever the source says."""

    exit_code = 2


class UnknownSchemaError(UsageError):
    """No schema of that name, or the object named is not a Pydantic model."""


class NotConfiguredError(UsageError):
    """A model was asked for, but the key or the address it needs is missing."""


class SourceError(SummarizerError):
    """The source cannot be read."""

    exit_code = 3


class SourceNotFoundError(SourceError):
    """There is no file at that path, or it is a directory."""


class UnreachableSourceError(SourceError):
    """The source is an address that gives no answer, answers with an error, or may not be asked."""


class EmptySourceError(SourceError):
    """The source holds no readable text."""


class UnreadableSourceError(SourceError):
    """The source is binary, encrypted, damaged or larger than the limit."""


class EngineError(SummarizerError):
    """The language model, or the way to it, failed.

    Attributes:
        usage: What the failed call cost (`summarizer.engines.base.Usage`); None where nobody counted.
    """

    exit_code = 4
    usage: object = None


class EndpointError(EngineError):
    """The endpoint cannot be reached, or keeps answering with an error."""


class TooLongError(EndpointError):
    """The request is longer than the model's context.

    Attributes:
        limit: Tokens that the endpoint says it takes, prompt and answer together; None where it doesn't say.
        sent: Tokens that it says the request has; None where it doesn't say.
    """

    limit: int | None = None
    sent: int | None = None


class RefusedError(EngineError):
    """The model declined to answer."""


class TruncatedError(EngineError):
    """The answer stopped at the token limit before the record was complete."""


class EmptyAnswerError(EngineError):
    """The model answered with nothing."""


class InvalidAnswerError(EngineError):
    """The model's answer never fitted the schema within the attempts allowed."""
