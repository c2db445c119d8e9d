# kg as a command: docker run --rm -v "$PWD:/data" kg load reference articles/
FROM python:3.11.14-slim-bookworm AS build
COPY --from=ghcr.io/astral-sh/uv:0.13.9 /uv /usr/local/bin/uv
ENV UV_COMPILE_BYTECODE=1 \
    UV_LINK_MODE=copy \
    UV_NO_CACHE=1 \
    UV_PYTHON_DOWNLOADS=never \
    UV_PROJECT_ENVIRONMENT=/opt/kg
WORKDIR /src
# What the lock file names first: it stays in the cache while only our own code changes.
COPY pyproject.toml uv.lock ./
RUN uv sync --frozen --no-dev --no-install-project
COPY README.md LICENSE ./
COPY kg kg
COPY ontology ontology
COPY loaders loaders
COPY queries queries
COPY examples examples
RUN uv sync --frozen --no-dev --no-editable

FROM python:3.11.14-slim-bookworm
RUN useradd --uid 10001 --create-home kg \
    && install --directory --owner=kg --group=kg /data
COPY --from=build /opt/kg /opt/kg
ENV PATH=/opt/kg/bin:$PATH
WORKDIR /data
USER 10001
# It ends with its command: nothing stays up whose health could be asked for.
HEALTHCHECK NONE
ENTRYPOINT ["kg"]
CMD ["--help"]
