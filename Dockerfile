# docker run --rm --read-only --network none -v "$PWD:/reports:ro" checker check .
FROM python:3.12-slim AS build
WORKDIR /source
COPY pyproject.toml setup.py README.md LICENSE ./
COPY src src
COPY plugins plugins
COPY rules rules
COPY examples examples
RUN python -m venv /opt/checker && /opt/checker/bin/pip install --no-cache-dir ".[annotate,pdfium]"

FROM python:3.12-slim
COPY --from=build /opt/checker /opt/checker
ENV PYTHONDONTWRITEBYTECODE=1
USER 10001:10001
WORKDIR /reports
ENTRYPOINT ["/opt/checker/bin/python", "-I", "-m", "checker"]
CMD ["--help"]
