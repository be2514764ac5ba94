"""Turns trained weights into what the package ships: encoder.onnx (int8), heads.npz and vocab.txt.

The links in heads.npz come from training/links.py, which reads the states of the exported encoder.

    python training/export.py WEIGHTS.pt BASE_MODEL_DIR OUT_DIR [--fp32]
"""

import argparse
import shutil
import tempfile
from pathlib import Path

import numpy as np
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic

from model import Model

INPUTS = ("ids", "cases", "lines", "marks")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("weights", type=Path)
    parser.add_argument("base", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--fp32", action="store_true", help="leave the encoder in single precision")
    args = parser.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    model = Model(args.base)
    model.load_state_dict(torch.load(args.weights)["model"], strict=False)
    model.eval()
    write_encoder(model, args.out / "encoder.onnx", quantized=not args.fp32)
    write_heads(model, args.out / "heads.npz")
    shutil.copyfile(args.base / "vocab.txt", args.out / "vocab.txt")


def write_encoder(model: Model, path: Path, *, quantized: bool) -> None:
    """The encoder as ONNX with one window a run and any number of pieces."""
    example = tuple(torch.ones(1, 16, dtype=torch.long) for _ in INPUTS)
    pieces = torch.export.Dim("pieces", min=2, max=512)
    with tempfile.TemporaryDirectory() as folder:
        whole = Path(folder) / "fp32.onnx"
        torch.onnx.export(
            model.encoder,
            example,
            whole,
            dynamo=True,
            external_data=False,
            input_names=list(INPUTS),
            output_names=["vectors", "scores"],
            dynamic_shapes=tuple({1: pieces} for _ in INPUTS),
        )
        if quantized:
            # per_channel and reduce_range together lose least on processors with and without VNNI (docs/decisions)
            quantize_dynamic(whole, path, weight_type=QuantType.QInt8, per_channel=True, reduce_range=True)
        else:
            shutil.copyfile(whole, path)


def write_heads(model: Model, path: Path) -> None:
    """The CRF's transitions as arrays."""
    transition, start = (table.detach().numpy().astype(np.float32) for table in model.crf.scores())
    np.savez_compressed(path, transition=transition, start=start)


if __name__ == "__main__":
    main()
