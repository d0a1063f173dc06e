import activity from './activity.json';
import backups from './backups.json';
import common from './common.json';
import connection from './connection.json';
import desktop from './desktop.json';
import errors from './errors.json';
import hostForm from './hostForm.json';
import hosts from './hosts.json';
import hostTools from './hostTools.json';
import inventory from './inventory.json';
import jobs from './jobs.json';
import overview from './overview.json';
import packageForm from './packageForm.json';
import plan from './plan.json';
import preferences from './preferences.json';
import restore from './restore.json';
import shell from './shell.json';
import undo from './undo.json';
import upkeep from './upkeep.json';
import verification from './verification.json';

/** The English texts by area. They are the source: their keys are the ones that `t` takes. */
export const en = {
  activity,
  backups,
  common,
  connection,
  desktop,
  errors,
  hostForm,
  hosts,
  hostTools,
  inventory,
  jobs,
  overview,
  packageForm,
  plan,
  preferences,
  restore,
  shell,
  undo,
  upkeep,
  verification,
};
