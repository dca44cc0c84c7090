import type { CommandName } from './cli-arguments.ts'

const TARGET = `Which file:
  --engine <name>      nova-engine or idlehands; may be left out where only one of them has a config file
  --profile <name>     the engine's profile; its default one when left out
  --config <path>      a config file anywhere else, such as in a container's volume
`

const EVERYWHERE = `  --json               one JSON object on standard output, for scripts
  -h, --help           this text
`

const STATUS = `Exit status:
  0  done, or nothing to do
  1  failed for another reason, or you said no
  2  the command was not understood, or it may not write without --yes
  3  the gateway could not be reached, or is not a LiteLLM gateway
  4  the key is missing or was refused
  5  the config file is not one the engine would start with
  6  the file could not be written, or something else is writing it
`

const GENERAL = `litedesk: sets up Nova Engine and IdleHands to use a LiteLLM gateway.

  litedesk onboard     put the gateway, its key and its models into the engine's config file
  litedesk models      list the models the engine is configured for
  litedesk use         switch the engine to another of its models
  litedesk status      say which config files there are and what is wrong with them
  litedesk undo        take back the last change Litedesk made to the file

litedesk <command> --help says more. litedesk --version prints the version. LITEDESK_USER_DATA names another folder for
Litedesk's settings and copies.

An edit changes what it has to and leaves comments, order and formatting alone. Before every edit a copy is kept in
Litedesk's own folder, where the window finds it, too.

${STATUS}`

const COMMANDS: Record<CommandName, string> = {
  onboard: `litedesk onboard --engine <name> [options]

Checks the gateway, then writes the provider "litellm" with the gateway's models and their real limits, the key, the
primary model and its place among the allowed models. What is there already stays. It shows the difference and asks before
it writes; where nobody can be asked, it writes only with --yes and else ends with status 2.

${TARGET}
The gateway:
  --base-url <url>          when left out: what the config file has, else the gateway Litedesk is connected to, else
                            http://localhost:4000
  --litellm-api-key <key>   its key; - reads it from standard input. When left out: LITELLM_API_KEY, else the
                            engine's own, else a question
  --auth-choice <choice>    litellm-api-key, the only one there is

What to write:
  --model <name>            a model of the gateway; may be repeated. When left out: all chat models
  --primary <name>          the model the engine starts with. When left out: the one it has of this gateway, else the first
  --key-place <place>       env-file (default): the engine's .env file, referred to as \${LITELLM_API_KEY};
                            auth-profile: the engine's own store
  --gateway-mode <mode>     local or none, for a config file that does not say: the engine's gateway starts only with
                            gateway.mode "local", so a new file gets that unless you say none

How:
  --dry-run            show the difference and write nothing
  -y, --yes            write without asking
${EVERYWHERE}
${STATUS}`,
  models: `litedesk models [options]

Lists the models of the config file, the primary one marked.

${TARGET}
  --gateway                 also list what the gateway serves, and which of it the engine does not know
  --base-url <url>          the gateway to ask, as for onboard
  --litellm-api-key <key>   its key, as for onboard
${EVERYWHERE}
${STATUS}`,
  use: `litedesk use <provider/model> [options]

Makes a model the engine's primary one. Changes those bytes of the file and no others, except that a list of allowed
models gets the model, too, if it lacks it. litedesk undo takes it back.

${TARGET}
${EVERYWHERE}
${STATUS}`,
  status: `litedesk status [options]

Says where each engine's config file is, whether the engine would start with it, which model it uses and where its keys
come from. With --engine, --profile or --config, only that file; the status is 5 then if the file is invalid.

${TARGET}
${EVERYWHERE}
${STATUS}`,
  undo: `litedesk undo [options]

Takes back the last change Litedesk made to the file, from the window, the tray or this command. What was changed since by
something else stays, or, where both cannot be, nothing is written.

${TARGET}
${EVERYWHERE}
${STATUS}`,
}

/** The help for a command, or the general one. */
export function helpText(about: CommandName | null): string {
  return (about === null ? GENERAL : COMMANDS[about]).trimEnd()
}
