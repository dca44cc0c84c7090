/** The release Litedesk installs: the one its tests run against. The only place that names it. */
export const LITELLM_RELEASE = '1.106.2'

/** Releases that stole credentials; never installed, never run. Source: BerriAI/litellm issues 24512 and 24518. */
export const MALICIOUS_RELEASES: readonly string[] = ['1.82.7', '1.82.8']

/** The oldest release Litedesk is tested with. Source: docs/litellm-compatibility.md. */
export const OLDEST_TESTED_RELEASE = '1.79.3'

/** Python versions the pinned release runs on, from the first to before the second. Source: its Requires-Python. */
export const PYTHON_RANGE = { from: [3, 10], before: [3, 15] } as const

/** What is installed. LiteLLM needs prisma once it is given a database; it is small and brings nothing else along. */
export const REQUIREMENTS: readonly string[] = [
  `litellm[proxy]==${LITELLM_RELEASE}`,
  ...MALICIOUS_RELEASES.map((release) => `litellm!=${release}`),
  'prisma==0.11.0',
]

/** Measured with the pinned release on Linux with Python 3.11. */
export const INSTALLED_PACKAGES = 119

/** Wheels of the pinned release and all it needs. Measured on Linux with Python 3.11. */
export const ABOUT_DOWNLOAD_MEGABYTES = 180

/** The same on disk, compiled. Measured on Linux with Python 3.11. */
export const ABOUT_DISK_MEGABYTES = 750
