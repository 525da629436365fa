"""A SPARQL 1.1 endpoint over HTTP, by SPARQLWrapper."""

from __future__ import annotations

import ast
import re
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from typing import Any

from pyoxigraph import NamedNode, QueryResultsFormat, RdfFormat, Triple, parse, parse_query_results
from SPARQLWrapper import JSON, POST, TURTLE, SPARQLExceptions, SPARQLWrapper

from accgraph.engines.credentials import Credentials
from accgraph.errors import QueryError, StoreError
from accgraph.results import Result, Rows, Term, Triples, of_oxigraph
from accgraph.sparql import form, nested, paged

__all__ = ["Endpoint"]

_NAMED_GRAPHS = "SELECT DISTINCT ?graph WHERE { GRAPH ?graph { ?s ?p ?o } } ORDER BY ?graph"
_SAMPLE = "SELECT ?s ?p ?o WHERE { GRAPH ?graph { ?s ?p ?o } FILTER(ISIRI(?s) && ISIRI(?o)) } LIMIT 1"
_BUSY = frozenset({429, 502, 503, 504})
# Virtuoso sorts no more than 10,000 rows, all pages before the one that is asked for counted in; it sorts
# any number in a sub-select. Its blank nodes are no labels that N-Triples would take.
_SORTS_NO_MORE = "SR353"
_NODE_ID = re.compile(rb'("type"\s*:\s*"bnode"\s*,\s*"value"\s*:\s*")nodeID://')


class _Wrapper(SPARQLWrapper):
    """SPARQLWrapper, but that a password is not carried along to where a server redirects."""

    def _createRequest(self) -> urllib.request.Request:
        request = super()._createRequest()
        secret = request.headers.pop("Authorization", None)
        if secret:
            request.add_unredirected_header("Authorization", secret)
        return request


class Endpoint:
    """A SPARQL 1.1 endpoint at an address.

    An answer of many rows is asked for in pages of *page* rows. A server that is busy (HTTP 429, 502, 503,
    504) is asked again, *retries* times, waiting as long as it says, or else twice as long each time. If the
    default graph of the endpoint does not hold what its named graphs hold, the union of these, as they are
    when the first question is put, is asked; with *union* false it is asked as it is.
    """

    def __init__(
        self,
        address: str,
        *,
        timeout: float = 60,
        retries: int = 4,
        page: int = 5000,
        union: bool = True,
        credentials: Credentials | None = None,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self.name = address
        self._timeout = timeout
        self._retries = retries
        self._page = page
        self._credentials = Credentials.find(address) if credentials is None else credentials
        self._sleep = sleep
        self._graphs: tuple[str, ...] | None = None if union else ()

    def query(self, text: str) -> Result:
        """Return the answer to the SPARQL query *text*.

        Raises QueryError if the endpoint does not understand it, StoreError if it does not answer.
        """
        if self._graphs is None:
            self._graphs = self._to_be_merged()
        return self._ask_in_pages(text)

    def _to_be_merged(self) -> tuple[str, ...]:
        """Return the named graphs whose union must be asked for; none if the default graph is it."""
        sample = self._ask(_SAMPLE)
        assert isinstance(sample, Rows)
        if not sample.rows or self._ask(f"ASK {{ {' '.join(map(str, sample.rows[0]))} }}"):
            return ()
        graphs = self._ask_in_pages(_NAMED_GRAPHS)
        assert isinstance(graphs, Rows)
        return tuple(term.value for (term,) in graphs.rows if isinstance(term, NamedNode))

    def _ask_in_pages(self, text: str) -> Result:
        first = paged(text, self._page, 0)
        if first is None:
            return self._ask(text)
        result = self._ask(first)
        if not isinstance(result, Rows):
            return result
        rows = list(result.rows)
        size = len(rows)
        while size == self._page:
            more = self._page_from(text, len(rows), result.variables)
            size = len(more)
            rows += more
        return Rows(result.variables, tuple(rows))

    def _page_from(self, text: str, offset: int, variables: tuple[str, ...]) -> list[tuple[Term, ...]]:
        try:
            page = self._ask(paged(text, self._page, offset) or "")
        except StoreError as error:
            if _SORTS_NO_MORE not in str(error):
                raise
            page = self._ask(nested(text, self._page, offset))
        assert isinstance(page, Rows)
        places = [page.variables.index(name) for name in variables]
        return [tuple(row[place] for place in places) for row in page.rows]

    def _ask(self, text: str) -> Result:
        wrapper = self._wrapper(text)
        response = self._send(wrapper)
        content, kind = _NODE_ID.sub(rb"\1", response.read()), response.headers.get_content_type()
        limit = response.headers.get("X-SPARQL-MaxRows")
        try:
            if wrapper.queryType in ("SELECT", "ASK"):
                result = of_oxigraph(parse_query_results(content, format=QueryResultsFormat.JSON))
                if wrapper.queryType == "ASK" and isinstance(result, Rows):
                    # Virtuoso gives a table of one cell.
                    result = result.values() in ([["1"]], [["true"]])
            else:
                syntax = RdfFormat.from_media_type(kind) or RdfFormat.TURTLE
                quads = parse(content, format=syntax, base_iri=self.name)
                result = Triples(tuple(Triple(q.subject, q.predicate, q.object) for q in quads))
        except (SyntaxError, ValueError) as error:
            raise StoreError(f"{self.name}: what it answers cannot be read ({kind}): {error}") from error
        if isinstance(result, Rows) and limit and int(limit) <= len(result.rows) < self._page:
            raise StoreError(f"{self.name}: gives no more than {limit} rows: ask for smaller pages")
        return result

    def _wrapper(self, text: str) -> _Wrapper:
        wrapper = _Wrapper(self.name)
        wrapper.setMethod(POST)
        wrapper.setTimeout(self._timeout)  # type: ignore[arg-type]
        wrapper.setQuery(text)
        # What SPARQLWrapper takes for the form of a query may be a word of a comment.
        wrapper.queryType = form(text)
        wrapper.setOnlyConneg(True)
        wrapper.setReturnFormat(JSON if wrapper.queryType in ("SELECT", "ASK") else TURTLE)
        for graph in self._graphs or ():
            wrapper.addDefaultGraph(graph)
            wrapper.addNamedGraph(graph)
        secret = self._credentials.header()
        if secret:
            wrapper.addCustomHttpHeader("Authorization", secret)
        return wrapper

    def _send(self, wrapper: _Wrapper) -> Any:
        for attempt in range(self._retries + 1):
            try:
                return wrapper.query().response
            except urllib.error.HTTPError as error:
                if error.code in (401, 403):
                    raise self._refused() from error
                if error.code not in _BUSY:
                    raise StoreError(
                        f"{self.name}: answers HTTP {error.code}: {_first(error.read())}"
                    ) from error
                if attempt == self._retries:
                    raise StoreError(f"{self.name}: is busy (HTTP {error.code}): try again later") from error
                self._sleep(_wait(error, attempt))
            except SPARQLExceptions.QueryBadFormed as error:
                raise QueryError(f"{self.name} does not understand the query: {_said(error)}") from error
            except SPARQLExceptions.Unauthorized as error:
                raise self._refused() from error
            except SPARQLExceptions.EndPointNotFound as error:
                raise StoreError(f"{self.name}: there is no endpoint at this address (HTTP 404)") from error
            except SPARQLExceptions.SPARQLWrapperException as error:
                raise StoreError(f"{self.name}: fails: {_said(error)}") from error
            except TimeoutError as error:
                raise StoreError(f"{self.name}: does not answer within {self._timeout:g} s") from error
            except (OSError, ValueError) as error:
                if isinstance(getattr(error, "reason", None), TimeoutError):
                    raise StoreError(f"{self.name}: does not answer within {self._timeout:g} s") from error
                raise StoreError(f"{self.name}: cannot be reached: {error}") from error
        raise AssertionError("the last attempt returns or raises")

    def _refused(self) -> StoreError:
        return StoreError(
            f"{self.name}: refuses us: set ACCGRAPH_USER and ACCGRAPH_PASSWORD, or ACCGRAPH_TOKEN,"
            " or name the host in .netrc"
        )


def _wait(error: urllib.error.HTTPError, attempt: int) -> float:
    said = error.headers.get("Retry-After", "")
    return float(said) if said.isdigit() else float(2**attempt)


def _said(error: SPARQLExceptions.SPARQLWrapperException) -> str:
    # SPARQLWrapper puts the bytes of the response into its message as Python writes bytes.
    said = str(error).rpartition("Response:\n")[2]
    try:
        content = ast.literal_eval(said)
    except (SyntaxError, ValueError):
        content = said
    return _first(content if isinstance(content, bytes) else said.encode())


def _first(content: bytes) -> str:
    """Return the first line of what a server says, not more than can be read on a line."""
    lines = content.decode(errors="replace").strip().splitlines()
    return lines[0][:300] if lines else "it does not say why"
