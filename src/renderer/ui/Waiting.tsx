import { Center, Loader } from '@mantine/core';

/** Something is on its way: dots in the middle of what it will fill, or of the window. */
export function Waiting() {
  return (
    <Center h="100%" mih="40vh">
      <Loader type="dots" />
    </Center>
  );
}
