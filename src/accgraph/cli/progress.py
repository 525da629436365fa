"""A progress bar on standard error, if that is a terminal."""

from __future__ import annotations

__all__ = ["Bar"]


class Bar:
    """A bar that is shown while it is entered."""

    def __init__(self, description: str) -> None:
        from rich.progress import Progress

        from accgraph.cli.console import console

        out = console(error=True)
        self._bar = Progress(console=out, transient=True, disable=not out.is_terminal)
        self._task = self._bar.add_task(description, total=None)

    def __enter__(self) -> Bar:
        self._bar.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._bar.stop()

    def advance(self, done: int, total: int, description: str | None = None) -> None:
        """Show that *done* of *total* parts are done, of what *description* says if it is given."""
        if description is not None:
            self._bar.update(self._task, description=description)
        self._bar.update(self._task, completed=done, total=total)
