import { useQuery } from '@tanstack/react-query';
import type { ApplicationInfo } from '../../contract/application';
import { useApi } from '../connection/api-context';

/** Which Holdfast answers; undefined until it has. */
export function useApplicationInfo(): ApplicationInfo | undefined {
  const { orpc } = useApi();
  return useQuery(orpc.application.info.queryOptions({ staleTime: Number.POSITIVE_INFINITY })).data;
}
