# The image of Backout, for amd64 and arm64: docker build --tag backout .
#
# Both stages run on the processor that the image is for: the runtime is linked and the caches are
# made there. docs/image.md says what is in it and how to use it.

FROM maven:3-eclipse-temurin-25 AS build
WORKDIR /src
COPY . .
RUN mvn -B -ntp -q -DskipTests -pl app -am package && build/image --no-aot /opt/backout
# PostgreSQL refuses to be root, and an engine refuses root the namespace in which it would not be:
# the caches of the JVM are made by an ordinary user.
RUN useradd --create-home trainer && rm /opt/backout/app/target/*.aot \
    && chown -R trainer /opt/backout && su trainer -c '/opt/backout/bin/backout --version' \
    && rm -rf /opt/backout/target && chown -R root:root /opt/backout

# glibc, since the archives of PostgreSQL are built for it.
FROM debian:trixie-slim
# git for --since, ssh-keygen for approvals; the newest pg_dump takes dumps of every older server.
RUN apt-get update \
    && apt-get install -y --no-install-recommends ca-certificates git openssh-client postgresql-common \
    && /usr/share/postgresql-common/pgdg/apt.postgresql.org.sh -y \
    && apt-get install -y --no-install-recommends postgresql-client-18 \
    && rm -rf /var/lib/apt/lists/* \
    && git config --system --add safe.directory '*' \
    && useradd --uid 10001 --create-home --shell /usr/sbin/nologin backout
COPY --from=build /opt/backout /opt/backout
ENV PATH=/opt/backout/bin:$PATH LC_ALL=C.UTF-8
USER 10001
WORKDIR /project
ENTRYPOINT ["/opt/backout/bin/backout"]
