export const settings = {
  title: 'Settings',
  tabs: {
    camera: 'Camera',
    recognition: 'Recognition',
    kiosk: 'Kiosk',
    look: 'Language & look',
    security: 'Security',
    about: 'About',
  },
  about_tab: {
    camera: 'Choose and test the camera',
    recognition: 'Threshold, frames, cool-down, kept crops',
    kiosk: 'Site name, sound, start mode, PIN',
    look: 'Language, light or dark, time zone',
    security: 'Administrator password',
    about: 'Versions, model card, data file',
  },
} as const;
