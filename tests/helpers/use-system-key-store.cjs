// Loaded before the app with -r: Playwright forces password-store=basic, which would hide the session's real key store.
const { app } = require('electron')

app.commandLine.appendSwitch('password-store', process.env.LITEDESK_TEST_PASSWORD_STORE ?? 'gnome-libsecret')
