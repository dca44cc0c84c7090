import { describe, expect, it } from 'vitest'

import { afterInstallerLine, firstProgress } from '#main/local-gateway/install-progress.ts'
import { installFailure } from '#main/local-gateway/install-failure.ts'
import {
  INSTALLED_PACKAGES,
  LITELLM_RELEASE,
  MALICIOUS_RELEASES,
  REQUIREMENTS,
} from '#main/local-gateway/release.ts'

import { pinnedVersion } from '../../../litellm/places.ts'

describe('afterInstallerLine', () => {
  it('follows what uv says', () => {
    const lines = [
      'Using Python 3.11.7 environment at: /x',
      'Resolved 119 packages in 1.74s',
      'Downloading numpy (16.1MiB)',
      ' Downloaded numpy',
      'Prepared 119 packages in 5.68s',
      'Installed 119 packages in 4.93s',
    ]
    let progress = firstProgress
    const steps = lines.map((line) => (progress = afterInstallerLine(progress, line)))
    expect(steps).toEqual([
      firstProgress,
      { step: 'downloading', done: null, total: 119, detail: null },
      { step: 'downloading', done: null, total: 119, detail: 'numpy (16.1MiB)' },
      { step: 'downloading', done: null, total: 119, detail: 'numpy (16.1MiB)' },
      { step: 'installing', done: 119, total: 119, detail: null },
      { step: 'installing', done: 119, total: 119, detail: null },
    ])
    expect(steps[3]).toBe(steps[2])
  })

  it('counts what pip fetches, and takes no notice of the rest', () => {
    const lines = [
      'Collecting litellm[proxy]==1.106.2',
      '  Downloading litellm-1.106.2-cp310-abi3-manylinux_2_28_x86_64.whl (36.8 MB)',
      '  Using cached filelock-3.32.7-py3-none-any.whl (100 kB)',
      'Processing /opt/files/httpx-0.28.1-py3-none-any.whl (from litellm[proxy]==1.106.2)',
      'Installing collected packages: zipp, websockets',
    ]
    let progress = firstProgress
    const steps = lines.map((line) => (progress = afterInstallerLine(progress, line)))
    const total = INSTALLED_PACKAGES
    expect(steps).toEqual([
      firstProgress,
      { step: 'downloading', done: 1, total, detail: 'litellm 1.106.2' },
      { step: 'downloading', done: 2, total, detail: 'filelock 3.32.7' },
      { step: 'downloading', done: 3, total, detail: 'httpx 0.28.1' },
      { step: 'installing', done: total, total, detail: null },
    ])
  })
})

describe('installFailure', () => {
  it.each([
    ['OSError: [Errno 28] No space left on device', /disk is full/],
    ['Temporary failure in name resolution', /could not be fetched/],
    ['error: Failed to fetch: `https://example.org/simple/litellm/`', /could not be fetched/],
    ['ssl.SSLCertVerificationError: certificate verify failed: unable to get local issuer', /not trusted/],
    ['ERROR: No matching distribution found for polars==1.0', /no ready-made LiteLLM/],
    ['something else', /could not be installed/],
  ])('finds words for “%s”', (line, words) => {
    const error = installFailure(['Collecting x', line])
    expect(error.kind).toBe('install-failed')
    expect(error.message).toMatch(words)
    expect(error.details).toContain(line)
  })
})

describe('the pinned release', () => {
  it('is the one the tests run against, and none of the malicious ones', () => {
    expect(LITELLM_RELEASE).toBe(pinnedVersion())
    expect(MALICIOUS_RELEASES).not.toContain(LITELLM_RELEASE)
    for (const release of MALICIOUS_RELEASES) expect(REQUIREMENTS).toContain(`litellm!=${release}`)
  })
})
