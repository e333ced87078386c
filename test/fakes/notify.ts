/** A note as the app's own `useNotify` shows them, from outside a component. */
import { notifications } from '@mantine/notifications';

export const notify = (message: string): void => void notifications.show({ message, autoClose: false });
