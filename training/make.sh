#!/usr/bin/env bash
# Makes the model anew: POLNEAR MPNET BASE TEXTS OUT, as training/README.md explains them. Eight hours on two cores.
set -euo pipefail
polnear=$1 mpnet=$2 base=$3 texts=$4 out=$5
python=${TRAIN_PYTHON:-.train/bin/python}
export PYTHONPATH=src:tests:. BF16=1
mkdir -p "$out"
"$python" training/train.py "$polnear" "$mpnet" "$out/teacher2.pt" --epochs 2 --rate 7e-5 --window 254 --average 0
"$python" training/train.py "$polnear" "$mpnet" "$out/teacher3.pt" --start "$out/teacher2.pt" --epochs 1 --rate 5e-5 \
	--window 254 --average 0 --seed 1
"$python" training/train.py "$polnear" "$mpnet" "$out/teacher.pt" --start "$out/teacher3.pt" --epochs 1 --rate 4e-5 \
	--window 254 --average 0 --seed 2
"$python" training/label.py "$out/teacher.pt" "$mpnet" "$out/soft.npz" "$polnear" "$texts"
"$python" training/inner.py src/onrecord/weights "$out/inner.npz" "$polnear" "$texts"
taught=(--window 254 --teacher "$out/soft.npz" --inner "$out/inner.npz" --texts "$texts")
"$python" training/train.py "$polnear" "$base" "$out/student4.pt" --epochs 4 "${taught[@]}"
"$python" training/train.py "$polnear" "$base" "$out/student6.pt" --start "$out/student4.pt" --epochs 2 --rate 1.2e-4 \
	--seed 1 "${taught[@]}"
"$python" training/train.py "$polnear" "$base" "$out/student7.pt" --start "$out/student6.pt" --epochs 1 --rate 6e-5 \
	--seed 3 "${taught[@]}"
"$python" training/train.py "$polnear" "$base" "$out/student8.pt" --start "$out/student7.pt" --epochs 1 --rate 1e-4 \
	--seed 5 "${taught[@]}"
taught+=(--written training/written)
"$python" training/train.py "$polnear" "$base" "$out/student9.pt" --start "$out/student8.pt" --epochs 1 --rate 6e-5 \
	--seed 6 "${taught[@]}"
"$python" training/train.py "$polnear" "$base" "$out/student11.pt" --start "$out/student9.pt" --epochs 2 --rate 1.2e-4 \
	--seed 7 "${taught[@]}"
"$python" training/train.py "$polnear" "$base" "$out/student.pt" --start "$out/student11.pt" --epochs 1 --rate 1e-4 \
	--seed 8 "${taught[@]}"
"$python" training/export.py "$out/student.pt" "$base" "$out" --last
"$python" training/links.py "$polnear" "$out"
"$python" training/calibrate.py "$polnear" "$out"
