import { z } from 'zod'

// The schema library would first try whether it may compile code; the content security policy refuses, and reports it.
z.config({ jitless: true })
