import { useState } from 'react';
import { httpApi } from '../../client';
import { failureCode } from '../../errors/describe-error';

/** Tries a token with one harmless question before it is used. */
export function useSignIn(onAccepted: (token: string) => void) {
  const [pending, setPending] = useState(false);
  const [notValid, setNotValid] = useState(false);
  const [error, setError] = useState<unknown>();

  const signIn = async (token: string) => {
    setPending(true);
    setNotValid(false);
    setError(undefined);
    try {
      await httpApi(token).client.application.info();
      onAccepted(token);
    } catch (failure) {
      if (failureCode(failure) === 'UNAUTHORIZED') setNotValid(true);
      else setError(failure);
    } finally {
      setPending(false);
    }
  };
  return { signIn, pending, notValid, error };
}
