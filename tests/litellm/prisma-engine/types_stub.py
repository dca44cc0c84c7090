"""Stands in for the client's type declarations: ten megabytes that only type checkers read, and Python takes five seconds
to make. Every name is there; what it is does not matter at run time."""


def __getattr__(name: str) -> type:
    if name.startswith("__"):
        raise AttributeError(name)
    return dict
