import { os } from './base';

const { hosts } = os;

export const hostsRouter = {
  list: hosts.list.handler(({ context: { application } }) => ({ hosts: application.packages.summaries() })),

  state: hosts.state.handler(({ input: { params }, context: { application } }) =>
    application.hostState.state(application.inventory.host(params.host)),
  ),

  lastStates: hosts.lastStates.handler(({ context: { application } }) => ({
    hosts: application.hostState.lastStates(),
  })),

  trustHostKey: hosts.trustHostKey.handler(async ({ input: { params, body }, context: { application } }) => {
    const { fingerprint, draft } = body;
    const host = draft ?? application.inventory.host(params.host);
    const { name, address, port } = host;
    await application.audit.record(
      { operation: 'host.trustKey', host: name, arguments: { fingerprint, address, port } },
      () => application.connections.trustHostKey(host, fingerprint),
    );
    return { host: name, fingerprint };
  }),

  setSecret: hosts.setSecret.handler(async ({ input: { params, body }, context: { application } }) => {
    const known = application.inventory.get().hosts.find(({ name }) => name === params.host);
    // A host that a form is about may be tested before it is saved; its secret is not remembered for good until then.
    if (body.remember && !known) application.inventory.host(params.host);
    await application.platform.secrets.set(params.host, body.kind, body.secret, body.remember);
    if (known) application.connections.disconnect(known);
    return { remembered: body.remember };
  }),

  check: hosts.check.handler(({ input: { params }, context: { application } }) =>
    application.hostCheck.check(application.inventory.host(params.host)),
  ),

  testConnection: hosts.testConnection.handler(({ input: { params, body }, context: { application } }) =>
    application.hostCheck.testConnection(body ?? application.inventory.host(params.host)),
  ),

  scripts: hosts.scripts.handler(({ input: { params }, context: { application } }) =>
    application.hostScripts.status(application.inventory.host(params.host)),
  ),

  install: hosts.install.handler(({ input: { params, body }, context: { application } }) => {
    const host = application.inventory.host(params.host);
    const recorded = {
      operation: 'host.install',
      host: host.name,
      arguments: { version: application.hostScripts.local.version, ...body },
    };
    return application.audit.record(recorded, () => application.hostScripts.install(host, body));
  }),

  rollback: hosts.rollback.handler(({ input: { params }, context: { application } }) => {
    const host = application.inventory.host(params.host);
    return application.audit.record({ operation: 'host.rollbackScripts', host: host.name }, () =>
      application.hostScripts.rollback(host),
    );
  }),

  uninstall: hosts.uninstall.handler(({ input: { params }, context: { application } }) => {
    const host = application.inventory.host(params.host);
    return application.audit.record({ operation: 'host.uninstall', host: host.name }, () =>
      application.hostScripts.uninstall(host),
    );
  }),
};
