"""Starts the LiteLLM proxy with the arguments given.

Collecting garbage while some ten thousand modules' objects are being made, all of which stay, takes a sixth of the start.
"""

import gc

gc.disable()

import litellm.proxy.proxy_server  # noqa: E402, F401  (what run_server imports first)
from litellm.proxy.proxy_cli import run_server  # noqa: E402

gc.freeze()
gc.enable()
run_server()
