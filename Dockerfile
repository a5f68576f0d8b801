FROM node:24-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
COPY bin/bootstrap.mjs bin/
RUN node --input-type=module -e "import { install } from './bin/bootstrap.mjs'; install();"
COPY . .
RUN npm run build:if-stale && node bin/image.mjs --here

# What runs: no tests, no demo, nothing that builds; no shell is needed, and nothing may be installed at the start.
FROM node:24-bookworm-slim
WORKDIR /app
ENV NODE_ENV=production HOST=0.0.0.0
COPY --from=build --chown=root:root /app /app
RUN mkdir -p .amity && chown node:node .amity && rm -rf /usr/local/lib/node_modules /usr/local/bin/npm /usr/local/bin/npx /opt/yarn*
USER node
EXPOSE 3000
# Files, backups and, without DATABASE_URL, the database itself.
VOLUME /app/.amity
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT || 3000}/api/v1/health`).then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "bin/start.mjs"]
