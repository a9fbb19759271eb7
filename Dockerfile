# AttentionLab in a container: docker build -t attentionlab . && docker run -p 5080:5080 attentionlab
FROM docker.io/library/node:22-bookworm-slim AS node

FROM mcr.microsoft.com/dotnet/sdk:10.0 AS build
# all, or managed: without libtorch, half a gigabyte smaller.
ARG ENGINES=all
COPY --from=node /usr/local/bin/node /usr/local/bin/node
COPY --from=node /usr/local/lib/node_modules/npm /usr/local/lib/node_modules/npm
RUN ln -s ../lib/node_modules/npm/bin/npm-cli.js /usr/local/bin/npm
WORKDIR /source
COPY . .
RUN dotnet publish src/Server -c Release -o /app -p:Engines=$ENGINES

FROM mcr.microsoft.com/dotnet/aspnet:10.0
WORKDIR /app
COPY --from=build /app .
# Runs, uploads and the keys of open pages live here; mount a volume to keep them.
RUN mkdir /data && chown $APP_UID /data
# The base image names a port of its own; empty leaves it to ASPNETCORE_URLS.
ENV LAB__DATA=/data ASPNETCORE_URLS=http://+:5080 ASPNETCORE_HTTP_PORTS=
VOLUME /data
USER $APP_UID
EXPOSE 5080
HEALTHCHECK --interval=10s --timeout=3s --start-period=10s \
  CMD ["bash", "-c", "exec 3<>/dev/tcp/127.0.0.1/5080 && printf 'GET /healthz HTTP/1.0\\r\\n\\r\\n' >&3 && head -n 1 <&3 | grep -q 200"]
ENTRYPOINT ["dotnet", "AttentionLab.Server.dll"]
