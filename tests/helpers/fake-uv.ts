import { chmodSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

import { LITELLM_RELEASE } from '#main/local-gateway/release.ts'

import { makeFakeLiteLlm } from './fake-litellm.ts'

/** What a fake uv does when it is to install: all of it, nothing for want of a network, or never end. */
export type FakeInstall = 'installs' | 'is-offline' | 'hangs'

/** Makes a folder with an `uv` that installs a fake LiteLLM, and nothing else. Answers with it, to be the PATH. */
export function makeFakeUv(folder: string, install: FakeInstall): string {
  const bin = join(folder, 'uv-bin')
  mkdirSync(bin, { recursive: true })
  const fake = makeFakeLiteLlm(join(folder, 'to-install'), 'serve', LITELLM_RELEASE)
  setFakeInstall(bin, install)
  const uv = join(bin, 'uv')
  writeFileSync(
    uv,
    `#!/bin/sh
PATH=/usr/bin:/bin
case "$1" in
  --version) echo "uv 0.9.0" ;;
  venv) for last; do :; done; mkdir -p "$last/bin" ;;
  pip)
    environment=$(dirname "$(dirname "$4")")
    echo "$$ $*" >> '${bin}/asked'
    mkdir -p "$UV_CACHE_DIR"; echo part > "$UV_CACHE_DIR/part"
    echo "Resolved 119 packages in 1ms" >&2
    echo "Downloading numpy (16.1MiB)" >&2
    case "$(cat '${bin}/install')" in
      is-offline) echo "error: Failed to fetch: dns error: failed to lookup address" >&2; exit 2 ;;
      hangs) sleep 600 ;;
    esac
    cp -R '${fake}/lib' "$environment/"
    cp '${fake}/bin/litellm' "$environment/bin/litellm"
    cp '${bin}/prisma' "$environment/bin/prisma"
    echo "Prepared 119 packages in 2ms" >&2 ;;
esac
`,
  )
  chmodSync(uv, 0o755)
  const packages = join(fake, 'lib', 'python3.12', 'site-packages')
  mkdirSync(join(packages, 'prisma'))
  mkdirSync(join(packages, 'litellm', 'proxy'), { recursive: true })
  writeFileSync(join(packages, 'litellm', 'proxy', 'schema.prisma'), '')
  setFakePrisma(bin, 'generates')
  return bin
}

export function setFakeInstall(bin: string, install: FakeInstall): void {
  writeFileSync(join(bin, 'install'), install)
}

/** What the database client's own generator does, in an environment that is installed from now on. */
export function setFakePrisma(bin: string, behaviour: 'generates' | 'is-offline'): void {
  const prisma = join(bin, 'prisma')
  const generate = 'echo "$@" >&2; touch "$(dirname "$(dirname "$(dirname "$3")")")/prisma/client.py"'
  const fail = 'echo "getaddrinfo ENOTFOUND binaries.prisma.sh" >&2; exit 1'
  writeFileSync(prisma, `#!/bin/sh\nPATH=/usr/bin:/bin\n${behaviour === 'generates' ? generate : fail}\n`)
  chmodSync(prisma, 0o755)
}
