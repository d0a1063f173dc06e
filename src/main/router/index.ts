import { activityRouter } from './activity';
import { applicationRouter } from './application';
import { backupsRouter } from './backups';
import { os } from './base';
import { hostsRouter } from './hosts';
import { inventoryRouter } from './inventory';
import { jobsRouter } from './jobs';
import { restRouter } from './rest';
import { tokensRouter } from './tokens';

/** The contract, implemented. Both transports serve this one router. */
export const router = os.router({
  activity: activityRouter,
  application: applicationRouter,
  backups: backupsRouter,
  hosts: hostsRouter,
  inventory: inventoryRouter,
  jobs: jobsRouter,
  rest: restRouter,
  tokens: tokensRouter,
});
