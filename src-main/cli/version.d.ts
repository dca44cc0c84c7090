/** The version in package.json; put in by build/cli-build.mjs. */
declare const LITEDESK_VERSION: string
