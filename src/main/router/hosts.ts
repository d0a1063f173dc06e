import { os } from './base';
import { pending } from './pending';

const { hosts } = os;

export const hostsRouter = {
  list: hosts.list.handler(({ context: { application } }) => ({ hosts: application.packages.summaries() })),

  state: hosts.state.handler(({ input: { params }, context: { application } }) =>
    application.deploymentState.hostState(application.inventory.host(params.host)),
  ),

  trustHostKey: hosts.trustHostKey.handler(async ({ input: { params, body }, context: { application } }) => {
    const host = application.inventory.host(params.host);
    await application.audit.record({ operation: 'host.trustKey', host: host.name, arguments: body }, () =>
      application.connections.trustHostKey(host, body.fingerprint),
    );
    return { host: host.name, fingerprint: body.fingerprint };
  }),

  setSecret: hosts.setSecret.handler(async ({ input: { params, body }, context: { application } }) => {
    const host = application.inventory.host(params.host);
    await application.platform.secrets.set(host.name, body.kind, body.secret, body.remember);
    application.connections.disconnect(host);
    return { remembered: body.remember };
  }),

  lastStates: hosts.lastStates.handler(pending),
  scripts: hosts.scripts.handler(pending),
  install: hosts.install.handler(pending),
  rollback: hosts.rollback.handler(pending),
  uninstall: hosts.uninstall.handler(pending),
  check: hosts.check.handler(pending),
  testConnection: hosts.testConnection.handler(pending),
};
