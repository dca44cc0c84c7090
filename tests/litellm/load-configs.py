"""Loads LiteLLM config files with LiteLLM's own loader, one after the other, and writes what its router makes of each."""
import asyncio
import json
import os
import sys

from litellm.proxy.proxy_server import ProxyConfig


async def load(path):
    try:
        router, _, settings = await ProxyConfig().load_config(router=None, config_file_path=path)
    except BaseException as cause:  # the loader also exits
        return {"error": f"{type(cause).__name__}: {cause}"}
    return {
        "models": [[entry["model_name"], entry["litellm_params"]["model"]] for entry in router.model_list],
        "fallbacks": router.fallbacks,
        "contextWindow": router.context_window_fallbacks,
        "contentPolicy": router.content_policy_fallbacks,
        "aliases": router.model_group_alias,
        "retries": router.num_retries,
        "masterKey": settings.get("master_key"),
        "costs": [entry["litellm_params"].get("input_cost_per_token") for entry in router.model_list],
    }


def load_apart(path):
    """Loads in a copy of this process: what a config sets stays in LiteLLM's modules."""
    child = os.fork()
    if child == 0:
        with open(f"{path}.json", "w", encoding="utf-8") as file:
            json.dump(asyncio.run(load(path)), file)
        os._exit(0)
    os.waitpid(child, 0)


for config in sys.argv[1:]:
    load_apart(config)
