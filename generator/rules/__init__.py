"""What a document must be like: the rules of `spec/README.md`, each with an id.

`lint` is the one function for other modules. A document without problems is generated, imported and read without surprises: what
the generator cannot do, a rule refuses with file and line, and says the way round.
"""

from __future__ import annotations

from collections import defaultdict

from generator.load import Bundle
from generator.problems import Problem

from . import betas, bodies, examples, form, house, names, operations, parameters, schemas
from .registry import PROFILES as PROFILES
from .registry import RULES as RULES
from .registry import Profile as Profile
from .registry import Rule as Rule

#: The modules whose rules are registered.
MODULES = (form, schemas, names, operations, parameters, bodies, betas, house, examples)
#: These are checked first, one after the other: each relies on those before it, and all others rely on them.
FIRST = ("G001", "G002", "G003")
#: These look at what would be generated, and are checked last.
LAST = ("G202", "G310")


def lint(bundle: Bundle, profile: Profile = "claude") -> list[Problem]:
    """All problems that the rules of a profile find, in the order of the files."""
    rules = [rule for rule in RULES if rule.holds_for(profile)]
    stages = [*((first,) for first in FIRST), [r.id for r in rules if r.id not in (*FIRST, *LAST)], LAST]
    for stage in stages:
        found = {
            bundle.problem(pointer, f"{rule.id} {message}")
            for rule in rules
            if rule.id in stage
            for pointer, message in rule.check(bundle.document)
        }
        if found:
            return sorted(found)
    return []


def lint_unused(bundle: Bundle) -> list[Problem]:
    """Schemas and examples that nothing reaches. They do no harm to what is generated."""
    return sorted(bundle.unused)


def structure(bundle: Bundle) -> list[Problem]:
    """What the OpenAPI 3.1 standard itself says, by openapi-spec-validator."""
    from openapi_spec_validator import OpenAPIV31SpecValidator

    out: dict[str, list[Problem]] = defaultdict(list)
    for error in OpenAPIV31SpecValidator(bundle.document).iter_errors():
        pointer = tuple(str(part) for part in getattr(error, "absolute_path", ()))
        out[str(pointer)].append(bundle.problem(pointer, f"OpenAPI: {error.message.splitlines()[0][:300]}"))
    return sorted(problem for problems in out.values() for problem in problems)
