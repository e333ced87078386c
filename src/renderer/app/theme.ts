/**
 * Colours, type and space. One deep teal leads; greys are warm; amber asks for somebody; red is refused or broken; green means
 * only "it is on disk". Light and dark are each drawn for themselves (theme.css has the surfaces).
 */
import { Alert, createTheme, type CSSVariablesResolver, type MantineColorsTuple } from '@mantine/core';

const teal: MantineColorsTuple = [
  '#eaf5f4',
  '#cfe7e5',
  '#a5d3d0',
  '#77bcb8',
  '#4aa39e',
  '#268783',
  '#14756f',
  '#0f625e',
  '#0c514e',
  '#083d3b',
];
const warm: MantineColorsTuple = [
  '#faf8f5',
  '#f3f0eb',
  '#e6e1d9',
  '#d5cec3',
  '#b8afa1',
  '#8f8678',
  '#6b6459',
  '#4f4a42',
  '#36322d',
  '#23201d',
];
/** Mantine's dark scheme reads text from 0..2, borders from 4, inputs from 6, the body from 7. */
const dark: MantineColorsTuple = [
  '#ebe7e1',
  '#cdc7be',
  '#a39c92',
  '#7d766c',
  '#3d3934',
  '#302c29',
  '#262320',
  '#1a1816',
  '#141211',
  '#0e0d0c',
];
const amber: MantineColorsTuple = [
  '#fdf5e3',
  '#f9e7bf',
  '#f3d08a',
  '#ecb752',
  '#e5a22c',
  '#c9861a',
  '#a66c10',
  '#84540c',
  '#64400b',
  '#432b08',
];
const red: MantineColorsTuple = [
  '#fcefec',
  '#f8d8d2',
  '#efb0a6',
  '#e58577',
  '#da6152',
  '#c84436',
  '#b03529',
  '#922a20',
  '#71211a',
  '#4d1712',
];
const green: MantineColorsTuple = [
  '#ebf6ee',
  '#d0ead7',
  '#a3d5b0',
  '#72bd86',
  '#4aa664',
  '#2f8f4c',
  '#237a3e',
  '#1b6433',
  '#154e28',
  '#0e381d',
];

/**
 * The system's own font first, by name where `system-ui` would miss it; a Latin one before the Chinese ones, whose Latin lacks č and ř
 * and draws the apostrophe a whole character wide.
 */
const fonts = [
  '"Segoe UI Variable Text"',
  '"Segoe UI"',
  '-apple-system',
  'Inter',
  '"Noto Sans"',
  'Roboto',
  '"Open Sans"',
  'Ubuntu',
  'Cantarell',
  '"Liberation Sans"',
  '"PingFang SC"',
  '"Microsoft YaHei UI"',
  '"Microsoft YaHei"',
  '"Noto Sans SC"',
  '"Noto Sans CJK SC"',
  'system-ui',
  'sans-serif',
];

export const theme = createTheme({
  primaryColor: 'teal',
  primaryShade: { light: 7, dark: 6 },
  colors: { teal, gray: warm, dark, amber, yellow: amber, red, green },
  fontFamily: fonts.join(', '),
  fontFamilyMonospace: 'ui-monospace, "Cascadia Mono", "SF Mono", "Noto Sans Mono", "Noto Sans Mono CJK SC", monospace',
  fontSizes: { xs: '14px', sm: '14px', md: '16px', lg: '20px', xl: '28px' },
  lineHeights: { xs: '1.45', sm: '1.45', md: '1.5', lg: '1.4', xl: '1.25' },
  headings: {
    fontWeight: '600',
    sizes: {
      h1: { fontSize: '28px', lineHeight: '1.25' },
      h2: { fontSize: '20px', lineHeight: '1.4' },
      h3: { fontSize: '16px', lineHeight: '1.5' },
      h4: { fontSize: '14px', lineHeight: '1.45' },
    },
  },
  spacing: { xs: '8px', sm: '12px', md: '16px', lg: '24px', xl: '40px' },
  radius: { xs: '4px', sm: '6px', md: '8px', lg: '12px', xl: '20px' },
  defaultRadius: 'md',
  cursorType: 'pointer',
  respectReducedMotion: true,
  components: {
    Paper: { defaultProps: { withBorder: true, shadow: 'none', radius: 'lg' } },
    Card: { defaultProps: { withBorder: true, shadow: 'none', radius: 'lg', padding: 'lg' } },
    Button: { defaultProps: { size: 'md', fw: 500 } },
    // Its own sizes are of 9 to 13 px, and it shouts.
    Badge: { defaultProps: { size: 'lg', fz: 14, tt: 'none' } },
    InputWrapper: { styles: { label: { marginBottom: 4, fontWeight: 600 }, description: { marginBottom: 6 } } },
    TextInput: { defaultProps: { size: 'md' } },
    PasswordInput: { defaultProps: { size: 'md' } },
    NumberInput: { defaultProps: { size: 'md' } },
    Select: { defaultProps: { size: 'md' } },
    SegmentedControl: { defaultProps: { size: 'md' } },
    Modal: { defaultProps: { centered: true, radius: 'lg', transitionProps: { duration: 120, transition: 'fade' } } },
    Drawer: { defaultProps: { transitionProps: { duration: 140 } } },
    Menu: { defaultProps: { transitionProps: { duration: 100 } } },
    Tooltip: { defaultProps: { transitionProps: { duration: 100 }, openDelay: 300 } },
    Alert: Alert.extend({
      defaultProps: { variant: 'light', radius: 'md' },
      vars: (_theme, props) => {
        const colour = `var(--${props.color ?? 'teal'}-text)`;
        return {
          root: {
            '--alert-color': colour,
            '--alert-bg': `color-mix(in srgb, ${colour} 9%, var(--surface))`,
            '--alert-bd': `1px solid color-mix(in srgb, ${colour} 32%, transparent)`,
          },
        };
      },
    }),
  },
});

export const cssVariables: CSSVariablesResolver = () => ({
  variables: {
    '--size-display': '44px',
    '--size-kiosk': '72px',
  },
  light: {
    '--mantine-color-body': '#fbfaf7',
    '--mantine-color-text': '#26231f',
    '--mantine-color-dimmed': '#686157',
    '--mantine-color-default-border': '#dcd6cc',
    '--mantine-color-placeholder': '#766f64',
    '--mantine-color-error': '#b03529',
    '--surface': '#ffffff',
    '--surface-rail': '#f4f1ec',
    '--hairline': '#e4dfd6',
    '--teal-text': '#0f625e',
    '--amber-text': '#84540c',
    '--red-text': '#a42f24',
    '--green-text': '#1b6433',
  },
  dark: {
    '--mantine-color-body': '#181614',
    '--mantine-color-text': '#ebe7e1',
    '--mantine-color-dimmed': '#a8a196',
    '--mantine-color-default-border': '#3d3934',
    '--mantine-color-placeholder': '#958d82',
    '--mantine-color-error': '#e98f82',
    '--surface': '#211e1c',
    '--surface-rail': '#141211',
    '--hairline': '#35312d',
    '--teal-text': '#77bcb8',
    '--amber-text': '#ecb752',
    '--red-text': '#ec9a8e',
    '--green-text': '#7cc592',
  },
});
