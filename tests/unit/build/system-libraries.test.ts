import { expect, test } from 'vitest'

import {
  aptCommand,
  installablePackages,
  isDebianFamily,
  localPackageNames,
  missingLibraries,
} from '../../../build/system-libraries.mjs'

test('finds the libraries that ldd could not', () => {
  const output = [
    '\tlinux-vdso.so.1 (0x00007ffd)',
    '\tlibffmpeg.so => /opt/electron/libffmpeg.so (0x00007f1)',
    '\tlibgtk-3.so.0 => not found',
    '\tlibasound.so.2 => not found',
    '\tlibgtk-3.so.0 => not found',
  ].join('\n')
  expect(missingLibraries(output)).toEqual(['libgtk-3.so.0', 'libasound.so.2'])
})

test('knows the systems that use apt, also by what they are like', () => {
  expect(
    [
      'ID=debian\n',
      'NAME="Ubuntu"\nID=ubuntu\nID_LIKE=debian\n',
      'ID=pop\nID_LIKE="ubuntu debian"\n',
      'ID=fedora\n',
    ].map(isDebianFamily),
  ).toEqual([true, true, true, false])
})

test('takes the 64-bit time name only where the plain one cannot be installed', () => {
  // Ubuntu 24.04 knows the plain name as a virtual package, and does not know libxss1t64 at all.
  const policy = [
    'libasound2:\n  Installed: (none)\n  Candidate: (none)\n  Version table:',
    'libasound2t64:\n  Installed: (none)\n  Candidate: 1.2.11-1build2\n  Version table:\n     1.2.11-1build2 500',
    'libxss1:\n  Installed: 1:1.2.3-1build3\n  Candidate: 1:1.2.3-1build3\n  Version table:',
    '',
  ].join('\n')
  expect(localPackageNames(['libasound2', 'libxss1', 'unheard-of'], installablePackages(policy))).toEqual([
    'libasound2t64',
    'libxss1',
    'unheard-of',
  ])
})

test('writes the command an administrator can paste', () => {
  expect(aptCommand(['libnss3', 'xvfb'])).toBe(
    'sudo apt-get update && sudo apt-get install -y --no-install-recommends libnss3 xvfb',
  )
})
