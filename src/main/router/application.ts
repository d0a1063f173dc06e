import { os } from './base';

export const applicationRouter = {
  info: os.application.info.handler(({ context: { application } }) => application.info),
};
