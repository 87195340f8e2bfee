import eslint from '@eslint/js'
import prettier from 'eslint-config-prettier'
import vue from 'eslint-plugin-vue'
import tseslint from 'typescript-eslint'

const engineGlobals = ['Date', 'console', 'process', 'setTimeout', 'performance'].map((name) => ({
  name,
  message: 'The engine is deterministic: no clock, no log, no I/O.',
}))

export default tseslint.config(
  {
    ignores: ['out', 'dist', 'src-main/engine/kernels', 'node_modules', '.cache', 'test-results', 'playwright-report'],
  },
  eslint.configs.recommended,
  ...tseslint.configs.strict,
  ...vue.configs['flat/recommended'],
  {
    files: ['**/*.vue'],
    languageOptions: { parserOptions: { parser: tseslint.parser } },
  },
  {
    rules: {
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/no-invalid-void-type': 'off',
      'no-undef': 'off',
      'vue/multi-word-component-names': 'off',
      'vue/require-default-prop': 'off',
      'vue/no-v-html': 'error',
    },
  },
  {
    files: ['src-main/shared/**', 'src-main/engine/**'],
    rules: {
      'no-restricted-globals': ['error', ...engineGlobals],
      'no-restricted-properties': [
        'error',
        {
          object: 'Math',
          property: 'random',
          message: 'Draw from engine/random.ts: the same seed gives the same bits.',
        },
      ],
    },
  },
  prettier,
)
