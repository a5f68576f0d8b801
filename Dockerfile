FROM node:24-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
COPY bin/bootstrap.mjs bin/
RUN node --input-type=module -e "import { install } from './bin/bootstrap.mjs'; install();"
COPY . .
RUN npm run build:if-stale

FROM node:24-bookworm-slim
WORKDIR /app
ENV NODE_ENV=production HOST=0.0.0.0
COPY --from=build --chown=node:node /app /app
USER node
EXPOSE 3000
CMD ["node", "bin/start.mjs"]
