/** As far as tests/provider.ts uses it; the package brings no types of its own. */
declare module "oidc-provider" {
  import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
  type Interaction = { params: Record<string, unknown>; prompt: { name: string }; session?: { accountId: string } };
  type Token = {
    client: object;
    set(name: string, value: string): void;
    issue(this: Token, options: object): Promise<string>;
  };
  export default class Provider {
    constructor(issuer: string, configuration: object);
    callback(): RequestListener;
    interactionDetails(request: IncomingMessage, response: ServerResponse): Promise<Interaction>;
    interactionFinished(request: IncomingMessage, response: ServerResponse, result: object): Promise<void>;
    Grant: new (of: { accountId: string; clientId: string }) => {
      addOIDCScope(scope: string): void;
      save(): Promise<string>;
    };
    IdToken: { prototype: Token };
  }
}
