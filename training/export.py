"""Turns trained weights into what the package ships: encoder.onnx (int8), heads.npz and vocab.txt.

The links in heads.npz come from training/links.py, which reads the states of the exported encoder.

    python training/export.py WEIGHTS.pt BASE_MODEL_DIR OUT_DIR [--fp32]
"""

import argparse
import shutil
from pathlib import Path

import numpy as np
import onnx
import torch

from graph import graph
from model import Model
from shrink import load

TABLES = ("transition", "start")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("weights", type=Path)
    parser.add_argument("base", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--fp32", action="store_true", help="leave the encoder in single precision")
    parser.add_argument("--last", action="store_true", help="the last weights instead of their average")
    args = parser.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    model = Model(args.base, inner=True)
    load(model, torch.load(args.weights)["raw" if args.last else "model"])
    model.eval()
    onnx.save(graph(model.encoder, quantized=not args.fp32), args.out / "encoder.onnx")
    write_heads(model, args.out / "heads.npz")
    shutil.copyfile(args.base / "vocab.txt", args.out / "vocab.txt")


def write_heads(model: Model, path: Path) -> None:
    """The CRFs' transitions as arrays."""
    pairs = {"": model.crf, "inner_": model.inner_crf}
    tables = {
        f"{name}{table}": value
        for name, crf in pairs.items()
        for table, value in zip(TABLES, crf.scores(), strict=True)
    }
    np.savez_compressed(path, **{name: value.detach().numpy().astype(np.float32) for name, value in tables.items()})


if __name__ == "__main__":
    main()
