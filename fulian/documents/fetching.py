"""What a document may load while it is drawn: the pictures that it carries itself. Imported by workers only."""

from weasyprint.urls import URLFetcher, URLFetcherResponse


class OwnDataOnly(URLFetcher):
    """Refuses files and the network: a text that found its way into a document must not read or call anything."""

    def __init__(self) -> None:
        super().__init__(allowed_protocols=("data",), allow_redirects=False)

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> URLFetcherResponse:
        if not url.startswith("data:"):
            raise ValueError("A document loads nothing from outside.")
        return super().fetch(url, headers)
