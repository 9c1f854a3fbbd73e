# Airlock with k6 inside, so that nothing is downloaded when a job runs.
#   docker build -t airlock .
#   docker run --rm --network host --user "$(id -u):$(id -g)" --volume "$PWD:/work" airlock check
FROM golang:1.26 AS k6
ARG K6_VERSION=v2.2.0
WORKDIR /build
# A throw-away module rather than `go install`, which needs a version list that not every proxy has for this path.
RUN printf 'module k6build\n\ngo 1.25.0\n\nrequire go.k6.io/k6/v2 %s\n' "$K6_VERSION" > go.mod \
  && CGO_ENABLED=0 GOFLAGS=-mod=mod go build -trimpath -ldflags '-s -w' -o /k6 go.k6.io/k6/v2

FROM node:24 AS build
WORKDIR /airlock
COPY package.json package-lock.json .npmrc ./
RUN npm ci
COPY . .
RUN npm pack --pack-destination /tmp

FROM node:24
COPY --from=k6 /k6 /usr/local/bin/k6
COPY --from=build /tmp/airlock-harness-*.tgz /tmp/
RUN npm install --global /tmp/airlock-harness-*.tgz && rm -rf /tmp/airlock-harness-*.tgz /root/.npm
# Any user may run the image, also one that it does not know and that has no home.
ENV HOME=/tmp K6_BIN=/usr/local/bin/k6 PACT_DO_NOT_TRACK=true SCARF_ANALYTICS=false
# Reports and journals are written to the working folder; mount a folder of yours there to keep them.
RUN install --directory --mode 1777 /work
USER node
WORKDIR /work
ENTRYPOINT ["airlock"]
CMD ["--help"]
