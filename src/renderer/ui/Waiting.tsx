import { Center, Loader, type CenterProps } from '@mantine/core';

/** Something is on its way: dots in the middle of what it will fill, or of a box as large as it is said to be. */
export function Waiting({ box = { h: '100%', mih: '40vh' } }: { readonly box?: CenterProps }) {
  return (
    <Center {...box}>
      <Loader type="dots" />
    </Center>
  );
}
