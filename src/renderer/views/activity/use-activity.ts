import { keepPreviousData, useInfiniteQuery, useMutation } from '@tanstack/react-query';
import type { ActivityFilter } from '../../../contract/activity';
import { saveFile } from '../../components/save-file';
import { useApi } from '../../connection/api-context';

const PAGE = 100;
/** Milliseconds after which the newest entries are asked for again. */
const REFRESH = 15_000;

/** What is on record, newest first, a page at a time. */
export function useActivity(filter: ActivityFilter) {
  const { orpc } = useApi();
  const answer = useInfiniteQuery(
    orpc.activity.list.infiniteOptions({
      input: (before: number | undefined) => ({
        query: { ...filter, limit: PAGE, ...(before !== undefined && { before }) },
      }),
      initialPageParam: undefined,
      getNextPageParam: ({ next }) => next ?? undefined,
      placeholderData: keepPreviousData,
      refetchInterval: REFRESH,
    }),
  );
  return { ...answer, entries: answer.data?.pages.flatMap(({ entries }) => entries) };
}

/** Asks whether anything on record was changed or removed. */
export function useVerifyActivity() {
  const { client } = useApi();
  return useMutation({ mutationFn: () => client.activity.verify() });
}

/** Saves what the filter lets through as a file. */
export function useExportActivity() {
  const { client } = useApi();
  return useMutation({
    mutationFn: async ({ filter, format }: { filter: ActivityFilter; format: 'csv' | 'json' }) => {
      const file = await client.activity.export({ query: { ...filter, format } });
      saveFile(file);
      return file;
    },
  });
}
