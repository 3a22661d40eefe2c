"""What the model is told: versioned Markdown templates, rendered with Jinja.

A template is a Markdown file with its version in the front matter, and a comment before each
message that names the role it is sent under::

    ---
    version: 1
    ---
    <!-- system -->
    You fill a record from one filing. ...
    <!-- user -->
    {{ filing }}

The file is cut into messages before anything is put into it, and what is put in is never read as
a template: a filing can hold `{{ braces }}` or a line that looks like a role, and stays text.
"""

import hashlib
import re
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from typing import Literal

from jinja2 import Environment, StrictUndefined, Template

Role = Literal["system", "user", "assistant"]

_HEAD = re.compile(r"---\nversion: (\d+)\n---\n")
_ROLE = re.compile(r"^<!-- (system|user|assistant) -->\n", re.MULTILINE)

# Prompts are plain text: escaping for HTML would change the characters of the filing.
_JINJA = Environment(undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True, autoescape=False)  # noqa: S701


@dataclass(frozen=True, slots=True)
class Message:
    """One message of a conversation with a model."""

    role: Role
    content: str

    def as_dict(self) -> dict[str, str]:
        """In the format of the chat completions API."""
        return {"role": self.role, "content": self.content}


@dataclass(frozen=True, slots=True)
class Prompt:
    """A template as it stands in its file.

    Attributes:
        name: Of the file, without its ending.
        version: Raised with every change that can change an answer.
        sha256: Of the file's bytes, hexadecimal.
        text: The whole file.
    """

    name: str
    version: int
    sha256: str
    text: str
    _parts: tuple[tuple[Role, Template], ...] = field(repr=False, compare=False)

    @property
    def label(self) -> str:
        """Name and version, such as "brief/1"."""
        return f"{self.name}/{self.version}"

    def render(self, **values: object) -> tuple[Message, ...]:
        """The messages with `values` put in.

        Raises:
            jinja2.UndefinedError: The template names a value that is not given.
        """
        return tuple(Message(role, template.render(values).strip("\n")) for role, template in self._parts)


@cache
def load(name: str) -> Prompt:
    """Read the template `name`.

    Raises:
        LookupError: There is no such template.
        ValueError: Its front matter or its roles are missing.
    """
    file = resources.files(__name__).joinpath(f"{name}.md")
    if not name.isidentifier() or not file.is_file():
        raise LookupError(f"no prompt is named {name!r}")
    return parse(name, file.read_bytes())


@cache
def digest() -> str:
    """Of all templates together, hexadecimal: another one where anything that a model is told changes."""
    files = sorted(
        (file.name, file.read_bytes())
        for file in resources.files(__name__).iterdir()
        if file.name.endswith(".md")
    )
    told = "".join(f"{name} {hashlib.sha256(data).hexdigest()}\n" for name, data in files)
    return hashlib.sha256(told.encode()).hexdigest()


def parse(name: str, data: bytes) -> Prompt:
    """Read a template from its bytes.

    Raises:
        ValueError: Its front matter or its roles are missing.
    """
    text = data.decode().replace("\r\n", "\n")
    head = _HEAD.match(text)
    if head is None:
        raise ValueError(f"prompt {name}: it does not begin with its version between two lines of ---")
    before, *rest = _ROLE.split(text[head.end() :])
    if before.strip() or not rest:
        raise ValueError(f"prompt {name}: its text does not begin with a role, such as <!-- system -->")
    roles: list[Role] = rest[::2]  # type: ignore[assignment]  # the pattern matches roles only
    parts = tuple((role, _JINJA.from_string(body)) for role, body in zip(roles, rest[1::2], strict=True))
    return Prompt(name, int(head[1]), hashlib.sha256(data).hexdigest(), text, parts)
