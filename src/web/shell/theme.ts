import type { ThemeConfig } from 'antd';

/** One accent and neutral greys; every text colour reaches 4.5:1 on white. */
export const theme: ThemeConfig = {
  token: {
    colorPrimary: '#0958d9',
    colorPrimaryHover: '#0747b3',
    colorPrimaryActive: '#063a94',
    colorLink: '#0958d9',
    colorLinkHover: '#0747b3',
    colorError: '#b42318',
    colorErrorHover: '#912018',
    colorWarning: '#b54708',
    colorSuccess: '#1f7a3d',
    // antd mixes these from the dark colours above, which turns them muddy.
    colorSuccessBg: '#eef7f0',
    colorSuccessBorder: '#b5d9bf',
    colorWarningBg: '#fdf4e9',
    colorWarningBorder: '#e9c9a0',
    colorErrorBg: '#fdf0ee',
    colorErrorBorder: '#e9b8b2',
    colorText: '#1f2329',
    colorTextSecondary: '#4e5661',
    colorTextTertiary: '#5f6672',
    colorTextPlaceholder: '#6b727d',
    colorBorder: '#b9c0ca',
    // The page's own stack, which follows its language.
    fontFamily: 'inherit',
    fontSize: 16,
    controlHeight: 40,
    borderRadius: 4,
    motion: false,
  },
  components: {
    Button: { primaryShadow: 'none', defaultShadow: 'none', dangerShadow: 'none' },
  },
};
